// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The kernel refuses the barrier, which it had granted: a waiter looks for itself now and then, and
// nobody is told that a queue is closed before it is certain.

#include <cds_test/membarrier.h>
#include <cds_test/threads.h>
#include <cds_test/waiting_types.h>

#include <boost/test/unit_test.hpp>

#include <condition_variable>
#include <future>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace {

using namespace cds_test;
using namespace cds_test::waiting_types;
using cds::conqueue_errc;
using queue = bounded<cc::VyukovMPMCCycleQueue<long>, 4>;

/// Whether light fences are the compiler's alone, so that who waits needs the barrier.
bool waiting_needs_the_barrier() {
    queue first_use;
    first_use.push(1);
    return membarrier_works_here() && !cds::gc::fences_are_full();
}

/// The first two looks into it find that the barrier is refused from now on.
struct refused_while_looked_into : cc::VyukovMPMCCycleQueue<long> {
    using refused_while_looked_into::VyukovMPMCCycleQueue::VyukovMPMCCycleQueue;

    template <class F>
    bool pop_with(F&& f) {
        if (++looks <= 2) {
            the_kernel.registers = false;
            the_kernel.forget();
        }
        return VyukovMPMCCycleQueue::pop_with(std::forward<F>(f));
    }
    int looks = 0;
};

/// Who locks it is granted the barrier again.
struct granting_mutex : std::mutex {
    void lock() {
        the_kernel.registers = the_kernel.known = true;
        std::mutex::lock();
    }
};
struct granted_with_the_lock : cc::waiting_queue::traits {
    using mutex = granting_mutex;
    using condition = std::condition_variable_any;
};

} // namespace

BOOST_AUTO_TEST_SUITE(waiting_without_a_barrier)

BOOST_AUTO_TEST_CASE(who_waits_gets_its_value) {
    watchdog const guard("waiting without a barrier");
    waiting_needs_the_barrier();
    refused_barrier const refused;
    queue q;
    for (long i = 0; i < 20; ++i) {
        auto value = std::async(std::launch::async, [&] { return q.pop(); });
        std::this_thread::yield();
        q.push(i);
        BOOST_TEST((value.get() == i));
    }
}

BOOST_AUTO_TEST_CASE(who_waits_looks_again_and_again) {
    watchdog const guard("waiting without a barrier");
    bool const needed = waiting_needs_the_barrier();
    refused_barrier const refused;
    queue q;
    int const before = counting_condition::slept;
    auto value = std::async(std::launch::async, [&] { return q.pop(); });
    while (needed && counting_condition::slept < before + 3) // and nobody has woken it
        std::this_thread::yield();
    q.push(1);
    BOOST_TEST((value.get() == 1));
}

BOOST_AUTO_TEST_CASE(a_closed_queue_is_busy_until_the_barrier_works) {
    watchdog const guard("closing without a barrier");
    bool const needed = waiting_needs_the_barrier();
    queue q;
    q.push(1);
    q.close();
    refused_barrier refused;
    BOOST_TEST((q.pop() == 1));
    conqueue_errc why{};
    BOOST_TEST(!q.try_pop(why));
    BOOST_TEST((why == (needed ? conqueue_errc::busy : conqueue_errc::closed)));
    auto told = std::async(std::launch::async, [&] { return q.pop().has_value(); });
    refused.end();
    BOOST_TEST(!told.get());
    BOOST_TEST(!q.try_pop(why));
    BOOST_TEST((why == conqueue_errc::closed));
}

BOOST_AUTO_TEST_CASE(a_barrier_that_is_refused_at_the_last_look_is_asked_for_again) {
    watchdog const guard("closing with some barriers");
    waiting_needs_the_barrier();
    cc::waiting<refused_while_looked_into, granted_with_the_lock> q(2);
    q.close();
    BOOST_TEST(!q.pop());
    the_kernel.registers = the_kernel.known = true;
}

BOOST_AUTO_TEST_SUITE_END()
