// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What stacks of values have beside the interface of ../bag.

#include <cds_test/stack_types.h>

#include <boost/test/unit_test.hpp>

#include <type_traits>

BOOST_AUTO_TEST_SUITE(value_stack)

using stacks = stack_types::counting_stacks<long>;

BOOST_AUTO_TEST_CASE_TEMPLATE(every_way_in_and_every_way_out_is_the_same_stack, Stack, stacks) {
    Stack stack(8); // cells to eliminate in; ignored where there are none
    long const one = 1;
    BOOST_TEST(stack.push(one));
    BOOST_TEST(stack.push(2));
    BOOST_TEST(stack.emplace(3));
    BOOST_TEST(stack.emplace());
    long value = -1;
    BOOST_TEST((stack.pop(value) && value == 0)); // value-initialised
    BOOST_TEST((stack.pop_with([&](long& top) { value = top; }) && value == 3));
    BOOST_TEST((stack.pop(value) && value == 2));
    BOOST_TEST((stack.pop(value) && value == 1));
    BOOST_TEST(!stack.pop(value));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_stack_says_how_it_eliminates, Stack, stacks) {
    static_assert(std::is_same_v<typename Stack::elimination_lock_type, cds::sync::spin>);
    BOOST_TEST(Stack::enable_elimination == Stack::traits::enable_elimination);
}

BOOST_AUTO_TEST_SUITE_END()
