// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Sets and maps from which nothing is ever erased while others look.

#include "intrusive_set_types.h"

#include <cds/container/lazy_kvlist_nogc.h>
#include <cds/container/lazy_list_nogc.h>
#include <cds/container/michael_kvlist_nogc.h>
#include <cds/container/michael_list_nogc.h>
#include <cds/container/michael_map_nogc.h>
#include <cds/container/michael_set_nogc.h>
#include <cds/intrusive/lazy_list_nogc.h>
#include <cds/intrusive/michael_list_nogc.h>
#include <cds/intrusive/michael_set_nogc.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <deque>
#include <string>
#include <tuple>

#pragma GCC diagnostic ignored "-Wdeprecated-declarations" // deprecated members are members

namespace {

namespace cc = cds::container;
using cds::gc::nogc;
using cds_test::less_key;

using intrusive_sets = std::tuple<cds_test::list_of<nogc, cds_test::based_item>,
                                  cds_test::list_of<nogc, cds_test::membered_item>,
                                  cds_test::hash_of<nogc, cds_test::converted_item>,
                                  cds_test::lazy_list_of<nogc>, cds_test::lazy_hash_of<nogc>>;

struct traits : cc::michael_list::traits {
    using less = std::less<>;
    using item_counter = cds::atomicity::item_counter;
    using stat = cc::michael_list::stat<>;
};
using list = cc::MichaelList<nogc, int, traits>;
struct hash_set : cc::MichaelHashSet<nogc, list> {
    hash_set() : MichaelHashSet(6, 2) {}
};
using kvlist = cc::MichaelKVList<nogc, int, std::string, traits>;
struct hash_map : cc::MichaelHashMap<nogc, kvlist> {
    hash_map() : MichaelHashMap(6, 2) {}
};
struct lazy_traits : cc::lazy_list::traits {
    using less = std::less<>;
    using item_counter = cds::atomicity::item_counter;
    using stat = cc::lazy_list::stat<>;
};
using lazy_set = cc::LazyList<nogc, int, lazy_traits>;
using lazy_map = cc::LazyKVList<nogc, int, std::string, lazy_traits>;
struct lazy_hash : cc::MichaelHashMap<nogc, lazy_map> {
    lazy_hash() : MichaelHashMap(6, 2) {}
};
using sets = std::tuple<list, hash_set, lazy_set>;
using maps = std::tuple<kvlist, hash_map, lazy_map, lazy_hash>;

// No guards, no erasing.
template <class Set>
concept erases = requires(Set s) { s.erase(1); } || requires(Set s) { s.extract(1); } ||
                 requires(Set s) { s.get(1); };
static_assert(!erases<list> && !erases<hash_map> &&
              erases<cds_test::list_of<cds::gc::DHP, cds_test::based_item>>);

} // namespace

BOOST_AUTO_TEST_SUITE(nogc_set)

BOOST_AUTO_TEST_CASE_TEMPLATE(an_intrusive_set_finds_the_very_objects, Set, intrusive_sets) {
    std::deque<typename Set::value_type> items;
    Set set;
    for (int key = 0; key < 10; ++key)
        BOOST_TEST(set.insert(items.emplace_back(key)));
    typename Set::value_type twin(3);
    BOOST_TEST(!set.insert(twin));
    BOOST_TEST(set.contains(3) == &items[3]);
    BOOST_TEST(set.contains(3, less_key()) == &items[3]);
    BOOST_TEST(set.find(3) == &items[3]);
    BOOST_TEST(set.find_with(10, less_key()) == nullptr);
    BOOST_TEST(set.contains(10) == nullptr);
    int calls = 0;
    auto const functor = [&](typename Set::value_type& item, int const& key) {
        calls += item.key == key;
    };
    int key = 4;
    BOOST_TEST(set.find(4, functor));
    BOOST_TEST(set.find(key, functor));
    BOOST_TEST(set.find_with(4, less_key(), functor));
    BOOST_TEST(set.find_with(key, less_key(), functor));
    BOOST_TEST(!set.find(11, functor));
    BOOST_TEST(calls == 4);
    auto const& s = set.statistics();
    BOOST_TEST(s.m_nFindSuccess.get() == 7u); // once for each look-up
    set.clear();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_intrusive_update_finds_or_inserts, Set, intrusive_sets) {
    typename Set::value_type item(1);
    typename Set::value_type twin(1);
    Set set;
    int calls = 0;
    auto const functor = [&](bool inserted, auto& found, auto& value) {
        calls += inserted ? 1 : 10;
        BOOST_TEST(&found == &item);
        BOOST_TEST(&value == (inserted ? &item : &twin));
    };
    BOOST_TEST((set.update(item, functor, false) == std::pair(false, false)));
    BOOST_TEST((set.update(item, functor) == std::pair(true, true)));
    BOOST_TEST((set.update(twin, functor) == std::pair(true, false)));
    BOOST_TEST((set.ensure(twin, functor) == std::pair(true, false)));
    BOOST_TEST(calls == 21);
    set.clear();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(clear_disposes_at_once, Set, intrusive_sets) {
    std::deque<typename Set::value_type> items;
    {
        Set set;
        for (int key = 0; key < 5; ++key)
            set.insert(items.emplace_back(key));
        set.clear();
        for (auto& item : items)
            BOOST_TEST(item.disposals == 1u);
        BOOST_TEST(set.size() == 0u);
        BOOST_TEST(set.empty());
        for (auto& item : items)
            set.insert(item);
        int cleared = 0;
        set.clear([&](auto*) { ++cleared; });
        BOOST_TEST(cleared == 5);
        set.insert(items[0]);
    }
    BOOST_TEST(items[0].disposals == 2u);
    BOOST_TEST(items[1].disposals == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(iterators_go_both_ways_of_increment, Set, intrusive_sets) {
    std::deque<typename Set::value_type> items;
    Set set;
    for (int key = 0; key < 10; ++key)
        set.insert(items.emplace_back(key));
    int sum = 0;
    for (auto it = set.begin(); it != set.end();)
        sum += (it++)->key;
    BOOST_TEST(sum == 45);
    Set const& fixed = set;
    for (auto it = fixed.begin(); it != fixed.end(); ++it)
        sum -= it->key;
    BOOST_TEST(sum == 0);
    set.clear();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_owning_set_answers_with_iterators, Set, sets) {
    Set s;
    BOOST_TEST(*s.insert(1) == 1);
    BOOST_TEST(*s.emplace(2) == 2);
    BOOST_TEST((s.insert(1) == s.end()));
    BOOST_TEST((s.emplace(2) == s.end()));
    BOOST_TEST((s.update(3, false).first == s.end()));
    auto const made = s.update(3);
    BOOST_TEST((made.second && *made.first == 3));
    auto const found = s.ensure(3);
    BOOST_TEST((!found.second && found.first == made.first));
    BOOST_TEST(*s.contains(3) == 3);
    BOOST_TEST(*s.contains(3, std::less<>()) == 3);
    BOOST_TEST(*s.find(3) == 3);
    BOOST_TEST((s.find_with(4, std::less<>()) == s.end()));
    BOOST_TEST(s.size() == 3u);
    int sum = 0;
    for (auto it = s.begin(); it != s.end(); it++)
        sum += *it;
    BOOST_TEST(sum == 6);
    s.clear();
    BOOST_TEST(s.empty());
    BOOST_TEST((s.cbegin() == s.cend()));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_owning_map_answers_with_iterators, Map, maps) {
    Map m;
    BOOST_TEST(m.insert(1)->second == "");
    BOOST_TEST(m.insert(2, "two").val() == "two");
    BOOST_TEST(m.insert_with(3, [](auto& pair) { pair.second = "three"; })->second == "three");
    BOOST_TEST(m.emplace(4, 4u, 'x').key() == 4);
    BOOST_TEST((m.insert(1) == m.end()));
    BOOST_TEST((m.emplace(4, "") == m.end()));
    BOOST_TEST(m.contains(4)->second == "xxxx");
    BOOST_TEST((m.contains(5, std::less<>()) == m.end()));
    BOOST_TEST((m.update(5, false).first == m.end()));
    BOOST_TEST(m.update(5).second);
    BOOST_TEST(!m.ensure(5).second);
    BOOST_TEST(m.find(5)->first == 5);
    BOOST_TEST((m.find_with(6, std::less<>()) == m.end()));
    BOOST_TEST(m.size() == 5u);
    m.clear();
    BOOST_TEST(m.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(of_equal_values_of_several_threads_one_is_inserted, Set, sets) {
    Set s;
    std::atomic<int> inserted{0};
    cds_test::run_threads(4, [&](std::size_t) {
        for (int n = 0; n < 500; ++n)
            inserted += s.insert(n * 7 % 100) != s.end();
    });
    BOOST_TEST(inserted == 100);
    BOOST_TEST(s.size() == 100u);
    BOOST_TEST(std::distance(s.begin(), s.end()) == 100);
}

BOOST_AUTO_TEST_SUITE_END()
