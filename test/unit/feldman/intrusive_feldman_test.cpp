// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The interface of the intrusive FeldmanHashSet.

#include "feldman_types.h"

#include <boost/test/unit_test.hpp>

#include <set>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using feldman_types::intrusive_sets;
template <class Set>
using fixture = feldman_types::set_and_items<Set>;
using answer = std::pair<bool, bool>;

bool is(answer a, bool done, bool inserted) { return a == answer(done, inserted); }

} // namespace

BOOST_AUTO_TEST_SUITE(intrusive_feldman_set)

BOOST_AUTO_TEST_CASE_TEMPLATE(an_inserted_item_is_found_as_the_very_object, Set, intrusive_sets) {
    fixture<Set> f(3);
    BOOST_TEST(!f.set.contains(f.hash(1)));
    BOOST_TEST(f.set.empty());
    BOOST_TEST(f.set.insert(f[1]));
    BOOST_TEST(!f.set.empty());
    BOOST_TEST(f.set.contains(f.hash(1)));
    BOOST_TEST(!f.set.contains(f.hash(2)));
    BOOST_TEST(&*f.set.get(f.hash(1)) == &f[1]);
    BOOST_TEST(!f.set.get(f.hash(2)));
    Set const& fixed = f.set;
    static_assert(std::is_const_v<std::remove_reference_t<decltype(*fixed.get(f.hash(1)))>>);
    BOOST_TEST(&*fixed.get(f.hash(1)) == &f[1]);
    BOOST_TEST(fixed.find(f.hash(1), [&](auto const& i) { BOOST_TEST(&i == &f[1]); }));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(second_insert_of_a_hash_is_refused_and_keeps_the_first, Set,
                              intrusive_sets) {
    fixture<Set> f(3);
    typename Set::value_type twin(1);
    f.insert_all();
    BOOST_TEST(!f.set.insert(twin));
    BOOST_TEST(!f.set.insert(twin, [](auto&) { BOOST_ERROR("called for a refused item"); }));
    BOOST_TEST(&*f.set.get(f.hash(1)) == &f[1]);
    BOOST_TEST(f.set.size() == 3u);
    BOOST_TEST(twin.disposals == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(insert_calls_its_functor_on_the_visible_guarded_item, Set,
                              intrusive_sets) {
    fixture<Set> f(2);
    int calls = 0;
    BOOST_TEST(f.set.insert(f[1], [&](auto& item) {
        ++calls;
        BOOST_TEST(&item == &f[1]);
        BOOST_TEST(f.set.contains(f.hash(1)));
        BOOST_TEST(f.set.erase(f.hash(1)));
        BOOST_TEST(f.disposals(1) == 0u);
    }));
    BOOST_TEST(calls == 1);
    BOOST_TEST(f.disposals(1) == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(update_inserts_what_is_missing_if_allowed, Set, intrusive_sets) {
    fixture<Set> f(6);
    for (int key : {0, 2, 3, 4, 5})
        f.set.insert(f[key]);
    auto const arrays = f.set.array_node_count();
    BOOST_TEST(is(f.set.update(f[1], false), false, false));
    BOOST_TEST(f.set.array_node_count() == arrays); // what may not go in makes no room
    BOOST_TEST(!f.set.contains(f.hash(1)));
    BOOST_TEST(is(f.set.update(f[1]), true, true));
    BOOST_TEST(f.set.contains(f.hash(1)));
    BOOST_TEST(f.set.size() == 6u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(update_replaces_what_is_there_and_disposes_of_it_once, Set,
                              intrusive_sets) {
    fixture<Set> f(3);
    typename Set::value_type twin(1);
    f.insert_all();
    BOOST_TEST(is(f.set.update(f[1]), true, false)); // by itself: nothing to do
    BOOST_TEST(f.disposals(1) == 0u);
    auto held = f.set.get(f.hash(1));
    BOOST_TEST(is(f.set.update(twin, false), true, false));
    BOOST_TEST(&*f.set.get(f.hash(1)) == &twin);
    BOOST_TEST(f.set.size() == 3u);
    BOOST_TEST(f.disposals(1) == 0u);
    held.release();
    BOOST_TEST(f.disposals(1) == 1u);
    BOOST_TEST(f.set.unlink(twin));
    f.dispose();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(every_form_of_erase_erases_once_and_disposes_once, Set,
                              intrusive_sets) {
    fixture<Set> f(40);
    f.insert_all();
    int seen = -1;
    auto const functor = [&](auto& item) {
        seen = item.key;
        BOOST_TEST(!f.set.contains(item.hash)); // erased already,
        f.dispose();
        BOOST_TEST(item.disposals == 0u); // and guarded still
    };
    BOOST_TEST(f.set.erase(f.hash(0)));
    BOOST_TEST(!f.set.erase(f.hash(0)));
    BOOST_TEST(f.set.erase(f.hash(2), functor));
    BOOST_TEST(seen == 2);
    BOOST_TEST(!f.set.erase(f.hash(2), functor));
    BOOST_TEST(f.set.size() == 38u);
    BOOST_TEST(f.disposals(0) == 1u);
    BOOST_TEST(f.disposals(2) == 1u);
    BOOST_TEST(f.disposals(3) == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(unlink_erases_this_very_object_and_no_equal_one, Set,
                              intrusive_sets) {
    fixture<Set> f(3);
    f.insert_all();
    typename Set::value_type const twin(2);
    BOOST_TEST(!f.set.unlink(twin));
    BOOST_TEST(f.set.contains(twin.hash));
    BOOST_TEST(f.set.unlink(f[2]));
    BOOST_TEST(!f.set.unlink(f[2]));
    BOOST_TEST(!f.set.contains(twin.hash));
    BOOST_TEST(f.disposals(2) == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_extracted_or_found_item_lives_until_its_pointer_lets_go, Set,
                              intrusive_sets) {
    fixture<Set> f(3);
    f.insert_all();
    auto first = f.set.extract(f.hash(0));
    BOOST_TEST((first && &*first == &f[0]));
    BOOST_TEST(!f.set.extract(f.hash(0)));
    BOOST_TEST(f.disposals(0) == 0u);
    first.release();
    BOOST_TEST(f.disposals(0) == 1u);
    auto held = f.set.get(f.hash(2));
    BOOST_TEST(f.set.erase(f.hash(2)));
    BOOST_TEST(f.disposals(2) == 0u);
    held.release();
    BOOST_TEST(f.disposals(2) == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_hundred_items_go_in_and_out_again_and_again, Set, intrusive_sets) {
    fixture<Set> f(100);
    std::size_t arrays = 0;
    for (unsigned round = 1; round < 4; ++round) {
        f.insert_all();
        BOOST_TEST(f.set.size() == 100u);
        for (int key = 0; key < 100; ++key)
            BOOST_TEST(&*f.set.get(f.hash(key)) == &f[key]);
        BOOST_TEST(!f.set.contains(f.hash(100)));
        if (round == 1)
            arrays = f.set.array_node_count();
        BOOST_TEST(f.set.array_node_count() == arrays); // they stay, and serve again
        f.set.clear();
        BOOST_TEST(f.set.empty());
        BOOST_TEST(f.disposals(99) == round);
    }
    BOOST_TEST(arrays > 1u);
    auto const word = sizeof(void*);
    BOOST_TEST(f.set.array_bytes() ==
               word * (f.set.head_size() + arrays * f.set.array_node_size() + 3 * (arrays + 1)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(items_are_visited_replaced_and_erased_by_what_they_are, Set,
                              intrusive_sets) {
    using item = typename Set::value_type;
    static_assert(Set::assigns_in_one_step);
    fixture<Set> f(30);
    item twin(7);
    BOOST_TEST((f.set.upsert(twin, false) == std::pair(false, false)));
    f.insert_all();
    BOOST_TEST((f.set.upsert(twin) == std::pair(true, false)));
    BOOST_TEST(f.disposals(7) == 1u);
    int sum = 0;
    std::as_const(f.set).for_each([&](item const& i) { sum += i.key; });
    BOOST_TEST(sum == 29 * 30 / 2);
    f.set.for_each([](item& i) { i.value = 1; });
    BOOST_TEST(f.set.get(f.hash(8))->value == 1);
    BOOST_TEST(f.set.erase_if([](item const& i) { return i.key % 3 == 0; }) == 10u);
    BOOST_TEST(f.set.size() == 20u);
    BOOST_TEST(!f.set.contains(f.hash(9)));
    BOOST_TEST(f.set.contains(f.hash(10)));
    BOOST_TEST(f.set.erase_if([&](item const& i) { // itself: what is erased is not counted again
        return f.set.unlink(i);
    }) == 0u);
    BOOST_TEST(f.set.empty());
    f.dispose();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_destructor_disposes_what_is_left, Set, intrusive_sets) {
    std::deque<typename Set::value_type> items;
    {
        Set set;
        for (int key = 0; key < 50; ++key)
            set.insert(items.emplace_back(key));
        set.erase(items[4].hash);
    }
    Set::gc::force_dispose();
    for (auto& item : items)
        BOOST_TEST(item.disposals == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(statistics_count_what_happened, Set, intrusive_sets) {
    fixture<Set> f(3);
    typename Set::value_type twin(1);
    f.set.insert(f[0]);
    BOOST_TEST(f.set.statistics().m_nHeight.get() == 1u);
    f.set.insert(f[1]);
    f.set.insert(twin);
    f.set.update(twin);
    f.set.update(f[2], false);
    f.set.update(f[2]);
    (void)f.set.contains(f.hash(1));
    (void)f.set.get(f.hash(7));
    f.set.erase(f.hash(0));
    f.set.extract(f.hash(0));
    auto const& s = f.set.statistics();
    BOOST_TEST(s.m_nInsertSuccess.get() == 2u);
    for (auto const* const once :
         {&s.m_nInsertFailed, &s.m_nUpdateExisting, &s.m_nUpdateFailed, &s.m_nUpdateNew,
          &s.m_nFindSuccess, &s.m_nFindFailed, &s.m_nEraseSuccess, &s.m_nEraseFailed})
        BOOST_TEST(once->get() == 1u);
    BOOST_TEST(s.m_nArrayNodeCount.get() == f.set.array_node_count());
    BOOST_TEST(s.m_nExpandNodeSuccess.get() == f.set.array_node_count());
    BOOST_TEST(s.m_nExpandNodeFailed.get() == 0u);
    BOOST_TEST(s.m_nInsertRetry.get() + s.m_nEraseRetry.get() + s.m_nUpdateRetry.get() == 0u);
    BOOST_TEST(s.m_nSlotChanged.get() + s.m_nSlotConverting.get() == 0u);
    std::vector<typename Set::level_statistics> levels;
    f.set.get_level_statistics(levels);
    BOOST_TEST(s.m_nHeight.get() == levels.size());
    f.set.unlink(twin);
    f.dispose();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(level_statistics_count_every_slot_once, Set, intrusive_sets) {
    fixture<Set> f(60);
    f.insert_all();
    std::vector<typename Set::level_statistics> levels(3); // what was there goes
    f.set.get_level_statistics(levels);
    std::size_t items = 0;
    std::size_t arrays = 0;
    BOOST_TEST(levels.size() > 1u);
    for (std::size_t i = 0; i != levels.size(); ++i) {
        auto const& l = levels[i];
        BOOST_TEST(l.node_capacity == (i == 0 ? f.set.head_size() : f.set.array_node_size()));
        BOOST_TEST(l.array_node_count == (i == 0 ? 1 : levels[i - 1].array_cell_count));
        BOOST_TEST(l.data_cell_count + l.array_cell_count + l.empty_cell_count ==
                   l.array_node_count * l.node_capacity);
        items += l.data_cell_count;
        arrays += l.array_cell_count;
    }
    BOOST_TEST(items == 60u);
    BOOST_TEST(arrays == f.set.array_node_count());
}

BOOST_AUTO_TEST_SUITE_END()
