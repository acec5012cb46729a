// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The reclaimer thread's period, whatever a program passes; and a start that meets a stop.

#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <limits>
#include <thread>

namespace {

using namespace cds_test;
using namespace std::chrono_literals;
namespace core = cds::gc::core;

std::atomic<std::size_t> ticks{0};
void count_tick() { ticks.fetch_add(1, std::memory_order_acq_rel); }

core::domain* of_the_tick = nullptr;
void tick_and_stop() {
    of_the_tick->stop_reclaimer(); // as a disposer may
    count_tick();
}

/// A policy whose ticks are counted.
struct ticking : cds::gc::own_domain<ticking> {
    static void tick() noexcept { count_tick(); }
};
using ticking_gc = cds::gc::generic_DHP<ticking>;

} // namespace

BOOST_AUTO_TEST_SUITE(gc_reclaimer_period)

BOOST_AUTO_TEST_CASE(a_period_in_any_unit_saturates) {
    watchdog const limit("the end of a reclaimer with a long period");
    using endless = std::chrono::duration<double>;
    auto const never_ticks = [](auto period) {
        ticks = 0;
        BOOST_REQUIRE(ticking_gc::start_reclaimer(period));
        std::this_thread::sleep_for(20ms);
        ticking_gc::stop_reclaimer();
        BOOST_TEST(ticks.load() == 0u, "with a period of " << +period.count());
    };
    never_ticks(std::chrono::hours::max());
    never_ticks(std::chrono::years(1000));
    never_ticks(std::chrono::nanoseconds::max());
    never_ticks(endless(std::numeric_limits<double>::infinity()));
    auto const ticks_at_once = [](auto period) {
        ticks = 0;
        BOOST_REQUIRE(ticking_gc::start_reclaimer(period));
        while (ticks.load() == 0)
            std::this_thread::sleep_for(1ms);
        ticking_gc::stop_reclaimer();
    };
    ticks_at_once(std::chrono::hours::min());
    ticks_at_once(std::chrono::microseconds(1));
    ticks_at_once(endless(std::numeric_limits<double>::quiet_NaN()));
}

BOOST_AUTO_TEST_CASE(a_period_that_no_clock_holds_is_a_long_one) {
    watchdog const limit("the end of a reclaimer with a long period");
    for (auto const period :
         {std::chrono::milliseconds::max(), std::chrono::milliseconds(24h * 365),
          std::chrono::milliseconds::max() / 2, std::chrono::milliseconds(INT64_MAX / 1'000'000)}) {
        core::domain domain;
        ticks = 0;
        BOOST_REQUIRE(domain.start_reclaimer(period, &count_tick));
        std::this_thread::sleep_for(20ms);
        domain.stop_reclaimer(); // and the wait is over at once
        BOOST_TEST(ticks.load() == 0u, "with a period of " << period.count() << " ms");
    }
}

BOOST_AUTO_TEST_CASE(a_period_of_nothing_is_a_short_one_and_the_thread_sleeps_in_between) {
    watchdog const limit("a tick of the reclaimer");
    for (auto const period : {0ms, -1ms, std::chrono::milliseconds::min()}) {
        core::domain domain;
        ticks = 0;
        auto const begin = std::chrono::steady_clock::now();
        BOOST_REQUIRE(domain.start_reclaimer(period, &count_tick));
        while (ticks.load() == 0 || std::chrono::steady_clock::now() - begin < 20ms)
            std::this_thread::sleep_for(1ms);
        domain.stop_reclaimer();
        auto const lived = std::chrono::steady_clock::now() - begin;
        BOOST_TEST(ticks.load() <= static_cast<std::size_t>(lived / 1ms),
                   "with a period of " << period.count() << " ms");
    }
}

BOOST_AUTO_TEST_CASE(starts_and_stops_at_the_same_time_leave_nothing_behind) {
    watchdog const limit("reclaimers that start and stop");
    core::domain domain;
    std::atomic<std::size_t> started{0};
    run_threads(4, [&](std::size_t who) {
        while (started.load() < 300 * scale())
            if (who % 2 == 0)
                started += domain.start_reclaimer(1h, &count_tick);
            else
                domain.stop_reclaimer();
    });
    domain.stop_reclaimer();
    std::size_t const last = ticks.load();
    BOOST_TEST(domain.start_reclaimer(1ms, &count_tick)); // it can be started again
    while (ticks.load() == last)
        std::this_thread::sleep_for(1ms);
    domain.stop_reclaimer();
}

BOOST_AUTO_TEST_CASE(a_disposer_may_stop_the_thread_that_runs_it) {
    watchdog const limit("a reclaimer that stops itself");
    core::domain domain;
    of_the_tick = &domain;
    for (std::size_t life = 1; life != 4; ++life) {
        ticks = 0;
        BOOST_TEST(domain.start_reclaimer(1ms, &tick_and_stop));
        while (ticks.load() == 0)
            std::this_thread::sleep_for(1ms);
        std::this_thread::sleep_for(5ms);
        BOOST_TEST(ticks.load() == 1u);
    }
}

BOOST_AUTO_TEST_SUITE_END()
