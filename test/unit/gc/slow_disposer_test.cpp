// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// One thread's disposer that takes for ever, in whatever call it runs: the others go on scanning,
// and what they retire stays within the formula of what is there.

#include <cds/hazard_pointer.h>
#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>
#include <cds_test/waste.h>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <thread>

namespace {

using namespace cds_test;
using namespace std::chrono_literals;

constexpr cds::gc::domain_options small{.block_capacity = 16, .threshold = 64, .overdue_ms = ~0u};

template <int Which>
struct slow_tag : cds::gc::own_domain<slow_tag<Which>> {
    static constexpr cds::gc::domain_options options = small;
};
template <int Which>
using policy = cds::gc::generic_DHP<slow_tag<Which>>;

// The slow thread and this one; each may have a scan's worth in hand.
constexpr std::size_t allowed = bound_of(small, {.hazards = 0, .threads = 2, .scans = 2});

// `call` is made on a thread of its own and comes to a disposer that stands still.
template <class GC, class Call>
void expect_that_the_others_scan(Call call) {
    static gate in_disposer;
    struct stand_still {
        void operator()(counted* p) const {
            in_disposer.pass();
            p->dispose();
        }
    };
    ledger book;
    std::thread slow([&] {
        GC::template retire<stand_still>(book.make());
        call();
    });
    in_disposer.await();
    waste<GC>::retire(50 * allowed);
    BOOST_TEST(waste<GC>::most() <= allowed);
    in_disposer.open();
    slow.join();
    BOOST_TEST(GC::drain());
    BOOST_TEST(waste<GC>::pending() == 0u);
    BOOST_TEST(book.each_disposed_once());
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_slow_disposer)

// T9, T21
BOOST_AUTO_TEST_CASE(T9_a_disposer_that_stands_still_in_force_dispose_stops_nobody) {
    watchdog const limit("retiring beside a slow disposer in force_dispose");
    expect_that_the_others_scan<policy<0>>([] { policy<0>::force_dispose(); });
}

// T9, T21
BOOST_AUTO_TEST_CASE(T9_a_disposer_that_stands_still_in_a_drain_stops_nobody) {
    watchdog const limit("retiring beside a slow disposer in drain()");
    expect_that_the_others_scan<policy<1>>([] { (void)policy<1>::drain(); });
}

// T9, T21
BOOST_AUTO_TEST_CASE(T9_a_disposer_that_stands_still_in_a_drain_for_a_time_stops_nobody) {
    watchdog const limit("retiring beside a slow disposer in drain(t)");
    expect_that_the_others_scan<policy<2>>([] { (void)policy<2>::drain(1h); });
}

// T9, T21
BOOST_AUTO_TEST_CASE(T9_a_drain_that_waits_for_a_guard_stops_nobody) {
    using GC = policy<4>;
    watchdog const limit("retiring beside a drain that waits");
    ledger book;
    std::optional<GC::Guard> guard(std::in_place);
    GC::retire<count_disposal>(guard->assign(book.make()));
    std::size_t const begun = statistics_of<GC>().help_scan_count + 2;
    std::thread drainer([] { (void)GC::drain(); });
    while (statistics_of<GC>().help_scan_count < begun)
        std::this_thread::yield();
    waste<GC>::retire(200 * allowed);
    BOOST_TEST(waste<GC>::most() <= bound_of(small, {.hazards = 1, .threads = 2, .scans = 2}));
    BOOST_TEST(book.disposed() == 0u);
    guard.reset();
    drainer.join();
    BOOST_TEST(book.each_disposed_once());
}

// T9, T21
BOOST_AUTO_TEST_CASE(T9_a_disposer_that_stands_still_in_clean_up_stops_nobody) {
    watchdog const limit("retiring beside a slow deleter in clean_up");
    static gate in_deleter;
    static std::atomic<std::size_t> deleted{0};
    struct object : cds::hazard_pointer_obj_base<object> {
        explicit object(bool is_slow) : slow(is_slow) {}
        ~object() {
            if (slow)
                in_deleter.pass();
            deleted.fetch_add(1, std::memory_order_release);
        }
        bool slow;
    };
    cds::hazard_pointer_domain domain(small);
    std::thread slow([&] {
        (new object(true))->retire(domain);
        cds::hazard_pointer_clean_up(domain);
    });
    in_deleter.await();
    std::size_t most = 0;
    for (std::size_t i = 0; i != 50 * allowed; ++i) {
        (new object(false))->retire(domain);
        most = std::max(most, i + 1 - deleted.load(std::memory_order_acquire));
    }
    BOOST_TEST(most <= allowed);
    in_deleter.open();
    slow.join();
    cds::hazard_pointer_clean_up(domain);
    BOOST_TEST(deleted.load() == 50 * allowed + 1);
}

BOOST_AUTO_TEST_SUITE_END()
