// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The interface of the owning FeldmanHashSet and FeldmanHashMap.

#include "feldman_types.h"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace {

using namespace feldman_types;
using answer = std::pair<bool, bool>;

bool is(answer a, bool done, bool inserted) { return a == answer(done, inserted); }

struct word {
    word(std::uint64_t h, std::string t = "") : hash(h), text(std::move(t)) {}
    std::uint64_t hash;
    std::string text;
};
struct set_traits : cc::feldman_hashset::traits {
    using hash_accessor = by_reference;
    using stat = cc::feldman_hashset::stat<>;
};
template <class GC>
struct set_of_words : cc::FeldmanHashSet<GC, word, set_traits> {
    set_of_words() : cc::FeldmanHashSet<GC, word, set_traits>(4, 2) {}
};
using sets = std::tuple<set_of_words<HP>, set_of_words<DHP>, set_of_words<tiny_DHP>>;

struct map_traits : cc::feldman_hashmap::traits {
    using stat = cc::feldman_hashmap::stat<>;
};
// A hash that keeps its bits together: neighbours share arrays.
struct far_up {
    std::uint64_t operator()(int key) const { return high(key); }
};
struct hashed_traits : map_traits {
    using hash = far_up;
};
template <class GC, class Traits>
struct map_of : cc::FeldmanHashMap<GC, int, std::string, Traits> {
    map_of() : cc::FeldmanHashMap<GC, int, std::string, Traits>(4, 2) {}
};
using maps = std::tuple<map_of<HP, map_traits>, map_of<DHP, map_traits>, map_of<HP, hashed_traits>,
                        map_of<DHP, hashed_traits>, map_of<tiny_DHP, hashed_traits>>;

template <class Map>
std::string at(Map& m, int key) {
    std::string value = "none";
    m.find(key, [&](auto& pair) { value = pair.second; });
    return value;
}

} // namespace

BOOST_AUTO_TEST_SUITE(owning_feldman)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_value_is_in_after_insert_and_emplace, Set, sets) {
    Set s;
    word const name(1, "lvalue");
    BOOST_TEST(s.empty());
    BOOST_TEST(s.insert(name));
    BOOST_TEST(s.insert(2u));
    BOOST_TEST(s.insert(word(3, "rvalue")));
    BOOST_TEST(s.emplace(4u, "emplaced"));
    BOOST_TEST(!s.emplace(4u, "other"));
    BOOST_TEST(!s.insert(name));
    BOOST_TEST(s.size() == 4u);
    for (std::uint64_t hash : {1u, 2u, 3u, 4u})
        BOOST_TEST(s.contains(hash));
    BOOST_TEST(!s.contains(5));
    BOOST_TEST(s.get(4)->text == "emplaced");
    int calls = 0;
    auto const functor = [&](word& w) {
        ++calls;
        BOOST_TEST(s.contains(w.hash));
        w.text = "filled";
    };
    BOOST_TEST(s.insert(6u, functor));
    BOOST_TEST(!s.insert(6u, functor));
    BOOST_TEST(calls == 1);
    Set const& fixed = s;
    BOOST_TEST(fixed.find(6, [](word const& w) { BOOST_TEST(w.text == "filled"); }));
    static_assert(std::is_const_v<std::remove_reference_t<decltype(*fixed.get(6))>>);
    BOOST_TEST(fixed.get(6)->text == "filled");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(update_replaces_a_value_and_shows_both, Set, sets) {
    Set s;
    int calls = 0;
    auto const first = [&](word& item, word* old) {
        ++calls;
        BOOST_TEST(item.text == "one");
        BOOST_TEST(old == nullptr);
    };
    BOOST_TEST(is(s.update(word(1, "one"), first, false), false, false));
    BOOST_TEST(calls == 0);
    BOOST_TEST(is(s.update(word(1, "one"), first), true, true));
    auto const held = s.get(1);
    auto const second = [&](word& item, word* old) {
        ++calls;
        BOOST_TEST(item.text == "two");
        Set::gc::force_dispose();
        BOOST_TEST_REQUIRE(old != nullptr);
        BOOST_TEST(old->text == "one");
    };
    BOOST_TEST(is(s.update(word(1, "two"), second, false), true, false));
    BOOST_TEST(calls == 2);
    BOOST_TEST(held->text == "one");
    BOOST_TEST(s.get(1)->text == "two");
    BOOST_TEST(s.size() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(erase_and_extract_erase_once, Set, sets) {
    Set s;
    for (std::uint64_t hash : {1u, 2u, 3u, 17u})
        s.emplace(hash, std::to_string(hash));
    std::string seen;
    auto const functor = [&](word& w) { seen += w.text; };
    BOOST_TEST(s.erase(1));
    BOOST_TEST(!s.erase(1));
    BOOST_TEST(s.erase(17, functor));
    BOOST_TEST(!s.erase(17, functor));
    BOOST_TEST(seen == "17");
    typename Set::guarded_ptr taken = s.extract(2);
    BOOST_TEST((taken && taken->text == "2"));
    BOOST_TEST(!s.extract(2));
    Set::gc::force_dispose();
    BOOST_TEST((*taken).text == "2");
    BOOST_TEST(s.size() == 1u);
    s.clear();
    BOOST_TEST(s.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(iterators_of_a_set_go_both_ways_and_erase, Set, sets) {
    Set s;
    std::multiset<std::uint64_t> expected;
    for (std::uint64_t i = 0; i < 40; ++i)
        s.insert(*expected.insert(high(static_cast<int>(i))));
    std::multiset<std::uint64_t> there, back;
    for (word& w : s)
        there.insert(w.hash);
    for (auto it = s.rbegin(); it != s.rend(); ++it)
        back.insert((*it).hash);
    BOOST_TEST((there == expected && back == expected));
    Set const& fixed = s;
    typename Set::const_iterator it = s.begin();
    BOOST_TEST((it == fixed.cbegin()));
    static_assert(std::is_same_v<decltype(*it), word const&>);
    typename Set::const_reverse_iterator last = s.rbegin();
    BOOST_TEST((last == fixed.crbegin()));
    auto end = s.end();
    --end;
    BOOST_TEST((end->hash == last->hash));
    BOOST_TEST(s.erase_at(s.begin()));
    BOOST_TEST(s.erase_at(s.rbegin()));
    BOOST_TEST(!s.erase_at(it));
    it.release();
    last.release();
    BOOST_TEST(s.size() == 38u);
    for (auto i = s.begin(); i != s.end(); ++i)
        BOOST_TEST(s.erase_at(i));
    BOOST_TEST(s.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_pair_is_in_after_each_form_of_insertion, Map, maps) {
    Map m;
    BOOST_TEST(m.empty());
    auto const fill = [&](typename Map::value_type& pair) {
        BOOST_TEST(m.contains(pair.first)); // visible already
        pair.second = "filled";
    };
    BOOST_TEST((m.insert(1) && m.insert(2, "two") && m.insert_with(3, fill)));
    BOOST_TEST(m.emplace(4, 4u, 'x'));
    std::string const expected[] = {"none", "", "two", "filled", "xxxx", "none"};
    for (int again = 0; again != 2; ++again) {
        for (int key = 0; key != 6; ++key)
            BOOST_TEST(at(m, key) == expected[key]);
        BOOST_TEST(m.size() == 4u);
        BOOST_TEST(!(m.insert(2) || m.insert(2, "other") || m.emplace(2, "other")));
        BOOST_TEST(!m.insert_with(2, fill));
    }
    Map const& fixed = m;
    BOOST_TEST(fixed.contains(short(2)));
    BOOST_TEST(fixed.find(2, [](auto const& pair) { BOOST_TEST(pair.second == "two"); }));
    static_assert(std::is_const_v<std::remove_reference_t<decltype(*fixed.get(2))>>);
    BOOST_TEST(fixed.get(2)->second == "two");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(update_replaces_a_pair_and_shows_both, Map, maps) {
    Map m;
    auto const append = [](auto& pair, auto* old) { pair.second = (old ? old->second : "") + "x"; };
    BOOST_TEST(is(m.update(1, append, false), false, false));
    BOOST_TEST(is(m.update(1, append), true, true));
    BOOST_TEST(is(m.update(1, append), true, false));
    BOOST_TEST(is(m.update(1, append, false), true, false));
    BOOST_TEST(at(m, 1) == "xxx");
    auto const keep = [](typename Map::value_type& pair, typename Map::value_type* old) {
        BOOST_TEST(pair.second == "whole");
        BOOST_TEST(old->second == "xxx");
    };
    BOOST_TEST(is(m.update(1, "whole", keep), true, false));
    BOOST_TEST(at(m, 1) == "whole");
    BOOST_TEST(m.size() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_map_erases_extracts_and_clears, Map, maps) {
    Map m;
    for (int key = 0; key < 30; ++key)
        m.insert(key, std::to_string(key));
    std::string seen;
    BOOST_TEST(m.erase(7));
    BOOST_TEST(!m.erase(7));
    BOOST_TEST(m.erase(8, [&](auto& pair) { seen = pair.second; }));
    BOOST_TEST(!m.erase(8, [&](auto&) { seen = "again"; }));
    BOOST_TEST(seen == "8");
    auto const taken = m.extract(9);
    BOOST_TEST(taken->second == "9");
    BOOST_TEST(!m.extract(9));
    BOOST_TEST(m.get(10)->first == 10);
    BOOST_TEST(!m.get(9));
    std::map<int, std::string> met;
    for (auto it = m.begin(); it != m.end(); ++it) {
        BOOST_TEST(&it->second == &it.val());
        BOOST_TEST(met.emplace(it.key(), (*it).second).second);
    }
    BOOST_TEST(met.size() == 27u);
    std::size_t back = 0;
    Map const& fixed = m;
    for (auto it = fixed.crbegin(); it != fixed.crend(); ++it)
        back += met.count(it->first);
    BOOST_TEST(back == 27u);
    BOOST_TEST(m.erase_at(m.begin()));
    BOOST_TEST(m.erase_at(m.cbegin()));
    BOOST_TEST(m.erase_at(m.rbegin()));
    BOOST_TEST(m.erase_at(m.crbegin()));
    BOOST_TEST(m.size() == 23u);
    std::vector<typename Map::level_statistics> levels;
    m.get_level_statistics(levels);
    BOOST_TEST(levels.size() == m.statistics().m_nHeight.get());
    BOOST_TEST(m.head_size() >= 16u);
    BOOST_TEST(m.array_node_size() == 4u);
    BOOST_TEST(m.array_bytes() > m.head_size() * sizeof(void*));
    m.clear();
    BOOST_TEST(m.empty());
    BOOST_TEST((m.begin() == m.end()));
}

BOOST_AUTO_TEST_CASE(what_is_looked_up_by_is_made_a_key_first) {
    struct traits : cc::feldman_hashmap::traits {
        using hash = std::hash<std::string>;
    };
    cc::FeldmanHashMap<DHP, std::string, int, traits> m;
    BOOST_TEST(m.insert("Ada", 1));
    BOOST_TEST(m.insert(std::string_view("Eve"), 2));
    BOOST_TEST(m.contains("Ada"));
    BOOST_TEST(m.contains(std::string("Eve")));
    BOOST_TEST(m.contains(std::string_view("Eve")));
    BOOST_TEST(m.get("Eve")->second == 2);
    BOOST_TEST(m.erase("Ada"));
    static_assert(std::is_same_v<decltype(m)::hash_type, std::size_t>);
    static_assert(std::is_same_v<decltype(m)::hasher, std::hash<std::string>>);
}

BOOST_AUTO_TEST_CASE(a_key_of_fixed_size_is_its_own_hash) {
    cc::FeldmanHashMap<DHP, wide_hash, std::unique_ptr<int>> m(5, 3);
    for (int i = 0; i != 100; ++i)
        BOOST_TEST(m.insert(wide_hash(i), std::make_unique<int>(i)));
    for (int i = 0; i != 100; ++i)
        BOOST_TEST(*m.get(wide_hash(i))->second == i);
    BOOST_TEST(!m.insert(wide_hash(3), nullptr));
    BOOST_TEST(!m.contains(wide_hash(100)));
    static_assert(std::is_same_v<decltype(m)::hash_type, wide_hash>);
}

BOOST_AUTO_TEST_CASE(keys_that_are_told_apart_by_their_bytes_need_no_hash) {
    using cc::feldman_hashmap::is_its_bytes;
    enum class colour { red, green };
    struct page {
        int file;
        int number;
    };
    static_assert(is_its_bytes<char> && is_its_bytes<colour>);
    static_assert(is_its_bytes<page> && is_its_bytes<wide_hash>);
    static_assert(is_its_bytes<std::array<unsigned char, 20>>);
    static_assert(!is_its_bytes<std::pair<int, long>> && !is_its_bytes<std::pair<int, float>>);
    cc::FeldmanHashMap<DHP, std::pair<int, int>, int> m;
    BOOST_TEST(m.insert(std::pair(1, 2), 3));
    BOOST_TEST(m.contains(std::pair(1, 2)));
    BOOST_TEST(!m.contains(std::pair(2, 1)));
}

BOOST_AUTO_TEST_CASE(who_names_the_hash_size_answers_for_the_bytes) {
    struct padded {
        std::uint64_t number;
        bool checked;
    };
    using by_number = cc::feldman_hashmap::make_traits<
        cc::feldman_hashmap::hash_size<sizeof(std::uint64_t)>>::type;
    cc::FeldmanHashMap<DHP, padded, int, by_number> m;
    BOOST_TEST(m.insert(padded{1, true}, 1));
    BOOST_TEST(m.contains(padded{1, false}));
    using by_bits =
        cc::feldman_hashmap::make_traits<cc::feldman_hashmap::hash_size<sizeof(double)>>::type;
    cc::FeldmanHashMap<DHP, double, int, by_bits> numbers;
    BOOST_TEST(numbers.insert(0.0, 1));
    BOOST_TEST(numbers.contains(0.0));
    BOOST_TEST(!numbers.contains(-0.0));
}

BOOST_AUTO_TEST_CASE(traits_may_be_final) {
    struct sealed final : set_traits {};
    struct sealed_map final : hashed_traits {};
    cc::FeldmanHashSet<DHP, word, sealed> s;
    BOOST_TEST(s.insert(word(1, "one")));
    BOOST_TEST(s.contains(1));
    cc::FeldmanHashMap<DHP, int, int, sealed_map> m;
    BOOST_TEST(m.insert(1, 2));
    BOOST_TEST(m.contains(1));
}

BOOST_AUTO_TEST_SUITE_END()
