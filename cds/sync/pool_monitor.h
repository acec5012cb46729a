// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_SYNC_POOL_MONITOR_H
#define CDSLIB_SYNC_POOL_MONITOR_H

// The monitor that lends a node a lock of a pool for as long as somebody wants to lock the node.

#include <cds/algo/atomic.h>
#include <cds/algo/backoff_strategy.h>
#include <cds/algo/stat.h>
#include <cds/details/concepts.h>
#include <cds/sync/monitor.h>

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

/// Statistics of `pool_monitor`.
namespace cds::sync::pool_monitor_traits {

#define CDS_POOL_MONITOR_EVENTS(X)             \
    X(m_nLockCount, onLock)                    \
    X(m_nUnlockCount, onUnlock)                \
    X(m_nLockContention, onLockContention)     \
    X(m_nUnlockContention, onUnlockContention) \
    X(m_nLockAllocation, onLockAllocation)     \
    X(m_nLockDeallocation, onLockDeallocation)

/// Counts nothing.
struct empty_stat {
    CDS_EMPTY_STAT_MEMBERS(CDS_POOL_MONITOR_EVENTS)
};

/// Counts events, and keeps the highest numbers of locked nodes and of lent locks that it has seen.
template <class Counter = cds::atomicity::event_counter>
struct stat {
    using event_counter = Counter;

    Counter m_nLockCount;        ///< nodes locked
    Counter m_nUnlockCount;      ///< nodes unlocked
    Counter m_nMaxLocked;        ///< the most that were locked at a time
    Counter m_nLockContention;   ///< waits of a lock() for another thread at the same node
    Counter m_nUnlockContention; ///< waits of an unlock() for another thread at the same node
    Counter m_nLockAllocation;   ///< locks taken from the pool
    Counter m_nLockDeallocation; ///< locks given back
    Counter m_nMaxAllocated;     ///< the most that were lent at a time

    void onLock() { raise(m_nMaxLocked, ++m_nLockCount, m_nUnlockCount); }
    void onUnlock() { ++m_nUnlockCount; }
    void onLockContention() { ++m_nLockContention; }
    void onUnlockContention() { ++m_nUnlockContention; }
    void onLockAllocation() { raise(m_nMaxAllocated, ++m_nLockAllocation, m_nLockDeallocation); }
    void onLockDeallocation() { ++m_nLockDeallocation; }

private:
    /// A statistic: of two that raise it at a time, one may be missed.
    static void raise(Counter& most, std::size_t begun, std::size_t ended) {
        if (begun > ended && begun - ended > most)
            most = begun - ended;
    }
};

} // namespace cds::sync::pool_monitor_traits

namespace cds::sync {

/// Gives a node a lock when it is locked, and takes it away when nobody holds it or waits for it. A
/// node has to have a word and a pointer, in its member `m_SyncMonitorInjection`; there are as many
/// locks as nodes are locked.
///
/// `LockPool` has `value_type`, the lock; `allocate(1)` and `deallocate(lock, 1)`, which any thread
/// may call: one of the pools of cds/memory/vyukov_queue_pool.h. `BackOff` is how one waits for
/// another who is at a node's word; `Stat` says whether events are counted.
///
///   progress       blocking, as a lock is. The word is held for a few steps, and for as long as
///                  the pool takes to give a lock
///   invariants     I1  the word counts who holds the node's lock or waits for it, in steps of two;
///                      one more means that somebody is changing it and the pointer
///                  I2  the node has a lock while the count is not zero
template <class LockPool, class BackOff = cds::backoff::Default, bool Stat = false>
class pool_monitor {
    static_assert(cds::concepts::waiting<BackOff>,
                  "a back-off must be default-constructible and callable without arguments");

public:
    using pool_type = LockPool;
    using lock_type = typename pool_type::value_type;
    using back_off = BackOff;
    using refspin_type = std::uint32_t;
    using internal_stat =
        std::conditional_t<Stat, pool_monitor_traits::stat<>, pool_monitor_traits::empty_stat>;

    static constexpr std::size_t c_nDefaultCapacity = 256;

    /// What a node has to contain.
    struct node_injection {
        mutable atomics::atomic<refspin_type> m_RefSpin{0};
        mutable lock_type* m_pLock = nullptr;

        node_injection() = default;
        node_injection(node_injection const&) = delete;
        node_injection& operator=(node_injection const&) = delete;
        ~node_injection() { assert(check_free() && "a node is destroyed while it is locked"); }

        /// Whether the node can be destroyed: nobody holds its lock or waits for it.
        bool check_free() const noexcept {
            // relaxed: who destroys a node knows that nobody comes to it any more
            return m_RefSpin.load(atomics::memory_order_relaxed) == 0 && m_pLock == nullptr;
        }
    };

    template <class Node>
    using scoped_lock = monitor_scoped_lock<pool_monitor const, Node>;

    /// Throws what the pool throws.
    pool_monitor() : pool_monitor(c_nDefaultCapacity) {}
    /// A pool of `capacity` locks; 0 means `c_nDefaultCapacity`.
    explicit pool_monitor(std::size_t capacity)
        : pool_(capacity != 0 ? capacity : c_nDefaultCapacity) {}

    /// Locks the node. Throws what `allocate` of the pool throws; the node is not locked then.
    template <class Node>
    void lock(Node const& node) const {
        node_injection const& place = node.m_SyncMonitorInjection;
        lock_of(place).lock();
        stat_.onLock();
    }

    /// Unlocks the node, which the caller has locked.
    template <class Node>
    void unlock(Node const& node) const {
        node_injection const& place = node.m_SyncMonitorInjection;
        place.m_pLock->unlock(); // I2: it is there as long as we count
        stat_.onUnlock();
        if (lock_type* const idle = leave(place)) {
            pool_.deallocate(idle, 1);
            stat_.onLockDeallocation();
        }
    }

    /// What was counted, if `Stat` is true.
    internal_stat const& statistics() const noexcept { return stat_; }

private:
    static constexpr refspin_type spin_bit = 1;
    static constexpr refspin_type one_user = 2;

    /// A node's word in the hands of one thread: I1.
    class held_word {
    public:
        template <class Contended>
        held_word(node_injection const& place, Contended on_contention) : word_(place.m_RefSpin) {
            back_off wait;
            while (!try_hold()) {
                on_contention();
                wait();
            }
        }
        held_word(held_word const&) = delete;
        held_word& operator=(held_word const&) = delete;
        ~held_word() {
            // [PM2] release-store -> [PM1]: the node's lock
            word_.store(users_, atomics::memory_order_release);
        }

        bool has_users() const noexcept { return users_ != 0; }
        void enter() noexcept { users_ += one_user; }
        void leave() noexcept { users_ -= one_user; }

    private:
        bool try_hold() noexcept {
            // relaxed: only proposes a value; [PM1] decides
            users_ = word_.load(atomics::memory_order_relaxed) & ~spin_bit;
            // [PM1] acquire-CAS <- [PM2]: the node's lock as the last one has left it
            return word_.compare_exchange_weak(users_, users_ | spin_bit,
                                               atomics::memory_order_acquire,
                                               atomics::memory_order_relaxed);
        }

        atomics::atomic<refspin_type>& word_;
        refspin_type users_ = 0;
    };

    /// The node's lock, which is the node's as long as the caller counts.
    lock_type& lock_of(node_injection const& place) const {
        held_word word(place, [this] { stat_.onLockContention(); });
        if (!word.has_users()) {
            place.m_pLock = pool_.allocate(1);
            stat_.onLockAllocation();
        }
        word.enter();
        return *place.m_pLock;
    }

    /// Ends the caller's use; the lock, if nobody else uses it.
    lock_type* leave(node_injection const& place) const {
        held_word word(place, [this] { stat_.onUnlockContention(); });
        word.leave();
        return word.has_users() ? nullptr : std::exchange(place.m_pLock, nullptr);
    }

    mutable pool_type pool_;
    [[no_unique_address]] mutable internal_stat stat_;
};

} // namespace cds::sync

#endif // #ifndef CDSLIB_SYNC_POOL_MONITOR_H
