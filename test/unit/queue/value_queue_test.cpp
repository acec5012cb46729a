// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What queues of values have beside the interface of ../bag.

#include <cds_test/bag.h>
#include <cds_test/queue_types.h>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>

BOOST_AUTO_TEST_SUITE(value_queue)

using queues = queue_types::counting_queues<long>;

BOOST_AUTO_TEST_CASE_TEMPLATE(every_way_out_of_an_empty_queue_is_counted, Queue, queues) {
    Queue queue;
    long target = 77;
    bool called = false;
    auto const call = [&called](long&) { called = true; };
    BOOST_TEST(!queue.dequeue(target));
    BOOST_TEST(!queue.pop(target));
    BOOST_TEST(!queue.dequeue_with(call));
    BOOST_TEST(!queue.pop_with(call));
    BOOST_TEST(target == 77);
    BOOST_TEST(!called);
    BOOST_TEST(cds_test::takes_in_vain(queue.statistics()) == 4u);
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

using move_only_queues = queue_types::counting_queues<std::unique_ptr<std::string>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(values_may_be_moved_in_or_filled_in, Queue, move_only_queues) {
    Queue queue;
    queue.enqueue(std::make_unique<std::string>("first"));
    queue.push(std::make_unique<std::string>("second"));
    queue.enqueue_with([](auto& fresh) { fresh = std::make_unique<std::string>("third"); });
    std::unique_ptr<std::string> value;
    BOOST_TEST((queue.dequeue(value) && *value == "first"));
    BOOST_TEST((queue.dequeue(value) && *value == "second"));
    BOOST_TEST((queue.dequeue(value) && *value == "third"));
}

BOOST_AUTO_TEST_SUITE_END()
