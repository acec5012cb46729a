// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// One operation in the middle of another, at a chosen step: what a second thread could do there,
// done by the same one. The list asks its hook for the object of a node before it guards the
// object, before it compares it and before it hands it out; that is where the second one comes in.

#include "../set/intrusive_set_types.h"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <tuple>
#include <utility>
#include <vector>

namespace {

namespace ci = cds::intrusive;

// Runs `action` when the object with `key` is asked for the `countdown`th time.
struct interference {
    static void at(int key, int nth, std::function<void()> action) {
        key_ = key;
        countdown_ = nth;
        action_ = std::move(action);
    }
    static void asked_for(int key) {
        if (key == key_ && --countdown_ == 0)
            std::exchange(action_, nullptr)();
    }
    static bool happened() { return !action_; }

private:
    inline static int key_ = 0;
    inline static int countdown_ = 0;
    inline static std::function<void()> action_;
};
// What is asked for when an item is walked to.
constexpr int before_it_is_guarded = 1;
constexpr int when_it_is_compared = 2;
constexpr int when_it_was_found = 3;

template <class GC>
using item = cds_test::converted_item<GC>;

template <class GC>
struct watched : item<GC>::conversions {
    using base = typename item<GC>::conversions;
    using base::to_value_ptr; // the other conversions are as they were
    static item<GC>* to_value_ptr(typename item<GC>::node_type& n) {
        item<GC>* const found = base::to_value_ptr(n);
        interference::asked_for(found->key);
        return found;
    }
    static item<GC>* to_value_ptr(typename item<GC>::node_type* n) {
        return n ? to_value_ptr(*n) : nullptr;
    }
};

template <class GC>
struct traits : cds_test::set_traits<item<GC>> {
    using hook = ci::michael_list::traits_hook<watched<GC>, cds::opt::gc<GC>>;
};
template <class GC>
using list_of = ci::MichaelList<GC, item<GC>, traits<GC>>;
using lists = std::tuple<list_of<cds::gc::HP>, list_of<cds::gc::DHP>, list_of<cds_test::tiny_DHP>>;

template <class List>
struct fixture : cds_test::set_and_items<List> {
    explicit fixture(int n = 10) : cds_test::set_and_items<List>(n) {}

    void insert(std::initializer_list<int> keys) {
        for (int key : keys)
            this->set.insert((*this)[key]);
    }
    void mark(std::initializer_list<int> keys) {
        for (int key : keys) {
            auto& link = (*this)[key].link.m_pNext;
            link.store(link.load(atomics::memory_order_relaxed) | 1, atomics::memory_order_relaxed);
        }
    }
    void erase_and_dispose(int key) {
        this->set.erase(key);
        this->dispose();
    }
    unsigned disposals_now(int key) { return (*this)[key].disposals; }
};

} // namespace

BOOST_AUTO_TEST_SUITE(interference_in_a_list)

BOOST_AUTO_TEST_CASE_TEMPLATE(an_item_that_goes_before_it_is_guarded_is_not_followed, List, lists) {
    fixture<List> f;
    f.insert({1, 2, 3});
    interference::at(2, before_it_is_guarded, [&] { f.erase_and_dispose(2); });
    BOOST_TEST(f.set.contains(3));
    BOOST_TEST(interference::happened());
    BOOST_TEST(f.disposals_now(2) == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_current_item_and_the_one_before_it_are_guarded, List, lists) {
    fixture<List> f;
    f.insert({1, 2, 3});
    interference::at(2, when_it_is_compared, [&] {
        f.set.erase(1);
        f.erase_and_dispose(2);
        BOOST_TEST(f.disposals_now(1) == 0u);
        BOOST_TEST(f.disposals_now(2) == 0u);
    });
    BOOST_TEST(f.set.contains(3)); // from a dead end back to the head
    BOOST_TEST(interference::happened());
    BOOST_TEST(f.disposals(1) == 1u);
    BOOST_TEST(f.disposals(2) == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_insert_between_two_items_notices_that_the_first_is_gone, List,
                              lists) {
    fixture<List> f;
    f.insert({1, 2, 5});
    interference::at(5, when_it_is_compared, [&] { f.erase_and_dispose(2); });
    BOOST_TEST(f.set.insert(f[3]));
    BOOST_TEST(interference::happened());
    BOOST_TEST(f.set.statistics().m_nInsertRetry.get() == 1u);
    BOOST_TEST(f.set.contains(3));
    BOOST_TEST(f.set.size() == 3u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(two_inserts_at_one_place_both_succeed, List, lists) {
    fixture<List> f;
    f.insert({1, 5});
    interference::at(5, when_it_is_compared, [&] { BOOST_TEST(f.set.insert(f[2])); });
    BOOST_TEST(f.set.insert(f[3]));
    BOOST_TEST(interference::happened());
    BOOST_TEST(f.set.contains(2));
    BOOST_TEST(f.set.contains(3));
    BOOST_TEST(f.set.size() == 4u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(of_two_inserts_of_one_key_one_succeeds, List, lists) {
    fixture<List> f;
    typename List::value_type twin(3);
    f.insert({1, 5});
    interference::at(5, when_it_is_compared, [&] { BOOST_TEST(f.set.insert(f[3])); });
    BOOST_TEST(!f.set.insert(twin));
    BOOST_TEST(&*f.set.get(3) == &f[3]);
    BOOST_TEST(f.set.size() == 3u);
    BOOST_TEST(f.set.erase(3));
    BOOST_TEST(f.set.insert(twin)); // what lost is as good as new
    BOOST_TEST(f.set.unlink(twin));
    f.dispose();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(of_two_erasers_of_one_item_one_succeeds, List, lists) {
    fixture<List> f;
    f.insert({1, 2, 3});
    interference::at(2, when_it_was_found, [&] { BOOST_TEST(f.set.erase(2)); });
    BOOST_TEST(!f.set.erase(2));
    BOOST_TEST(interference::happened());
    BOOST_TEST(f.set.statistics().m_nEraseRetry.get() == 1u);
    BOOST_TEST(f.disposals(2) == 1u);
    BOOST_TEST(f.set.size() == 2u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_eraser_whose_place_changed_unlinks_its_item_all_the_same, List,
                              lists) {
    fixture<List> f;
    f.insert({1, 5, 7});
    interference::at(5, when_it_was_found, [&] { f.set.insert(f[3]); });
    BOOST_TEST(f.set.erase(5));
    BOOST_TEST(interference::happened());
    BOOST_TEST(f.set.statistics().m_nHelpingSuccess.get() == 1u);
    BOOST_TEST(f.disposals(5) == 1u); // no other operation had to come by
    BOOST_TEST(f.set.contains(3));
    BOOST_TEST(f.set.contains(7));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_successor_inserted_behind_an_item_survives_its_erasure, List,
                              lists) {
    fixture<List> f;
    f.insert({1, 5, 9});
    interference::at(5, when_it_was_found, [&] { f.set.insert(f[6]); });
    BOOST_TEST(f.set.erase(5));
    BOOST_TEST(interference::happened());
    BOOST_TEST(f.set.contains(6));
    BOOST_TEST(f.set.contains(9));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_update_does_not_touch_an_item_that_was_erased_meanwhile, List,
                              lists) {
    fixture<List> f;
    typename List::value_type twin(2);
    f.insert({1, 2, 3});
    interference::at(2, when_it_is_compared, [&] { f.erase_and_dispose(2); });
    auto const done = f.set.update(twin, [&](bool inserted, auto& there, auto&) {
        BOOST_TEST(inserted);
        BOOST_TEST(&there == &twin);
    });
    BOOST_TEST(done.second);
    BOOST_TEST(f.set.statistics().m_nUpdateMarked.get() == 1u);
    f.set.unlink(twin);
    f.dispose();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_item_of_an_insert_is_guarded_while_its_functor_looks_at_it, List,
                              lists) {
    fixture<List> f;
    BOOST_TEST(f.set.insert(f[1], [&](auto&) {
        f.erase_and_dispose(1);
        BOOST_TEST(f.disposals_now(1) == 0u);
    }));
    BOOST_TEST(f.disposals(1) == 1u);
    f.set.update(f[2], [&](bool, auto&, auto&) {
        f.erase_and_dispose(2);
        BOOST_TEST(f.disposals_now(2) == 0u);
    });
    BOOST_TEST(f.disposals(2) == 1u);
}

// --- In the middle of a chain of marked items --------------------------------------------------

BOOST_AUTO_TEST_CASE_TEMPLATE(a_chain_that_goes_under_a_walk_is_left, List, lists) {
    fixture<List> f;
    f.insert({1, 2, 3, 4, 5, 6});
    f.mark({2, 3, 4});
    interference::at(4, before_it_is_guarded, [&] {
        f.erase_and_dispose(5);               // unlinks what is in its way
        BOOST_TEST(f.disposals_now(2) == 0u); // the first of the chain is guarded,
        BOOST_TEST(f.disposals_now(3) == 0u); // and the one that the walk stands on
        BOOST_TEST(f.disposals_now(4) == 1u);
    });
    BOOST_TEST(f.set.contains(6));
    BOOST_TEST(interference::happened());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_chain_that_goes_is_noticed_although_its_first_item_comes_back, List,
                              lists) {
    fixture<List> f;
    f.insert({1, 2, 3, 4, 5, 6});
    f.mark({2, 3, 4});
    interference::at(4, before_it_is_guarded, [&] {
        f.erase_and_dispose(5);
        if (f.disposals_now(2) != 0) // must not happen: then `1` leads to `2` again
            f.set.insert(f[2]);
    });
    BOOST_TEST(f.set.contains(6));
    BOOST_TEST(interference::happened());
    BOOST_TEST(f.disposals(2) == 1u);
}

// --- Under an iterator ---------------------------------------------------------------------------

BOOST_AUTO_TEST_CASE_TEMPLATE(an_iterator_does_not_step_onto_an_item_that_goes, List, lists) {
    fixture<List> f;
    f.insert({1, 2, 3});
    auto it = f.set.begin();
    interference::at(2, before_it_is_guarded, [&] { f.erase_and_dispose(2); });
    ++it;
    BOOST_TEST(interference::happened());
    BOOST_TEST(it->key == 3);
    BOOST_TEST(f.disposals_now(2) == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
