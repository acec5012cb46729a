// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_HASH_CUCKOO_TRAITS_H
#define CDSLIB_STRUCTURES_HASH_CUCKOO_TRAITS_H

#include <cds/algo/stat.h>
#include <cds/opt/options.h>
#include <cds/structures/hash/cuckoo/locks.h>
#include <cds/structures/hash/cuckoo/node.h>
#include <cds/structures/options.h>

namespace cds::intrusive::cuckoo {

#define CDS_CUCKOO_SET_EVENTS(X)                                     \
    X(m_nRelocateCallCount, onRelocateCall)                          \
    X(m_nRelocateRoundCount, onRelocateRound)                        \
    X(m_nFalseRelocateCount, onFalseRelocateRound)                   \
    X(m_nSuccessRelocateCount, onSuccessRelocateRound)               \
    X(m_nRelocateAboveThresholdCount, onRelocateAboveThresholdRound) \
    X(m_nFailedRelocateCount, onFailedRelocate)                      \
    X(m_nResizeCallCount, onResizeCall)                              \
    X(m_nFalseResizeCount, onFalseResizeCall)                        \
    X(m_nResizeSuccessNodeMove, onResizeSuccessMove)                 \
    X(m_nResizeRelocateCall, onResizeRelocateCall)                   \
    X(m_nInsertSuccess, onInsertSuccess)                             \
    X(m_nInsertFailed, onInsertFailed)                               \
    X(m_nInsertResizeCount, onInsertResize)                          \
    X(m_nInsertRelocateCount, onInsertRelocate)                      \
    X(m_nInsertRelocateFault, onInsertRelocateFault)                 \
    X(m_nUpdateExistCount, onUpdateExist)                            \
    X(m_nUpdateSuccessCount, onUpdateSuccess)                        \
    X(m_nUpdateResizeCount, onUpdateResize)                          \
    X(m_nUpdateRelocateCount, onUpdateRelocate)                      \
    X(m_nUpdateRelocateFault, onUpdateRelocateFault)                 \
    X(m_nUnlinkSuccess, onUnlinkSuccess)                             \
    X(m_nUnlinkFailed, onUnlinkFailed)                               \
    X(m_nEraseSuccess, onEraseSuccess)                               \
    X(m_nEraseFailed, onEraseFailed)                                 \
    X(m_nFindSuccess, onFindSuccess)                                 \
    X(m_nFindFailed, onFindFailed)                                   \
    X(m_nFindEqualSuccess, onFindEqualSuccess)                       \
    X(m_nFindEqualFailed, onFindEqualFailed)                         \
    X(m_nFindWithSuccess, onFindWithSuccess)                         \
    X(m_nFindWithFailed, onFindWithFailed)

/// Counts what a set does. Look-ups by a predicate count as any look-up, so the counters named
/// after them stay 0.
struct stat {
    CDS_STAT_MEMBERS(stat, counter_type, cds::atomicity::event_counter, CDS_CUCKOO_SET_EVENTS)
};
/// Counts nothing.
struct empty_stat {
    CDS_EMPTY_STAT_MEMBERS(CDS_CUCKOO_SET_EVENTS)
};

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// Where an object keeps its node.
    using hook = base_hook<>;
    /// The hash functors, two or more, which should have nothing to do with one another:
    /// `opt::hash_tuple<H1, H2>`. They take the items and every type that these are looked up by.
    using hash = opt::none;
    /// Who protects the buckets, for as many tables as there are hash functors.
    using mutex_policy = cuckoo::striping<>;
    /// Equality, of a set whose traits give no order; else `std::equal_to`.
    using equal_to = opt::none;
    /// How items are compared. Predicates of `x_with` must be of the same kind: an order, or
    /// equality.
    using compare = opt::none;
    using less = opt::none;
    using item_counter = cds::atomicity::item_counter;
    /// Allocates the tables.
    using allocator = CDS_DEFAULT_ALLOCATOR;
    /// Gets what `clear()` takes out.
    using disposer = opt::v::empty_disposer;
    using stat = empty_stat;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace cds::intrusive::cuckoo

#endif // #ifndef CDSLIB_STRUCTURES_HASH_CUCKOO_TRAITS_H
