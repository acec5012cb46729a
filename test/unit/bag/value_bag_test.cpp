// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The interface that queues and stacks of values share, in one thread.
//
// One translation unit a family: queues stacks

#include <cds_test/bag_types.h>
#include <cds_test/threads.h>

#include <boost/lockfree/queue.hpp>
#include <boost/lockfree/stack.hpp>
#include <boost/test/unit_test.hpp>

#include <deque>
#include <memory>
#include <string>
#include <type_traits>

BOOST_AUTO_TEST_SUITE(value_bag)

using cds_test::is_queue;
using bags = bag_types::counting_bags<long>;
using plain_bags = bag_types::plain_bags<long>;

BOOST_AUTO_TEST_CASE_TEMPLATE(a_new_bag_is_empty_and_yields_nothing, Bag, bags) {
    Bag bag;
    long target = 77;
    bool called = false;
    BOOST_TEST(bag.empty());
    BOOST_TEST(bag.size() == 0u);
    BOOST_TEST(!bag.pop(target));
    BOOST_TEST(!bag.pop_with([&called](long&) { called = true; }));
    BOOST_TEST(target == 77);
    BOOST_TEST(!called);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(values_leave_in_order_and_are_counted, Bag, bags) {
    Bag bag;
    for (long i = 0; i < 1000; ++i)
        BOOST_TEST(bag.push(i));
    BOOST_TEST(!bag.empty());
    BOOST_TEST(bag.size() == 1000u);
    for (std::size_t n = 0; n < 1000; ++n) {
        long value = -1;
        BOOST_TEST(bag.pop(value));
        BOOST_TEST(value == static_cast<long>(cds_test::number_out<Bag>(n, 1000)));
        BOOST_TEST(bag.size() == 999 - n);
    }
    BOOST_TEST(bag.empty());
    BOOST_TEST(cds_test::puts(bag.statistics()) == 1000u);
    BOOST_TEST(cds_test::takes(bag.statistics()) == 1000u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_cleared_bag_is_empty_and_usable, Bag, bags) {
    Bag bag;
    for (int round = 0; round < 3; ++round) {
        for (long i = 0; i < 600; ++i) // more than one block of retired pointers
            bag.push(i);
        bag.clear();
        BOOST_TEST(bag.empty());
        BOOST_TEST(bag.size() == 0u);
        long value = 0;
        BOOST_TEST(!bag.pop(value));
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(without_an_item_counter_the_size_is_always_zero, Bag, plain_bags) {
    Bag bag;
    bag.push(1);
    BOOST_TEST(bag.size() == 0u);
    BOOST_TEST(!bag.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_bag_agrees_with_a_deque_and_with_boost_lockfree, Bag, bags) {
    using peer = std::conditional_t<is_queue<Bag>, boost::lockfree::queue<long>,
                                    boost::lockfree::stack<long>>;
    Bag bag;
    peer boost_bag(0);
    std::deque<long> model;
    auto const pop_from_model = [&model] {
        long const next = is_queue<Bag> ? model.front() : model.back();
        is_queue<Bag> ? model.pop_front() : model.pop_back();
        return next;
    };
    auto random = cds_test::random_stream(1);
    for (long step = 0; step < 20000; ++step) {
        bool const grow = random() % 1000 < (step / 4000 % 2 == 0 ? 600u : 400u);
        if (grow) {
            bag.push(step);
            boost_bag.push(step);
            model.push_back(step);
        } else {
            long ours = -1;
            long theirs = -1;
            bool const taken = bag.pop(ours);
            BOOST_REQUIRE_EQUAL(taken, boost_bag.pop(theirs));
            BOOST_REQUIRE_EQUAL(taken, !model.empty());
            if (taken) {
                BOOST_REQUIRE_EQUAL(ours, theirs);
                BOOST_REQUIRE_EQUAL(ours, pop_from_model());
            }
        }
        BOOST_REQUIRE_EQUAL(bag.size(), model.size());
        BOOST_REQUIRE_EQUAL(bag.empty(), model.empty());
    }
}

using move_only_bags = bag_types::counting_bags<std::unique_ptr<std::string>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(values_that_can_only_be_moved_pass_through, Bag, move_only_bags) {
    Bag bag;
    std::unique_ptr<std::string> value;
    bag.emplace(std::make_unique<std::string>("first"));
    BOOST_TEST((bag.pop(value) && *value == "first"));
    bag.emplace(new std::string("second"));
    BOOST_TEST(bag.pop_with([&](auto& next) { value = std::move(next); }));
    BOOST_TEST(*value == "second");
    bag.emplace(std::make_unique<std::string>("left for the destructor"));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_names_that_programs_rely_on_are_there, Bag, bags) {
    using traits = typename Bag::traits;
    static_assert(std::is_same_v<typename Bag::value_type, long>);
    if constexpr (requires { typename traits::back_off; })
        static_assert(std::is_same_v<typename Bag::back_off, typename traits::back_off>);
    static_assert(std::is_same_v<typename Bag::stat, typename traits::stat>);
    static_assert(std::is_same_v<typename Bag::item_counter, typename traits::item_counter>);
    static_assert(std::is_same_v<typename Bag::memory_model, typename traits::memory_model>);
    static_assert(std::is_same_v<typename Bag::allocator_type::value_type, long>);
    static_assert(!std::is_copy_constructible_v<Bag> && !std::is_move_constructible_v<Bag>);
    static_assert(Bag::c_nHazardPtrCount != 0);
    using rebound = typename Bag::template rebind<cds::gc::DHP, std::string, traits>::other;
    rebound bag;
    bag.emplace(3u, 'x');
    std::string value;
    BOOST_TEST(bag.pop(value));
    BOOST_TEST(value == "xxx");
}

BOOST_AUTO_TEST_SUITE_END()
