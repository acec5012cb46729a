// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// When a striped table grows, and how many buckets and locks it has then.

#include <cds/container/striped_set.h>
#include <cds/container/striped_set/std_hash_set.h>
#include <cds/container/striped_set/std_list.h>
#include <cds/container/striped_set/std_set.h>
#include <cds/container/striped_set/std_vector.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <functional>
#include <limits>
#include <stdexcept>
#include <utility>

namespace {

namespace cc = cds::container;
namespace ss = cds::container::striped_set;
namespace opt = cds::container::opt;

template <class Policy, class... Options>
using set_that_grows = cc::StripedSet<std::list<int>, opt::less<std::less<int>>,
                                      opt::resizing_policy<Policy>, Options...>;

template <class Set>
void fill(Set& set, int items) {
    for (int i = 0; i != items; ++i)
        BOOST_REQUIRE(set.insert(i));
    BOOST_REQUIRE(set.size() == static_cast<std::size_t>(items));
    for (int i = 0; i != items; ++i)
        BOOST_REQUIRE(set.contains(i));
}

// Says yes to two threads at a time, when both are here.
struct unanimous_policy {
    inline static cds_test::start_line line{2};
    template <class Container, class Bucket>
    bool operator()(std::size_t, Container const&, Bucket const&) const {
        line.wait();
        return true;
    }
    void reset() {}
};

} // namespace

BOOST_AUTO_TEST_SUITE(striped_growth)

BOOST_AUTO_TEST_CASE(the_number_of_buckets_is_a_power_of_two_from_sixteen_on) {
    using set = cc::StripedSet<std::list<int>>;
    using sizes = std::pair<std::size_t, std::size_t>;
    for (sizes const& size : {sizes(0, 16), sizes(5, 16), sizes(16, 16), sizes(17, 32)}) {
        set s(size.first);
        BOOST_TEST(s.bucket_count() == size.second);
        BOOST_TEST(s.bucket_count(atomics::memory_order_acquire) == size.second);
        BOOST_TEST(s.lock_count() == size.second);
    }
    BOOST_TEST(set().bucket_count() == 16u);
    BOOST_CHECK_THROW(set{std::numeric_limits<std::size_t>::max()}, std::length_error);
}

BOOST_AUTO_TEST_CASE(each_policy_grows_where_it_says) {
    {
        set_that_grows<ss::load_factor_resizing<2>> s;
        fill(s, 32);
        BOOST_TEST(s.bucket_count() == 16u);
        BOOST_TEST(s.insert(32));
        BOOST_TEST(s.bucket_count() == 32u);
    }
    {
        set_that_grows<ss::load_factor_resizing<0>> s(16, ss::load_factor_resizing<0>(3));
        fill(s, 48);
        BOOST_TEST(s.bucket_count() == 16u);
        BOOST_TEST(s.insert(48));
        BOOST_TEST(s.bucket_count() == 32u);
    }
    {
        set_that_grows<ss::rational_load_factor_resizing<3, 2>> s;
        fill(s, 24);
        BOOST_TEST(s.bucket_count() == 16u);
        BOOST_TEST(s.insert(24));
        BOOST_TEST(s.bucket_count() == 32u);
    }
    {
        ss::rational_load_factor_resizing<0> const half(1, 2);
        set_that_grows<ss::rational_load_factor_resizing<0>> s(16, half);
        fill(s, 8);
        BOOST_TEST(s.bucket_count() == 16u);
        BOOST_TEST(s.insert(8));
        BOOST_TEST(s.bucket_count() == 32u);
    }
    {
        set_that_grows<ss::single_bucket_size_threshold<2>> s;
        fill(s, 32);
        BOOST_TEST(s.bucket_count() == 16u);
        BOOST_TEST(s.insert(32));
        BOOST_TEST(s.bucket_count() == 32u);
    }
    {
        using policy = ss::single_bucket_size_threshold<0>;
        set_that_grows<policy> s(16, policy(3));
        BOOST_TEST(s.get_resizing_policy().m_nThreshold == 3u);
        fill(s, 48);
        BOOST_TEST(s.bucket_count() == 16u);
        BOOST_TEST(s.insert(48));
        BOOST_TEST(s.bucket_count() == 32u);
    }
    {
        set_that_grows<ss::no_resizing> s;
        fill(s, 500);
        BOOST_TEST(s.bucket_count() == 16u);
    }
}

BOOST_AUTO_TEST_CASE(rows_grow_by_default_and_what_is_ordered_or_hashed_does_not) {
    cc::StripedSet<std::list<int>> list;
    cc::StripedSet<std::vector<int>> vector;
    cc::StripedSet<std::set<int>> set;
    cc::StripedSet<std::unordered_set<int>> hash;
    fill(list, 65);
    fill(vector, 65);
    fill(set, 65);
    fill(hash, 65);
    BOOST_TEST(list.bucket_count() == 32u);
    BOOST_TEST(vector.bucket_count() == 32u);
    BOOST_TEST(set.bucket_count() == 16u);
    BOOST_TEST(hash.bucket_count() == 16u);
}

BOOST_AUTO_TEST_CASE(striped_locks_stay_as_many_and_refinable_ones_grow_with_the_table) {
    using policy = ss::load_factor_resizing<1>;
    set_that_grows<policy, opt::mutex_policy<ss::striping<>>> striped;
    set_that_grows<policy, opt::mutex_policy<ss::refinable<>>> refined;
    fill(striped, 300);
    fill(refined, 300);
    BOOST_TEST(striped.bucket_count() == 512u);
    BOOST_TEST(striped.lock_count() == 16u);
    BOOST_TEST(refined.bucket_count() == 512u);
    BOOST_TEST(refined.lock_count() == 512u);
}

BOOST_AUTO_TEST_CASE(two_threads_that_want_a_larger_table_get_one) {
    set_that_grows<unanimous_policy> set;
    cds_test::run_threads(2, [&set](std::size_t self) { set.insert(static_cast<int>(self)); });
    BOOST_TEST(set.bucket_count() == 32u);
    BOOST_TEST((set.contains(0) && set.contains(1)));
}

BOOST_AUTO_TEST_CASE(keys_that_differ_in_upper_bits_alone_spread_as_well) {
    cc::StripedSet<std::list<std::size_t>,
                   opt::resizing_policy<ss::single_bucket_size_threshold<8>>>
        set;
    for (std::size_t i = 0; i != 64; ++i)
        set.insert(i << 32);
    BOOST_TEST(set.bucket_count() <= 32u);
}

BOOST_AUTO_TEST_SUITE_END()
