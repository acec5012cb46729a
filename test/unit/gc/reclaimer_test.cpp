// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The opt-in reclaimer thread: its signals, its failure to start, who may start and stop it.

#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <thread>

namespace {

using namespace cds_test;
using namespace std::chrono_literals;
namespace core = cds::gc::core;

constexpr int signals[] = {SIGINT, SIGTERM, SIGALRM, SIGUSR1, SIGUSR2, SIGCHLD, SIGPROF};

// How many of the signals above the calling thread blocks.
std::size_t blocked_here() {
    sigset_t mask;
    pthread_sigmask(SIG_BLOCK, nullptr, &mask);
    std::size_t n = 0;
    for (int const signal : signals)
        n += sigismember(&mask, signal) == 1;
    return n;
}

std::atomic<std::size_t> ticks{0};
std::atomic<std::size_t> blocked_in_reclaimer{0};

void tick() {
    blocked_in_reclaimer.store(blocked_here(), std::memory_order_release);
    ticks.fetch_add(1, std::memory_order_acq_rel);
}

void wait_for_a_tick() {
    for (std::size_t const last = ticks.load(std::memory_order_acquire);
         ticks.load(std::memory_order_acquire) == last;)
        std::this_thread::sleep_for(1ms);
}

#if defined(__GLIBC__)
// Threads that are made while it lives ask for a stack that no machine has.
class no_threads {
public:
    no_threads() {
        pthread_getattr_default_np(&before_);
        pthread_attr_t huge;
        pthread_attr_init(&huge);
        pthread_attr_setstacksize(&huge, std::size_t{1} << 50);
        works_ = pthread_setattr_default_np(&huge) == 0;
        pthread_attr_destroy(&huge);
    }
    ~no_threads() { pthread_setattr_default_np(&before_); }
    no_threads(no_threads const&) = delete;
    no_threads& operator=(no_threads const&) = delete;
    [[nodiscard]] bool works() const noexcept { return works_; }

private:
    pthread_attr_t before_;
    bool works_ = false;
};
#endif

} // namespace

BOOST_AUTO_TEST_SUITE(gc_reclaimer)

BOOST_AUTO_TEST_CASE(it_handles_no_signals_and_who_starts_it_goes_on_doing_so) {
    watchdog const limit("a tick of the reclaimer");
    core::domain domain;
    BOOST_REQUIRE(blocked_here() == 0u);
    BOOST_REQUIRE(domain.start_reclaimer(1ms, &tick));
    BOOST_TEST(blocked_here() == 0u);
    wait_for_a_tick();
    domain.stop_reclaimer();
    BOOST_TEST(blocked_in_reclaimer.load() == std::size(signals));
}

#if defined(__GLIBC__)
BOOST_AUTO_TEST_CASE(when_no_thread_can_be_made_it_says_so_and_can_be_started_later) {
    watchdog const limit("a tick of the reclaimer");
    core::domain domain;
    for (int i = 0; i < 3; ++i) {
        no_threads const shortage;
        BOOST_REQUIRE(shortage.works());
        BOOST_TEST(!domain.start_reclaimer(1ms, &tick));
        BOOST_TEST(blocked_here() == 0u);
        if (i == 0)
            domain.stop_reclaimer(); // harmless, and not needed
    }
    BOOST_TEST(domain.start_reclaimer(1ms, &tick));
    wait_for_a_tick();
    domain.stop_reclaimer();
}
#endif

BOOST_AUTO_TEST_CASE(of_many_threads_that_start_it_one_succeeds_and_any_thread_may_stop_it) {
    watchdog const limit("a tick of the reclaimer");
    core::domain domain;
    for (std::size_t life = 0; life < 5 * scale(); ++life) {
        std::atomic<int> started{0};
        run_threads(4, [&](std::size_t) {
            if (domain.start_reclaimer(1ms, &tick))
                started.fetch_add(1, std::memory_order_acq_rel);
        });
        BOOST_TEST(started.load() == 1);
        wait_for_a_tick();
        run_threads(4, [&](std::size_t) { domain.stop_reclaimer(); });
        std::size_t const last = ticks.load();
        std::this_thread::sleep_for(3ms);
        BOOST_TEST(ticks.load() == last); // it has ended
    }
}

BOOST_AUTO_TEST_CASE(a_domain_that_ends_ends_its_reclaimer) {
    watchdog const limit("the end of a domain with a reclaimer");
    {
        core::domain domain;
        BOOST_TEST(domain.start_reclaimer(1ms, &tick));
        wait_for_a_tick();
    }
    std::size_t const last = ticks.load();
    std::this_thread::sleep_for(3ms);
    BOOST_TEST(ticks.load() == last);
}

BOOST_AUTO_TEST_SUITE_END()
