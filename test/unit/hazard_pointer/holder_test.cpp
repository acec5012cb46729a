// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// [saferecl.hp.holder]: the hazard pointer itself.
#include "objects.h"

#include <cds/gc/dhp.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <type_traits>
#include <utility>
#include <vector>

namespace {

using namespace hazard_test;
using cds::hazard_pointer;
using cds::make_hazard_pointer;

// A source with one object; what is taken out is retired.
struct scene {
    census count;
    source from{new object(count, 1)};

    scene() = default;
    scene(scene const&) = delete;
    ~scene() {
        delete from.load();
        cds::hazard_pointer_clean_up();
    }

    // Replaces the object and retires the old one. True if that was deleted.
    bool replace_and_look() {
        std::size_t const before = count.deleted;
        replace(from, new object(count, 2))->retire();
        cds::hazard_pointer_clean_up();
        return count.deleted != before;
    }
    std::size_t deleted() {
        cds::hazard_pointer_clean_up();
        return count.deleted;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(hazard_pointer_holder)

BOOST_AUTO_TEST_CASE(H1_one_word_movable_not_copyable) {
    BOOST_TEST(sizeof(hazard_pointer) == sizeof(void*));
    BOOST_TEST(std::is_nothrow_default_constructible_v<hazard_pointer>);
    BOOST_TEST(std::is_nothrow_move_constructible_v<hazard_pointer>);
    BOOST_TEST(std::is_nothrow_move_assignable_v<hazard_pointer>);
    BOOST_TEST(std::is_nothrow_destructible_v<hazard_pointer>);
    BOOST_TEST(std::is_nothrow_swappable_v<hazard_pointer>);
    BOOST_TEST(!std::is_copy_constructible_v<hazard_pointer>);
    BOOST_TEST(!std::is_copy_assignable_v<hazard_pointer>);
}

BOOST_AUTO_TEST_CASE(H2_members_have_the_signatures_of_the_standard) {
    using hp = hazard_pointer;
    static_assert(std::is_same_v<decltype(&hp::empty), bool (hp::*)() const noexcept>);
    static_assert(std::is_same_v<decltype(&hp::swap), void (hp::*)(hp&) noexcept>);
    object* (hp::*protect)(source const&) noexcept = &hp::protect<object>;
    bool (hp::*try_protect)(object*&, source const&) noexcept = &hp::try_protect<object>;
    void (hp::*reset)(object const*) noexcept = &hp::reset_protection<object>;
    void (hp::*reset_null)(std::nullptr_t) noexcept = &hp::reset_protection;
    BOOST_TEST((protect != nullptr && try_protect != nullptr && reset != nullptr));
    BOOST_TEST((reset_null != nullptr));
    static_assert(!noexcept(make_hazard_pointer()));
    static_assert(std::is_same_v<decltype(make_hazard_pointer()), hp>);
    using std::swap;
    static_assert(noexcept(swap(std::declval<hp&>(), std::declval<hp&>())));
}

BOOST_AUTO_TEST_CASE(H3_default_constructed_is_empty_and_made_is_not) {
    constinit static hazard_pointer nothing; // before main, without a thought
    BOOST_TEST(nothing.empty());
    BOOST_TEST(!make_hazard_pointer().empty());
}

BOOST_AUTO_TEST_CASE(H4_moving_moves_the_protection_and_leaves_nothing_behind) {
    scene s;
    hazard_pointer a = make_hazard_pointer();
    object* const p = a.protect(s.from);
    hazard_pointer b(std::move(a));
    BOOST_TEST(a.empty());
    BOOST_TEST(!b.empty());
    BOOST_TEST(!s.replace_and_look());
    BOOST_TEST(p->alive());
    hazard_pointer c;
    c = std::move(b);
    BOOST_TEST(b.empty());
    BOOST_TEST(s.deleted() == 0u);
    c = hazard_pointer();
    BOOST_TEST(c.empty());
    BOOST_TEST(s.deleted() == 1u);
}

BOOST_AUTO_TEST_CASE(H5_move_assignment_ends_what_the_target_protected) {
    scene first;
    scene second;
    hazard_pointer a = make_hazard_pointer();
    hazard_pointer b = make_hazard_pointer();
    a.protect(first.from);
    b.protect(second.from);
    a = std::move(b);
    BOOST_TEST(first.replace_and_look());
    BOOST_TEST(!second.replace_and_look());
}

BOOST_AUTO_TEST_CASE(H6_moving_to_itself_changes_nothing) {
    scene s;
    hazard_pointer a = make_hazard_pointer();
    a.protect(s.from);
    hazard_pointer& alias = a;
    a = std::move(alias);
    BOOST_TEST(!a.empty());
    BOOST_TEST(!s.replace_and_look());
}

BOOST_AUTO_TEST_CASE(H7_the_destructor_ends_the_protection) {
    scene s;
    {
        hazard_pointer a = make_hazard_pointer();
        a.protect(s.from);
        BOOST_TEST(!s.replace_and_look());
    }
    BOOST_TEST(s.deleted() == 1u);
}

BOOST_AUTO_TEST_CASE(H8_protect_returns_what_the_source_holds_also_null) {
    scene s;
    hazard_pointer a = make_hazard_pointer();
    BOOST_TEST(a.protect(s.from) == s.from.load());
    source nothing{nullptr};
    BOOST_TEST(a.protect(nothing) == nullptr);
    BOOST_TEST(s.replace_and_look()); // protecting null ends the protection before
}

BOOST_AUTO_TEST_CASE(H9_try_protect_succeeds_if_the_source_holds_the_pointer_still) {
    scene s;
    hazard_pointer a = make_hazard_pointer();
    object* p = s.from.load();
    object* const before = p;
    BOOST_TEST(a.try_protect(p, s.from));
    BOOST_TEST(p == before);
    BOOST_TEST(!s.replace_and_look());
}

BOOST_AUTO_TEST_CASE(H10_try_protect_that_fails_brings_the_present_pointer_and_protects_nothing) {
    scene s;
    hazard_pointer a = make_hazard_pointer();
    object* p = s.from.load();
    object* const old = replace(s.from, new object(s.count, 2));
    BOOST_TEST(!a.try_protect(p, s.from));
    BOOST_TEST(p == s.from.load());
    old->retire();
    BOOST_TEST(s.deleted() == 1u);    // not the one that was proposed
    BOOST_TEST(s.replace_and_look()); // nor the one that was found
}

BOOST_AUTO_TEST_CASE(H11_try_protect_ends_the_protection_before_it_whatever_its_outcome) {
    scene first;
    scene second;
    hazard_pointer a = make_hazard_pointer();
    a.protect(first.from);
    object* p = nullptr;
    BOOST_TEST(!a.try_protect(p, second.from));
    BOOST_TEST(first.replace_and_look());
    a.protect(first.from);
    BOOST_TEST(a.try_protect(p, second.from));
    BOOST_TEST(first.replace_and_look());
}

BOOST_AUTO_TEST_CASE(H12_reset_protection_to_a_pointer_protects_it_without_validation) {
    scene s;
    hazard_pointer a = make_hazard_pointer();
    object const* const p = s.from.load();
    a.reset_protection(p);
    BOOST_TEST(!s.replace_and_look());
    a.reset_protection(s.from.load());
    BOOST_TEST(s.deleted() == 1u); // the first one: its protection ended
}

BOOST_AUTO_TEST_CASE(H13_reset_protection_to_null_protects_nothing_and_keeps_the_slot) {
    scene s;
    for (int how = 0; how != 3; ++how) {
        hazard_pointer a = make_hazard_pointer();
        a.protect(s.from);
        if (how == 0)
            a.reset_protection();
        else if (how == 1)
            a.reset_protection(nullptr);
        else
            a.reset_protection(static_cast<object*>(nullptr));
        BOOST_TEST(!a.empty());
        BOOST_TEST(s.replace_and_look());
    }
}

BOOST_AUTO_TEST_CASE(H14_swap_exchanges_protections_and_emptiness) {
    scene first;
    scene second;
    hazard_pointer a = make_hazard_pointer();
    hazard_pointer b = make_hazard_pointer();
    a.protect(first.from);
    b.protect(second.from);
    swap(a, b);
    b = {};
    BOOST_TEST(first.replace_and_look());
    BOOST_TEST(!second.replace_and_look());
    a.swap(b);
    BOOST_TEST(a.empty());
    BOOST_TEST(!b.empty());
    b.swap(b);
    BOOST_TEST(second.deleted() == 0u);
    swap(b, a);
    a = {};
    BOOST_TEST(second.deleted() == 1u);
}

BOOST_AUTO_TEST_CASE(H15_two_protections_of_one_object_end_with_the_second) {
    scene s;
    hazard_pointer a = make_hazard_pointer();
    hazard_pointer b = make_hazard_pointer();
    a.protect(s.from);
    b.reset_protection(a.protect(s.from));
    BOOST_TEST(!s.replace_and_look());
    a = {};
    BOOST_TEST(s.deleted() == 0u);
    b = {};
    BOOST_TEST(s.deleted() == 1u);
}

BOOST_AUTO_TEST_CASE(H16_a_thread_may_have_any_number) {
    scene s;
    std::vector<hazard_pointer> many(300);
    for (hazard_pointer& h : many) {
        h = make_hazard_pointer();
        h.protect(s.from);
    }
    BOOST_TEST(!s.replace_and_look());
    many.resize(1);
    BOOST_TEST(s.deleted() == 0u);
    many.clear();
    BOOST_TEST(s.deleted() == 1u);
}

BOOST_AUTO_TEST_CASE(H17_it_is_used_and_destroyed_on_other_threads_than_its_maker) {
    scene s;
    hazard_pointer travelling;
    cds_test::run_thread([&] {
        travelling = make_hazard_pointer();
        travelling.protect(s.from);
    }); // its maker is gone
    BOOST_TEST(!s.replace_and_look());
    cds_test::run_thread([&] {
        travelling.reset_protection();
        travelling.protect(s.from);
    });
    BOOST_TEST(s.deleted() == 1u);
    BOOST_TEST(!s.replace_and_look());
    cds_test::run_thread([&] { hazard_pointer const last(std::move(travelling)); });
    BOOST_TEST(s.deleted() == 2u);
}

BOOST_AUTO_TEST_CASE(H18_guards_of_DHP_and_hazard_pointers_are_of_one_domain) {
    scene s;
    {
        cds::gc::DHP::Guard guard;
        guard.protect(s.from);
        BOOST_TEST(!s.replace_and_look());
    }
    hazard_pointer a = make_hazard_pointer();
    static std::size_t disposed;
    disposed = 0;
    struct dispose {
        void operator()(object* p) const {
            ++disposed;
            delete p;
        }
    };
    object* const p = a.protect(s.from);
    replace(s.from, new object(s.count));
    cds::gc::DHP::retire<dispose>(p);
    cds::gc::DHP::force_dispose();
    BOOST_TEST(disposed == 0u);
    a.reset_protection();
    BOOST_TEST(cds::gc::DHP::drain());
    BOOST_TEST(disposed == 1u);
}

BOOST_AUTO_TEST_CASE(H19_const_objects_are_protected_too) {
    census c;
    atomics::atomic<object const*> from{new object(c)};
    hazard_pointer a = make_hazard_pointer();
    object const* p = a.protect(from);
    BOOST_TEST(a.try_protect(p, from));
    const_cast<object*>(p)->retire();
    cds::hazard_pointer_clean_up();
    BOOST_TEST(p->alive());
    a = {};
    cds::hazard_pointer_clean_up();
    BOOST_TEST(c.deleted.load() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
