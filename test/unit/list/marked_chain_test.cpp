// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What operations do around items whose eraser marked them and then was stopped for a long time.
// The marks are set by hand.

#include "../set/intrusive_set_types.h"

#include <cds_test/audited_gc.h>
#include <cds_test/child.h>

#include <boost/test/unit_test.hpp>

#include <new>
#include <tuple>
#include <vector>

namespace {

using cds_test::audited_DHP;

template <class Set>
struct list_in {
    using type = Set;
};
template <class Set>
    requires requires { typename Set::ordered_list; }
struct list_in<Set> {
    using type = typename Set::ordered_list;
};

template <class List>
struct stalled : cds_test::set_and_items<List> {
    explicit stalled(int n) : cds_test::set_and_items<List>(n) { this->insert_all(); }

    // What an eraser does first.
    void mark(int key) {
        using traits = typename list_in<List>::type::node_traits;
        auto& link = traits::to_node_ptr((*this)[key])->m_pNext;
        link.store(link.load(atomics::memory_order_relaxed) | 1, atomics::memory_order_relaxed);
    }
    void mark(int first, int last) {
        for (int key = first; key <= last; ++key)
            mark(key);
    }
    std::vector<int> listed() {
        std::vector<int> keys;
        for (auto& listed_item : this->set)
            keys.push_back(listed_item.key);
        return keys;
    }
};

using lists = std::tuple<cds_test::list_of<cds::gc::HP, cds_test::based_item>,
                         cds_test::list_of<cds_test::tiny_DHP, cds_test::membered_item>>;
using hash_sets = std::tuple<cds_test::hash_of<cds::gc::HP, cds_test::based_item>,
                             cds_test::hash_of<cds_test::tiny_DHP, cds_test::membered_item>>;
using audited_list = cds_test::list_of<audited_DHP, cds_test::based_item>;

// Longer than what one CAS may unlink.
constexpr int many = 100;

} // namespace

BOOST_AUTO_TEST_SUITE(marked_chain)

BOOST_AUTO_TEST_CASE_TEMPLATE(look_ups_step_over_marked_items_and_unlink_nothing, List, lists) {
    stalled<List> f(many);
    f.mark(10, many - 2);
    BOOST_TEST(f.set.contains(9));
    BOOST_TEST(!f.set.contains(10));
    BOOST_TEST(!f.set.get(50));
    BOOST_TEST(f.set.contains(many - 1));
    BOOST_TEST(!f.set.contains(many));
    BOOST_TEST(f.set.statistics().m_nHelpingSuccess.get() == 0u);
    BOOST_TEST(f.disposals(10) == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_look_up_in_a_hash_set_steps_over_a_marked_first_item, Set,
                              hash_sets) {
    stalled<Set> f(40);
    for (int key = 0; key < 40; ++key) {
        f.mark(key);
        BOOST_TEST(!f.set.contains(key));
        BOOST_TEST(!f.set.get(key));
        for (int later = key + 1; later < 40; ++later) {
            BOOST_TEST(f.set.contains(later));
            BOOST_TEST(f.set.get(later)->key == later);
        }
    }
    BOOST_TEST(f.set.statistics().m_nHelpingSuccess.get() == 0u);
    BOOST_TEST(f.disposals(0) == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_operation_that_changes_something_unlinks_and_retires_the_chain,
                              List, lists) {
    stalled<List> f(many);
    typename List::value_type twin(50);
    f.mark(0, many - 2);
    BOOST_TEST(f.set.insert(twin));
    BOOST_TEST((f.listed() == std::vector<int>{50, many - 1}));
    // The chain behind the twin is still there, and goes with the next one that comes by.
    BOOST_TEST(f.set.erase(many - 1));
    BOOST_TEST(f.set.unlink(twin));
    for (int key = 0; key < many; ++key)
        BOOST_TEST(f.disposals(key) == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_chain_at_the_end_is_unlinked_too, List, lists) {
    stalled<List> f(many);
    f.mark(1, many - 1);
    BOOST_TEST(!f.set.erase(many));
    for (int key = 1; key < many; ++key)
        BOOST_TEST(f.disposals(key) == 1u);
    BOOST_TEST(f.set.statistics().m_nHelpingSuccess.get() >= 3u);
    BOOST_TEST((f.listed() == std::vector<int>{0}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_marked_item_is_erased_by_nobody_else, List, lists) {
    stalled<List> f(3);
    f.mark(1);
    BOOST_TEST(!f.set.erase(1));
    BOOST_TEST(!f.set.extract(1));
    BOOST_TEST(!f.set.unlink(f[1]));
    BOOST_TEST(f.disposals(1) == 1u); // by those who found it in their way
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_destructor_retires_marked_items_with_the_others, List, lists) {
    std::deque<typename List::value_type> items;
    {
        stalled<List> f(0);
        for (int key = 0; key < 5; ++key)
            f.set.insert(items.emplace_back(key));
        using traits = typename List::node_traits;
        auto& link = traits::to_node_ptr(items[2])->m_pNext;
        link.store(link.load(atomics::memory_order_relaxed) | 1, atomics::memory_order_relaxed);
    }
    List::gc::force_dispose();
    for (auto& item : items)
        BOOST_TEST(item.disposals == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(clear_leaves_no_marked_item_behind, List, lists) {
    stalled<List> f(many);
    f.mark(3, 90);
    f.set.clear();
    BOOST_TEST(f.set.empty());
    for (int key = 0; key < many; ++key)
        BOOST_TEST(f.disposals(key) == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_iterator_goes_on_behind_its_erased_item, List, lists) {
    stalled<List> f(10);
    auto it = f.set.begin();
    ++it;
    BOOST_TEST(it->key == 1);
    for (int key = 0; key < 5; ++key)
        f.set.erase(key); // the item under the iterator, and the one that follows it
    f.dispose();
    BOOST_TEST(f[1].disposals == 0u);
    BOOST_TEST(f[2].disposals == 1u);
    BOOST_TEST(it->key == 1);
    auto const copy = it;
    ++it;
    BOOST_TEST(it->key == 5);
    f.mark(6, 8);
    ++it;
    BOOST_TEST(it->key == 9);
    ++it;
    BOOST_TEST((it == f.set.end()));
    f.dispose();
    BOOST_TEST(copy->key == 1);
    BOOST_TEST(f[1].disposals == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_list_of_marked_items_is_empty_and_stays_as_it_is, List, lists) {
    typename List::value_type twin(many); // it outlives the list and what that has retired
    stalled<List> f(many);
    f.mark(0, many - 2);
    BOOST_TEST(!f.set.empty()); // the last one is there
    f.mark(many - 1);
    BOOST_TEST(f.set.empty());
    BOOST_TEST(f.set.empty()); // asking has changed nothing
    BOOST_TEST(f.listed().empty());
    BOOST_TEST(f.set.statistics().m_nHelpingSuccess.get() == 0u);
    BOOST_TEST(f.disposals(0) == 0u);
    f.set.insert(twin);
    BOOST_TEST(!f.set.empty());
    f.set.unlink(twin);
    BOOST_TEST(f.set.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_hash_set_of_marked_items_is_empty_too, Set, hash_sets) {
    stalled<Set> f(40);
    for (int key = 0; key < 40; ++key) {
        BOOST_TEST(!f.set.empty());
        f.mark(key);
    }
    BOOST_TEST(f.set.empty());
    BOOST_TEST(f.disposals(0) == 0u);
}

namespace {

// Compares by key, and counts.
struct counting_compare {
    template <class A, class B>
    int operator()(A const& a, B const& b) const {
        ++comparisons;
        return cds_test::key_of(a) - cds_test::key_of(b);
    }
    inline static std::size_t comparisons = 0;
};
struct counting_traits : cds_test::list_of<cds::gc::DHP, cds_test::based_item>::traits {
    using compare = counting_compare;
};

} // namespace

BOOST_AUTO_TEST_CASE(a_search_goes_on_behind_the_chains_that_it_has_unlinked) {
    using item = cds_test::based_item<cds::gc::DHP>;
    stalled<cds::intrusive::MichaelList<cds::gc::DHP, item, counting_traits>> f(1000);
    f.mark(500, 949);
    counting_compare::comparisons = 0;
    BOOST_TEST(f.set.erase(950));
    BOOST_TEST(f.set.statistics().m_nHelpingSuccess.get() == 15u);
    BOOST_TEST(counting_compare::comparisons <= 1000u); // each item is passed once
    BOOST_TEST(f.disposals(949) == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_erased_item_is_not_inserted_before_its_disposer_has_got_it, List,
                              lists) {
    stalled<List> f(3);
    typename List::gc::Guard guard;
    guard.assign(&f[2]);
    BOOST_TEST(f.set.erase(2)); // the last one: its link is null, and marked
    cds_test::child_end const child = cds_test::in_fork([&f] {
        signal(SIGABRT, SIG_DFL);
        List other;
        return other.insert(f[2]) ? 1 : 0;
    });
    BOOST_TEST(child.signal == SIGABRT, child);
    guard.clear();
    f.dispose();
    BOOST_TEST(f.set.insert(f[2]));
}

// --- Where no memory is left to retire with. ---------------------------------------------------

namespace {

struct starving {
    starving() { audited_DHP::starving = true; }
    ~starving() { audited_DHP::starving = false; }
};

} // namespace

BOOST_AUTO_TEST_CASE(every_retire_was_reserved_before) {
    audited_DHP::unreserved = 0;
    {
        stalled<audited_list> f(many);
        f.mark(10, 80);
        f.set.erase(5);
        f.set.erase(90);
        f.set.extract(91);
        f.set.clear();
    }
    BOOST_TEST(audited_DHP::unreserved == 0u);
}

BOOST_AUTO_TEST_CASE(look_ups_go_on_where_nothing_can_be_retired) {
    stalled<audited_list> f(10);
    f.mark(2, 5);
    starving const now;
    BOOST_TEST(f.set.contains(6));
    BOOST_TEST(!f.set.contains(3));
    BOOST_TEST(f.listed().size() == 6u);
}

BOOST_AUTO_TEST_CASE(an_erase_that_cannot_retire_throws_and_changes_nothing) {
    stalled<audited_list> f(10);
    {
        starving const now;
        BOOST_CHECK_THROW(f.set.erase(3), std::bad_alloc);
        BOOST_CHECK_THROW(f.set.extract(3), std::bad_alloc);
        BOOST_CHECK_THROW(f.set.unlink(f[3]), std::bad_alloc);
        BOOST_CHECK_THROW(f.set.clear(), std::bad_alloc);
        BOOST_TEST(f.listed().size() == 10u);
    }
    BOOST_TEST(f.set.size() == 10u);
    BOOST_TEST(f.set.erase(3));
}

BOOST_AUTO_TEST_CASE(an_insert_that_cannot_retire_what_is_in_its_way_throws_and_changes_nothing) {
    stalled<audited_list> f(10);
    audited_list::value_type twin(3);
    f.mark(3);
    {
        starving const now;
        BOOST_CHECK_THROW(f.set.insert(twin), std::bad_alloc);
        BOOST_TEST(!f.set.contains(3));
    }
    BOOST_TEST(f.set.insert(twin));
    BOOST_TEST(f.set.unlink(twin));
    f.dispose();
}

BOOST_AUTO_TEST_CASE(a_destructor_without_memory_leaks_items_and_throws_nothing) {
    std::deque<audited_list::value_type> items;
    {
        audited_list list;
        for (int key = 0; key < 3; ++key)
            list.insert(items.emplace_back(key));
        audited_DHP::starving = true;
    }
    audited_DHP::starving = false;
    audited_DHP::force_dispose();
    for (auto& item : items)
        BOOST_TEST(item.disposals == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
