// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The stack of values in one thread.

#include <cds_test/stack_types.h>

#include <cds_test/threads.h>

#include <boost/lockfree/stack.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>
#include <type_traits>
#include <vector>

BOOST_AUTO_TEST_SUITE(value_stack)

using stacks = stack_types::counting_stacks<long>;
using plain_stacks = stack_types::plain_stacks<long>;

BOOST_AUTO_TEST_CASE_TEMPLATE(a_new_stack_is_empty_and_yields_nothing, Stack, stacks) {
    Stack stack;
    long target = 77;
    bool called = false;
    BOOST_TEST(stack.empty());
    BOOST_TEST(stack.size() == 0u);
    BOOST_TEST(!stack.pop(target));
    BOOST_TEST(!stack.pop_with([&called](long&) { called = true; }));
    BOOST_TEST(target == 77);
    BOOST_TEST(!called);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(values_leave_in_the_opposite_order, Stack, stacks) {
    Stack stack(8); // cells to eliminate in; ignored where there are none
    for (long i = 0; i < 1000; ++i)
        BOOST_TEST(stack.push(i));
    BOOST_TEST(!stack.empty());
    BOOST_TEST(stack.size() == 1000u);
    for (long i = 1000; i-- > 0;) {
        long value = -1;
        BOOST_TEST(stack.pop(value));
        BOOST_TEST(value == i);
        BOOST_TEST(stack.size() == static_cast<std::size_t>(i));
    }
    BOOST_TEST(stack.empty());
    BOOST_TEST(stack.statistics().m_PushCount.get() == 1000u);
    BOOST_TEST(stack.statistics().m_PopCount.get() == 1000u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(every_way_in_and_every_way_out_is_the_same_stack, Stack, stacks) {
    Stack stack;
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

BOOST_AUTO_TEST_CASE_TEMPLATE(a_cleared_stack_is_empty_and_usable, Stack, stacks) {
    Stack stack;
    for (int round = 0; round < 3; ++round) {
        for (long i = 0; i < 600; ++i)
            stack.push(i);
        stack.clear();
        BOOST_TEST(stack.empty());
        BOOST_TEST(stack.size() == 0u);
        long value = 0;
        BOOST_TEST(!stack.pop(value));
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(without_an_item_counter_the_size_is_always_zero, Stack,
                              plain_stacks) {
    Stack stack;
    stack.push(1);
    BOOST_TEST(stack.size() == 0u);
    BOOST_TEST(!stack.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_stack_agrees_with_a_vector_and_with_boost_lockfree, Stack, stacks) {
    Stack stack;
    boost::lockfree::stack<long> boost_stack(0);
    std::vector<long> model;
    auto random = cds_test::random_stream(2);
    for (long step = 0; step < 20000; ++step) {
        bool const grow = random() % 1000 < (step / 4000 % 2 == 0 ? 600u : 400u);
        if (grow) {
            stack.push(step);
            boost_stack.push(step);
            model.push_back(step);
        } else {
            long ours = -1;
            long theirs = -1;
            bool const taken = stack.pop(ours);
            BOOST_REQUIRE_EQUAL(taken, boost_stack.pop(theirs));
            BOOST_REQUIRE_EQUAL(taken, !model.empty());
            if (taken) {
                BOOST_REQUIRE_EQUAL(ours, theirs);
                BOOST_REQUIRE_EQUAL(ours, model.back());
                model.pop_back();
            }
        }
        BOOST_REQUIRE_EQUAL(stack.size(), model.size());
        BOOST_REQUIRE_EQUAL(stack.empty(), model.empty());
    }
}

using move_only_stacks = stack_types::counting_stacks<std::unique_ptr<std::string>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(values_that_can_only_be_moved_pass_through, Stack, move_only_stacks) {
    Stack stack;
    stack.emplace(std::make_unique<std::string>("left for the destructor"));
    stack.emplace(new std::string("second"));
    stack.emplace(std::make_unique<std::string>("third"));
    std::unique_ptr<std::string> value;
    BOOST_TEST((stack.pop(value) && *value == "third"));
    BOOST_TEST(stack.pop_with([&](auto& top) { value = std::move(top); }));
    BOOST_TEST(*value == "second");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_names_that_programs_rely_on_are_there, Stack, stacks) {
    using traits = typename Stack::traits;
    static_assert(std::is_same_v<typename Stack::value_type, long>);
    static_assert(std::is_same_v<typename Stack::back_off, typename traits::back_off>);
    static_assert(std::is_same_v<typename Stack::stat, typename traits::stat>);
    static_assert(std::is_same_v<typename Stack::item_counter, typename traits::item_counter>);
    static_assert(std::is_same_v<typename Stack::memory_model, typename traits::memory_model>);
    static_assert(std::is_same_v<typename Stack::allocator_type::value_type, long>);
    static_assert(std::is_same_v<typename Stack::elimination_lock_type, cds::sync::spin>);
    static_assert(Stack::enable_elimination == traits::enable_elimination);
    static_assert(!std::is_copy_constructible_v<Stack> && !std::is_move_constructible_v<Stack>);
    using rebound =
        typename Stack::template rebind<cds::gc::DHP, std::string, stack_types::counting>::other;
    rebound stack;
    stack.emplace(3u, 'x');
    std::string value;
    BOOST_TEST(stack.pop(value));
    BOOST_TEST(value == "xxx");
    BOOST_TEST(Stack::c_nHazardPtrCount == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
