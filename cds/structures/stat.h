// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_STAT_H
#define CDSLIB_STRUCTURES_STAT_H

// Statistics out of one list of events per structure. An event is the name of its counter and
// the name of its handler:
//
//   #define CDS_QUEUE_EVENTS(X) X(m_EnqueueCount, onEnqueue) X(m_EmptyDequeue, onEmptyDequeue)
//   CDS_DEFINE_STAT(counter_type, CDS_QUEUE_EVENTS)      // stat<Counter> and empty_stat
//   CDS_DEFINE_WRAPPED_STAT(CDS_LIST_EVENTS)             // wrapped_stat, select_stat_wrapper
//
// A structure whose handlers do more than count writes the two structs itself and takes their
// members from CDS_STAT_MEMBERS and CDS_EMPTY_STAT_MEMBERS.

#include <cds/algo/atomic.h>

#include <cstddef>
#include <type_traits>

namespace cds::intrusive::details {

/// How the buckets of a hash table count: all of them into the table's one `Stat`.
template <class Stat, class WrappedStat>
struct stat_wrapper {
    typedef Stat stat;
    typedef WrappedStat wrapped_stat;
    enum { empty = std::is_same_v<Stat, WrappedStat> };
};

} // namespace cds::intrusive::details

// The formatter takes the event lists below for declarations.
// clang-format off

// For each event of a list: its counter, its handler, ...
#define CDS_STAT_COUNTER_(counter, handler) stat_counter counter;
#define CDS_STAT_HANDLER_(counter, handler) \
    void handler() { ++counter; }
#define CDS_STAT_RESET_(counter, handler) counter.reset();
#define CDS_STAT_ADD_(counter, handler) counter += static_cast<std::size_t>(other.counter);
#define CDS_STAT_IGNORE_(counter, handler) \
    void handler() const noexcept {}
#define CDS_STAT_FORWARD_(counter, handler) \
    void handler() const { m_stat.handler(); }

// The members of a statistics class: counters of type `Counter`, a handler for each,
// `reset()` and `+=`. `counter_name` is what the structure calls the counter's type.
#define CDS_STAT_MEMBERS(stat_name, counter_name, Counter, EVENTS)                        \
    typedef Counter counter_name;                                                         \
    typedef Counter stat_counter;                                                         \
    EVENTS(CDS_STAT_COUNTER_)                                                             \
    EVENTS(CDS_STAT_HANDLER_)                                                             \
    void reset() { EVENTS(CDS_STAT_RESET_) }                                              \
    stat_name& operator+=(stat_name const& other) {                                       \
        EVENTS(CDS_STAT_ADD_)                                                             \
        return *this;                                                                     \
    }

// The same members, doing nothing.
#define CDS_EMPTY_STAT_MEMBERS(EVENTS) \
    EVENTS(CDS_STAT_IGNORE_)           \
    void reset() const noexcept {}     \
    empty_stat const& operator+=(empty_stat const&) const noexcept { return *this; }

// `stat<Counter>`, which counts events, and `empty_stat`, which does not.
#define CDS_DEFINE_STAT(counter_name, EVENTS)                 \
    template <class Counter = cds::atomicity::event_counter>  \
    struct stat {                                             \
        CDS_STAT_MEMBERS(stat, counter_name, Counter, EVENTS) \
    };                                                        \
    struct empty_stat {                                       \
        CDS_EMPTY_STAT_MEMBERS(EVENTS)                        \
    };

// `wrapped_stat<Stat>`, which reports to another statistics object, and
// `select_stat_wrapper<Stat>`, which says what the buckets of a table with that `Stat` use.
#define CDS_DEFINE_WRAPPED_STAT(EVENTS)                                                            \
    template <class Stat = stat<>>                                                                 \
    struct wrapped_stat {                                                                          \
        typedef Stat stat_type;                                                                    \
        wrapped_stat(stat_type& st) : m_stat(st) {}                                                \
        EVENTS(CDS_STAT_FORWARD_)                                                                  \
        stat_type& m_stat;                                                                         \
    };                                                                                             \
    template <class Stat>                                                                          \
    struct select_stat_wrapper                                                                     \
        : cds::intrusive::details::stat_wrapper<Stat, wrapped_stat<Stat>> {};                      \
    template <>                                                                                    \
    struct select_stat_wrapper<empty_stat>                                                         \
        : cds::intrusive::details::stat_wrapper<empty_stat, empty_stat> {};                        \
    template <class Stat>                                                                          \
    struct select_stat_wrapper<wrapped_stat<Stat>> : select_stat_wrapper<Stat> {};

// clang-format on

#endif // #ifndef CDSLIB_STRUCTURES_STAT_H
