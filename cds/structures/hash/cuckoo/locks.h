// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_HASH_CUCKOO_LOCKS_H
#define CDSLIB_STRUCTURES_HASH_CUCKOO_LOCKS_H

#include <cds/algo/backoff_strategy.h>
#include <cds/algo/stat.h>
#include <cds/structures/hash/table_locks.h>
#include <cds/user_setup/allocator.h>

#include <cstddef>
#include <mutex>

namespace cds::intrusive::cuckoo {

// The formatter takes the event lists for declarations.
// clang-format off

#define CDS_CUCKOO_STRIPING_EVENTS(X)      \
    X(m_nCellLockCount, onCellLock)        \
    X(m_nCellTryLockCount, onCellTryLock)  \
    X(m_nFullLockCount, onFullLock)        \
    X(m_nResizeLockCount, onResizeLock)    \
    X(m_nResizeCount, onResize)

#define CDS_CUCKOO_REFINABLE_EVENTS(X)                     \
    X(m_nCellLockCount, onCellLock)                        \
    X(m_nCellLockWaitResizing, onCellWaitResizing)         \
    X(m_nCellLockArrayChanged, onCellArrayChanged)         \
    X(m_nCellLockFailed, onCellLockFailed)                 \
    X(m_nSecondCellLockCount, onSecondCellLock)            \
    X(m_nSecondCellLockFailed, onSecondCellLockFailed)     \
    X(m_nFullLockCount, onFullLock)                        \
    X(m_nFullLockIter, onFullLockIter)                     \
    X(m_nResizeLockCount, onResizeLock)                    \
    X(m_nResizeLockIter, onResizeLockIter)                 \
    X(m_nResizeLockArrayChanged, onResizeLockArrayChanged) \
    X(m_nResizeCount, onResize)

// clang-format on

/// Counts what `striping` does. Nothing here tries to lock, so `m_nCellTryLockCount` stays 0.
struct striping_stat {
    CDS_STAT_MEMBERS(striping_stat, counter_type, cds::atomicity::event_counter,
                     CDS_CUCKOO_STRIPING_EVENTS)
};
/// Counts nothing.
struct empty_striping_stat {
    CDS_EMPTY_STAT_EVENTS(CDS_CUCKOO_STRIPING_EVENTS)
};

/// Counts what `refinable` does: locks, how often a thread waited for one who had the whole table,
/// how often the number of locks had changed when it got one, and resizes. The other counters stay
/// 0: nothing here spins or tries to lock.
struct refinable_stat {
    CDS_STAT_MEMBERS(refinable_stat, counter_type, cds::atomicity::event_counter,
                     CDS_CUCKOO_REFINABLE_EVENTS)
};
/// Counts nothing.
struct empty_refinable_stat {
    CDS_EMPTY_STAT_EVENTS(CDS_CUCKOO_REFINABLE_EVENTS)
};

/// A fixed number of locks for each of the `Arity` tables, as many as a table has buckets at first.
/// The lock need not be recursive, though the parameter is named so. The set replaces `Stat` by
/// `striping_stat` if it counts, and by `empty_striping_stat` if not.
template <class RecursiveLock = std::recursive_mutex, unsigned Arity = 2,
          class Alloc = CDS_DEFAULT_ALLOCATOR, class Stat = empty_striping_stat>
class striping : public intrusive::details::table_locks<RecursiveLock, Arity, Alloc, false, Stat> {
    using base = intrusive::details::table_locks<RecursiveLock, Arity, Alloc, false, Stat>;

public:
    using real_stat = striping_stat;
    using empty_stat = empty_striping_stat;
    template <class Stat2>
    struct rebind_statistics {
        using other = striping<RecursiveLock, Arity, Alloc, Stat2>;
    };
    using base::base;
};

/// As many locks for each of the `Arity` tables as it has buckets. The lock need not be recursive,
/// and `BackOff` has no use: whoever has to wait waits for a lock.
template <class RecursiveLock = std::recursive_mutex, unsigned Arity = 2,
          class BackOff = cds::backoff::Default, class Alloc = CDS_DEFAULT_ALLOCATOR,
          class Stat = empty_refinable_stat>
class refinable : public intrusive::details::table_locks<RecursiveLock, Arity, Alloc, true, Stat> {
    using base = intrusive::details::table_locks<RecursiveLock, Arity, Alloc, true, Stat>;

public:
    using back_off = BackOff;
    using real_stat = refinable_stat;
    using empty_stat = empty_refinable_stat;
    template <class Stat2>
    struct rebind_statistics {
        using other = refinable<RecursiveLock, Arity, BackOff, Alloc, Stat2>;
    };
    using base::base;
};

} // namespace cds::intrusive::cuckoo

#endif // #ifndef CDSLIB_STRUCTURES_HASH_CUCKOO_LOCKS_H
