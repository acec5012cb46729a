// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The interface of intrusive sets, lists and hash sets alike.
//
// One translation unit a family: sets, with updates_in_place

#include "intrusive_set_types.h"

#include <cds_test/families/set_counts.h>

#include <boost/test/unit_test.hpp>

#include <set>
#include <type_traits>
#include <utility>

#pragma GCC diagnostic ignored "-Wdeprecated-declarations" // deprecated members are members

namespace {

namespace families = cds_test::families;
using cds_test::intrusive_sets;
using cds_test::less_key;
template <class Set>
using fixture = cds_test::set_and_items<Set>;
using answer = std::pair<bool, bool>;

bool operator_equal(answer a, answer b) { return a == b; }

} // namespace

BOOST_AUTO_TEST_SUITE(intrusive_set)

BOOST_AUTO_TEST_CASE_TEMPLATE(an_inserted_item_is_found_as_the_very_object, Set, intrusive_sets) {
    fixture<Set> f(3);
    BOOST_CHECK(!f.set.contains(1));
    BOOST_CHECK(f.set.insert(f[1]));
    BOOST_CHECK(f.set.contains(1));
    BOOST_CHECK(f.set.contains(f[1]));
    BOOST_CHECK(f.set.contains(1, less_key()));
    BOOST_CHECK(!f.set.contains(2, less_key()));
    BOOST_CHECK(&*f.set.get(1) == &f[1]);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(second_insert_of_a_key_is_refused_and_keeps_the_first, Set,
                              intrusive_sets) {
    fixture<Set> f(3);
    typename Set::value_type twin(1);
    f.insert_all();
    BOOST_CHECK(!f.set.insert(twin));
    BOOST_CHECK(&*f.set.get(1) == &f[1]);
    BOOST_CHECK(f.set.size() == 3u);
    fixture<Set> other(0);
    BOOST_CHECK(other.set.insert(twin)); // what was refused is as good as new
    other.set.unlink(twin);
    other.dispose();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(insert_calls_its_functor_on_the_visible_item_and_only_on_success, Set,
                              intrusive_sets) {
    fixture<Set> f(2);
    typename Set::value_type twin(1);
    int calls = 0;
    auto const functor = [&](typename Set::value_type& item) {
        ++calls;
        BOOST_CHECK(&item == &f[1]);
        BOOST_CHECK(f.set.contains(1));
    };
    BOOST_CHECK(f.set.insert(f[1], functor));
    BOOST_CHECK(!f.set.insert(twin, functor));
    BOOST_CHECK(calls == 1);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(update_inserts_what_is_missing_if_allowed, Set, intrusive_sets) {
    fixture<Set> f(2);
    int calls = 0;
    auto const functor = [&](bool inserted, auto& item, auto& value) {
        ++calls;
        BOOST_CHECK(inserted);
        BOOST_CHECK(&item == &f[1]);
        BOOST_CHECK(&value == &f[1]);
    };
    BOOST_CHECK(operator_equal(f.set.update(f[1], functor, false), answer(false, false)));
    BOOST_CHECK(calls == 0);
    BOOST_CHECK(!f.set.contains(1));
    BOOST_CHECK(operator_equal(f.set.update(f[1], functor), answer(true, true)));
    BOOST_CHECK(calls == 1);
    BOOST_CHECK(f.set.contains(1));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(update_finds_what_is_there_and_passes_both, Set, intrusive_sets) {
    fixture<Set> f(2);
    typename Set::value_type twin(1);
    twin.value = 17;
    auto const functor = [&](bool inserted, auto& item, auto& value) {
        BOOST_CHECK(!inserted);
        BOOST_CHECK(&item == &f[1]);
        BOOST_CHECK(&value == &twin);
        item.value = value.value;
    };
    f.insert_all();
    BOOST_CHECK(operator_equal(f.set.update(twin, functor, false), answer(true, false)));
    BOOST_CHECK(operator_equal(f.set.ensure(twin, functor), answer(true, false)));
    BOOST_CHECK(f[1].value == 17);
    BOOST_CHECK(f.set.size() == 2u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(every_form_of_erase_erases_once_and_disposes_once, Set,
                              intrusive_sets) {
    fixture<Set> f(5);
    f.insert_all();
    int seen = -1;
    auto const functor = [&](typename Set::value_type& item) {
        seen = item.key;
        BOOST_CHECK(!f.set.contains(item.key)); // erased already,
        f.dispose();
        BOOST_CHECK(item.disposals == 0u); // and guarded still
    };
    BOOST_CHECK(f.set.erase(0));
    BOOST_CHECK(!f.set.erase(0));
    BOOST_CHECK(f.set.erase_with(1, less_key()));
    BOOST_CHECK(!f.set.erase_with(1, less_key()));
    BOOST_CHECK(f.set.erase(2, functor));
    BOOST_CHECK(seen == 2);
    BOOST_CHECK(f.set.erase_with(3, less_key(), functor));
    BOOST_CHECK(seen == 3);
    BOOST_CHECK(!f.set.erase(3, functor));
    BOOST_CHECK(!f.set.erase_with(3, less_key(), functor));
    BOOST_CHECK(f.set.size() == 1u);
    for (int key = 0; key < 4; ++key)
        BOOST_CHECK(f.disposals(key) == 1u);
    BOOST_CHECK(f.disposals(4) == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(unlink_erases_this_very_object_and_no_equal_one, Set,
                              intrusive_sets) {
    fixture<Set> f(3);
    typename Set::value_type twin(1);
    f.insert_all();
    BOOST_CHECK(!f.set.unlink(twin));
    BOOST_CHECK(f.set.contains(1));
    BOOST_CHECK(f.set.unlink(f[1]));
    BOOST_CHECK(!f.set.contains(1));
    BOOST_CHECK(!f.set.unlink(f[1]));
    BOOST_CHECK(f.disposals(1) == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_extracted_item_lives_until_its_pointer_lets_go, Set,
                              intrusive_sets) {
    fixture<Set> f(3);
    f.insert_all();
    auto first = f.set.extract(0);
    auto second = f.set.extract_with(1, less_key());
    BOOST_CHECK(!f.set.contains(0));
    BOOST_CHECK((first && &*first == &f[0]));
    BOOST_CHECK((second && second->key == 1));
    BOOST_CHECK(!f.set.extract(0));
    BOOST_CHECK(!f.set.extract_with(1, less_key()));
    BOOST_CHECK(f.disposals(0) == 0u);
    BOOST_CHECK(f.disposals(1) == 0u);
    first.release();
    BOOST_CHECK(f.disposals(0) == 1u);
    BOOST_CHECK(f.disposals(1) == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_found_item_lives_until_its_pointer_lets_go, Set, intrusive_sets) {
    fixture<Set> f(3);
    f.insert_all();
    auto held = f.set.get_with(2, less_key());
    BOOST_CHECK(!f.set.get(3));
    BOOST_CHECK(!f.set.get_with(3, less_key()));
    BOOST_CHECK(f.set.erase(2));
    BOOST_CHECK(!f.set.get(2));
    BOOST_CHECK(f.disposals(2) == 0u);
    held.release();
    BOOST_CHECK(f.disposals(2) == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(find_passes_the_item_and_the_key_as_it_was_given, Set,
                              intrusive_sets) {
    fixture<Set> f(3);
    f.insert_all();
    int key = 2;
    int const fixed = 2;
    int calls = 0;
    auto const writable = [&](typename Set::value_type& item, int& k) {
        ++calls;
        BOOST_CHECK(&item == &f[2]);
        BOOST_CHECK(&k == &key);
    };
    auto const readonly = [&](typename Set::value_type& item, int const& k) {
        ++calls;
        BOOST_CHECK(item.key == k);
    };
    BOOST_CHECK(f.set.find(key, writable));
    BOOST_CHECK(f.set.find_with(key, less_key(), writable));
    BOOST_CHECK(f.set.find(fixed, readonly));
    BOOST_CHECK(f.set.find_with(fixed, less_key(), readonly));
    BOOST_CHECK(f.set.find(2, readonly));
    BOOST_CHECK(calls == 5);
    BOOST_CHECK(!f.set.find(3, readonly));
    BOOST_CHECK(!f.set.find_with(3, less_key(), readonly));
    BOOST_CHECK(calls == 5);
    BOOST_CHECK(f.set.find(2));
    BOOST_CHECK(f.set.find_with(2, less_key()));
    BOOST_CHECK(!f.set.find(3));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(clear_disposes_every_item_once, Set, intrusive_sets) {
    fixture<Set> f(20);
    BOOST_CHECK(f.set.empty());
    f.insert_all();
    BOOST_CHECK(!f.set.empty());
    f.set.clear();
    BOOST_CHECK(f.set.empty());
    BOOST_CHECK(f.set.size() == 0u);
    for (int key = 0; key < 20; ++key)
        BOOST_CHECK(f.disposals(key) == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_disposed_item_can_be_inserted_again, Set, intrusive_sets) {
    fixture<Set> f(4);
    for (unsigned round = 1; round < 4; ++round) {
        f.insert_all();
        BOOST_CHECK(f.set.size() == 4u);
        f.set.clear();
        BOOST_CHECK(f.disposals(3) == round);
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_destructor_disposes_what_is_left, Set, intrusive_sets) {
    std::deque<typename Set::value_type> items;
    {
        Set set;
        for (int key = 0; key < 10; ++key)
            set.insert(items.emplace_back(key));
        set.erase(4);
    }
    Set::gc::force_dispose();
    for (auto& item : items)
        BOOST_CHECK(item.disposals == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(iteration_meets_every_item_once, Set, intrusive_sets) {
    fixture<Set> f(12);
    f.insert_all();
    std::set<int> met;
    for (auto& item : f.set)
        BOOST_CHECK(met.insert(item.key).second);
    BOOST_CHECK(met.size() == 12u);
    Set const& fixed = f.set;
    std::size_t count = 0;
    for (auto it = fixed.begin(); it != fixed.end(); ++it, ++count)
        static_assert(std::is_const_v<std::remove_reference_t<decltype(*it)>>);
    BOOST_CHECK(count == 12u);
    BOOST_CHECK((f.set.cbegin() == f.set.begin()));
    BOOST_CHECK((f.set.end() == f.set.cend()));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(statistics_count_what_happened, Set, intrusive_sets) {
    fixture<Set> f(3);
    typename Set::value_type twin(1);
    auto const nothing = [](auto&&...) {};
    auto const& s = f.set.statistics();
    f.set.insert(f[0]);
    f.set.insert(f[1]);
    f.set.insert(twin);
    f.set.update(twin, nothing);
    BOOST_CHECK(families::updates_of_what_is_there(s) == 1u); // some count the next as such, too
    f.set.update(f[2], nothing, false);
    f.set.update(f[2], nothing);
    (void)f.set.contains(1);
    (void)f.set.get(7);
    f.set.erase(0);
    f.set.extract(0);
    BOOST_CHECK(s.m_nInsertSuccess.get() == 2u);
    BOOST_CHECK(s.m_nInsertFailed.get() == 1u);
    if constexpr (requires { s.m_nUpdateFailed; })
        BOOST_CHECK(s.m_nUpdateFailed.get() == 1u);
    BOOST_CHECK(s.m_nUpdateNew.get() == 1u);
    BOOST_CHECK(families::found(s) == 1u);
    BOOST_CHECK(families::not_found(s) == 1u);
    BOOST_CHECK(s.m_nEraseSuccess.get() == 1u);
    BOOST_CHECK(s.m_nEraseFailed.get() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
