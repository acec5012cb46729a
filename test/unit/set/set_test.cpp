// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The interface of sets that own their values, lists and hash sets alike.

#include <cds/container/lazy_list_dhp.h>
#include <cds/container/lazy_list_hp.h>
#include <cds/container/michael_list_dhp.h>
#include <cds/container/michael_list_hp.h>
#include <cds/container/michael_set.h>
#include <cds/container/split_list_set.h>
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

namespace cc = cds::container;
using answer = std::pair<bool, bool>;

struct list_traits : cc::michael_list::traits {
    using less = std::less<>; // so that a std::string_view is a key as well
    using item_counter = cds::atomicity::item_counter;
    using stat = cc::michael_list::stat<>;
};

// A std::string and a std::string_view of the same text have the same std::hash.
struct hash_traits : cc::michael_set::traits {
    using hash = std::hash<std::string_view>;
};

template <class GC>
using list_of = cc::MichaelList<GC, std::string, list_traits>;

template <class GC>
struct hash_of : cc::MichaelHashSet<GC, list_of<GC>, hash_traits> {
    hash_of() : cc::MichaelHashSet<GC, list_of<GC>, hash_traits>(6, 2) {}
};

struct lazy_traits : cc::lazy_list::traits {
    using less = std::less<>;
    using item_counter = cds::atomicity::item_counter;
    using stat = cc::lazy_list::stat<>;
};
template <class GC>
using lazy_list_of = cc::LazyList<GC, std::string, lazy_traits>;
template <class GC>
struct lazy_hash_of : cc::MichaelHashSet<GC, lazy_list_of<GC>, hash_traits> {
    lazy_hash_of() : cc::MichaelHashSet<GC, lazy_list_of<GC>, hash_traits>(6, 2) {}
};

struct split_traits : cc::split_list::traits {
    using hash = std::hash<std::string_view>;
    using ordered_list_traits = list_traits;
    using stat = cc::split_list::stat<>;
};
template <class GC>
using split_of = cc::SplitListSet<GC, std::string, split_traits>;

using sets =
    std::tuple<split_of<cds::gc::HP>, split_of<cds_test::tiny_DHP>, list_of<cds::gc::HP>,
               list_of<cds::gc::DHP>, list_of<cds_test::tiny_DHP>, hash_of<cds::gc::HP>,
               hash_of<cds::gc::DHP>, hash_of<cds_test::tiny_DHP>, lazy_list_of<cds::gc::HP>,
               lazy_list_of<cds_test::tiny_DHP>, lazy_hash_of<cds::gc::DHP>>;

bool is(answer a, bool done, bool inserted) { return a == answer(done, inserted); }

} // namespace

BOOST_AUTO_TEST_SUITE(set)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_value_is_in_after_insert_and_emplace, Set, sets) {
    Set s;
    std::string const name = "lvalue";
    BOOST_TEST(s.empty());
    BOOST_TEST(s.insert(name));
    BOOST_TEST(s.insert("literal"));
    BOOST_TEST(s.insert(std::string("rvalue")));
    BOOST_TEST(s.emplace(3u, 'x'));
    BOOST_TEST(!s.emplace("xxx"));
    BOOST_TEST(!s.insert(name));
    BOOST_TEST(s.size() == 4u);
    BOOST_TEST(!s.empty());
    for (std::string key : {"lvalue", "literal", "rvalue", "xxx"})
        BOOST_TEST(s.contains(key));
    BOOST_TEST(s.contains(std::string_view("xxx"), std::less<>()));
    BOOST_TEST(!s.contains("x"));
    BOOST_TEST(s.find(name));
    BOOST_TEST(!s.find_with("x", std::less<>()));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(insert_calls_its_functor_on_the_visible_value, Set, sets) {
    Set s;
    int calls = 0;
    auto const functor = [&](std::string& value) {
        ++calls;
        BOOST_TEST(value == "a");
        BOOST_TEST(s.contains("a"));
    };
    BOOST_TEST(s.insert("a", functor));
    BOOST_TEST(!s.insert("a", functor));
    BOOST_TEST(calls == 1);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(update_says_what_it_found_and_what_it_made, Set, sets) {
    Set s;
    std::string const key = "a";
    int made = 0;
    int found = 0;
    auto const functor = [&](bool inserted, std::string& item, std::string const& k) {
        ++(inserted ? made : found);
        BOOST_TEST(item == "a");
        BOOST_TEST(&k == &key);
    };
    BOOST_TEST(is(s.update(key, functor, false), false, false));
    BOOST_TEST(is(s.update(key, functor), true, true));
    BOOST_TEST(is(s.update(key, functor), true, false));
    BOOST_TEST(is(s.ensure(key, functor), true, false));
    BOOST_TEST(made == 1);
    BOOST_TEST(found == 2);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(every_form_of_erase_erases_once, Set, sets) {
    Set s;
    for (std::string key : {"a", "b", "c", "d", "e"})
        s.insert(key);
    std::string seen;
    auto const functor = [&](std::string const& value) {
        seen += value;
        BOOST_TEST(!s.contains(value));
    };
    BOOST_TEST(s.erase("a"));
    BOOST_TEST(!s.erase("a"));
    BOOST_TEST(s.erase_with("b", std::less<>()));
    BOOST_TEST(!s.erase_with("b", std::less<>()));
    BOOST_TEST(s.erase("c", functor));
    BOOST_TEST(!s.erase("c", functor));
    BOOST_TEST(s.erase_with("d", std::less<>(), functor));
    BOOST_TEST(!s.erase_with("d", std::less<>(), functor));
    BOOST_TEST(seen == "cd");
    BOOST_TEST(s.size() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(guarded_values_stay_readable_after_they_are_erased, Set, sets) {
    Set s;
    for (std::string key : {"a", "b"})
        s.insert(key);
    typename Set::guarded_ptr held = s.get("a");
    BOOST_TEST((held && *held == "a"));
    BOOST_TEST(s.erase("a"));
    BOOST_TEST(!s.get("a"));
    Set::gc::force_dispose();
    BOOST_TEST(*held == "a");
    held = s.extract("b");
    BOOST_TEST((held && held->size() == 1u));
    BOOST_TEST(!s.contains("b"));
    BOOST_TEST(!s.extract("b"));
    s.insert("c");
    s.insert("d");
    BOOST_TEST(*s.get_with("c", std::less<>()) == "c");
    BOOST_TEST(*s.extract_with("c", std::less<>()) == "c");
    BOOST_TEST(!s.extract_with("c", std::less<>()));
    BOOST_TEST(!s.get_with("c", std::less<>()));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(find_passes_the_value_and_the_key_as_it_was_given, Set, sets) {
    Set s;
    s.insert("a");
    std::string key = "a";
    std::string const fixed = "a";
    int calls = 0;
    auto const writable = [&](std::string& item, std::string& k) {
        calls += item == k;
        BOOST_TEST(&k == &key);
    };
    auto const readonly = [&](std::string& item, std::string const& k) { calls += item == k; };
    BOOST_TEST(s.find(key, writable));
    BOOST_TEST(s.find_with(key, std::less<>(), writable));
    BOOST_TEST(s.find(fixed, readonly));
    BOOST_TEST(s.find_with(fixed, std::less<>(), readonly));
    BOOST_TEST(s.find(std::string("a"), readonly));
    BOOST_TEST(!s.find(std::string("b"), readonly));
    BOOST_TEST(calls == 5);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(iteration_meets_every_value_once, Set, sets) {
    Set s;
    std::set<std::string> expected;
    for (int i = 0; i < 20; ++i)
        s.insert(*expected.insert(std::to_string(i)).first);
    std::set<std::string> met;
    for (std::string& value : s)
        BOOST_TEST(met.insert(value).second);
    BOOST_TEST((met == expected));
    Set const& fixed = s;
    typename Set::const_iterator it = s.begin();
    BOOST_TEST((it == fixed.cbegin()));
    static_assert(std::is_same_v<decltype(*it), std::string const&>);
    std::size_t letters = 0;
    for (; it != fixed.end(); ++it)
        letters += it->size();
    BOOST_TEST(letters == 30u);
    BOOST_TEST((fixed.cend() == s.end()));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(clear_leaves_nothing, Set, sets) {
    Set s;
    for (int i = 0; i < 20; ++i)
        s.insert(std::to_string(i));
    s.clear();
    BOOST_TEST(s.empty());
    BOOST_TEST(s.size() == 0u);
    BOOST_TEST((s.begin() == s.end()));
    BOOST_TEST(s.statistics().m_nInsertSuccess.get() == 20u);
}

BOOST_AUTO_TEST_SUITE_END()
