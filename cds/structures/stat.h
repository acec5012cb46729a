// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_STAT_H
#define CDSLIB_STRUCTURES_STAT_H

// The statistics of a structure (cds/algo/stat.h), and of a structure that may be the bucket of a
// table:
//
//   CDS_DEFINE_WRAPPED_STAT(CDS_LIST_EVENTS)             // wrapped_stat, select_stat_wrapper

#include <cds/algo/stat.h>

#include <type_traits>

namespace cds::intrusive::details {

/// The statistics of the buckets of a hash table: all count into the table's one `Stat`.
template <class Stat, class WrappedStat>
struct stat_wrapper {
    typedef Stat stat;
    typedef WrappedStat wrapped_stat;
    enum { empty = std::is_same_v<Stat, WrappedStat> };
};

} // namespace cds::intrusive::details

// The formatter takes the event lists below for declarations.
// clang-format off

// Declares a handler that forwards the event.
#define CDS_STAT_FORWARD_(counter, handler) \
    void handler() const { m_stat.handler(); }

// `wrapped_stat<Stat>`, which reports to another statistics object, and
// `select_stat_wrapper<Stat>`, which names the statistics of the buckets of a table with that
// `Stat`.
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
