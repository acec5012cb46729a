// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// GuardArray: several slots that are taken and given back together.

#include <cds_test/gc_policies.h>

#include <cds/algo/atomic.h>
#include <cds/details/marked_ptr.h>

#include <boost/test/unit_test.hpp>

#include <type_traits>

namespace {

using namespace cds_test;

template <class GC>
using three_guards = typename GC::template GuardArray<3>;

template <class GC>
bool survives(counted const* p) {
    GC::force_dispose();
    return p->disposals() == 0;
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_guard_array)

BOOST_AUTO_TEST_CASE_TEMPLATE(the_capacity_is_part_of_the_type, GC, gc_policies) {
    using array = three_guards<GC>;
    static_assert(array::c_nCapacity == 3);
    static_assert(array::capacity() == 3);
    using wider = typename array::template rebind<5>::other;
    static_assert(std::is_same_v<wider, typename GC::template GuardArray<5>>);
    static_assert(!std::is_copy_constructible_v<array> && !std::is_move_constructible_v<array>);
    static_assert(!std::is_copy_assignable_v<array> && !std::is_move_assignable_v<array>);
    array guards;
    for (std::size_t i = 0; i < array::capacity(); ++i)
        BOOST_TEST(guards.get_native(i) == nullptr);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(each_slot_protects_its_own_object, GC, gc_policies) {
    ledger book;
    atomics::atomic<counted*> sources[3] = {};
    for (auto& s : sources)
        s.store(book.make(), atomics::memory_order_relaxed);
    three_guards<GC> guards;
    for (std::size_t i = 0; i < 3; ++i) {
        counted* const p = guards.protect(i, sources[i]);
        BOOST_TEST(guards.template get<counted>(i) == p);
        BOOST_TEST(guards.get_native(i) == p);
        GC::template retire<count_disposal>(p);
    }
    for (std::size_t i = 0; i < 3; ++i) {
        counted* const p = sources[i].load(atomics::memory_order_relaxed);
        BOOST_TEST(survives<GC>(p));
        guards.clear(i);
        BOOST_TEST(!survives<GC>(p));
    }
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(protect_with_a_functor_maps_the_value_to_the_guarded_pointer, GC,
                              gc_policies) {
    using marked = cds::details::marked_ptr<counted, 1>;
    ledger book;
    counted* const p = book.make();
    atomics::atomic<marked> source{marked(p, 1)};
    three_guards<GC> guards;
    marked const seen = guards.protect(1, source, [](marked m) { return m.ptr(); });
    BOOST_TEST(seen.bits() == 1u);
    BOOST_TEST(guards.get_native(1) == p);
    GC::template retire<count_disposal>(p);
    BOOST_TEST(survives<GC>(p));
    guards.clear(1);
    BOOST_TEST(!survives<GC>(p));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(assign_takes_plain_and_marked_pointers, GC, gc_policies) {
    using marked = cds::details::marked_ptr<counted, 1>;
    ledger book;
    counted* const p = book.make();
    three_guards<GC> guards;
    BOOST_TEST(guards.assign(0, p) == p);
    BOOST_TEST(guards.assign(2, marked(p, 1)) == p);
    GC::template retire<count_disposal>(p);
    guards.clear(0);
    BOOST_TEST(survives<GC>(p));
    guards.clear(2);
    BOOST_TEST(!survives<GC>(p));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(copies_from_a_guard_and_from_a_neighbour_protect, GC, gc_policies) {
    ledger book;
    counted* const p = book.make();
    three_guards<GC> guards;
    typename GC::Guard outside;
    outside.assign(p);
    guards.copy(0, outside);
    GC::template retire<count_disposal>(p);
    outside.clear();
    BOOST_TEST(survives<GC>(p));
    guards.copy(2, 0);
    guards.clear(0);
    BOOST_TEST(guards.get_native(2) == p);
    BOOST_TEST(survives<GC>(p));
    guards.clear(2);
    BOOST_TEST(!survives<GC>(p));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(publish_protects_what_the_caller_validates_itself, GC, gc_policies) {
    ledger book;
    atomics::atomic<counted*> source{book.make()};
    three_guards<GC> guards;
    counted* const p = source.load(atomics::memory_order_acquire);
    guards.publish(0, p);
    BOOST_TEST((source.load(atomics::memory_order_acquire) == p));
    GC::template retire<count_disposal>(p);
    BOOST_TEST(survives<GC>(p));
    guards.clear(0);
    BOOST_TEST(!survives<GC>(p));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(swap_exchanges_slots_and_loses_no_protection, GC, gc_policies) {
    ledger book;
    counted* const p = book.make();
    counted* const q = book.make();
    three_guards<GC> guards;
    guards.assign(0, p);
    guards.assign(1, q);
    GC::template retire<count_disposal>(p);
    GC::template retire<count_disposal>(q);
    guards.swap(0, 1);
    BOOST_TEST(guards.get_native(0) == q);
    BOOST_TEST(guards.get_native(1) == p);
    guards.swap(1, 2);
    BOOST_TEST(guards.get_native(1) == nullptr);
    BOOST_TEST(guards.get_native(2) == p);
    guards.swap(2, 2);
    BOOST_TEST(survives<GC>(p));
    BOOST_TEST(survives<GC>(q));
    guards.clear(2);
    BOOST_TEST(!survives<GC>(p));
    BOOST_TEST(survives<GC>(q));
    guards.clear(0);
    BOOST_TEST(!survives<GC>(q));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_released_slot_outlives_the_array, GC, gc_policies) {
    ledger book;
    counted* const p = book.make();
    typename GC::template guarded_ptr<counted> owner;
    {
        three_guards<GC> guards;
        guards.assign(1, p);
        owner = typename GC::template guarded_ptr<counted>(guards.release(1));
    }
    GC::template retire<count_disposal>(p);
    BOOST_TEST(survives<GC>(p));
    owner.release();
    BOOST_TEST(!survives<GC>(p));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_destructor_lets_every_object_go, GC, gc_policies) {
    ledger book;
    {
        three_guards<GC> guards;
        for (std::size_t i = 0; i < 3; ++i) {
            counted* const p = book.make();
            guards.assign(i, p);
            GC::template retire<count_disposal>(p);
        }
        GC::force_dispose();
        BOOST_TEST(book.disposed() == 0u);
    }
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_SUITE_END()
