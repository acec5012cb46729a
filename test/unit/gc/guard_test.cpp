// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Guard: one hazard slot and who owns it.

#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <cds/algo/atomic.h>
#include <cds/details/marked_ptr.h>

#include <boost/test/unit_test.hpp>

#include <type_traits>
#include <utility>

namespace {

using namespace cds_test;

template <class GC>
using guard_of = typename GC::Guard;

// A retired object must stay while `guarded`, and be gone once it is not.
template <class GC>
bool survives(counted const* p) {
    GC::force_dispose();
    return p->alive() && p->disposals() == 0;
}

struct owner_of {
    counted* subject;
};

} // namespace

BOOST_AUTO_TEST_SUITE(gc_guard)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_new_guard_is_linked_and_empty, GC, gc_policies) {
    guard_of<GC> g;
    BOOST_TEST(g.is_linked());
    BOOST_TEST(g.get_native() == nullptr);
    BOOST_TEST(g.template get<counted>() == nullptr);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_null_guard_owns_nothing_until_it_is_linked, GC, gc_policies) {
    static_assert(std::is_nothrow_constructible_v<guard_of<GC>, std::nullptr_t>);
    guard_of<GC> g(nullptr);
    BOOST_TEST(!g.is_linked());
    g.link();
    BOOST_TEST(g.is_linked());
    BOOST_TEST(g.get_native() == nullptr);
    g.link(); // already linked: nothing changes
    BOOST_TEST(g.is_linked());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_unlinked_guard_protects_nothing, GC, gc_policies) {
    ledger book;
    counted* const p = book.make();
    guard_of<GC> g;
    g.assign(p);
    GC::template retire<count_disposal>(p);
    BOOST_TEST(survives<GC>(p));
    g.unlink();
    BOOST_TEST(!g.is_linked());
    g.unlink(); // harmless
    BOOST_TEST(!survives<GC>(p));
    g.link();
    BOOST_TEST(g.get_native() == nullptr);
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(protect_returns_the_value_and_keeps_the_object, GC, gc_policies) {
    ledger book;
    atomics::atomic<counted*> source{book.make()};
    guard_of<GC> g;
    counted* const p = g.protect(source);
    BOOST_TEST(p == source.load(atomics::memory_order_relaxed));
    BOOST_TEST(g.template get<counted>() == p);
    source.store(nullptr, atomics::memory_order_release);
    GC::template retire<count_disposal>(p);
    BOOST_TEST(survives<GC>(p));
    g.clear();
    BOOST_TEST(g.is_linked());
    BOOST_TEST(g.get_native() == nullptr);
    BOOST_TEST(!survives<GC>(p));
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(protect_of_null_leaves_the_guard_empty, GC, gc_policies) {
    atomics::atomic<counted*> source{nullptr};
    guard_of<GC> g;
    BOOST_TEST(g.protect(source) == nullptr);
    BOOST_TEST(g.get_native() == nullptr);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(protect_with_a_functor_guards_what_the_functor_names, GC,
                              gc_policies) {
    ledger book;
    owner_of holder{book.make()};
    atomics::atomic<owner_of*> source{&holder};
    guard_of<GC> g;
    owner_of* const seen = g.protect(source, [](owner_of* o) { return o ? o->subject : nullptr; });
    BOOST_TEST(seen == &holder);
    BOOST_TEST(g.template get<counted>() == holder.subject);
    GC::template retire<count_disposal>(holder.subject);
    BOOST_TEST(survives<GC>(holder.subject));
    g.clear();
    BOOST_TEST(!survives<GC>(holder.subject));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(protect_of_a_marked_pointer_guards_the_pointer_without_its_mark, GC,
                              gc_policies) {
    using marked = cds::details::marked_ptr<counted, 1>;
    ledger book;
    counted* const p = book.make();
    typename GC::template atomic_marked_ptr<marked> source;
    source.store(marked(p, 1), atomics::memory_order_relaxed);
    guard_of<GC> g;
    marked const seen = g.protect(source, [](marked m) { return m.ptr(); });
    BOOST_TEST(seen.ptr() == p);
    BOOST_TEST(seen.bits() == 1u);
    BOOST_TEST(g.template get<counted>() == p);
    GC::template retire<count_disposal>(p);
    BOOST_TEST(survives<GC>(p));
    g.clear();
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(assign_stores_pointers_null_and_marked_pointers, GC, gc_policies) {
    using marked = cds::details::marked_ptr<counted, 3>;
    ledger book;
    counted* const p = book.make();
    guard_of<GC> g;
    BOOST_TEST(g.assign(p) == p);
    BOOST_TEST(g.get_native() == p);
    BOOST_TEST((g.assign(nullptr) == nullptr));
    BOOST_TEST(g.get_native() == nullptr);
    BOOST_TEST(g.assign(marked(p, 3)) == p);
    BOOST_TEST(g.get_native() == p);
    GC::template retire<count_disposal>(p);
    BOOST_TEST(survives<GC>(p));
    g.assign(nullptr);
    BOOST_TEST(!survives<GC>(p));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_copy_protects_on_its_own, GC, gc_policies) {
    ledger book;
    counted* const p = book.make();
    guard_of<GC> original;
    guard_of<GC> second;
    original.assign(p);
    second.copy(original);
    BOOST_TEST(second.get_native() == p);
    GC::template retire<count_disposal>(p);
    original.clear();
    BOOST_TEST(survives<GC>(p));
    second.clear();
    BOOST_TEST(!survives<GC>(p));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_move_steals_the_slot, GC, gc_policies) {
    static_assert(std::is_nothrow_move_constructible_v<guard_of<GC>>);
    static_assert(!std::is_copy_constructible_v<guard_of<GC>>);
    static_assert(!std::is_copy_assignable_v<guard_of<GC>>);
    ledger book;
    counted* const p = book.make();
    guard_of<GC> source;
    source.assign(p);
    GC::template retire<count_disposal>(p);
    {
        guard_of<GC> thief(std::move(source));
        BOOST_TEST(!source.is_linked());
        BOOST_TEST(thief.get_native() == p);
        BOOST_TEST(survives<GC>(p));
    }
    BOOST_TEST(!survives<GC>(p));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(move_assignment_and_swap_exchange_the_slots, GC, gc_policies) {
    ledger book;
    counted* const p = book.make();
    counted* const q = book.make();
    guard_of<GC> a;
    guard_of<GC> b;
    a.assign(p);
    b.assign(q);
    GC::template retire<count_disposal>(p);
    GC::template retire<count_disposal>(q);

    a = std::move(b);
    BOOST_TEST(a.get_native() == q);
    BOOST_TEST(b.get_native() == p);
    a.swap(b);
    BOOST_TEST(a.get_native() == p);
    BOOST_TEST(b.get_native() == q);
    BOOST_TEST(survives<GC>(p));
    BOOST_TEST(survives<GC>(q));

    guard_of<GC> none(nullptr);
    a = std::move(none);
    BOOST_TEST(!a.is_linked());
    BOOST_TEST(none.get_native() == p);
    BOOST_TEST(survives<GC>(p));
    none.unlink();
    b.clear();
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_released_slot_goes_on_protecting_for_its_new_owner, GC,
                              gc_policies) {
    ledger book;
    counted* const p = book.make();
    guard_of<GC> g;
    g.assign(p);
    GC::template retire<count_disposal>(p);
    {
        typename GC::template guarded_ptr<counted> owner(g.release());
        BOOST_TEST(!g.is_linked());
        BOOST_TEST(survives<GC>(p));
        BOOST_TEST(owner->index() == p->index());
    }
    BOOST_TEST(!survives<GC>(p));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(guard_ref_is_the_slot_itself, GC, gc_policies) {
    int subject = 0;
    guard_of<GC> g;
    g.assign(&subject);
    auto*& slot = g.guard_ref();
    BOOST_TEST(slot != nullptr);
    BOOST_TEST(slot->get() == &subject);
    BOOST_TEST(slot->template get_as<int>() == &subject);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(any_number_of_guards_may_hold_one_object, GC, gc_policies) {
    ledger book;
    counted* const p = book.make();
    guard_row<GC> guards(guards_up_to<GC>(40));
    for (std::size_t i = 0; i < guards.size(); ++i)
        guards[i].assign(p);
    GC::template retire<count_disposal>(p);
    for (std::size_t i = 0; i < guards.size(); ++i) {
        BOOST_TEST(survives<GC>(p));
        guards[i].clear();
    }
    BOOST_TEST(!survives<GC>(p));
    BOOST_TEST(p->disposals() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(odd_and_interior_pointers_can_be_guarded, GC, gc_policies) {
    static char text[16] = {};
    ledger book;
    guard_of<GC> g;
    for (char& c : text) { // every residue: no bit of a slot is a flag
        g.assign(&c);
        GC::template retire<char>(&c, [](void* p) { ++*static_cast<char*>(p); });
        GC::force_dispose();
        BOOST_TEST(c == 0);
        g.clear();
        GC::force_dispose();
        BOOST_TEST(c == 1);
        c = 0;
    }
}

BOOST_AUTO_TEST_SUITE_END()
