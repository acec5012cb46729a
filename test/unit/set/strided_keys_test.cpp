// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Keys that are their own hash values and differ in a few bits alone spread over the buckets.

#include <cds/container/michael_list_dhp.h>
#include <cds/container/michael_set.h>
#include <cds/gc/dhp.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>

namespace {

// Counts comparisons: what is looked at in a bucket.
struct counting_compare {
    int operator()(std::uint64_t a, std::uint64_t b) const {
        ++comparisons;
        return a < b ? -1 : a > b;
    }
    inline static std::size_t comparisons = 0;
};
struct list_traits : cds::container::michael_list::traits {
    using compare = counting_compare;
};
struct identity {
    std::size_t operator()(std::uint64_t key) const { return static_cast<std::size_t>(key); }
};
struct set_traits : cds::container::michael_set::traits {
    using hash = identity;
};
using set = cds::container::MichaelHashSet<
    cds::gc::DHP, cds::container::MichaelList<cds::gc::DHP, std::uint64_t, list_traits>,
    set_traits>;

constexpr std::size_t items = 4000; // in 4096 buckets

// Comparisons that it takes to find each of so many keys, `stride` apart.
std::size_t comparisons_to_find(std::uint64_t stride) {
    set keys(items, 1);
    for (std::uint64_t i = 0; i != items; ++i)
        keys.insert(i * stride);
    counting_compare::comparisons = 0;
    for (std::uint64_t i = 0; i != items; ++i)
        BOOST_TEST_REQUIRE(keys.contains(i * stride));
    return counting_compare::comparisons;
}

} // namespace

BOOST_AUTO_TEST_SUITE(strided_keys)

BOOST_AUTO_TEST_CASE(dense_keys_have_a_bucket_each) { BOOST_TEST(comparisons_to_find(1) == items); }

BOOST_AUTO_TEST_CASE(strided_keys_find_about_as_many_in_their_buckets_as_random_ones) {
    for (int bits = 1; bits <= 48; ++bits)
        BOOST_TEST(comparisons_to_find(std::uint64_t{1} << bits) <= 8 * items, "1 << " << bits);
    for (std::uint64_t stride : {3u, 10u, 48u, 1000u, 4096u + 64u})
        BOOST_TEST(comparisons_to_find(stride) <= 8 * items, stride);
}

BOOST_AUTO_TEST_SUITE_END()
