// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a handle is and does, in one thread.

#include "hpref_types.h"

#include <boost/test/unit_test.hpp>

#include <type_traits>
#include <utility>
#include <vector>

namespace {

using namespace cds_test;
using cds::gc::hpref;

static_assert(!std::is_copy_constructible_v<hpref::ref<thing>>);
static_assert(std::is_nothrow_move_constructible_v<hpref::ref<thing>>);
static_assert(std::is_nothrow_move_assignable_v<hpref::ref<thing>>);
static_assert(std::is_nothrow_default_constructible_v<hpref::ref<thing>>);
static_assert(sizeof(hpref::ref<thing>) == 2 * sizeof(void*));
static_assert(noexcept(hpref::get(std::declval<source const&>())));
static_assert(cds::gc::reference_counted<thing>);
static_assert(!cds::gc::reference_counted<int>);

// A count of the program's own.
struct own_count {
    void add_reference() noexcept { ++references; }
    void drop_reference() noexcept { --references; }
    int references = 1;
};

struct by_function : hpref::node_with_function {
    by_function() : hpref::node_with_function(&release) {}
    static void release(hpref::node_with_function* p) noexcept {
        static_cast<by_function*>(p)->released = true;
    }
    bool released = false;
};

// A class whose other base has members of names that this library could have used.
struct other_base {
    int count_ = 1, word_ = 1, release_ = 1, release_object = 1, function_ = 1;
    struct counted {
        int value = 1;
    };
    struct reference_count {};
    struct releases {};
};
struct of_two_bases : hpref::node<of_two_bases>, other_base {
    int sum() { return count_ + word_ + release_ + release_object + function_ + counted().value; }
};
struct by_function_of_two_bases : hpref::node_with_function, other_base {
    by_function_of_two_bases() : hpref::node_with_function([](hpref::node_with_function*) {}) {}
    int sum() { return count_ + word_ + release_ + release_object + function_ + counted().value; }
};

} // namespace

BOOST_AUTO_TEST_SUITE(hpref_ref)

BOOST_AUTO_TEST_CASE(names_of_other_bases_are_not_ambiguous) {
    BOOST_TEST(of_two_bases().sum() == 6);
    BOOST_TEST(by_function_of_two_bases().sum() == 6);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_object_is_released_by_the_scan_after_its_hazard, Policy, hprefs) {
    ledger book;
    thing object(book);
    source from{&object};
    typename Policy::template ref<thing> held = Policy::get(from);
    BOOST_TEST(held.get() == &object);
    BOOST_TEST(held.is_hazard() == (Policy::hazards_per_thread() > 0));
    retire_from<Policy>(from);
    Policy::scan();
    BOOST_TEST(held->alive());
    held.put();
    BOOST_TEST(!held);
    Policy::scan();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_object_is_released_with_its_last_reference, Policy, hprefs) {
    ledger book;
    thing object(book);
    source from{&object};
    typename Policy::template ref<thing> held = Policy::get(from);
    held.promote();
    BOOST_TEST(held.is_reference());
    typename Policy::template ref<thing> other = held.share();
    BOOST_TEST(object.references() == 3u);
    retire_from<Policy>(from);
    Policy::scan();
    BOOST_TEST(object.references() == 2u);
    held.put();
    BOOST_TEST(other->alive());
    other.put();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_null_source_gives_an_empty_handle_and_takes_no_slot, Policy,
                              hprefs) {
    source from{nullptr};
    std::vector<typename Policy::template ref<thing>> empty;
    for (int i = 0; i < 20; ++i)
        empty.push_back(Policy::get(from));
    for (auto const& r : empty)
        BOOST_TEST((!r && !r.is_hazard() && !r.is_reference()));
    ledger book;
    thing object(book);
    from = &object;
    BOOST_TEST(Policy::get(from).is_hazard() == (Policy::hazards_per_thread() > 0));
    retire_from<Policy>(from);
    Policy::scan();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE(a_thread_has_seven_hazards_and_then_references) {
    ledger book;
    thing object(book);
    source from{&object};
    BOOST_TEST(hpref::hazards_per_thread() == 7u);
    std::vector<hpref::ref<thing>> held;
    for (std::size_t i = 0; i < 1000; ++i) {
        held.push_back(hpref::get(from));
        BOOST_TEST_REQUIRE(held.back().get() == &object);
        BOOST_TEST_REQUIRE(held.back().is_hazard() == (i < 7));
    }
    BOOST_TEST(object.references() == 994u);
    retire_from<hpref>(from);
    hpref::scan();
    BOOST_TEST(object.alive());
    for (std::size_t i = 0; i < 3; ++i)
        held[i].put();
    hpref::scan();
    BOOST_TEST(object.references() == 994u); // hazards are left
    held.erase(held.begin(), held.begin() + 7);
    hpref::scan();
    BOOST_TEST(object.references() == 993u);
    held.clear();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE(a_slot_is_free_again_after_put_and_after_promote) {
    ledger book;
    thing object(book);
    source from{&object};
    std::vector<hpref::ref<thing>> held;
    for (std::size_t i = 0; i < 7; ++i)
        held.push_back(hpref::get(from));
    held[3].put();
    BOOST_TEST((held[3] = hpref::get(from)).is_hazard());
    BOOST_TEST(!hpref::get(from).is_hazard());
    held[5].promote();
    hpref::ref<thing> eighth = hpref::get(from);
    BOOST_TEST(eighth.is_hazard());
    eighth.put();
    held.clear();
    retire_from<hpref>(from);
    hpref::scan();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(moving_and_swapping_handles_moves_what_they_hold, Policy, hprefs) {
    ledger book;
    thing first(book);
    thing second(book);
    source one{&first};
    source two{&second};
    typename Policy::template ref<thing> a = Policy::get(one);
    typename Policy::template ref<thing> b = Policy::get(two);
    a.swap(b);
    typename Policy::template ref<thing> c = std::move(a);
    BOOST_TEST(!a);
    BOOST_TEST((c.get() == &second && b.get() == &first));
    retire_from<Policy>(one);
    retire_from<Policy>(two);
    Policy::scan();
    BOOST_TEST((first.alive() && second.alive()));
    c = std::move(b); // lets go of the second
    Policy::scan();
    BOOST_TEST((first.alive() && !second.alive()));
    c.put();
    Policy::scan();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE(handles_compare_by_their_objects_however_they_are_held) {
    ledger book;
    thing first(book);
    thing second(book);
    hpref::ref<thing> hazard = hpref::hold(&first);
    hpref::ref<thing> const reference = hpref::share(&first);
    hpref::ref<thing const> const by_const = hpref::share<thing const>(&first);
    hpref::ref<thing> const other = hpref::share(&second);
    BOOST_TEST((hazard == reference && reference == hazard));
    BOOST_TEST((hazard == by_const && by_const == hazard));
    BOOST_TEST((hazard != other && other != by_const));
    BOOST_TEST((hazard != nullptr && nullptr != hazard));
    BOOST_TEST(!(hazard == nullptr || nullptr == hazard));
    hazard.put();
    BOOST_TEST((hazard == nullptr && nullptr == hazard));
    BOOST_TEST((hazard == hpref::ref<thing>() && hazard != reference));
    for (thing const* t : {&first, &second})
        t->drop_reference();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_reference_leaves_a_handle_and_comes_back, Policy, hprefs) {
    ledger book;
    thing object(book);
    source from{&object};
    thing* const raw = Policy::get(from).release();
    BOOST_TEST(object.references() == 2u);
    retire_from<Policy>(from);
    Policy::scan();
    BOOST_TEST(raw->alive());
    Policy::adopt(raw).put();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_initial_reference_may_be_adopted_instead_of_retired, Policy,
                              hprefs) {
    ledger book;
    thing object(book);
    {
        typename Policy::template ref<thing> const owner = Policy::adopt(&object);
        typename Policy::template ref<thing> const more = Policy::hold(&object);
        BOOST_TEST(more->alive());
    }
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE(hold_gives_a_hazard_and_under_an_own_hazard_a_reference) {
    ledger book;
    thing object(book);
    hpref::ref<thing> first = hpref::hold(&object);
    hpref::ref<thing> second = hpref::hold(&object);
    BOOST_TEST(first.is_hazard());
    BOOST_TEST(second.is_reference());
    first.put();
    hpref::retire(&object);
    hpref::scan();
    BOOST_TEST(object.alive());
    second.put();
    BOOST_TEST(book.each_disposed_once());
    BOOST_TEST(!hpref::hold<thing>(nullptr));
    BOOST_TEST(!hpref::share<thing>(nullptr));
}

BOOST_AUTO_TEST_CASE(a_release_function_and_a_count_of_the_programs_own_serve_as_well) {
    by_function object;
    std::atomic<by_function*> from{&object};
    hpref::ref<by_function> held = hpref::get(from);
    held.promote();
    hpref::retire(from.exchange(nullptr));
    hpref::scan();
    BOOST_TEST(!object.released);
    held.put();
    BOOST_TEST(object.released);

    own_count own;
    std::atomic<own_count*> other{&own};
    hpref::ref<own_count> got = hpref::get(other);
    got.promote();
    BOOST_TEST(own.references == 2);
    hpref::retire(other.exchange(nullptr));
    hpref::scan();
    got.put();
    BOOST_TEST(own.references == 0);
}

BOOST_AUTO_TEST_CASE(a_copy_of_an_object_has_a_count_of_its_own) {
    struct plain : hpref::node<plain> {
        int value = 1;
    };
    auto* const first = new plain;
    hpref::ref<plain> const more = hpref::share(first);
    auto* const second = new plain(*first);
    BOOST_TEST(second->references() == 1u);
    *second = *first;
    BOOST_TEST(second->references() == 1u);
    hpref::adopt(second).put();
    hpref::adopt(first).put();
    BOOST_TEST(more->value == 1);
}

// A disposer lets go of what its object refers to: releases follow each other.
BOOST_AUTO_TEST_CASE(releasing_an_object_releases_what_only_it_referred_to) {
    static int gone;
    gone = 0;
    struct parent : hpref::node<parent> {
        ~parent() { ++gone; }
        hpref::ref<parent> child;
    };
    auto* const top = new parent;
    top->child = hpref::adopt(new parent);
    top->child->child = hpref::adopt(new parent);
    hpref::retire(top);
    hpref::scan();
    BOOST_TEST(gone == 3);
}

BOOST_AUTO_TEST_CASE(drain_says_no_while_the_caller_holds_a_retired_object_by_a_hazard) {
    ledger book;
    thing object(book);
    source from{&object};
    hpref::ref<thing> held = hpref::get(from);
    retire_from<hpref>(from);
    BOOST_TEST(!hpref::drain(std::chrono::seconds(60)));
    held.promote();
    BOOST_TEST(hpref::drain(std::chrono::seconds(60)));
    BOOST_TEST(object.alive());
    held.put();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_SUITE_END()
