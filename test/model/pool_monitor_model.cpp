// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The monitor that lends nodes its locks: one at a time is at a node, who sees what the last one
// did there, and a lock that goes back to the pool is nobody's.

#include <cds/sync/pool_monitor.h>
#include <cds/sync/spinlock.h>

#include "scheduler/explore.h"
#include "scheduler/shared.h"

#include <cstddef>
#include <mutex>
#include <utility>

namespace {

using namespace cds_model;

using yielding_lock = cds::sync::spin_lock<cds::backoff::yield>;

// A lock that is used between its allocation and its deallocation, and by nobody afterwards.
class lent_lock {
public:
    void lock() {
        check(lent_.get(), "a lock is used that is in the pool");
        lock_.lock();
        check(lent_.get(), "a lock went back to the pool while somebody waited for it");
    }
    void unlock() { lock_.unlock(); }

    void lend(bool now) {
        check(lent_.get() != now, "a lock is lent or given back twice");
        check(!lock_.is_locked(), "a lock is lent or given back while it is locked");
        lent_.set(now);
    }

private:
    yielding_lock lock_;
    shared<bool> lent_{false};
};

// Gives out the same few locks again and again.
class few_locks {
public:
    using value_type = lent_lock;

    explicit few_locks(std::size_t) {}
    lent_lock* allocate(std::size_t) {
        std::lock_guard<yielding_lock> const hold(lock_);
        for (lent_lock*& free : free_)
            if (lent_lock* const chosen = std::exchange(free, nullptr)) {
                chosen->lend(true);
                return chosen;
            }
        fail("more locks are lent than nodes are locked");
    }
    void deallocate(lent_lock* lock, std::size_t) {
        std::lock_guard<yielding_lock> const hold(lock_);
        lock->lend(false);
        for (lent_lock*& free : free_)
            if (free == nullptr) {
                free = lock;
                return reached("given back");
            }
    }

private:
    yielding_lock lock_;
    lent_lock locks_[3];
    lent_lock* free_[3] = {&locks_[0], &locks_[1], &locks_[2]};
};

class one_node : public model {
public:
    void thread(unsigned) override {
        for (int i = 0; i != 2; ++i) {
            monitor_.lock(node_);
            if (inside_++ != 0)
                fail("two are at the node");
            node_.count.set(node_.count.get() + 1);
            scheduling_point();
            --inside_;
            monitor_.unlock(node_);
        }
    }
    void finish() override {
        check(node_.count.get() == 6, "a turn was lost");
        check(node_.m_SyncMonitorInjection.check_free(), "the node has a lock still");
        concluded("waited for", monitor_.statistics().m_nLockAllocation < 6 ? 1 : 0);
    }

private:
    using monitor = cds::sync::pool_monitor<few_locks, cds::backoff::yield, true>;
    struct node {
        monitor::node_injection m_SyncMonitorInjection;
        shared<int> count{0};
    };

    monitor const monitor_;
    node node_;
    int inside_ = 0;
};

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv,
                   {{"one_node", 3, 600, make_model<one_node>, {"given back", "waited for"}}});
}
