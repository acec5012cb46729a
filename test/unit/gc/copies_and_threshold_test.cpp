// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Protection that moves from slot to slot without a pause, beside many guards at rest: scans take
// what they copy for protected, and the threshold does not grow by it.

#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>
#include <cds_test/waste.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace {

using namespace cds_test;

constexpr std::size_t at_rest = 2000;

// One disturbed reading is enough for the watch: what takes 100,000 guards by the usual options
// takes 2,000 here.
constexpr cds::gc::domain_options watchful{
    .block_capacity = 16, .threshold = 64, .gatherings = 1, .overdue_ms = ~0u};

template <int Which>
struct copying_tag : cds::gc::own_domain<copying_tag<Which>> {
    static constexpr cds::gc::domain_options options = watchful;
};

// `retirers` threads retire while one copies from the guards at rest, each in turn.
template <class GC>
void expect_the_threshold_to_stay(std::size_t retirers) {
    constexpr std::size_t hazards = at_rest + 8;
    std::vector<char> objects(at_rest);
    guard_row<GC> guards(at_rest);
    for (std::size_t i = 0; i != at_rest; ++i)
        guards[i].assign(&objects[i]);
    background copier([&guards] {
        typename GC::Guard to;
        for (std::size_t i = 0; i != at_rest; ++i)
            to.copy(guards[i]);
    });
    std::size_t threshold = 0;
    std::atomic<std::size_t> retiring{retirers};
    copier.wait_for_rounds(1);
    run_threads(retirers + 1, [&](std::size_t who) {
        if (who != 0) {
            waste<GC>::retire(200000 * scale());
            retiring.fetch_sub(1, std::memory_order_release);
        } else
            while (retiring.load(std::memory_order_acquire) != 0) {
                threshold = std::max(threshold, statistics_of<GC>().threshold);
                std::this_thread::yield();
            }
    });
    copier.stop();
    BOOST_TEST(threshold <= threshold_of(watchful, hazards));
    BOOST_TEST(statistics_of<GC>().slots_in_use <= hazards);
    BOOST_TEST(
        waste<GC>::most() <=
        bound_of(watchful, {.hazards = hazards, .threads = retirers + 2, .scans = retirers}));
    guards.clear();
    BOOST_TEST(GC::drain());
    BOOST_TEST(waste<GC>::pending() == 0u);
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_copies_and_threshold)

// T2, T21
BOOST_AUTO_TEST_CASE(T21_copies_beside_one_retiring_thread_do_not_raise_the_threshold) {
    expect_the_threshold_to_stay<cds::gc::generic_DHP<copying_tag<1>>>(1);
}

// T2, T21: no scan waits for another's watch.
BOOST_AUTO_TEST_CASE(T21_copies_beside_three_retiring_threads_do_not_raise_the_threshold) {
    expect_the_threshold_to_stay<cds::gc::generic_DHP<copying_tag<3>>>(3);
}

BOOST_AUTO_TEST_SUITE_END()
