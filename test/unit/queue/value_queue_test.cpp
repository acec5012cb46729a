// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The generic queue interface in one thread.

#include <cds_test/queue_types.h>

#include <cds_test/threads.h>

#include <boost/lockfree/queue.hpp>
#include <boost/test/unit_test.hpp>

#include <deque>
#include <memory>
#include <string>
#include <type_traits>

BOOST_AUTO_TEST_SUITE(value_queue)

using queues = queue_types::counting_queues<long>;
using plain_queues = queue_types::plain_queues<long>;

BOOST_AUTO_TEST_CASE_TEMPLATE(a_new_queue_is_empty_and_yields_nothing, Queue, queues) {
    Queue queue;
    long target = 77;
    bool called = false;
    auto const call = [&called](long&) { called = true; };
    BOOST_TEST(queue.empty());
    BOOST_TEST(queue.size() == 0u);
    BOOST_TEST(!queue.dequeue(target));
    BOOST_TEST(!queue.pop(target));
    BOOST_TEST(!queue.dequeue_with(call));
    BOOST_TEST(!queue.pop_with(call));
    BOOST_TEST(target == 77);
    BOOST_TEST(!called);
    BOOST_TEST(queue.statistics().m_EmptyDequeue.get() == 4u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(values_leave_in_the_order_in_which_they_came, Queue, queues) {
    Queue queue;
    for (long i = 0; i < 1000; ++i)
        BOOST_TEST(queue.enqueue(i));
    BOOST_TEST(!queue.empty());
    BOOST_TEST(queue.size() == 1000u);
    for (long i = 0; i < 1000; ++i) {
        long value = -1;
        BOOST_TEST(queue.dequeue(value));
        BOOST_TEST(value == i);
        BOOST_TEST(queue.size() == static_cast<std::size_t>(999 - i));
    }
    BOOST_TEST(queue.empty());
    BOOST_TEST(queue.statistics().m_EnqueueCount.get() == 1000u);
    BOOST_TEST(queue.statistics().m_DequeueCount.get() == 1000u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(every_way_in_and_every_way_out_is_the_same_queue, Queue, queues) {
    Queue queue;
    long const one = 1;
    BOOST_TEST(queue.enqueue(one));
    BOOST_TEST(queue.enqueue(2));
    BOOST_TEST(queue.push(3 * one));
    BOOST_TEST(queue.push(one));
    BOOST_TEST(queue.emplace(5));
    BOOST_TEST(queue.enqueue_with([](long& fresh) { fresh += 6; })); // value-initialised: 0
    BOOST_TEST(queue.push_with([](long& fresh) { fresh += 7; }));
    long value = 0;
    BOOST_TEST((queue.dequeue(value) && value == 1));
    BOOST_TEST((queue.pop(value) && value == 2));
    BOOST_TEST((queue.dequeue_with([&](long& oldest) { value = oldest; }) && value == 3));
    BOOST_TEST((queue.pop_with([&](long& oldest) { value = oldest; }) && value == 1));
    BOOST_TEST((queue.pop(value) && value == 5));
    BOOST_TEST((queue.pop(value) && value == 6));
    BOOST_TEST((queue.pop(value) && value == 7));
    BOOST_TEST(!queue.pop(value));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_cleared_queue_is_empty_and_usable, Queue, queues) {
    Queue queue;
    for (int round = 0; round < 3; ++round) {
        for (long i = 0; i < 300; ++i)
            queue.enqueue(i);
        queue.clear();
        BOOST_TEST(queue.empty());
        BOOST_TEST(queue.size() == 0u);
        long value = 0;
        BOOST_TEST(!queue.dequeue(value));
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(without_an_item_counter_the_size_is_always_zero, Queue,
                              plain_queues) {
    Queue queue;
    queue.enqueue(1);
    BOOST_TEST(queue.size() == 0u);
    BOOST_TEST(!queue.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_queue_agrees_with_a_deque_and_with_boost_lockfree, Queue, queues) {
    Queue queue;
    boost::lockfree::queue<long> boost_queue(0);
    std::deque<long> model;
    auto random = cds_test::random_stream(1);
    for (long step = 0; step < 20000; ++step) {
        bool const grow = random() % 1000 < (step / 4000 % 2 == 0 ? 600u : 400u);
        if (grow) {
            queue.enqueue(step);
            boost_queue.push(step);
            model.push_back(step);
        } else {
            long ours = -1;
            long theirs = -1;
            bool const taken = queue.dequeue(ours);
            BOOST_REQUIRE_EQUAL(taken, boost_queue.pop(theirs));
            BOOST_REQUIRE_EQUAL(taken, !model.empty());
            if (taken) {
                BOOST_REQUIRE_EQUAL(ours, theirs);
                BOOST_REQUIRE_EQUAL(ours, model.front());
                model.pop_front();
            }
        }
        BOOST_REQUIRE_EQUAL(queue.size(), model.size());
        BOOST_REQUIRE_EQUAL(queue.empty(), model.empty());
    }
}

using move_only_queues = queue_types::counting_queues<std::unique_ptr<std::string>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(values_that_can_only_be_moved_pass_through, Queue, move_only_queues) {
    Queue queue;
    queue.enqueue(std::make_unique<std::string>("first"));
    queue.emplace(new std::string("second"));
    queue.enqueue_with([](auto& fresh) { fresh = std::make_unique<std::string>("third"); });
    std::unique_ptr<std::string> value;
    BOOST_TEST((queue.dequeue(value) && *value == "first"));
    BOOST_TEST((queue.pop(value) && *value == "second"));
    BOOST_TEST(queue.pop_with([&](auto& oldest) { value = std::move(oldest); }));
    BOOST_TEST(*value == "third");
    queue.enqueue(std::make_unique<std::string>("left for the destructor"));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_names_that_programs_rely_on_are_there, Queue, queues) {
    static_assert(std::is_same_v<typename Queue::value_type, long>);
    static_assert(std::is_same_v<typename Queue::back_off, typename Queue::traits::back_off>);
    static_assert(std::is_same_v<typename Queue::stat, typename Queue::traits::stat>);
    static_assert(
        std::is_same_v<typename Queue::item_counter, typename Queue::traits::item_counter>);
    static_assert(
        std::is_same_v<typename Queue::memory_model, typename Queue::traits::memory_model>);
    static_assert(std::is_same_v<typename Queue::allocator_type::value_type, long>);
    static_assert(!std::is_copy_constructible_v<Queue> && !std::is_move_constructible_v<Queue>);
    using rebound =
        typename Queue::template rebind<cds::gc::DHP, std::string, queue_types::counting>::other;
    rebound queue;
    queue.emplace(3u, 'x');
    std::string value;
    BOOST_TEST(queue.dequeue(value));
    BOOST_TEST(value == "xxx");
    BOOST_TEST(Queue::c_nHazardPtrCount == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
