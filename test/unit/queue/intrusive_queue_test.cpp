// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What queues of the user's own objects with a dummy have beside what ../bag tests, for every kind
// of hook.

#include <cds_test/intrusive_bags.h>

#include <boost/test/unit_test.hpp>

#include <type_traits>

namespace {

using namespace cds_test;
namespace ms = cds::intrusive::msqueue;
using cds::gc::DHP;
using cds::gc::HP;
using queues = intrusive_queues;
template <class GC>
using base_hooked = with_one_link::base_hooked<GC>;

} // namespace

BOOST_AUTO_TEST_SUITE(intrusive_queue)

BOOST_AUTO_TEST_CASE_TEMPLATE(push_is_enqueue_and_pop_is_dequeue, Queue, queues) {
    items_of<Queue> items(100);
    Queue queue;
    BOOST_TEST((queue.dequeue() == nullptr && queue.pop() == nullptr));
    for (auto& item : items)
        BOOST_TEST((item.value % 2 == 0 ? queue.enqueue(item) : queue.push(item)));
    for (auto& item : items)
        BOOST_TEST((item.value % 2 == 0 ? queue.dequeue() : queue.pop()) == &item);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_disposer_gets_each_dummy_after_the_next_dequeue, Queue, queues) {
    items_of<Queue> items(20);
    std::size_t const calls_before = count_disposals::calls;
    {
        Queue queue;
        for (auto& item : items)
            queue.enqueue(item);
        for (std::size_t taken = 1; taken <= items.size(); ++taken) {
            BOOST_TEST(queue.dequeue() == &items[taken - 1]);
            Queue::gc::force_dispose();
            BOOST_TEST(disposals(items) == taken - 1);
            BOOST_TEST(count_disposals::calls - calls_before == taken - 1);
            BOOST_TEST(items[taken - 1].disposals == 0u);
        }
    }
    Queue::gc::force_dispose();
    BOOST_TEST(items.back().disposals == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(clear_keeps_the_last_object_as_the_dummy, Queue, queues) {
    items_of<Queue> items(50);
    Queue queue;
    for (auto& item : items)
        queue.enqueue(item);
    queue.clear();
    BOOST_TEST(queue.empty());
    BOOST_TEST(queue.size() == 0u);
    Queue::gc::force_dispose();
    BOOST_TEST(disposals(items) == 49u);
    BOOST_TEST(items.back().disposals == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_disposed_object_is_unlinked_and_may_come_again, Queue, queues) {
    items_of<Queue> items(2);
    Queue queue;
    for (unsigned round = 0; round < 10; ++round) { // always_check_link ends a run that is wrong
        queue.enqueue(items[round % 2]);
        BOOST_TEST(queue.dequeue() == &items[round % 2]);
        Queue::gc::force_dispose(); // of the object of the round before
        BOOST_TEST(disposals(items) == round);
    }
}

BOOST_AUTO_TEST_CASE(make_traits_composes_what_the_queue_is_told) {
    using item = base_hooked<DHP>::item;
    using composed = ms::make_traits<cds::intrusive::opt::hook<base_hooked<DHP>::hook>,
                                     cds::intrusive::opt::disposer<count_disposals>,
                                     cds::opt::item_counter<cds::atomicity::item_counter>>::type;
    using queue_type = cds::intrusive::MSQueue<DHP, item, composed>;
    static_assert(std::is_same_v<queue_type::disposer, count_disposals>);
    static_assert(std::is_same_v<queue_type::stat, ms::empty_stat>);
    static_assert(std::is_same_v<queue_type::hook, base_hooked<DHP>::hook>);
    static_assert(std::is_same_v<queue_type::node_type, ms::node<DHP>>);
    static_assert(
        std::is_same_v<queue_type::rebind<HP, base_hooked<HP>::item,
                                          ms_queues::traits<HP, with_one_link::base_hooked>>::other,
                       ms_queues::of<HP, with_one_link::base_hooked>>);
    BOOST_TEST(queue_type::c_nHazardPtrCount == 2u);
    ms::stat<> sum;
    ms::stat<> one;
    one.onEnqueue();
    sum += one;
    sum += one;
    BOOST_TEST(sum.m_EnqueueCount.get() == 2u);
    sum.reset();
    BOOST_TEST(sum.m_EnqueueCount.get() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
