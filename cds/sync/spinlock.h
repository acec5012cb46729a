// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_SYNC_SPINLOCK_H
#define CDSLIB_SYNC_SPINLOCK_H

// Spin locks for short critical sections.

#include <cds/algo/atomic.h>
#include <cds/algo/backoff_strategy.h>
#include <cds/os/thread.h>

#include <cstdint>

/// Locks and what is built on them.
namespace cds::sync {

namespace details {

/// Calls `attempt` until it succeeds, at most `n` times, backing off between the calls.
template <class Backoff, class F>
bool succeeds_within(unsigned n, F attempt) {
    for (Backoff wait; n != 0; --n, wait())
        if (attempt())
            return true;
    return false;
}

} // namespace details

/// A test-and-test-and-set lock that backs off by `Backoff`. Not fair, not recursive.
template <class Backoff>
class spin_lock {
    static_assert(concepts::back_off<Backoff>, "a back-off strategy is called and reset");

public:
    typedef Backoff backoff_strategy;

    spin_lock() noexcept = default;
    explicit spin_lock(bool locked) noexcept : locked_(locked) {}
    /// A copy is a new, unlocked lock, because it belongs to a copy of the guarded object.
    spin_lock(spin_lock const&) noexcept : spin_lock() {}
    spin_lock& operator=(spin_lock const&) = delete;
    ~spin_lock() { assert(!is_locked()); }

    /// Whether a thread holds the lock now: a hint.
    [[nodiscard]] bool is_locked() const noexcept {
        // relaxed: a hint; a thread that acts on it still has to take the lock by [K1]
        return locked_.load(atomics::memory_order_relaxed);
    }

    /// Makes one attempt. Wait-free.
    [[nodiscard]] bool try_lock() noexcept {
        // [K1] acquire-exchange <- [K2]: sees everything the last holder did
        return !locked_.exchange(true, atomics::memory_order_acquire);
    }

    /// Makes at most `nTryCount` attempts, backing off between them.
    [[nodiscard]] bool try_lock(unsigned nTryCount) {
        return details::succeeds_within<Backoff>(nTryCount, [this] { return try_lock(); });
    }

    /// Waits until the lock is free, and takes it.
    void lock() {
        for (Backoff wait; !try_lock();)
            while (is_locked())
                wait();
    }

    /// Gives the lock up; the caller holds it. Wait-free.
    void unlock() noexcept {
        assert(is_locked());
        // [K2] release-store -> [K1]: publishes everything done while the lock was held
        locked_.store(false, atomics::memory_order_release);
    }

private:
    atomics::atomic<bool> locked_{false};
};

/// The spin lock that is used when no other is named.
typedef spin_lock<backoff::LockDefault> spin;

/// A spin lock that its owner may take again; `Integral` counts how often.
template <class Integral, class Backoff>
class reentrant_spin_lock {
    typedef OS::ThreadId thread_id;

public:
    typedef Integral integral_type;
    typedef Backoff backoff_strategy;

    reentrant_spin_lock() noexcept = default;
    /// A copy is a new, unlocked lock.
    reentrant_spin_lock(reentrant_spin_lock const&) noexcept : reentrant_spin_lock() {}
    explicit reentrant_spin_lock(bool locked) noexcept {
        if (locked)
            lock();
    }
    reentrant_spin_lock& operator=(reentrant_spin_lock const&) = delete;
    ~reentrant_spin_lock() { assert(depth_ == 0); }

    /// Whether another thread holds the lock; false for the owner.
    [[nodiscard]] bool is_locked() const noexcept {
        thread_id const owner = current_owner();
        return owner != OS::c_NullThreadId && owner != OS::get_current_thread_id();
    }

    [[nodiscard]] bool try_lock() noexcept {
        if (!take(OS::get_current_thread_id()))
            return false;
        ++depth_;
        return true;
    }

    /// Makes at most `nTryCount` attempts, backing off between them.
    [[nodiscard]] bool try_lock(unsigned nTryCount) {
        return details::succeeds_within<Backoff>(nTryCount, [this] { return try_lock(); });
    }

    void lock() {
        for (Backoff wait; !try_lock(); wait()) {}
    }

    void unlock() noexcept {
        assert(is_mine());
        if (--depth_ == 0)
            give(OS::c_NullThreadId);
    }

    /// Hands the lock, which the caller holds, to the thread `newOwner`.
    void change_owner(OS::ThreadId newOwner) noexcept {
        assert(is_mine());
        if (newOwner != current_owner())
            give(newOwner);
    }

private:
    bool is_mine() const noexcept { return current_owner() == OS::get_current_thread_id(); }

    thread_id current_owner() const noexcept {
        // relaxed: only the owner's own id matters: its owner wrote that itself, or acquires it
        // by [K3]
        return owner_.load(atomics::memory_order_relaxed);
    }

    bool take(thread_id self) noexcept {
        thread_id expected = OS::c_NullThreadId;
        // [K3] acquire-CAS <- [K4]: sees everything the last holder did, and its depth. An owner
        // that takes the lock again reads its own id; one that was handed the lock acquires, too.
        return owner_.compare_exchange_strong(expected, self, atomics::memory_order_acquire,
                                              atomics::memory_order_acquire) ||
               expected == self;
    }

    void give(thread_id to) noexcept {
        // [K4] release-store -> [K3]: publishes everything done under the lock, and the depth
        owner_.store(to, atomics::memory_order_release);
    }

    atomics::atomic<thread_id> owner_{OS::c_NullThreadId};
    integral_type depth_ = 0;
};

typedef reentrant_spin_lock<std::uint32_t, backoff::LockDefault> reentrant_spin32;
typedef reentrant_spin_lock<std::uint64_t, backoff::LockDefault> reentrant_spin64;
typedef reentrant_spin32 reentrant_spin;

} // namespace cds::sync

#endif // #ifndef CDSLIB_SYNC_SPINLOCK_H
