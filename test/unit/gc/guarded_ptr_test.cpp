// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// guarded_ptr: a pointer that brings its protection along.

#include <cds_test/gc_policies.h>

#include <boost/test/unit_test.hpp>

#include <type_traits>
#include <utility>

namespace {

using namespace cds_test;

struct pair_node {
    counted* key;
    int mapped;
};
struct mapped_of {
    int* operator()(pair_node* n) const noexcept { return &n->mapped; }
};

template <class GC>
using pointer = typename GC::template guarded_ptr<counted>;

template <class GC>
bool survives(counted const* p) {
    GC::force_dispose();
    return p->disposals() == 0;
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_guarded_ptr)

BOOST_AUTO_TEST_CASE_TEMPLATE(its_types_are_those_it_was_given, GC, gc_policies) {
    using with_cast = typename GC::template guarded_ptr<pair_node, int, mapped_of>;
    static_assert(std::is_same_v<typename with_cast::guarded_type, pair_node>);
    static_assert(std::is_same_v<typename with_cast::value_type, int>);
    static_assert(std::is_same_v<typename with_cast::value_cast, mapped_of>);
    static_assert(std::is_same_v<typename pointer<GC>::value_type, counted>);
    static_assert(std::is_nothrow_default_constructible_v<pointer<GC>>);
    static_assert(std::is_nothrow_move_constructible_v<pointer<GC>>);
    static_assert(!std::is_copy_constructible_v<pointer<GC>>);
    static_assert(!std::is_copy_assignable_v<pointer<GC>>);
    static_assert(!std::is_convertible_v<counted*, pointer<GC>>, "construction is explicit");
    static_assert(!std::is_convertible_v<std::nullptr_t, pointer<GC>>, "construction is explicit");
    static_assert(!std::is_convertible_v<pointer<GC>, bool>, "the test for null is explicit");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_empty_ones_are_empty, GC, gc_policies) {
    pointer<GC> none;
    pointer<GC> null(nullptr);
    BOOST_TEST(none.empty());
    BOOST_TEST(null.empty());
    BOOST_TEST(!none);
    none.release();
    BOOST_TEST(none.empty());
    pointer<GC> taken(std::move(none));
    BOOST_TEST(taken.empty());
    pointer<GC> null_object(static_cast<counted*>(nullptr));
    BOOST_TEST(null_object.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(made_from_an_object_it_protects_and_reaches_it, GC, gc_policies) {
    ledger book;
    counted* const p = book.make();
    p->value = 17;
    pointer<GC> g(p);
    BOOST_TEST(!g.empty());
    BOOST_TEST(static_cast<bool>(g));
    BOOST_TEST(g->value == 17u);
    (*g).value = 18;
    BOOST_TEST(std::as_const(g)->value == 18u);
    BOOST_TEST((*std::as_const(g)).value == 18u);
    static_assert(std::is_same_v<decltype(*std::as_const(g)), counted const&>);
    GC::template retire<count_disposal>(p);
    BOOST_TEST(survives<GC>(p));
    g.release();
    BOOST_TEST(g.empty());
    BOOST_TEST(!survives<GC>(p));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(it_takes_over_the_slot_of_a_guard, GC, gc_policies) {
    ledger book;
    counted* const p = book.make();
    counted* const q = book.make();
    typename GC::Guard guard;
    guard.assign(p);
    pointer<GC> g(std::move(guard));
    BOOST_TEST(!guard.is_linked());
    BOOST_TEST(g.operator->() == p);

    guard.link();
    guard.assign(q);
    GC::template retire<count_disposal>(p);
    GC::template retire<count_disposal>(q);
    BOOST_TEST(survives<GC>(p));
    g = std::move(guard);
    BOOST_TEST(g.operator->() == q);
    BOOST_TEST(!guard.is_linked());
    BOOST_TEST(!survives<GC>(p));
    BOOST_TEST(survives<GC>(q));
    g.release();
    BOOST_TEST(!survives<GC>(q));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(move_takes_the_object_and_lets_the_old_one_go, GC, gc_policies) {
    ledger book;
    counted* const p = book.make();
    counted* const q = book.make();
    pointer<GC> first(p);
    pointer<GC> second(std::move(first));
    BOOST_TEST(first.empty());
    BOOST_TEST(second.operator->() == p);
    GC::template retire<count_disposal>(p);
    GC::template retire<count_disposal>(q);
    {
        pointer<GC> third(q);
        BOOST_TEST(survives<GC>(q));
        third = std::move(second);
        BOOST_TEST(third.operator->() == p);
        BOOST_TEST(second.empty());
        BOOST_TEST(!survives<GC>(q));
        pointer<GC>& itself = third;
        third = std::move(itself);
        BOOST_TEST(third.operator->() == p);
        BOOST_TEST(survives<GC>(p));
    }
    BOOST_TEST(!survives<GC>(p));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_converting_move_shows_another_face_of_the_same_slot, GC,
                              gc_policies) {
    ledger book;
    pair_node node{book.make(), 5};
    typename GC::template guarded_ptr<pair_node> whole(&node);
    typename GC::template guarded_ptr<pair_node, int, mapped_of> part(std::move(whole));
    BOOST_TEST(whole.empty());
    BOOST_TEST(!part.empty());
    BOOST_TEST(*part == 5);
    BOOST_TEST(part.operator->() == &node.mapped);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(reset_protects_another_object_instead, GC, gc_policies) {
    ledger book;
    counted* const p = book.make();
    counted* const q = book.make();
    pointer<GC> g;
    g.reset(p); // takes a slot
    BOOST_TEST(g.operator->() == p);
    GC::template retire<count_disposal>(p);
    GC::template retire<count_disposal>(q);
    g.reset(p);
    BOOST_TEST(survives<GC>(p));
    pointer<GC> h(p);
    g.reset(nullptr);
    BOOST_TEST(g.empty());
    BOOST_TEST(survives<GC>(p));
    h.release();
    BOOST_TEST(!survives<GC>(p));
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_destructor_lets_the_object_go, GC, gc_policies) {
    ledger book;
    counted* const p = book.make();
    {
        pointer<GC> const g(p);
        GC::template retire<count_disposal>(p);
        BOOST_TEST(survives<GC>(p));
    }
    BOOST_TEST(!survives<GC>(p));
}

BOOST_AUTO_TEST_CASE(guards_of_one_policy_do_not_fit_objects_of_another) {
    using hp = cds::gc::HP;
    using dhp = cds::gc::DHP;
    static_assert(!std::is_constructible_v<hp::guarded_ptr<counted>, dhp::guarded_ptr<counted>>);
    static_assert(
        !std::is_constructible_v<dhp::guarded_ptr<counted>, tiny_DHP::guarded_ptr<counted>>);
    static_assert(!std::is_constructible_v<hp::guarded_ptr<counted>, dhp::Guard>);
    static_assert(!std::is_constructible_v<hp::Guard, dhp::Guard>);
    static_assert(!std::is_assignable_v<hp::Guard&, dhp::Guard>);
    static_assert(!std::is_assignable_v<tiny_DHP::Guard&, dhp::Guard>);
    BOOST_TEST(!(std::is_same_v<hp::Guard, dhp::Guard>));
}

BOOST_AUTO_TEST_SUITE_END()
