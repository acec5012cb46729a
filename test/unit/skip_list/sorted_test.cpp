// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What skip lists and trees have beyond sets: the first and the last item, and those between two
// keys.

#include <cds/container/skip_list_map_nogc.h>
#include <cds/container/skip_list_set_nogc.h>
#include <cds/intrusive/skip_list_nogc.h>
#include <cds_test/families/ellen_bintree.h>
#include <cds_test/families/skip_list.h>
#include <cds_test/gc_policies.h>
#include <cds_test/int_keys.h>

#include <boost/test/unit_test.hpp>

#include <deque>
#include <functional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

namespace cc = cds::container;
namespace ci = cds::intrusive;
using cds::gc::DHP;
using cds::gc::HP;
using cds::gc::nogc;
using cds_test::tiny_DHP;

struct traits : cc::skip_list::traits {
    using less = std::less<>;
    using item_counter = cds::atomicity::item_counter;
    using stat = cc::skip_list::stat<>;
};
template <class GC>
using set_of = cc::SkipListSet<GC, int, traits>;
template <class GC>
using map_of = cc::SkipListMap<GC, int, std::string, traits>;

struct tree_traits : cc::ellen_bintree::traits {
    using less = std::less<>;
    using item_counter = cds::atomicity::item_counter;
    using stat = cc::ellen_bintree::stat<>;
};
template <class GC>
using tree_of = cds_test::families::ellen_bintree::set<GC, int, tree_traits>;
template <class GC>
using tree_map_of = cc::EllenBinTreeMap<GC, int, std::string, tree_traits>;

using containers = std::tuple<set_of<HP>, set_of<DHP>, set_of<tiny_DHP>, map_of<HP>, map_of<DHP>,
                              map_of<tiny_DHP>, tree_of<HP>, tree_of<tiny_DHP>, tree_map_of<DHP>>;
using all_containers = std::tuple<set_of<HP>, set_of<tiny_DHP>, map_of<DHP>, set_of<nogc>,
                                  map_of<nogc>, tree_of<HP>, tree_of<tiny_DHP>, tree_map_of<DHP>>;

using limited_sets = std::tuple<set_of<HP>, tree_of<HP>>;
static_assert(set_of<HP>::c_nHazardPtrCount == 5 && tree_of<HP>::c_nHazardPtrCount == 7);

int key_of(int item) { return item; }
int key_of(std::pair<int const, std::string> const& item) { return item.first; }

// The even keys from 2 to 40, inserted from both ends.
template <class Container>
void fill(Container& c) {
    for (int i = 1; i <= 10; ++i) {
        c.insert(2 * i);
        c.insert(42 - 2 * i);
    }
}

template <class Container>
std::vector<int> keys_in(Container& c, int lo, int hi) {
    std::vector<int> keys;
    c.for_each_in(lo, hi, [&](auto& item) { keys.push_back(key_of(item)); });
    return keys;
}

} // namespace

BOOST_AUTO_TEST_SUITE(sorted)

BOOST_AUTO_TEST_CASE_TEMPLATE(the_ends_are_the_least_and_the_greatest, Container, all_containers) {
    Container c;
    Container const& fixed = c;
    BOOST_TEST(!c.get_min());
    BOOST_TEST(!c.get_max());
    BOOST_TEST(!fixed.get_min());
    BOOST_TEST(!c.lower_bound(0));
    c.insert(7);
    BOOST_TEST(key_of(*c.get_min()) == 7);
    BOOST_TEST(key_of(*c.get_max()) == 7);
    fill(c);
    BOOST_TEST(key_of(*c.get_min()) == 2);
    BOOST_TEST(key_of(*fixed.get_min()) == 2);
    BOOST_TEST(key_of(*c.get_max()) == 40);
    BOOST_TEST(key_of(*fixed.get_max()) == 40);
    static_assert(std::is_const_v<std::remove_reference_t<decltype(*fixed.get_max())>>);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(lower_bound_is_the_key_or_the_next_greater_one, Container,
                              all_containers) {
    Container c;
    Container const& fixed = c;
    fill(c);
    for (int key = 0; key <= 40; ++key) {
        BOOST_TEST(key_of(*c.lower_bound(key)) == std::max(2, key + key % 2));
        BOOST_TEST(key_of(*fixed.lower_bound(key)) == std::max(2, key + key % 2));
    }
    BOOST_TEST(!c.lower_bound(41));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_range_is_visited_in_order_without_its_upper_end, Container,
                              all_containers) {
    Container c;
    Container const& fixed = c;
    BOOST_TEST(keys_in(c, 0, 100).empty());
    fill(c);
    BOOST_TEST((keys_in(c, 5, 12) == std::vector{6, 8, 10}));
    BOOST_TEST((keys_in(fixed, 6, 13) == std::vector{6, 8, 10, 12}));
    BOOST_TEST((keys_in(c, 38, 100) == std::vector{38, 40}));
    BOOST_TEST(keys_in(c, 13, 14).empty());
    BOOST_TEST(keys_in(c, 20, 10).empty());
    BOOST_TEST(keys_in(c, 0, 100).size() == 20u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_is_visited_may_be_erased_on_the_way, Container, containers) {
    Container c;
    fill(c);
    c.for_each_in(10, 30, [&](auto& item) { BOOST_TEST(c.erase(key_of(item))); });
    BOOST_TEST((keys_in(c, 0, 35) == std::vector{2, 4, 6, 8, 30, 32, 34}));
    BOOST_TEST(c.size() == 10u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(extraction_from_the_ends_goes_inward, Container, containers) {
    Container c;
    fill(c);
    for (int i = 1; i <= 10; ++i) {
        typename Container::guarded_ptr const least = c.extract_min();
        typename Container::guarded_ptr const greatest = c.extract_max();
        BOOST_TEST_REQUIRE((least && greatest));
        Container::gc::force_dispose();
        BOOST_TEST(key_of(*least) == 2 * i);
        BOOST_TEST(key_of(*greatest) == 42 - 2 * i);
        BOOST_TEST(!c.contains(2 * i));
        BOOST_TEST(!c.contains(42 - 2 * i));
    }
    BOOST_TEST(!c.extract_min());
    BOOST_TEST(!c.extract_max());
    BOOST_TEST(c.empty());
    BOOST_TEST(c.size() == 0u);
    auto const& s = c.statistics();
    BOOST_TEST(s.m_nExtractMinSuccess.get() == 10u);
    BOOST_TEST(s.m_nExtractMaxSuccess.get() == 10u);
    BOOST_TEST(s.m_nExtractMinFailed.get() == 1u);
    BOOST_TEST(s.m_nExtractMaxFailed.get() == 1u);
    BOOST_TEST(s.m_nExtractMinRetries.get() == 0u);
}

// The guards that the documentation promises to be enough are: a thread has no more.
BOOST_AUTO_TEST_CASE_TEMPLATE(the_guards_that_a_set_says_are_enough_for_every_end_and_range, Set,
                              limited_sets) {
    HP const limit(Set::c_nHazardPtrCount);
    Set c;
    fill(c);
    BOOST_TEST(*c.get_min() == 2);
    BOOST_TEST(*c.get_max() == 40);
    BOOST_TEST(*c.lower_bound(3) == 4);
    BOOST_TEST(*c.extract_min() == 2);
    BOOST_TEST(*c.extract_max() == 40);
    BOOST_TEST(keys_in(c, 0, 100).size() == 18u);
    for (int item : c)
        BOOST_TEST(item % 2 == 0);
    c.clear();
    BOOST_TEST(c.empty());
}

BOOST_AUTO_TEST_CASE(of_objects_the_very_objects_are_found) {
    struct object : ci::skip_list::node<nogc> {
        explicit object(int k) : key(k) {}
        int key;
    };
    struct object_traits : ci::skip_list::traits {
        using hook = ci::skip_list::base_hook<ci::opt::gc<nogc>>;
        using less = cds_test::less_key;
    };
    std::deque<object> objects;
    ci::SkipListSet<nogc, object, object_traits> set;
    for (int key = 9; key >= 0; --key)
        set.insert(objects.emplace_back(key));
    object* const least = set.get_min();
    object* const greatest = set.get_max();
    BOOST_TEST(least == &objects.back());
    BOOST_TEST(greatest == &objects.front());
    BOOST_TEST(set.lower_bound(4)->key == 4);
    set.clear();
    BOOST_TEST(set.get_min() == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
