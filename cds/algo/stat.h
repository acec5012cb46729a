// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_ALGO_STAT_H
#define CDSLIB_ALGO_STAT_H

// Statistics from one list of events. An event is the name of its counter and the name of its
// handler:
//
//   #define CDS_QUEUE_EVENTS(X) X(m_EnqueueCount, onEnqueue) X(m_EmptyDequeue, onEmptyDequeue)
//   CDS_DEFINE_STAT(counter_type, CDS_QUEUE_EVENTS)      // stat<Counter> and empty_stat
// If its handlers do more than count, a structure writes the two structs itself and takes their
// members from CDS_STAT_MEMBERS and CDS_EMPTY_STAT_MEMBERS; a structure that adds to the
// statistics of another takes them from CDS_STAT_EVENTS and CDS_EMPTY_STAT_EVENTS.

#include <cds/algo/atomic.h>

#include <cstddef>

// The formatter takes the event lists below for declarations.
// clang-format off

// These expand one event of a list: to its counter, its handler, ...
#define CDS_STAT_COUNTER_(counter, handler) stat_counter counter;
#define CDS_STAT_HANDLER_(counter, handler) \
    void handler() { ++counter; }
#define CDS_STAT_RESET_(counter, handler) counter.reset();
#define CDS_STAT_ADD_(counter, handler) counter += static_cast<std::size_t>(other.counter);
#define CDS_STAT_IGNORE_(counter, handler) \
    void handler() const noexcept {}

// Declares a counter of type `Counter` and a handler for each event.
#define CDS_STAT_EVENTS(counter_name, Counter, EVENTS) \
    typedef Counter counter_name;                      \
    typedef Counter stat_counter;                      \
    EVENTS(CDS_STAT_COUNTER_)                          \
    EVENTS(CDS_STAT_HANDLER_)

// The members of a statistics class: counters of type `Counter`, a handler for each, `reset()`
// and `+=`. `counter_name` is the structure's name for the counter's type.
#define CDS_STAT_MEMBERS(stat_name, counter_name, Counter, EVENTS) \
    CDS_STAT_EVENTS(counter_name, Counter, EVENTS)                 \
    void reset() { EVENTS(CDS_STAT_RESET_) }                       \
    stat_name& operator+=(stat_name const& other) {                \
        EVENTS(CDS_STAT_ADD_)                                      \
        return *this;                                              \
    }

// Declares a handler that does nothing for each event.
#define CDS_EMPTY_STAT_EVENTS(EVENTS) EVENTS(CDS_STAT_IGNORE_)

// The members of a statistics class that does nothing.
#define CDS_EMPTY_STAT_MEMBERS(EVENTS) \
    CDS_EMPTY_STAT_EVENTS(EVENTS)      \
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

// clang-format on

#endif // #ifndef CDSLIB_ALGO_STAT_H
