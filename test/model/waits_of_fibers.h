// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_WAITS_OF_FIBERS_H
#define CDSLIB_TEST_MODEL_WAITS_OF_FIBERS_H

#include <cds/container/waiting.h>

#include "model_items.h"

#include <condition_variable>
#include <mutex>

#include <sched.h>

// How fibers wait in a queue.
namespace cds_model {

// A mutex and a condition variable of fibers. Somebody whom nobody wakes never comes to an end.
class fiber_mutex {
public:
    void lock() {
        while (locked_.exchange(true, atomics::memory_order_acquire))
            sched_yield();
    }
    void unlock() { locked_.store(false, atomics::memory_order_release); }

private:
    atomics::atomic<bool> locked_{false};
};

class fiber_condition {
public:
    void wait(std::unique_lock<fiber_mutex>& hold) {
        reached("slept");
        hold.unlock();
        while (!notified_.load(atomics::memory_order_acquire))
            sched_yield();
        hold.lock();
    }
    template <class Moment>
    std::cv_status wait_until(std::unique_lock<fiber_mutex>& hold, Moment const&) {
        wait(hold);
        return std::cv_status::no_timeout;
    }
    void notify_one() { notified_.store(true, atomics::memory_order_release); }

private:
    atomics::atomic<bool> notified_{false};
};

struct by_fibers : cds::container::waiting_queue::traits {
    using gc = cds_model::gc;
    using mutex = fiber_mutex;
    using condition = fiber_condition;
};

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_WAITS_OF_FIBERS_H
