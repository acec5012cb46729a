// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What SCQueue has of its own: who is stopped in it stops nobody; threads. What it shares with
// other bounded queues is in bounded_queue_test.cpp.

#include <cds_test/hesitating_gc.h>
#include <cds_test/queue_histories.h>
#include <cds_test/ring_types.h>

#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>
#include <thread>

namespace {

using namespace cds_test;
namespace cc = ring_types::cc;
using queues = ring_types::sc_queues<long>;

/// Threads give up the processor while they have a cell in hand.
struct hesitating_counts : cc::sc_queue::traits {
    using item_counter = hesitating_counter;
};
/// Capacity 2, told by nobody.
struct small_queue : cc::SCQueue<long, hesitating_counts> {
    small_queue() : SCQueue(2) {}
};

} // namespace

BOOST_AUTO_TEST_SUITE(sc_queue)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_consumer_that_is_stopped_in_its_cell_stops_nobody, Queue, queues) {
    Queue queue(4);
    for (long i = 0; i != 4; ++i)
        queue.push(i);
    long value = -1;
    BOOST_TEST(queue.dequeue_with([&](long& in_hand) {
        BOOST_TEST(!queue.push(4)); // its cell is still in use
        for (long i = 1; i != 1000; ++i) {
            BOOST_REQUIRE((queue.pop(value) && value == i));
            BOOST_REQUIRE(queue.push(i + 3));
        }
        BOOST_TEST(in_hand == 0);
    }));
    BOOST_TEST(queue.push(1003));
    for (long i = 1000; i != 1004; ++i)
        BOOST_TEST((queue.pop(value) && value == i));
    BOOST_TEST(queue.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_producer_that_is_stopped_in_its_cell_stops_nobody, Queue, queues) {
    Queue queue(4);
    long value = -1;
    BOOST_TEST(queue.enqueue_with([&](long& raw) {
        for (long i = 0; i != 1000; ++i) {
            BOOST_REQUIRE(queue.push(i));
            BOOST_REQUIRE((queue.pop(value) && value == i));
            BOOST_REQUIRE(queue.empty());
        }
        ::new (&raw) long(77);
    }));
    BOOST_TEST((queue.pop(value) && value == 77));
}

BOOST_AUTO_TEST_CASE(a_functor_that_throws_leaves_its_cell_free) {
    cc::SCQueue<std::string, ring_types::sc_counting> queue(2);
    for (int i = 0; i != 10; ++i)
        BOOST_CHECK_THROW(queue.enqueue_with([](std::string&) { throw std::logic_error("none"); }),
                          std::logic_error);
    BOOST_TEST((queue.push("a") && queue.emplace("b") && !queue.push("c")));
    for (char const* expected : {"a", "b"}) {
        std::string seen;
        BOOST_CHECK_THROW(
            queue.dequeue_with([&](std::string& s) { throw std::logic_error(seen = s); }),
            std::logic_error);
        BOOST_TEST(seen == expected);
    }
    BOOST_TEST((queue.push("d") && queue.push("e")));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(who_polls_an_empty_queue_does_not_use_it_up, Queue, queues) {
    Queue queue(2);
    long value = 0;
    for (int round = 0; round != 50; ++round) {
        for (int i = 0; i != 3000; ++i) // more than consumers are patient for
            BOOST_REQUIRE((!queue.pop(value) && queue.empty()));
        BOOST_REQUIRE((queue.push(1) && queue.push(2) && !queue.push(3)));
        BOOST_REQUIRE((queue.pop(value) && value == 1 && queue.pop(value) && value == 2));
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(values_keep_their_order_among_threads, Queue, queues) {
    for (traffic const& plan : {traffic{2, 2, 2000, 0}, traffic{6, 2, 500, 0}}) {
        Queue queue(8);
        auto const logs = run_traffic(
            plan,
            [&](long v) {
                while (!queue.push(v))
                    std::this_thread::yield();
            },
            [&](long& v) { return queue.pop(v); });
        BOOST_TEST(nothing_lost_or_doubled(plan, logs));
        BOOST_TEST(first_in_first_out(plan, logs));
        BOOST_TEST(queue.size() == 0u);
    }
}

BOOST_AUTO_TEST_CASE(concurrent_histories_are_linearizable_but_for_refusals) {
    check_histories_of<refusing_queue_spec, small_queue>();
}

BOOST_AUTO_TEST_SUITE_END()
