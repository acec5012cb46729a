// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a stack looks like after something has thrown in the middle of an operation.

#include <cds_test/stack_types.h>

#include <cds_test/audited_gc.h>
#include <cds_test/fragile.h>

#include <boost/test/unit_test.hpp>

#include <initializer_list>
#include <memory>
#include <new>
#include <stdexcept>
#include <tuple>

namespace {

using cds_test::audited_DHP;
using cds_test::fragile;
using cds_test::fragile_memory;

struct fragile_traits : stack_types::eliminating {
    using allocator = cds_test::fragile_allocator<int>;
};

template <class GC>
using stack_over = cds::container::TreiberStack<GC, fragile, fragile_traits>;
using stacks =
    std::tuple<stack_over<cds::gc::HP>, stack_over<cds::gc::DHP>, stack_over<audited_DHP>>;

/// A stack with 3 on top of 2 on top of 1, and the check that nothing is lost or left behind.
template <class Stack>
struct three_items {
    three_items() {
        for (long i = 1; i <= 3; ++i)
            stack->emplace(i);
    }
    ~three_items() {
        stack.reset();
        Stack::gc::force_dispose();
        BOOST_TEST(fragile::alive == 0);
        BOOST_TEST(fragile_memory::outstanding == 0u);
        BOOST_TEST(audited_DHP::unreserved == 0u);
    }

    void expect(std::initializer_list<long> left) {
        BOOST_TEST(stack->size() == left.size());
        for (long expected : left)
            BOOST_TEST(stack->pop_with([&](fragile& v) { BOOST_TEST(v.value() == expected); }));
        BOOST_TEST(stack->empty());
    }

    std::unique_ptr<Stack> stack = std::make_unique<Stack>();
};

} // namespace

BOOST_AUTO_TEST_SUITE(stack_exceptions)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_push_that_throws_leaves_the_stack_alone, Stack, stacks) {
    three_items<Stack> items;
    {
        fragile const value(4);
        fragile::fuse.set(0);
        BOOST_CHECK_THROW(items.stack->push(value), fragile::broken);
        fragile::fuse.set(0);
        BOOST_CHECK_THROW(items.stack->emplace(5), fragile::broken);
        fragile_memory::fuse.set(0);
        BOOST_CHECK_THROW(items.stack->push(value), std::bad_alloc);
    }
    BOOST_TEST(fragile::alive == 3);
    BOOST_TEST(fragile_memory::outstanding == 3u);
    items.expect({3, 2, 1});
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_pop_that_throws_has_taken_its_item, Stack, stacks) {
    three_items<Stack> items;
    {
        fragile target(77);
        fragile::fuse.set(0);
        BOOST_CHECK_THROW(items.stack->pop(target), fragile::broken);
        BOOST_TEST(target.value() == 77);
        BOOST_CHECK_THROW(
            items.stack->pop_with([](fragile&) { throw std::logic_error("functor"); }),
            std::logic_error);
    }
    items.expect({1});
}

BOOST_AUTO_TEST_CASE(without_memory_for_retiring_pop_and_clear_change_nothing) {
    three_items<stack_over<audited_DHP>> items;
    {
        fragile target(77);
        audited_DHP::refusal.set(0);
        BOOST_CHECK_THROW(items.stack->pop(target), std::bad_alloc);
        BOOST_TEST(target.value() == 77);
        audited_DHP::refusal.set(1);
        BOOST_CHECK_THROW(items.stack->clear(), std::bad_alloc); // after the first item
    }
    items.expect({2, 1});
}

BOOST_AUTO_TEST_CASE(a_functor_may_pop_from_the_same_stack) {
    three_items<stack_over<audited_DHP>> items;
    BOOST_TEST(items.stack->pop_with([&](fragile& top) {
        BOOST_TEST(items.stack->pop_with([](fragile& next) { BOOST_TEST(next.value() == 2); }));
        audited_DHP::force_dispose();
        BOOST_TEST(top.value() == 3);
    }));
    items.expect({1});
}

BOOST_AUTO_TEST_CASE(the_destructor_needs_no_memory_for_retiring) {
    three_items<stack_over<audited_DHP>> items;
    audited_DHP::starving = true;
    items.stack.reset();
    audited_DHP::starving = false;
    BOOST_TEST(fragile::alive == 0);
}

BOOST_AUTO_TEST_SUITE_END()
