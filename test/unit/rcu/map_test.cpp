// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Maps over RCU: what differs from those with guards, and that the rest does not.
//
// One translation unit a family: sets, with updates_in_place

#include "rcu_types.h"

#include <cds/structures/reclaim_rcu.h>
#include <cds_test/families/all_sets.h>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <string>

namespace {

using namespace rcu_test;

template <class Family>
struct maps_of {
    struct traits : Family::owning_traits {
        using less = std::less<>;
        using item_counter = cds::atomicity::item_counter;
    };
    template <class GC, class T = std::string>
    using list = typename Family::template map<GC, int, T, traits>;
    template <class GC>
    struct table
        : families::sized<
              typename Family::hash::template map<GC, list<GC>, typename Family::hash::map_traits>,
              6, 2> {};

    using all = join<std::tuple<list<buffered>>, beyond_cover<list<instant>>,
                     families::hash_tables<Family, table<threaded>>>;
};
using maps = for_each_of<maps_of, families::with_updates<families::sets>>;

template <class Map>
void fill(Map& m, int n) {
    for (int key = 0; key != n; ++key)
        BOOST_CHECK(m.insert(key, std::to_string(key)));
}

} // namespace

BOOST_AUTO_TEST_SUITE(rcu_map)

BOOST_AUTO_TEST_CASE_TEMPLATE(what_needs_no_section_may_be_in_one, Map, maps) {
    Map m;
    fill(m, 4);
    auto const use = [&] {
        std::string seen;
        BOOST_CHECK(m.find(1, [&](auto& pair) { seen = pair.second; }));
        BOOST_CHECK(seen == "1");
        BOOST_CHECK(m.contains(2));
        BOOST_CHECK(!m.contains(9));
        BOOST_CHECK(m.update(3, [](bool inserted, auto& pair) {
            BOOST_CHECK(!inserted);
            BOOST_CHECK(Map::gc::is_locked());
            pair.second += "+";
        }) == std::make_pair(true, false));
        BOOST_CHECK(m.emplace(9, 2u, 'x'));
        BOOST_CHECK(!m.insert(9));
        auto const taken = m.extract(9);
        BOOST_CHECK(taken && taken->second == "xx");
        BOOST_CHECK(m.size() == 4u);
    };
    use();
    typename Map::rcu_lock const section;
    use();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(get_is_valid_until_the_section_ends, Map, maps) {
    Map m;
    fill(m, 2);
    {
        typename Map::rcu_lock const section;
        typename Map::raw_ptr found = m.get(1);
        BOOST_CHECK(!found.empty());
        BOOST_CHECK(found->second == "1");
        BOOST_CHECK((*found).first == 1);
        typename Map::value_type* const plain = found;
        typename Map::exempt_ptr const taken = m.extract(1);
        BOOST_CHECK(taken.operator->() == plain);
        BOOST_CHECK(plain->second == "1"); // erased, and there
        found = m.get(1);
        BOOST_CHECK(!found);
        found = m.get_with(0, std::less<>());
        BOOST_CHECK(found->second == "0");
        Map const& unchanging = m;
        BOOST_CHECK(unchanging.get(0)->second == "0");
    }
    BOOST_CHECK(m.size() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(extract_holds_its_pair_beyond_the_section, Map, maps) {
    typename Map::exempt_ptr held;
    {
        Map m;
        fill(m, 3);
        BOOST_CHECK(!m.extract(7));
        held = m.extract(1);
        BOOST_CHECK(held->second == "1");
        typename Map::exempt_ptr other;
        {
            typename Map::rcu_lock const section;
            other = m.extract_with(2, std::less<>());
        }
        Map::gc::force_dispose();
        BOOST_CHECK(other->first == 2);
        BOOST_CHECK(m.size() == 1u);
    }
    Map::gc::force_dispose();
    BOOST_CHECK(held->second == "1"); // the map has gone
    held.release();
    BOOST_CHECK(held.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_erases_is_refused_in_a_section, Map, maps) {
    Map m;
    fill(m, 3);
    auto const ignore = [](auto&) {};
    {
        typename Map::rcu_lock const section;
        BOOST_CHECK_THROW(m.erase(1), urcu::rcu_deadlock);
        BOOST_CHECK_THROW(m.erase(1, ignore), urcu::rcu_deadlock);
        BOOST_CHECK_THROW(m.erase_with(1, std::less<>()), urcu::rcu_deadlock);
        BOOST_CHECK_THROW(m.erase_with(1, std::less<>(), ignore), urcu::rcu_deadlock);
        BOOST_CHECK_THROW(m.erase_if([](auto const&) { return true; }), urcu::rcu_deadlock);
        BOOST_CHECK_THROW(m.clear(), urcu::rcu_deadlock);
    }
    BOOST_CHECK(m.size() == 3u);
    BOOST_CHECK(m.erase(0));
    BOOST_CHECK(m.erase(1, [](auto& pair) { BOOST_CHECK(pair.second == "1"); }));
    BOOST_CHECK(m.erase_if([](auto const& pair) { return pair.first == 2; }) == 1u);
    BOOST_CHECK(m.empty());
    fill(m, 3);
    m.clear();
    BOOST_CHECK(m.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(iterators_go_through_all_in_one_section, Map, maps) {
    Map m;
    fill(m, 10);
    int sum = 0;
    {
        typename Map::rcu_lock const section;
        for (auto& [key, value] : m) {
            BOOST_CHECK(value == std::to_string(key));
            sum += key;
        }
        Map const& unchanging = m;
        for (auto const& pair : unchanging)
            sum += pair.first;
        auto it = m.begin();
        auto const copy = it;
        BOOST_CHECK(it == copy);
        ++it;
        BOOST_CHECK(it != copy);
    }
    BOOST_CHECK(sum == 90);
    m.for_each([&](auto& pair) {
        BOOST_CHECK(Map::gc::is_locked());
        sum -= pair.first;
    });
    BOOST_CHECK(sum == 45);
    BOOST_CHECK(m.insert_or_assign(3, "three") == false);
    BOOST_CHECK(m.get_or(3, "none") == "three");
    BOOST_CHECK(m.try_emplace(11, "eleven"));
}

// Each value dies once, whether it was erased, taken out, replaced, cleared or left.
struct counted_value : mortal<counted_value> {};

template <class Family>
struct mortal_maps_of {
    template <class GC>
    using map =
        typename Family::template map<GC, int, counted_value, typename maps_of<Family>::traits>;
    using all = join<std::tuple<map<instant>>, beyond_cover<map<by_signal>>>;
};
using mortal_maps = for_each_of<mortal_maps_of, families::with_updates<families::sets>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(each_value_is_disposed_of_once, Map, mortal_maps) {
    std::size_t const made = counted_value::made;
    std::size_t const destroyed = counted_value::destroyed;
    {
        Map m;
        for (int key = 0; key != 600; ++key)
            BOOST_CHECK(m.insert(key));
        for (int key = 0; key != 400; key += 2)
            BOOST_CHECK(m.erase(key));
        if (!Map::gc::c_bBuffered)
            BOOST_CHECK(counted_value::destroyed - destroyed == 200u);
        for (int key = 1; key < 200; key += 2)
            BOOST_CHECK(m.extract(key));
        BOOST_CHECK(!m.insert_or_assign(501));
    }
    Map::gc::force_dispose();
    BOOST_CHECK(counted_value::made - made == 601u);
    BOOST_CHECK(counted_value::destroyed - destroyed == 601u);
    BOOST_CHECK(counted_value::killed_twice == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
