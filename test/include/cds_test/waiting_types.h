// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_WAITING_TYPES_H
#define CDSLIB_TEST_WAITING_TYPES_H

#include <cds/container/faa_queue.h>
#include <cds/container/fcqueue.h>
#include <cds/container/msqueue.h>
#include <cds/container/rwqueue.h>
#include <cds/container/sc_queue.h>
#include <cds/container/vyukov_mpmc_cycle_queue.h>
#include <cds/container/waiting.h>
#include <cds/container/weak_ringbuffer.h>
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <thread>
#include <tuple>

// Queues that are waited in, and how a test knows that somebody sleeps.
namespace cds_test::waiting_types {

namespace cc = cds::container;

/// A condition variable that counts who sleeps on one of its kind.
class counting_condition : public std::condition_variable {
public:
    static inline std::atomic<int> asleep{0};
    static inline std::atomic<int> slept{0};

    template <class Lock>
    void wait(Lock& hold) {
        asleep_now const here;
        std::condition_variable::wait(hold);
    }
    template <class Lock, class Moment>
    std::cv_status wait_until(Lock& hold, Moment const& moment) {
        asleep_now const here;
        return std::condition_variable::wait_until(hold, moment);
    }

    /// Returns when `n` sleep, or are about to with the lock in their hands.
    static void wait_for_sleepers(int n) {
        while (asleep.load(std::memory_order_acquire) != n)
            std::this_thread::yield();
    }

private:
    struct asleep_now {
        asleep_now() {
            asleep.fetch_add(1, std::memory_order_release);
            slept.fetch_add(1, std::memory_order_relaxed);
        }
        ~asleep_now() { asleep.fetch_sub(1, std::memory_order_release); }
    };
};

struct counting_sleepers : cc::waiting_queue::traits {
    using condition = counting_condition;
};

/// With a constructor without arguments: bounded ones have room for `Capacity`.
template <class Queue, std::size_t Capacity>
struct bounded : cc::waiting<Queue, counting_sleepers> {
    bounded() : cc::waiting<Queue, counting_sleepers>(Capacity) {}
};

template <class T>
using unbounded_queues = std::tuple<cc::waiting<cc::FAAQueue<cds::gc::DHP, T>, counting_sleepers>,
                                    cc::waiting<cc::MSQueue<cds::gc::HP, T>, counting_sleepers>,
                                    cc::waiting<cc::RWQueue<T>, counting_sleepers>,
                                    cc::waiting<cc::FCQueue<T>, counting_sleepers>>;
template <class T>
using bounded_queues =
    std::tuple<bounded<cc::VyukovMPMCCycleQueue<T>, 4>, bounded<cc::SCQueue<T>, 4>>;

} // namespace cds_test::waiting_types

#endif // #ifndef CDSLIB_TEST_WAITING_TYPES_H
