// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The interface of maps, lists of pairs and hash maps alike.

#include <cds/container/lazy_kvlist_dhp.h>
#include <cds/container/lazy_kvlist_hp.h>
#include <cds/container/michael_kvlist_dhp.h>
#include <cds/container/michael_kvlist_hp.h>
#include <cds/container/michael_map.h>
#include <cds/container/split_list_map.h>
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

namespace cc = cds::container;
using answer = std::pair<bool, bool>;

struct list_traits : cc::michael_list::traits {
    using less = std::less<>;
    using item_counter = cds::atomicity::item_counter;
    using stat = cc::michael_list::stat<>;
};

template <class GC>
using list_of = cc::MichaelKVList<GC, int, std::string, list_traits>;

template <class GC>
struct hash_of : cc::MichaelHashMap<GC, list_of<GC>> {
    hash_of() : cc::MichaelHashMap<GC, list_of<GC>>(6, 2) {}
};

struct lazy_traits : cc::lazy_list::traits {
    using less = std::less<>;
    using item_counter = cds::atomicity::item_counter;
    using stat = cc::lazy_list::stat<>;
};
template <class GC>
using lazy_list_of = cc::LazyKVList<GC, int, std::string, lazy_traits>;
template <class GC>
struct lazy_hash_of : cc::MichaelHashMap<GC, lazy_list_of<GC>> {
    lazy_hash_of() : cc::MichaelHashMap<GC, lazy_list_of<GC>>(6, 2) {}
};

struct split_traits : cc::split_list::traits {
    using ordered_list_traits = list_traits;
    using stat = cc::split_list::stat<>;
};
template <class GC>
using split_of = cc::SplitListMap<GC, int, std::string, split_traits>;

using hash_maps = std::tuple<hash_of<cds::gc::HP>, hash_of<cds::gc::DHP>,
                             hash_of<cds_test::tiny_DHP>, lazy_hash_of<cds::gc::DHP>>;
using maps =
    std::tuple<split_of<cds::gc::HP>, split_of<cds_test::tiny_DHP>, list_of<cds::gc::HP>,
               list_of<cds::gc::DHP>, list_of<cds_test::tiny_DHP>, hash_of<cds::gc::HP>,
               hash_of<cds::gc::DHP>, hash_of<cds_test::tiny_DHP>, lazy_list_of<cds::gc::HP>,
               lazy_list_of<cds_test::tiny_DHP>, lazy_hash_of<cds::gc::DHP>>;

bool is(answer a, bool done, bool inserted) { return a == answer(done, inserted); }

template <class Map>
std::string at(Map& m, int key) {
    std::string value = "none";
    m.find(key, [&](auto& pair) { value = pair.second; });
    return value;
}

} // namespace

BOOST_AUTO_TEST_SUITE(map)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_pair_is_in_after_each_form_of_insertion, Map, maps) {
    Map m;
    BOOST_TEST(m.empty());
    BOOST_TEST(m.insert(1));
    BOOST_TEST(m.insert(2, "two"));
    BOOST_TEST(m.insert_with(3, [&](auto& pair) {
        BOOST_TEST(pair.first == 3);
        BOOST_TEST(m.contains(3)); // visible already
        pair.second = "three";
    }));
    BOOST_TEST(m.emplace(4, 4u, 'x'));
    BOOST_TEST(at(m, 1) == "");
    BOOST_TEST(at(m, 2) == "two");
    BOOST_TEST(at(m, 3) == "three");
    BOOST_TEST(at(m, 4) == "xxxx");
    BOOST_TEST(m.size() == 4u);
    BOOST_TEST(!m.insert(2));
    BOOST_TEST(!m.insert(2, "other"));
    BOOST_TEST(!m.insert_with(2, [](auto&) { BOOST_ERROR("called for a refused key"); }));
    BOOST_TEST(!m.emplace(2, "other"));
    BOOST_TEST(at(m, 2) == "two");
    BOOST_TEST(m.size() == 4u);
    BOOST_TEST(!m.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(update_says_what_it_found_and_what_it_made, Map, maps) {
    Map m;
    int made = 0;
    int found = 0;
    auto const functor = [&](bool inserted, auto& pair) {
        ++(inserted ? made : found);
        BOOST_TEST(pair.first == 5);
        pair.second += '+';
    };
    BOOST_TEST(is(m.update(5, functor, false), false, false));
    BOOST_TEST(is(m.update(5, functor), true, true));
    BOOST_TEST(is(m.update(5, functor), true, false));
    BOOST_TEST(is(m.ensure(5, functor), true, false));
    BOOST_TEST(made == 1);
    BOOST_TEST(found == 2);
    BOOST_TEST(at(m, 5) == "+++");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(every_form_of_erase_erases_once, Map, maps) {
    Map m;
    for (int key = 0; key < 5; ++key)
        m.insert(key, std::to_string(key));
    std::string seen;
    auto const functor = [&](typename Map::value_type& pair) {
        seen += pair.second;
        BOOST_TEST(!m.contains(pair.first));
    };
    BOOST_TEST(m.erase(0));
    BOOST_TEST(!m.erase(0));
    BOOST_TEST(m.erase_with(1, std::less<>()));
    BOOST_TEST(!m.erase_with(1, std::less<>()));
    BOOST_TEST(m.erase(2, functor));
    BOOST_TEST(!m.erase(2, functor));
    BOOST_TEST(m.erase_with(3, std::less<>(), functor));
    BOOST_TEST(!m.erase_with(3, std::less<>(), functor));
    BOOST_TEST(seen == "23");
    BOOST_TEST(m.size() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(guarded_pairs_stay_readable_after_they_are_erased, Map, maps) {
    Map m;
    for (int key = 0; key < 4; ++key)
        m.insert(key, std::to_string(key));
    typename Map::guarded_ptr held = m.get(0);
    BOOST_TEST((held && held->first == 0));
    BOOST_TEST(m.erase(0));
    BOOST_TEST(!m.get(0));
    Map::gc::force_dispose();
    BOOST_TEST(held->second == "0");
    held = m.extract(1);
    BOOST_TEST((held && (*held).second == "1"));
    BOOST_TEST(!m.extract(1));
    BOOST_TEST(m.get_with(2, std::less<>())->second == "2");
    BOOST_TEST(m.extract_with(2, std::less<>())->second == "2");
    BOOST_TEST(!m.get_with(2, std::less<>()));
    BOOST_TEST(!m.extract_with(2, std::less<>()));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(find_and_contains_agree, Map, maps) {
    Map m;
    m.insert(1, "one");
    int calls = 0;
    auto const functor = [&](typename Map::value_type& pair) { calls += pair.second == "one"; };
    BOOST_TEST(m.find(1, functor));
    BOOST_TEST(m.find_with(1, std::less<>(), functor));
    BOOST_TEST(m.contains(1));
    BOOST_TEST(m.contains(1, std::less<>()));
    BOOST_TEST(m.find(1));
    BOOST_TEST(m.find_with(1, std::less<>()));
    BOOST_TEST(!m.find(2, functor));
    BOOST_TEST(!m.find_with(2, std::less<>(), functor));
    BOOST_TEST(!m.contains(2));
    BOOST_TEST(!m.contains(2, std::less<>()));
    BOOST_TEST(calls == 2);
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
        BOOST_TEST(met.emplace(it.key(), it.val()).second);
        BOOST_TEST(&it->second == &it.val());
        BOOST_TEST(&(*it).first == &it.key());
    }
    BOOST_TEST((met == expected));
    Map const& fixed = m;
    typename Map::const_iterator it = m.begin();
    static_assert(std::is_const_v<std::remove_reference_t<decltype(it.val())>>);
    static_assert(std::is_same_v<typename Map::iterator::value_ref, std::string&>);
    static_assert(std::is_same_v<typename Map::iterator::pair_ptr, typename Map::value_type*>);
    BOOST_TEST((it == fixed.begin()));
    std::size_t count = 0;
    for (; it != fixed.cend(); ++it)
        ++count;
    BOOST_TEST(count == 20u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_iterator_knows_its_bucket_and_can_be_kept_in_it, Map, hash_maps) {
    Map m;
    for (int key = 0; key < 20; ++key)
        m.insert(key);
    std::size_t met = 0;
    void const* bucket = nullptr;
    for (auto it = m.begin(); it != m.end(); ++it)
        if (bucket != it.bucket()) { // the first of the next bucket
            bucket = it.bucket();
            for (auto inner = it.underlying_iterator(); inner != m.end(); ++inner, ++met)
                BOOST_TEST(inner.bucket() == bucket);
        }
    BOOST_TEST(met == 20u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(clear_leaves_nothing, Map, maps) {
    Map m;
    for (int key = 0; key < 20; ++key)
        m.insert(key);
    m.clear();
    BOOST_TEST(m.empty());
    BOOST_TEST(m.size() == 0u);
    BOOST_TEST((m.begin() == m.end()));
    BOOST_TEST(m.statistics().m_nInsertSuccess.get() == 20u);
}

// Move-only on both sides: nothing is ever copied.
BOOST_AUTO_TEST_CASE(keys_and_values_may_be_move_only) {
    struct order {
        bool operator()(std::unique_ptr<int> const& a, std::unique_ptr<int> const& b) const {
            return *a < *b;
        }
        bool operator()(std::unique_ptr<int> const& a, int b) const { return *a < b; }
        bool operator()(int a, std::unique_ptr<int> const& b) const { return a < *b; }
    };
    struct traits : cc::michael_list::traits {
        using less = order;
    };
    cc::MichaelKVList<cds::gc::DHP, std::unique_ptr<int>, std::unique_ptr<int>, traits> m;
    auto key = std::make_unique<int>(1);
    BOOST_TEST(m.insert(std::move(key), std::make_unique<int>(2)));
    BOOST_TEST(!key);
    BOOST_TEST(m.insert(std::make_unique<int>(2)));
    BOOST_TEST(!m.emplace(std::make_unique<int>(1), nullptr));
    BOOST_TEST(*m.get(1)->second == 2);
}

BOOST_AUTO_TEST_SUITE_END()
