// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_ALGO_FLAT_COMBINING_OPTIONS_H
#define CDSLIB_ALGO_FLAT_COMBINING_OPTIONS_H

#include <cds/algo/atomicity.h>
#include <cds/algo/flat_combining/wait_strategy.h>
#include <cds/algo/stat.h>
#include <cds/opt/options.h>
#include <cds/sync/spinlock.h>
#include <cds/user_setup/allocator.h>

#include <cstddef>

namespace cds::algo::flat_combining {

#define CDS_FLAT_COMBINING_EVENTS(X)                       \
    X(m_nOperationCount, onOperation)                      \
    X(m_nCombiningCount, onCombining)                      \
    X(m_nCompactPublicationList, onCompactPublicationList) \
    X(m_nDeactivatePubRecord, onDeactivatePubRecord)       \
    X(m_nActivatePubRecord, onActivatePubRecord)           \
    X(m_nPubRecordCreated, onCreatePubRecord)              \
    X(m_nPubRecordDeleted, onDeletePubRecord)              \
    X(m_nPassiveWaitCall, onPassiveWait)                   \
    X(m_nPassiveWaitIteration, onPassiveWaitIteration)     \
    X(m_nPassiveWaitWakeup, onPassiveWaitWakeup)           \
    X(m_nInvokeExclusive, onInvokeExclusive)               \
    X(m_nWakeupByNotifying, onWakeupByNotifying)           \
    X(m_nPassiveToCombiner, onPassiveToCombiner)

/// Counts what a kernel does.
///
/// An operation that finds the lock free is done at once. Otherwise it waits passively, until a
/// combiner has done it or it becomes the combiner. `m_nCombiningCount` counts sessions: how
/// often the lock was taken for operations.
template <class Counter = cds::atomicity::event_counter>
struct stat {
    CDS_STAT_EVENTS(counter_type, Counter, CDS_FLAT_COMBINING_EVENTS)

    /// Returns the operations per session: 1 if no thread ever waited.
    double combining_factor() const {
        auto const sessions = static_cast<std::size_t>(m_nCombiningCount);
        return sessions ? double(static_cast<std::size_t>(m_nOperationCount)) / double(sessions)
                        : 0;
    }
};

/// Counts nothing.
struct empty_stat {
    CDS_EMPTY_STAT_EVENTS(CDS_FLAT_COMBINING_EVENTS)
};

/// The options of a kernel and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// The lock of the combiner: `lock`, `try_lock` and `unlock`.
    using lock_type = cds::sync::spin;
    /// How a thread waits for the combiner, see `wait_strategy`. The default looks every two
    /// milliseconds and leaves the processor to the combiner, which gives the highest throughput;
    /// `backoff<cds::backoff::Default>` answers in microseconds, but spins.
    using wait_strategy = flat_combining::wait_strategy::backoff<cds::backoff::delay_of<2>>;
    /// The source of publication records.
    using allocator = CDS_DEFAULT_ALLOCATOR;
    using stat = empty_stat;
    /// Accepted for programs that set it: the orders are those written in the code.
    using memory_model = opt::v::relaxed_ordering;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace cds::algo::flat_combining

#endif // #ifndef CDSLIB_ALGO_FLAT_COMBINING_OPTIONS_H
