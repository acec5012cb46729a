// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Pointers to const objects: readers that must not write share objects as others do.

#include "hpref_types.h"

#include <cds/gc/dhp.h>

#include <boost/test/unit_test.hpp>

#include <array>
#include <concepts>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using namespace cds_test;
using cds::gc::hpref;

using const_source = std::atomic<thing const*>;
using const_ref = hpref::ref<thing const>;

static_assert(cds::gc::reference_counted<thing const>);
static_assert(std::same_as<const_ref::element_type, thing const>);
static_assert(std::is_nothrow_convertible_v<hpref::ref<thing>, const_ref>);
static_assert(std::is_nothrow_assignable_v<const_ref&, hpref::ref<thing>>);
static_assert(!std::is_constructible_v<const_ref, hpref::ref<thing>&>, "a handle is moved");
static_assert(!std::is_constructible_v<hpref::ref<thing>, const_ref>);
static_assert(!std::is_assignable_v<hpref::ref<thing>&, const_ref>);
static_assert(!std::is_constructible_v<const_ref, hpref::ref<struct other_thing>>);

struct by_function : hpref::node_with_function {
    explicit by_function(bool& gone) : hpref::node_with_function(&release), released(gone) {}
    static void release(hpref::node_with_function* p) noexcept {
        static_cast<by_function*>(p)->released = true;
    }
    bool& released;
};

// A count of the program's own, no part of the object's value.
struct own_count {
    void add_reference() const noexcept { ++references; }
    void drop_reference() const noexcept { --references; }
    mutable int references = 1;
};

} // namespace

BOOST_AUTO_TEST_SUITE(hpref_const)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_const_object_is_got_retired_and_released, Policy, hprefs) {
    ledger book;
    thing const object(book);
    const_source from{&object};
    std::vector<const_ref> held;
    for (int i = 0; i != 9; ++i) // hazards, and references when there are no more slots
        held.push_back(Policy::get(from));
    held.push_back(Policy::share(&object));
    held.push_back(held.front().share());
    held.back().promote();
    Policy::retire(from.exchange(nullptr));
    Policy::scan();
    BOOST_TEST(held.front()->alive());
    held.clear();
    Policy::scan();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_a_hazard_on_a_const_object_holds_up, Policy, hprefs) {
    ledger book;
    thing const object(book);
    const_ref held = Policy::hold(&object);
    BOOST_TEST(held.is_hazard() == (Policy::hazards_per_thread() > 0));
    Policy::retire(&object);
    Policy::scan();
    BOOST_TEST(object.alive());
    held.put();
    Policy::scan();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(synchronize_waits_for_const_objects_too, Policy, hprefs) {
    ledger book;
    {
        std::array<thing const, 2> const objects{thing(book), thing(book)};
        const_source from{&objects[0]};
        const_ref const held = Policy::share(Policy::get(from).get());
        from = nullptr;
        Policy::synchronize(&objects[0]);
        Policy::synchronize(std::span(objects));
        Policy::synchronize();
        BOOST_TEST(held->alive());
        for (thing const& t : objects)
            t.drop_reference();
    }
    BOOST_TEST(book.each_disposed_once());
}

// One source of each kind, the same object: what is held through one is held for the other.
BOOST_AUTO_TEST_CASE_TEMPLATE(a_handle_becomes_one_to_a_const_object, Policy, hprefs) {
    ledger book;
    thing object(book);
    source from{&object};
    typename Policy::template ref<thing> first = Policy::get(from);
    bool const was_hazard = first.is_hazard();
    const_ref same = std::move(first);
    BOOST_TEST(!first);
    BOOST_TEST(same.is_hazard() == was_hazard);
    const_ref other;
    other = Policy::get(from);
    BOOST_TEST((same == other));
    retire_from<Policy>(from);
    Policy::scan();
    BOOST_TEST(same->alive());
    same.promote();
    other.put();
    Policy::scan();
    BOOST_TEST(object.alive());
    thing const* const raw = same.release();
    Policy::adopt(raw).put();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE(a_guard_of_a_const_object_turns_into_a_reference) {
    ledger book;
    thing const object(book);
    const_source from{&object};
    const_ref held;
    {
        cds::gc::DHP::Guard guard;
        guard.protect(from);
        hpref::retire<cds::gc::DHP>(from.exchange(nullptr));
        held = hpref::promote<thing const>(guard);
    }
    cds::gc::DHP::force_dispose();
    BOOST_TEST(held->alive());
    held.put();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE(a_release_function_and_an_own_count_do_so_too) {
    bool gone = false;
    by_function const object(gone);
    std::atomic<by_function const*> from{&object};
    hpref::ref<by_function const> held = hpref::get(from);
    held.promote();
    hpref::retire(from.exchange(nullptr));
    hpref::scan();
    BOOST_TEST(!gone);
    held.put();
    BOOST_TEST(gone);

    own_count const own;
    std::atomic<own_count const*> other{&own};
    hpref::ref<own_count const> got = hpref::get(other);
    got.promote();
    BOOST_TEST(own.references == 2);
    hpref::retire(other.exchange(nullptr));
    hpref::scan();
    got.put();
    BOOST_TEST(own.references == 0);
}

// The default disposer deletes what was made as const.
BOOST_AUTO_TEST_CASE(a_const_object_on_the_heap_is_deleted) {
    static int alive;
    alive = 0;
    struct heaped : hpref::node<heaped> {
        heaped() { ++alive; }
        ~heaped() { --alive; }
    };
    std::atomic<heaped const*> from{new heaped const};
    auto held = hpref::get(from);
    hpref::retire(from.exchange(new heaped const));
    hpref::scan();
    BOOST_TEST(alive == 2);
    held.put();
    hpref::retire(from.exchange(nullptr));
    hpref::scan();
    BOOST_TEST(alive == 0);
}

BOOST_AUTO_TEST_SUITE_END()
