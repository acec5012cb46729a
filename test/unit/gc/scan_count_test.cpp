// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// How often a domain scans, what a thread that leaves has scanned, and who may look meanwhile.

#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <stdexcept>
#include <utility>

namespace {

using namespace cds_test;

template <class GC>
std::size_t scans_by_threshold() {
    typename GC::stat const now = statistics_of<GC>();
    return now.scan_count - now.help_scan_count;
}

// How many retires there are between two scans when the threshold falls no more: what other tests
// have left behind is forgotten then, but for the lines of slots, and a scan comes one object later
// for every eight lines that it reads.
template <class GC>
std::size_t settled_interval() {
    using garbage = mortal<std::pair<GC, long>>;
    std::size_t theta = statistics_of<GC>().threshold;
    for (std::size_t last = theta + 1; theta < last;) {
        last = theta;
        for (std::size_t i = 0; i < 30 * last; ++i)
            GC::template retire<delete_it>(new garbage);
        theta = statistics_of<GC>().threshold;
    }
    return theta + statistics_of<GC>().scan_depth / 8;
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_scan_count)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_scan_comes_once_per_threshold_of_retires, GC, gc_policies) {
    using garbage = mortal<std::pair<GC, int>>;
    BOOST_TEST(GC::drain());
    std::size_t const interval = settled_interval<GC>();
    std::size_t const retires = 100 * interval;
    std::size_t const before = scans_by_threshold<GC>();
    for (std::size_t i = 0; i < retires; ++i)
        GC::template retire<delete_it>(new garbage);
    std::size_t const scans = scans_by_threshold<GC>() - before;
    BOOST_TEST(scans <= 100u + 5u);
    BOOST_TEST(scans >= 100u / 4u);
    BOOST_TEST(GC::drain());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(survivors_do_not_make_scans_more_frequent, GC, gc_policies) {
    ledger book;
    // more than the threshold, where a thread may have so many
    guard_row<GC> guards(guards_up_to<GC>(2 * statistics_of<GC>().threshold));
    for (std::size_t i = 0; i < guards.size(); ++i)
        GC::template retire<count_disposal>(guards[i].assign(book.make()));
    GC::force_dispose();
    std::size_t const interval = settled_interval<GC>();
    std::size_t const retires = 100 * interval;
    std::size_t const before = scans_by_threshold<GC>();
    for (std::size_t i = 0; i < retires; ++i)
        make_and_retire<GC>(book);
    // the threshold is at least twice the hazards: half of what is listed at a scan is new
    BOOST_TEST(scans_by_threshold<GC>() - before <= 2u * 100u + 5u);
    guards.clear();
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_a_thread_has_retired_stays_within_reach_when_it_leaves, GC,
                              gc_policies) {
    for (std::size_t const n : {1u, 7u, 255u, 256u, 300u, 1000u}) {
        ledger book;
        typename GC::Guard guard;
        counted* const kept = guard.assign(book.make());
        run_thread([&] {
            GC::template retire<count_disposal>(kept);
            for (std::size_t i = 0; i != n; ++i)
                make_and_retire<GC>(book);
        });
        GC::force_dispose();
        BOOST_TEST(book.disposed() == n);
        BOOST_TEST(kept->alive());
        guard.clear();
        BOOST_TEST(GC::drain());
        BOOST_TEST(book.each_disposed_once());
    }
}

// For ThreadSanitizer: a domain whose first record and first block appear while it is watched.
BOOST_AUTO_TEST_CASE(statistics_may_be_asked_for_while_the_first_block_is_being_built) {
    for (std::size_t round = 0; round < 300 * scale(); ++round) {
        ledger book;
        {
            cds::gc::domain fresh;
            run_threads(2, [&](std::size_t who) {
                if (who == 0) {
                    auto& self = fresh.attach();
                    fresh.append_slowly(self, {book.make(), &count_disposal_of});
                    fresh.detach(self);
                } else {
                    for (int i = 0; i < 50; ++i)
                        if (cds::gc::core::stat const seen = fresh.statistics();
                            seen.free_count > 1 || seen.retired_count > 1)
                            throw std::logic_error("counted what is not there");
                }
            });
        }
        BOOST_REQUIRE(book.each_disposed_once());
    }
}

BOOST_AUTO_TEST_SUITE_END()
