// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a scan keeps by more than the number of hazards does not make scans more frequent.

#include <cds_test/gc_policies.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>

namespace {

using namespace cds_test;

struct keeping_tag : cds::gc::own_domain<keeping_tag> {
    static constexpr cds::gc::domain_options options{
        .block_capacity = 16, .threshold = 64, .overdue_ms = ~0u};
};
using keeping = cds::gc::generic_DHP<keeping_tag>;

std::atomic<std::size_t> disposed{0};

struct count {
    void operator()(char*) const noexcept { disposed.fetch_add(1); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(gc_excess)

// T21: one slot keeps them all, for each stands for the same object. Scans are theta retires apart.
BOOST_AUTO_TEST_CASE(T21_what_is_kept_beyond_the_hazards_does_not_make_scans_more_frequent) {
    constexpr std::size_t retires = 100 * keeping_tag::options.threshold;
    char object = 0;
    keeping::Guard guard;
    guard.assign(&object);
    for (std::size_t i = 0; i != retires; ++i)
        keeping::retire<count>(&object);
    BOOST_TEST(disposed.load() == 0u);
    std::size_t const scans = statistics_of<keeping>().scan_count;
    BOOST_TEST(scans <= 100u);
    BOOST_TEST(scans >= 50u);
    guard.clear();
    BOOST_TEST(keeping::drain());
    BOOST_TEST(disposed.load() == retires);
}

BOOST_AUTO_TEST_SUITE_END()
