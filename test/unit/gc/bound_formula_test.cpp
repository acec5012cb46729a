// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// bound(), term by term: (1 + S) * (theta + T * B) + D, of a domain that has just begun.

#include <cds_test/fresh_domain.h>
#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace {

using namespace cds_test;
namespace core = cds::gc::core;

constexpr std::size_t block = 16;     // B
constexpr std::size_t least = 100;    // C, the least theta
constexpr std::size_t per_hazard = 3; // k
constexpr std::size_t slots_a_line = 8;

constexpr cds::gc::domain_options small{
    .block_capacity = block, .threshold = least, .hazard_factor = per_hazard, .overdue_ms = ~0u};

// D is what waits for its thread, or will before a scan takes it away: theta.
constexpr std::size_t formula(std::size_t scans, std::size_t theta, std::size_t threads,
                              std::size_t ready = 0) {
    return (1 + scans) * (theta + threads * block) + std::max(ready, theta);
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_bound_formula)

BOOST_AUTO_TEST_CASE(before_first_use_there_is_one_thread_and_one_scan) {
    fresh_domain const f(small);
    BOOST_TEST(f.domain.bound() == formula(1, least, 1));
    BOOST_TEST(f.domain.bound() == 332u);
    BOOST_TEST(f.domain.statistics().peak_threshold == least);
}

BOOST_AUTO_TEST_CASE(each_thread_adds_its_filling_block_for_each_scan) {
    fresh_domain f(small);
    for (std::size_t threads = 1; threads <= 5; ++threads) {
        f.attach();
        BOOST_TEST(f.domain.bound() == formula(1, least, threads));
    }
    f.leave(); // the highest number so far
    BOOST_TEST(f.domain.bound() == formula(1, least, 5));
}

BOOST_AUTO_TEST_CASE(hazards_raise_theta_by_the_factor_that_the_options_name) {
    fresh_domain f(small);
    f.attach();
    for (std::size_t hazards = 1; hazards <= 10 * slots_a_line; ++hazards) {
        f.protect(f.book.make());
        std::size_t const slots = f.domain.statistics().scan_depth * slots_a_line;
        BOOST_REQUIRE(slots >= hazards);
        BOOST_TEST(f.domain.bound() == formula(1, std::max(least, per_hazard * slots), 1));
    }
    BOOST_TEST(f.domain.bound() >= formula(1, per_hazard * 80, 1));
    BOOST_TEST(f.domain.statistics().peak_threshold >= per_hazard * 80);
}

BOOST_AUTO_TEST_CASE(theta_is_that_of_the_hazards_that_there_are) {
    cds::gc::domain_options options = small;
    options.hazard_factor = 2;
    fresh_domain f(options);
    core::thread_record& self = f.attach();
    for (std::size_t i = 0; i < 64; ++i) {
        counted* const p = f.book.make();
        f.protect(p);
        f.retire(self, p, &count_disposal_of);
    }
    f.domain.collect(self, core::scan_everything);
    BOOST_TEST(f.domain.statistics().slots_in_use == 64u);
    BOOST_TEST(f.domain.statistics().threshold == 128u);
    BOOST_TEST(f.domain.bound() == formula(1, 128, 1));
    for (core::hazard_slot* slot : f.slots)
        slot->clear();
    f.retire(self);
    f.domain.collect(self, core::scan_everything); // one scan is enough; the peak stays
    BOOST_TEST(f.domain.statistics().threshold == least);
    BOOST_TEST(f.domain.statistics().peak_threshold == 128u);
    BOOST_TEST(f.domain.bound() == formula(1, 128, 1));
    BOOST_TEST(f.book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE(proven_free_objects_that_wait_are_added_once) {
    cds::gc::domain_options options = small;
    options.threshold = 1000;
    fresh_domain f(options);
    core::thread_record& self = f.attach();
    for (int i = 0; i < 1000; ++i)
        f.retire(self);
    f.domain.collect(self, core::scan_listed);
    BOOST_TEST(f.domain.statistics().ready == 992u); // the last block is still filling
    BOOST_TEST(f.domain.bound() == formula(1, 1000, 1, 992));
    f.domain.configure(small); // more than theta now
    BOOST_TEST(f.domain.bound() == formula(1, least, 1, 992));
    f.domain.collect(self, core::scan_everything);
    BOOST_TEST(f.book.each_disposed_once());
    BOOST_TEST(f.domain.statistics().peak_ready == 992u);
    BOOST_TEST(f.domain.bound() == formula(1, least, 1, 992)); // the most so far
}

BOOST_AUTO_TEST_CASE(each_scan_at_the_same_time_may_have_as_much_in_hand) {
    static std::atomic<int> in_disposers{0};
    static std::atomic<bool> go_on{false};
    core::disposer_func const dawdle = [](void* p) {
        in_disposers.fetch_add(1, std::memory_order_acq_rel);
        while (!go_on.load(std::memory_order_acquire))
            std::this_thread::yield();
        count_disposal_of(p);
    };
    fresh_domain f(small);
    core::thread_record& self = f.attach();
    std::vector<std::thread> scanners;
    for (int n = 1; n <= 3; ++n) {
        core::thread_record& other = f.attach();
        f.retire(other, f.book.make(), dawdle);
        scanners.emplace_back([&f, &other] { f.domain.collect(other, core::scan_everything); });
        while (in_disposers.load(std::memory_order_acquire) != n)
            std::this_thread::yield();
        auto const scans = static_cast<std::size_t>(n);
        BOOST_TEST(f.domain.bound() == formula(scans, least, scans + 1));
    }
    f.domain.collect(self, core::scan_everything); // the fourth
    BOOST_TEST(f.domain.statistics().scanners_peak == 4u);
    BOOST_TEST(f.domain.bound() == formula(4, least, 4));
    go_on.store(true, std::memory_order_release);
    for (std::thread& t : scanners)
        t.join();
    BOOST_TEST(f.book.each_disposed_once());
    BOOST_TEST(f.domain.bound() == formula(4, least, 4));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_statistics_have_all_that_the_bound_is_made_of, GC, gc_policies) {
    ledger book;
    guard_row<GC> guards(guards_up_to<GC>(2000));
    for (std::size_t i = 0; i < guards.size(); ++i)
        GC::template retire<count_disposal>(guards[i].assign(book.make()));
    guards.clear();
    for (int i = 0; i < 10000; ++i)
        make_and_retire<GC>(book);
    GC::force_dispose();
    typename GC::stat const now = statistics_of<GC>();
    BOOST_TEST(GC::bound() ==
               (1 + now.scanners_peak) *
                   (now.peak_threshold + now.thread_rec_count * block_capacity<GC>)+std::max(
                       now.peak_ready, now.peak_threshold));
    BOOST_TEST(now.peak_threshold >= now.threshold);
    BOOST_TEST(now.peak_threshold >= 4 * now.peak_slots);
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_SUITE_END()
