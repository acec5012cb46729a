// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_HASH_STRIPED_STRIPING_H
#define CDSLIB_STRUCTURES_HASH_STRIPED_STRIPING_H

#include <cds/algo/backoff_strategy.h>
#include <cds/structures/hash/table_locks.h>
#include <cds/user_setup/allocator.h>

#include <cstddef>
#include <mutex>

namespace cds::intrusive::striped_set {
namespace details {

/// These locks count nothing.
struct no_lock_stat {
    void onCellLock() const noexcept {}
    void onCellWaitResizing() const noexcept {}
    void onCellArrayChanged() const noexcept {}
    void onFullLock() const noexcept {}
    void onResizeLock() const noexcept {}
    void onResize() const noexcept {}
};

template <class Lock, class Alloc, bool Grows>
using locks = intrusive::details::table_locks<Lock, 1, Alloc, Grows, no_lock_stat>;

} // namespace details

/// A fixed number of locks: as many as the table has buckets at first. Each protects more buckets
/// when the table has grown.
template <class Lock = std::mutex, class Alloc = CDS_DEFAULT_ALLOCATOR>
class striping : public details::locks<Lock, Alloc, false> {
    using base = details::locks<Lock, Alloc, false>;

public:
    using base::base;
};

/// As many locks as the table has buckets. A thread that finds the table grown when it has its lock
/// takes another one. The lock need not be recursive, though the parameter is named so, and
/// `BackOff` has no use: nobody spins here, whoever has to wait waits for a lock.
template <class RecursiveLock = std::recursive_mutex, class BackOff = cds::backoff::yield,
          class Alloc = CDS_DEFAULT_ALLOCATOR>
class refinable : public details::locks<RecursiveLock, Alloc, true> {
    using base = details::locks<RecursiveLock, Alloc, true>;

public:
    using back_off = BackOff;
    using base::base;
};

} // namespace cds::intrusive::striped_set

#endif // #ifndef CDSLIB_STRUCTURES_HASH_STRIPED_STRIPING_H
