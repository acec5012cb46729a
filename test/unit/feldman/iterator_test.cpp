// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Iterators of FeldmanHashSet: both ways, erase_at, and what happens under them.

#include "feldman_types.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iterator>
#include <set>
#include <type_traits>
#include <vector>

namespace {

using feldman_types::intrusive_sets;
template <class Set>
using fixture = feldman_types::set_and_items<Set>;

template <class Iterator>
std::vector<int> keys_between(Iterator it, Iterator const& end) {
    std::vector<int> keys;
    for (; it != end; ++it)
        keys.push_back(it->key);
    return keys;
}

} // namespace

BOOST_AUTO_TEST_SUITE(feldman_iterators)

BOOST_AUTO_TEST_CASE_TEMPLATE(meet_every_item_once_in_either_direction, Set, intrusive_sets) {
    fixture<Set> f(70);
    BOOST_TEST((f.set.begin() == f.set.end()));
    BOOST_TEST((f.set.rbegin() == f.set.rend()));
    f.insert_all();
    auto const there = keys_between(f.set.begin(), f.set.end());
    auto back = keys_between(f.set.rbegin(), f.set.rend());
    std::reverse(back.begin(), back.end());
    BOOST_TEST(there == back);
    BOOST_TEST(std::set<int>(there.begin(), there.end()).size() == 70u);
    BOOST_TEST(there.size() == 70u);
    Set const& fixed = f.set;
    BOOST_TEST(keys_between(fixed.begin(), fixed.end()) == there);
    BOOST_TEST(keys_between(fixed.cbegin(), fixed.cend()) == there);
    BOOST_TEST(keys_between(fixed.rbegin(), fixed.rend()) ==
               keys_between(f.set.crbegin(), f.set.crend()));
    static_assert(std::is_const_v<std::remove_reference_t<decltype(*fixed.begin())>>);
    static_assert(std::input_iterator<typename Set::iterator>);
    static_assert(std::input_iterator<typename Set::const_reverse_iterator>);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(turn_round_on_the_spot, Set, intrusive_sets) {
    fixture<Set> f(30);
    f.insert_all();
    auto const keys = keys_between(f.set.begin(), f.set.end());
    auto it = f.set.end();
    for (auto key = keys.rbegin(); key != keys.rend(); ++key)
        BOOST_TEST((--it)->key == *key);
    BOOST_TEST((it == f.set.begin()));
    ++it;
    BOOST_TEST(it->key == keys[1]);
    it++;
    it--;
    BOOST_TEST(it->key == keys[1]);
    auto reverse = f.set.rend();
    --reverse;
    BOOST_TEST(reverse->key == keys[0]);
    --reverse;
    BOOST_TEST(reverse->key == keys[1]);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(are_copied_moved_and_compared, Set, intrusive_sets) {
    fixture<Set> f(10);
    f.insert_all();
    auto it = f.set.begin();
    auto copy = it;
    typename Set::const_iterator fixed = it;
    BOOST_TEST((copy == it && fixed == it && it == fixed));
    ++copy;
    BOOST_TEST((copy != it));
    auto moved = std::move(copy);
    BOOST_TEST((++it == moved));
    copy = moved;
    fixed = moved;
    BOOST_TEST((copy == moved && fixed == moved));
    typename Set::iterator nowhere;
    nowhere = copy;
    BOOST_TEST((nowhere == copy));
    BOOST_TEST((typename Set::iterator() == typename Set::iterator()));
    int const key = copy->key;
    f.set.erase(f.hash(key));
    for (auto* const one : {&it, &moved, &nowhere}) {
        one->release();
        BOOST_TEST(f.disposals(key) == 0u); // each guards it
    }
    copy.release();
    BOOST_TEST(f.disposals(key) == 0u);
    fixed.release();
    BOOST_TEST(f.disposals(key) == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(erase_what_they_stand_on_and_nothing_else, Set, intrusive_sets) {
    fixture<Set> f(40);
    f.insert_all();
    std::size_t met = 0;
    for (auto it = f.set.begin(); it != f.set.end(); ++it, ++met) {
        int const key = it->key;
        BOOST_TEST(f.set.erase_at(it));
        BOOST_TEST(!f.set.erase_at(it));
        BOOST_TEST(!f.set.contains(f.hash(key)));
        BOOST_TEST(f.disposals(key) == 0u); // the iterator keeps it,
        BOOST_TEST(it->key == key);
        if (key % 2 == 0) {
            typename Set::value_type twin(key);
            BOOST_TEST(f.set.insert(twin));
            BOOST_TEST(!f.set.erase_at(it)); // and that is not the same
            BOOST_TEST(f.set.unlink(twin));
            f.dispose();
        }
    }
    BOOST_TEST(met == 40u);
    BOOST_TEST(f.set.empty());
    for (int key = 0; key != 40; ++key)
        BOOST_TEST(f.disposals(key) == 1u);
    f.insert_all();
    for (auto it = f.set.rbegin(); it != f.set.rend(); ++it)
        BOOST_TEST(f.set.erase_at(it));
    BOOST_TEST(f.set.empty());
    BOOST_TEST(!f.set.erase_at(f.set.begin()));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(erase_an_item_that_has_gone_down_into_an_array_meanwhile, Set,
                              intrusive_sets) {
    fixture<Set> f(8);
    f.set.insert(f[0]);
    auto it = f.set.begin();
    auto const before = f.set.array_node_count();
    for (int key = 1; key != 8; ++key)
        f.set.insert(f[key]);
    BOOST_TEST(f.set.array_node_count() > before);
    BOOST_TEST(f.set.erase_at(it));
    BOOST_TEST(!f.set.contains(f.hash(0)));
    BOOST_TEST(f.set.size() == 7u);
    BOOST_TEST(keys_between(f.set.begin(), f.set.end()).size() == 7u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(go_on_from_an_item_that_was_erased_replaced_or_moved_down, Set,
                              intrusive_sets) {
    fixture<Set> f(20);
    for (int key = 0; key != 20; key += 2)
        f.set.insert(f[key]);
    std::set<int> met;
    std::deque<typename Set::value_type> others;
    int step = 0;
    for (auto it = f.set.begin(); it != f.set.end(); ++it, ++step) {
        int const key = it->key;
        BOOST_TEST(met.insert(key).second);
        if (key % 2 != 0)
            continue;
        switch (step % 3) {
        case 0: BOOST_TEST(f.set.erase(f.hash(key))); break;
        case 1: f.set.update(others.emplace_back(key)); break;
        default: f.set.insert(others.emplace_back(key + 1)); // which may need its slot
        }
        f.dispose();
        BOOST_TEST(it->key == key);
    }
    for (int key = 0; key != 20; key += 2)
        BOOST_TEST(met.count(key) == 1u);
    f.set.clear();
    f.dispose();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(keep_their_place_when_they_release_their_item, Set, intrusive_sets) {
    fixture<Set> f(20);
    f.insert_all();
    auto const keys = keys_between(f.set.begin(), f.set.end());
    std::vector<int> met;
    for (auto it = f.set.begin(); it != f.set.end(); ++it) {
        int const key = it->key;
        met.push_back(key);
        f.set.erase(f.hash(key));
        it.release();
        BOOST_TEST((it != f.set.end()));
        BOOST_TEST(!f.set.erase_at(it));
        BOOST_TEST(f.disposals(key) == 1u);
    }
    BOOST_TEST(met == keys);
}

BOOST_AUTO_TEST_CASE(take_one_guard_each_and_none_at_the_end) {
    using Set = feldman_types::set_of<feldman_types::HP, std::uint64_t,
                                      feldman_types::intrusive_traits<feldman_types::by_reference>>;
    feldman_types::HP const limit(Set::c_nHazardPtrCount + 1);
    fixture<Set> f(5);
    f.insert_all();
    auto first = f.set.begin();
    auto second = f.set.rbegin();
    auto const end = f.set.end();
    auto third = f.set.cbegin();
    BOOST_CHECK_THROW((void)f.set.contains(f.hash(1)), cds::gc::hp::not_enough_hazard_ptr);
    third.release();
    BOOST_TEST(f.set.contains(f.hash(1)));
    second.release();
    BOOST_TEST(f.set.erase_at(first));
    for (; first != end; ++first)
        f.set.erase_at(first);
    BOOST_TEST(f.set.empty());
    BOOST_TEST(f.set.insert(f[3]));
    BOOST_TEST(f.set.insert(f[4]));
}

BOOST_AUTO_TEST_SUITE_END()
