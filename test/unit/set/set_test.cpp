// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The interface of sets that own their values, lists and hash sets alike.
//
// One translation unit a family: sets, with updates_in_place

#include <cds_test/families/all_sets.h>
#include <cds_test/gc_policies.h>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <set>
#include <string>
#include <string_view>
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
struct sets_of {
    struct traits : Family::owning_traits {
        using less = std::less<>; // so that a std::string_view is a key as well
        using hash = std::hash<std::string_view>;
        using item_counter = cds::atomicity::item_counter;
        using stat = typename Family::stat;
    };
    template <class GC>
    using list = typename Family::template set<GC, std::string, traits>;

    // A std::string and a std::string_view of the same text have the same std::hash.
    struct hash_traits : Family::hash::set_traits {
        using hash = std::hash<std::string_view>;
    };
    template <class GC>
    struct hash
        : families::sized<typename Family::hash::template set<GC, list<GC>, hash_traits>, 6, 2> {};

    using all =
        cds_test::join<std::tuple<list<tiny_DHP>>, cds_test::beyond_cover<list<HP>, list<DHP>>,
                       families::hash_tables<Family, hash<HP>>,
                       families::hash_tables_beyond_cover<Family, hash<DHP>, hash<tiny_DHP>>>;
};
using sets = cds_test::for_each_of<sets_of, families::with_updates<families::sets>>;

bool is(answer a, bool done, bool inserted) { return a == answer(done, inserted); }

} // namespace

BOOST_AUTO_TEST_SUITE(set)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_value_is_in_after_insert_and_emplace, Set, sets) {
    Set s;
    std::string const name = "lvalue";
    BOOST_CHECK(s.empty());
    BOOST_CHECK(s.insert(name));
    BOOST_CHECK(s.insert("literal"));
    BOOST_CHECK(s.insert(std::string("rvalue")));
    BOOST_CHECK(s.emplace(3u, 'x'));
    BOOST_CHECK(!s.emplace("xxx"));
    BOOST_CHECK(!s.insert(name));
    BOOST_CHECK(s.size() == 4u);
    BOOST_CHECK(!s.empty());
    for (std::string key : {"lvalue", "literal", "rvalue", "xxx"})
        BOOST_CHECK(s.contains(key));
    BOOST_CHECK(s.contains(std::string_view("xxx"), std::less<>()));
    BOOST_CHECK(!s.contains("x"));
    BOOST_CHECK(s.find(name));
    BOOST_CHECK(!s.find_with("x", std::less<>()));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(insert_calls_its_functor_on_the_visible_value, Set, sets) {
    Set s;
    int calls = 0;
    auto const functor = [&](std::string& value) {
        ++calls;
        BOOST_CHECK(value == "a");
        BOOST_CHECK(s.contains("a"));
    };
    BOOST_CHECK(s.insert("a", functor));
    BOOST_CHECK(!s.insert("a", functor));
    BOOST_CHECK(calls == 1);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(update_says_what_it_found_and_what_it_made, Set, sets) {
    Set s;
    std::string const key = "a";
    int made = 0;
    int found = 0;
    auto const functor = [&](bool inserted, std::string& item, std::string const& k) {
        ++(inserted ? made : found);
        BOOST_CHECK(item == "a");
        BOOST_CHECK(&k == &key);
    };
    BOOST_CHECK(is(s.update(key, functor, false), false, false));
    BOOST_CHECK(is(s.update(key, functor), true, true));
    BOOST_CHECK(is(s.update(key, functor), true, false));
    BOOST_CHECK(is(s.ensure(key, functor), true, false));
    BOOST_CHECK(made == 1);
    BOOST_CHECK(found == 2);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(every_form_of_erase_erases_once, Set, sets) {
    Set s;
    for (std::string key : {"a", "b", "c", "d", "e"})
        s.insert(key);
    std::string seen;
    auto const functor = [&](std::string const& value) {
        seen += value;
        BOOST_CHECK(!s.contains(value));
    };
    BOOST_CHECK(s.erase("a"));
    BOOST_CHECK(!s.erase("a"));
    BOOST_CHECK(s.erase_with("b", std::less<>()));
    BOOST_CHECK(!s.erase_with("b", std::less<>()));
    BOOST_CHECK(s.erase("c", functor));
    BOOST_CHECK(!s.erase("c", functor));
    BOOST_CHECK(s.erase_with("d", std::less<>(), functor));
    BOOST_CHECK(!s.erase_with("d", std::less<>(), functor));
    BOOST_CHECK(seen == "cd");
    BOOST_CHECK(s.size() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(guarded_values_stay_readable_after_they_are_erased, Set, sets) {
    Set s;
    for (std::string key : {"a", "b"})
        s.insert(key);
    typename Set::guarded_ptr held = s.get("a");
    BOOST_CHECK((held && *held == "a"));
    BOOST_CHECK(s.erase("a"));
    BOOST_CHECK(!s.get("a"));
    Set::gc::force_dispose();
    BOOST_CHECK(*held == "a");
    held = s.extract("b");
    BOOST_CHECK((held && held->size() == 1u));
    BOOST_CHECK(!s.contains("b"));
    BOOST_CHECK(!s.extract("b"));
    s.insert("c");
    s.insert("d");
    BOOST_CHECK(*s.get_with("c", std::less<>()) == "c");
    BOOST_CHECK(*s.extract_with("c", std::less<>()) == "c");
    BOOST_CHECK(!s.extract_with("c", std::less<>()));
    BOOST_CHECK(!s.get_with("c", std::less<>()));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(find_passes_the_value_and_the_key_as_it_was_given, Set, sets) {
    Set s;
    s.insert("a");
    std::string key = "a";
    std::string const fixed = "a";
    int calls = 0;
    auto const writable = [&](std::string& item, std::string& k) {
        calls += item == k;
        BOOST_CHECK(&k == &key);
    };
    auto const readonly = [&](std::string& item, std::string const& k) { calls += item == k; };
    BOOST_CHECK(s.find(key, writable));
    BOOST_CHECK(s.find_with(key, std::less<>(), writable));
    BOOST_CHECK(s.find(fixed, readonly));
    BOOST_CHECK(s.find_with(fixed, std::less<>(), readonly));
    BOOST_CHECK(s.find(std::string("a"), readonly));
    BOOST_CHECK(!s.find(std::string("b"), readonly));
    BOOST_CHECK(calls == 5);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(iteration_meets_every_value_once, Set, sets) {
    Set s;
    std::set<std::string> expected;
    for (int i = 0; i < 20; ++i)
        s.insert(*expected.insert(std::to_string(i)).first);
    std::set<std::string> met;
    for (std::string& value : s)
        BOOST_CHECK(met.insert(value).second);
    BOOST_CHECK((met == expected));
    Set const& fixed = s;
    typename Set::const_iterator it = s.begin();
    BOOST_CHECK((it == fixed.cbegin()));
    static_assert(std::is_same_v<decltype(*it), std::string const&>);
    std::size_t letters = 0;
    for (; it != fixed.end(); ++it)
        letters += it->size();
    BOOST_CHECK(letters == 30u);
    BOOST_CHECK((fixed.cend() == s.end()));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(clear_leaves_nothing, Set, sets) {
    Set s;
    for (int i = 0; i < 20; ++i)
        s.insert(std::to_string(i));
    s.clear();
    BOOST_CHECK(s.empty());
    BOOST_CHECK(s.size() == 0u);
    BOOST_CHECK((s.begin() == s.end()));
    BOOST_CHECK(s.statistics().m_nInsertSuccess.get() == 20u);
}

BOOST_AUTO_TEST_SUITE_END()
