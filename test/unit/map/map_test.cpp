// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The interface of maps, lists of pairs and hash maps alike.
//
// One translation unit a family: sets, with updates_in_place

#include <cds_test/families/all_sets.h>
#include <cds_test/gc_policies.h>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#pragma GCC diagnostic ignored "-Wdeprecated-declarations" // deprecated members are members

namespace {

namespace families = cds_test::families;
using answer = std::pair<bool, bool>;
using cds::gc::DHP;
using cds::gc::HP;
using cds_test::tiny_DHP;

template <class Family>
struct maps_of {
    struct traits : Family::owning_traits {
        using less = std::less<>;
        using item_counter = cds::atomicity::item_counter;
        using stat = typename Family::stat;
    };
    template <class GC>
    using list = typename Family::template map<GC, int, std::string, traits>;
    template <class GC>
    struct hash
        : families::sized<
              typename Family::hash::template map<GC, list<GC>, typename Family::hash::map_traits>,
              6, 2> {};

    using all =
        cds_test::join<std::tuple<list<tiny_DHP>>, cds_test::beyond_cover<list<HP>, list<DHP>>,
                       families::hash_tables<Family, hash<HP>>,
                       families::hash_tables_beyond_cover<Family, hash<DHP>, hash<tiny_DHP>>>;
};
using maps = cds_test::for_each_of<maps_of, families::with_updates<families::sets>>;

bool is(answer a, bool done, bool inserted) { return a == answer(done, inserted); }

template <class Map>
std::string at(Map& m, int key) {
    std::string value = "none";
    m.find(key, [&](auto& pair) { value = pair.second; });
    return value;
}

struct by_pointee {
    bool operator()(std::unique_ptr<int> const& a, std::unique_ptr<int> const& b) const {
        return *a < *b;
    }
    bool operator()(std::unique_ptr<int> const& a, int b) const { return *a < b; }
    bool operator()(int a, std::unique_ptr<int> const& b) const { return a < *b; }
};
struct hash_of_pointee {
    std::size_t operator()(std::unique_ptr<int> const& p) const { return std::hash<int>()(*p); }
    std::size_t operator()(int n) const { return std::hash<int>()(n); }
};
template <class Family>
struct ordered_by_pointee : Family::owning_traits {
    using less = by_pointee;
    using hash = hash_of_pointee;
    // for trees, whose inner nodes have keys of their own
    struct copy_policy {
        void operator()(std::unique_ptr<int>& to, std::unique_ptr<int> const& from) const {
            to = std::make_unique<int>(*from);
        }
    };
};

} // namespace

BOOST_AUTO_TEST_SUITE(map)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_pair_is_in_after_each_form_of_insertion, Map, maps) {
    Map m;
    BOOST_CHECK(m.empty());
    BOOST_CHECK(m.insert(1));
    BOOST_CHECK(m.insert(2, "two"));
    BOOST_CHECK(m.insert_with(3, [&](auto& pair) {
        BOOST_CHECK(pair.first == 3);
        BOOST_CHECK(m.contains(3)); // visible already
        pair.second = "three";
    }));
    BOOST_CHECK(m.emplace(4, 4u, 'x'));
    BOOST_CHECK(at(m, 1) == "");
    BOOST_CHECK(at(m, 2) == "two");
    BOOST_CHECK(at(m, 3) == "three");
    BOOST_CHECK(at(m, 4) == "xxxx");
    BOOST_CHECK(m.size() == 4u);
    BOOST_CHECK(!m.insert(2));
    BOOST_CHECK(!m.insert(2, "other"));
    BOOST_CHECK(!m.insert_with(2, [](auto&) { BOOST_ERROR("called for a refused key"); }));
    BOOST_CHECK(!m.emplace(2, "other"));
    BOOST_CHECK(at(m, 2) == "two");
    BOOST_CHECK(m.size() == 4u);
    BOOST_CHECK(!m.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(update_says_what_it_found_and_what_it_made, Map, maps) {
    Map m;
    int made = 0;
    int found = 0;
    auto const functor = [&](bool inserted, auto& pair) {
        ++(inserted ? made : found);
        BOOST_CHECK(pair.first == 5);
        pair.second += '+';
    };
    BOOST_CHECK(is(m.update(5, functor, false), false, false));
    BOOST_CHECK(is(m.update(5, functor), true, true));
    BOOST_CHECK(is(m.update(5, functor), true, false));
    BOOST_CHECK(is(m.ensure(5, functor), true, false));
    BOOST_CHECK(made == 1);
    BOOST_CHECK(found == 2);
    BOOST_CHECK(at(m, 5) == "+++");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(every_form_of_erase_erases_once, Map, maps) {
    Map m;
    for (int key = 0; key < 5; ++key)
        m.insert(key, std::to_string(key));
    std::string seen;
    auto const functor = [&](typename Map::value_type& pair) {
        seen += pair.second;
        BOOST_CHECK(!m.contains(pair.first));
    };
    BOOST_CHECK(m.erase(0));
    BOOST_CHECK(!m.erase(0));
    BOOST_CHECK(m.erase_with(1, std::less<>()));
    BOOST_CHECK(!m.erase_with(1, std::less<>()));
    BOOST_CHECK(m.erase(2, functor));
    BOOST_CHECK(!m.erase(2, functor));
    BOOST_CHECK(m.erase_with(3, std::less<>(), functor));
    BOOST_CHECK(!m.erase_with(3, std::less<>(), functor));
    BOOST_CHECK(seen == "23");
    BOOST_CHECK(m.size() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(guarded_pairs_stay_readable_after_they_are_erased, Map, maps) {
    Map m;
    for (int key = 0; key < 4; ++key)
        m.insert(key, std::to_string(key));
    typename Map::guarded_ptr held = m.get(0);
    BOOST_CHECK((held && held->first == 0));
    BOOST_CHECK(m.erase(0));
    BOOST_CHECK(!m.get(0));
    Map::gc::force_dispose();
    BOOST_CHECK(held->second == "0");
    held = m.extract(1);
    BOOST_CHECK((held && (*held).second == "1"));
    BOOST_CHECK(!m.extract(1));
    BOOST_CHECK(m.get_with(2, std::less<>())->second == "2");
    BOOST_CHECK(m.extract_with(2, std::less<>())->second == "2");
    BOOST_CHECK(!m.get_with(2, std::less<>()));
    BOOST_CHECK(!m.extract_with(2, std::less<>()));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(find_and_contains_agree, Map, maps) {
    Map m;
    m.insert(1, "one");
    int calls = 0;
    auto const functor = [&](typename Map::value_type& pair) { calls += pair.second == "one"; };
    BOOST_CHECK(m.find(1, functor));
    BOOST_CHECK(m.find_with(1, std::less<>(), functor));
    BOOST_CHECK(m.contains(1));
    BOOST_CHECK(m.contains(1, std::less<>()));
    BOOST_CHECK(m.find(1));
    BOOST_CHECK(m.find_with(1, std::less<>()));
    BOOST_CHECK(!m.find(2, functor));
    BOOST_CHECK(!m.find_with(2, std::less<>(), functor));
    BOOST_CHECK(!m.contains(2));
    BOOST_CHECK(!m.contains(2, std::less<>()));
    BOOST_CHECK(calls == 2);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(iteration_meets_every_pair_once_with_key_and_value, Map, maps) {
    Map m;
    std::map<int, std::string> expected;
    for (int key = 0; key < 20; ++key) {
        expected[key] = std::to_string(key);
        m.insert(key, expected[key]);
    }
    std::map<int, std::string> met;
    for (auto it = m.begin(); it != m.end(); ++it) {
        BOOST_CHECK(met.emplace(it.key(), it.val()).second);
        BOOST_CHECK(&it->second == &it.val());
        BOOST_CHECK(&(*it).first == &it.key());
    }
    BOOST_CHECK((met == expected));
    Map const& fixed = m;
    typename Map::const_iterator it = m.begin();
    static_assert(std::is_const_v<std::remove_reference_t<decltype(it.val())>>);
    static_assert(std::is_same_v<typename Map::iterator::value_ref, std::string&>);
    static_assert(std::is_same_v<typename Map::iterator::pair_ptr, typename Map::value_type*>);
    BOOST_CHECK((it == fixed.begin()));
    std::size_t count = 0;
    for (; it != fixed.cend(); ++it)
        ++count;
    BOOST_CHECK(count == 20u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(clear_leaves_nothing, Map, maps) {
    Map m;
    for (int key = 0; key < 20; ++key)
        m.insert(key);
    m.clear();
    BOOST_CHECK(m.empty());
    BOOST_CHECK(m.size() == 0u);
    BOOST_CHECK((m.begin() == m.end()));
    BOOST_CHECK(m.statistics().m_nInsertSuccess.get() == 20u);
}

// Move-only on both sides: no pair is ever copied.
BOOST_AUTO_TEST_CASE_TEMPLATE(keys_and_values_may_be_move_only, Family,
                              families::with_updates<families::sets>) {
    typename Family::template map<DHP, std::unique_ptr<int>, std::unique_ptr<int>,
                                  ordered_by_pointee<Family>>
        m;
    auto key = std::make_unique<int>(1);
    BOOST_CHECK(m.insert(std::move(key), std::make_unique<int>(2)));
    BOOST_CHECK(!key);
    BOOST_CHECK(m.insert(std::make_unique<int>(2)));
    BOOST_CHECK(!m.emplace(std::make_unique<int>(1), nullptr));
    BOOST_CHECK(*m.get(1)->second == 2);
}

BOOST_AUTO_TEST_SUITE_END()
