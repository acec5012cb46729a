// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Sets and maps from which nothing is ever erased while others look.
//
// One translation unit a family: sets, with keeping

#include <cds/gc/dhp.h>
#include <cds/gc/nogc.h>
#include <cds_test/families/all_sets.h>
#include <cds_test/families/keyed_items.h>
#include <cds_test/families/set_counts.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <deque>
#include <string>
#include <tuple>

#pragma GCC diagnostic ignored "-Wdeprecated-declarations" // deprecated members are members

namespace {

namespace families = cds_test::families;
using cds::gc::nogc;
using cds_test::less_key;

template <class Family>
struct intrusive_sets_of {
    using k = families::keyed<Family>;
    using all = cds_test::join<
        std::tuple<typename k::template list<nogc, k::template based>,
                   typename k::template list<nogc, k::template membered>>,
        families::hash_tables<Family, typename k::template hash<nogc, k::template converted>>>;
};

template <class Family>
struct forms {
    struct traits : Family::owning_traits {
        using less = std::less<>;
        using item_counter = cds::atomicity::item_counter;
        using stat = typename Family::stat;
    };
    using set = typename Family::template set<nogc, int, traits>;
    using map = typename Family::template map<nogc, int, std::string, traits>;
    struct hash_set
        : families::sized<
              typename Family::hash::template set<nogc, set, typename Family::hash::set_traits>, 6,
              2> {};
    struct hash_map
        : families::sized<
              typename Family::hash::template map<nogc, map, typename Family::hash::map_traits>, 6,
              2> {};
};
using all_families = families::with_nogc<families::sets>;
using intrusive_sets = cds_test::for_each_of<intrusive_sets_of, all_families>;
using sets = cds_test::for_each_of<families::in<forms>::sets, all_families>;
using maps = cds_test::for_each_of<families::in<forms>::maps, all_families>;

// No guards, no erasing.
template <class Set>
concept erases = requires(Set s) { s.erase(1); } || requires(Set s) { s.extract(1); } ||
                 requires(Set s) { s.get(1); };

} // namespace

BOOST_AUTO_TEST_SUITE(nogc_set)

BOOST_AUTO_TEST_CASE_TEMPLATE(what_erases_or_guards_is_not_there, Family, all_families) {
    using keyed = families::keyed<Family>;
    BOOST_CHECK(!erases<typename forms<Family>::set>);
    BOOST_CHECK(!erases<typename forms<Family>::map>);
    if constexpr (families::is_bucket<Family>)
        BOOST_CHECK(!erases<typename forms<Family>::hash_map>);
    using erasing = typename keyed::template list<cds::gc::DHP, keyed::template based>;
    BOOST_CHECK(erases<erasing>);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_intrusive_set_finds_the_very_objects, Set, intrusive_sets) {
    std::deque<typename Set::value_type> items;
    Set set;
    for (int key = 0; key < 10; ++key)
        BOOST_CHECK(set.insert(items.emplace_back(key)));
    typename Set::value_type twin(3);
    BOOST_CHECK(!set.insert(twin));
    BOOST_CHECK(set.contains(3) == &items[3]);
    BOOST_CHECK(set.contains(3, less_key()) == &items[3]);
    BOOST_CHECK(set.find(3) == &items[3]);
    BOOST_CHECK(set.find_with(10, less_key()) == nullptr);
    BOOST_CHECK(set.contains(10) == nullptr);
    int calls = 0;
    auto const functor = [&](typename Set::value_type& item, int const& key) {
        calls += item.key == key;
    };
    int key = 4;
    BOOST_CHECK(set.find(4, functor));
    BOOST_CHECK(set.find(key, functor));
    BOOST_CHECK(set.find_with(4, less_key(), functor));
    BOOST_CHECK(set.find_with(key, less_key(), functor));
    BOOST_CHECK(!set.find(11, functor));
    BOOST_CHECK(calls == 4);
    BOOST_CHECK(families::found(set.statistics()) == 7u); // once for each look-up
    set.clear();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_intrusive_update_finds_or_inserts, Set, intrusive_sets) {
    typename Set::value_type item(1);
    typename Set::value_type twin(1);
    Set set;
    int calls = 0;
    auto const functor = [&](bool inserted, auto& found, auto& value) {
        calls += inserted ? 1 : 10;
        BOOST_CHECK(&found == &item);
        BOOST_CHECK(&value == (inserted ? &item : &twin));
    };
    BOOST_CHECK((set.update(item, functor, false) == std::pair(false, false)));
    BOOST_CHECK((set.update(item, functor) == std::pair(true, true)));
    BOOST_CHECK((set.update(twin, functor) == std::pair(true, false)));
    BOOST_CHECK((set.ensure(twin, functor) == std::pair(true, false)));
    BOOST_CHECK(calls == 21);
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
            BOOST_CHECK(item.disposals == 1u);
        BOOST_CHECK(set.size() == 0u);
        BOOST_CHECK(set.empty());
        for (auto& item : items)
            set.insert(item);
        int cleared = 0;
        set.clear([&](auto*) { ++cleared; });
        BOOST_CHECK(cleared == 5);
        set.insert(items[0]);
    }
    BOOST_CHECK(items[0].disposals == 2u);
    BOOST_CHECK(items[1].disposals == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(iterators_go_both_ways_of_increment, Set, intrusive_sets) {
    std::deque<typename Set::value_type> items;
    Set set;
    for (int key = 0; key < 10; ++key)
        set.insert(items.emplace_back(key));
    int sum = 0;
    for (auto it = set.begin(); it != set.end();)
        sum += (it++)->key;
    BOOST_CHECK(sum == 45);
    Set const& fixed = set;
    for (auto it = fixed.begin(); it != fixed.end(); ++it)
        sum -= it->key;
    BOOST_CHECK(sum == 0);
    set.clear();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_owning_set_answers_with_iterators, Set, sets) {
    Set s;
    BOOST_CHECK(*s.insert(1) == 1);
    BOOST_CHECK(*s.emplace(2) == 2);
    BOOST_CHECK((s.insert(1) == s.end()));
    BOOST_CHECK((s.emplace(2) == s.end()));
    BOOST_CHECK((s.update(3, false).first == s.end()));
    auto const made = s.update(3);
    BOOST_CHECK((made.second && *made.first == 3));
    auto const found = s.ensure(3);
    BOOST_CHECK((!found.second && found.first == made.first));
    BOOST_CHECK(*s.contains(3) == 3);
    BOOST_CHECK(*s.contains(3, std::less<>()) == 3);
    BOOST_CHECK(*s.find(3) == 3);
    BOOST_CHECK((s.find_with(4, std::less<>()) == s.end()));
    BOOST_CHECK(s.size() == 3u);
    int sum = 0;
    for (auto it = s.begin(); it != s.end(); it++)
        sum += *it;
    BOOST_CHECK(sum == 6);
    s.clear();
    BOOST_CHECK(s.empty());
    BOOST_CHECK((s.cbegin() == s.cend()));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_owning_map_answers_with_iterators, Map, maps) {
    Map m;
    BOOST_CHECK(m.insert(1)->second == "");
    BOOST_CHECK(m.insert(2, "two").val() == "two");
    BOOST_CHECK(m.insert_with(3, [](auto& pair) { pair.second = "three"; })->second == "three");
    BOOST_CHECK(m.emplace(4, 4u, 'x').key() == 4);
    BOOST_CHECK((m.insert(1) == m.end()));
    BOOST_CHECK((m.emplace(4, "") == m.end()));
    BOOST_CHECK(m.contains(4)->second == "xxxx");
    BOOST_CHECK((m.contains(5, std::less<>()) == m.end()));
    BOOST_CHECK((m.update(5, false).first == m.end()));
    BOOST_CHECK(m.update(5).second);
    BOOST_CHECK(!m.ensure(5).second);
    BOOST_CHECK(m.find(5)->first == 5);
    BOOST_CHECK((m.find_with(6, std::less<>()) == m.end()));
    BOOST_CHECK(m.size() == 5u);
    m.clear();
    BOOST_CHECK(m.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(of_equal_values_of_several_threads_one_is_inserted, Set, sets) {
    Set s;
    std::atomic<int> inserted{0};
    cds_test::run_threads(4, [&](std::size_t) {
        for (int n = 0; n < 500; ++n)
            inserted += s.insert(n * 7 % 100) != s.end();
    });
    BOOST_CHECK(inserted == 100);
    BOOST_CHECK(s.size() == 100u);
    BOOST_CHECK(std::distance(s.begin(), s.end()) == 100);
}

BOOST_AUTO_TEST_SUITE_END()
