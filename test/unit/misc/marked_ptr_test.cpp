// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <boost/test/unit_test.hpp>

#include <cds/details/marked_ptr.h>

#include <type_traits>

namespace {

struct item {
    int value = 0;
};
using item_ptr = cds::details::marked_ptr<item, 3>;
using cell = atomics::atomic<item_ptr>;

// A list node links to its own, still incomplete type.
struct node {
    atomics::atomic<cds::details::marked_ptr<node, 1>> next;
};

alignas(8) item a{1};
alignas(8) item b{2};

} // namespace

BOOST_AUTO_TEST_SUITE(marked_ptr)

BOOST_AUTO_TEST_CASE(is_null_and_unmarked_when_default_constructed) {
    item_ptr const p;
    BOOST_TEST((p == nullptr));
    BOOST_TEST(p.bits() == 0u);
    BOOST_TEST(p.all() == static_cast<item*>(nullptr));
}

BOOST_AUTO_TEST_CASE(keeps_address_and_marks_apart) {
    item_ptr const p(&a, 2);
    BOOST_TEST(p.ptr() == &a);
    BOOST_TEST(p.bits() == 2u);
    BOOST_TEST(p->value == 1);
    BOOST_TEST(
        (reinterpret_cast<std::uintptr_t>(p.all()) == (reinterpret_cast<std::uintptr_t>(&a) | 2u)));
}

BOOST_AUTO_TEST_CASE(or_sets_and_keeps_marks_and_clears_and_xor_flips_marks_but_never_the_address) {
    item_ptr p(&a);
    p |= 1;
    p |= 2;
    BOOST_TEST(p.bits() == 3u);
    p &= 2;
    BOOST_TEST(p.bits() == 2u);
    p ^= 3;
    BOOST_TEST(p.bits() == 1u);
    p |= ~0;
    BOOST_TEST(p.bits() == 3u);
    p &= 0;
    BOOST_TEST(p.bits() == 0u);
    BOOST_TEST(p.ptr() == &a);
}

BOOST_AUTO_TEST_CASE(binary_operators_work_from_both_sides_and_leave_the_operand) {
    item_ptr const p(&a, 1);
    BOOST_TEST((p | 2).bits() == 3u);
    BOOST_TEST((2 | p).bits() == 3u);
    BOOST_TEST((p & 2).bits() == 0u);
    BOOST_TEST((2 & p).bits() == 0u);
    BOOST_TEST((p ^ 1).bits() == 0u);
    BOOST_TEST((1 ^ p).bits() == 0u);
    BOOST_TEST((~p).bits() == 2u);
    BOOST_TEST((~p).ptr() == &a);
    BOOST_TEST(p.bits() == 1u);
}

BOOST_AUTO_TEST_CASE(assignment_of_a_plain_pointer_clears_the_marks) {
    item_ptr p(&a, 3);
    p = &b;
    BOOST_TEST(p.ptr() == &b);
    BOOST_TEST(p.bits() == 0u);
}

BOOST_AUTO_TEST_CASE(marked_pointers_compare_with_their_marks_and_plain_ones_without) {
    item_ptr const clean(&a);
    item_ptr const marked(&a, 1);
    BOOST_TEST((clean != marked));
    BOOST_TEST((clean == item_ptr(&a)));
    BOOST_TEST((marked == &a));
    BOOST_TEST((&a == marked));
    BOOST_TEST((marked != &b));
    BOOST_TEST((item_ptr(nullptr, 1) == nullptr));
    BOOST_TEST((item_ptr(nullptr, 1) != item_ptr()));
}

BOOST_AUTO_TEST_CASE(is_as_small_and_as_trivial_to_copy_as_a_pointer) {
    static_assert(sizeof(item_ptr) == sizeof(item*));
    static_assert(std::is_trivially_copyable_v<item_ptr>);
    static_assert(item_ptr::bitmask == 3 && item_ptr::pointer_bitmask == ~std::uintptr_t(3));
    constexpr item_ptr null;
    constexpr item_ptr to_a(&a);
    item_ptr copy(to_a);
    copy = null;
    BOOST_TEST((copy == null));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(atomic_marked_ptr)

BOOST_AUTO_TEST_CASE(starts_null_or_with_what_it_was_given) {
    BOOST_TEST((cell().load(atomics::memory_order_relaxed) == item_ptr()));
    BOOST_TEST((cell(&a).load(atomics::memory_order_relaxed) == item_ptr(&a)));
    BOOST_TEST((cell(item_ptr(&a, 1)).load(atomics::memory_order_relaxed) == item_ptr(&a, 1)));
    BOOST_TEST((node().next.load(atomics::memory_order_relaxed) == nullptr));
}

BOOST_AUTO_TEST_CASE(store_load_and_exchange_carry_address_and_marks) {
    cell c;
    c.store(item_ptr(&a, 1), atomics::memory_order_release);
    BOOST_TEST((c.load(atomics::memory_order_acquire) == item_ptr(&a, 1)));
    BOOST_TEST((c.exchange(item_ptr(&b, 2), atomics::memory_order_acq_rel) == item_ptr(&a, 1)));
    BOOST_TEST((item_ptr(c) == item_ptr(&b, 2)));
    c = item_ptr(&a);
    BOOST_TEST((c.load() == item_ptr(&a)));
}

BOOST_AUTO_TEST_CASE(compare_exchange_fails_on_a_different_mark_and_reports_the_value) {
    cell c(item_ptr(&a, 1));
    item_ptr expected(&a);
    BOOST_TEST(!c.compare_exchange_strong(expected, item_ptr(&b), atomics::memory_order_acq_rel,
                                          atomics::memory_order_acquire));
    BOOST_TEST((expected == item_ptr(&a, 1)));
    BOOST_TEST(c.compare_exchange_strong(expected, item_ptr(&b), atomics::memory_order_acq_rel,
                                         atomics::memory_order_acquire));
    BOOST_TEST((c.load() == item_ptr(&b)));
}

BOOST_AUTO_TEST_CASE(compare_exchange_takes_every_single_order) {
    for (auto order : {atomics::memory_order_relaxed, atomics::memory_order_acquire,
                       atomics::memory_order_release, atomics::memory_order_acq_rel,
                       atomics::memory_order_seq_cst}) {
        cell c(&a);
        item_ptr expected(&b);
        BOOST_TEST(!c.compare_exchange_strong(expected, item_ptr(&b), order));
        while (!c.compare_exchange_weak(expected, item_ptr(&b, 3), order)) {}
        BOOST_TEST((c.load() == item_ptr(&b, 3)));
    }
}

BOOST_AUTO_TEST_CASE(volatile_cells_have_the_whole_interface) {
    cell volatile c;
    BOOST_TEST(c.is_lock_free());
    c.store(item_ptr(&a, 1));
    item_ptr expected = c.load();
    while (!c.compare_exchange_weak(expected, item_ptr(&b, 1))) {}
    BOOST_TEST((c.exchange(item_ptr()) == item_ptr(&b, 1)));
    item_ptr const null;
    c = null;
    BOOST_TEST((item_ptr(c) == null));
}

BOOST_AUTO_TEST_SUITE_END()
