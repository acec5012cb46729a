// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Queues of the user's own objects, for every kind of hook.

#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/intrusive/msqueue.h>
#include <cds/intrusive/treiber_stack.h>

#include <cds_test/linked_items.h>

#include <boost/intrusive/list.hpp>
#include <boost/test/unit_test.hpp>

#include <tuple>
#include <type_traits>

namespace {

using namespace cds_test;
namespace ms = cds::intrusive::msqueue;
using cds::gc::DHP;
using cds::gc::HP;
using cds::opt::gc;

template <class GC, template <class> class Hooked>
struct make_queue {
    struct traits : ms::traits {
        using hook = typename Hooked<GC>::hook;
        using disposer = count_disposals;
        using item_counter = cds::atomicity::item_counter;
        using stat = ms::stat<>;
        static constexpr auto link_checker = cds::intrusive::opt::always_check_link;
    };
    using type = cds::intrusive::MSQueue<GC, typename Hooked<GC>::item, traits>;
};

template <template <class> class Hooked>
using hp_queue = typename make_queue<HP, Hooked>::type;
template <template <class> class Hooked>
using dhp_queue = typename make_queue<DHP, Hooked>::type;

using queues = std::tuple<hp_queue<base_hooked>, dhp_queue<base_hooked>, hp_queue<tag_hooked>,
                          dhp_queue<tag_hooked>, hp_queue<member_hooked>, dhp_queue<member_hooked>,
                          hp_queue<traits_hooked>, dhp_queue<traits_hooked>>;

template <class Queue>
using items_of = pool<typename Queue::gc, typename Queue::value_type>;

} // namespace

BOOST_AUTO_TEST_SUITE(intrusive_queue)

BOOST_AUTO_TEST_CASE_TEMPLATE(the_objects_themselves_leave_in_order, Queue, queues) {
    items_of<Queue> items(100);
    Queue queue;
    BOOST_TEST(queue.empty());
    BOOST_TEST((queue.dequeue() == nullptr && queue.pop() == nullptr));
    for (auto& item : items)
        BOOST_TEST((item.value % 2 == 0 ? queue.enqueue(item) : queue.push(item)));
    BOOST_TEST(queue.size() == 100u);
    for (auto& item : items)
        BOOST_TEST((item.value % 2 == 0 ? queue.dequeue() : queue.pop()) == &item);
    BOOST_TEST(queue.empty());
    BOOST_TEST(queue.size() == 0u);
    BOOST_TEST(queue.statistics().m_EnqueueCount.get() == 100u);
    BOOST_TEST(queue.statistics().m_DequeueCount.get() == 100u);
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

BOOST_AUTO_TEST_CASE_TEMPLATE(what_is_left_is_disposed_once_by_the_destructor, Queue, queues) {
    items_of<Queue> items(600); // more than one block of retired pointers
    {
        Queue queue;
        for (auto& item : items)
            queue.enqueue(item);
        queue.dequeue();
        queue.dequeue();
    }
    Queue::gc::force_dispose();
    for (auto const& item : items)
        BOOST_TEST(item.disposals == 1u);
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

BOOST_AUTO_TEST_CASE_TEMPLATE(a_guarded_object_is_not_disposed, Queue, queues) {
    items_of<Queue> items(3);
    Queue queue;
    {
        typename Queue::gc::Guard guard;
        guard.assign(&items[0]);
        for (auto& item : items)
            queue.enqueue(item);
        queue.clear();
        Queue::gc::force_dispose();
        BOOST_TEST(items[0].disposals == 0u);
        BOOST_TEST(items[1].disposals == 1u);
    }
    Queue::gc::force_dispose();
    BOOST_TEST(items[0].disposals == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(dequeue_with_shows_the_object_while_it_cannot_be_disposed, Queue,
                              queues) {
    items_of<Queue> items(2);
    Queue queue;
    for (auto& item : items)
        queue.enqueue(item);
    BOOST_TEST(queue.dequeue_with([&](typename Queue::value_type& oldest) {
        BOOST_TEST(&oldest == &items[0]);
        queue.dequeue(); // makes `oldest` the previous dummy
        Queue::gc::force_dispose();
        BOOST_TEST(oldest.disposals == 0u);
    }));
    Queue::gc::force_dispose();
    BOOST_TEST(items[0].disposals == 1u);
    BOOST_TEST(!queue.dequeue_with([](typename Queue::value_type&) { BOOST_ERROR("no object"); }));
}

BOOST_AUTO_TEST_CASE(one_object_is_in_two_queues_a_stack_and_a_boost_list_at_once) {
    struct first_tag;
    struct second_tag;
    struct item : record,
                  ms::node<DHP, first_tag>,
                  ms::node<DHP, second_tag>,
                  cds::intrusive::treiber_stack::node<HP>,
                  boost::intrusive::list_base_hook<> {
        using record::record;
    };
    struct first : ms::traits {
        using hook = ms::base_hook<gc<DHP>, cds::opt::tag<first_tag>>;
    };
    struct second : ms::traits {
        using hook = ms::base_hook<gc<DHP>, cds::opt::tag<second_tag>>;
    };
    pool<DHP, item> items(10);
    boost::intrusive::list<item> list;
    cds::intrusive::MSQueue<DHP, item, first> forward;
    cds::intrusive::MSQueue<DHP, item, second> backward;
    cds::intrusive::TreiberStack<HP, item> stack;
    for (item& each : items) {
        list.push_back(each);
        forward.enqueue(each);
        stack.push(each);
    }
    for (auto i = list.rbegin(); i != list.rend(); ++i)
        backward.enqueue(*i);
    for (auto last = list.rbegin(); item & first_item : list) {
        BOOST_TEST(forward.dequeue() == &first_item);
        BOOST_TEST(backward.dequeue() == &*last);
        BOOST_TEST(stack.pop() == &*last);
        ++last;
    }
    list.clear();
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
    static_assert(std::is_same_v<queue_type::rebind<HP, base_hooked<HP>::item,
                                                    make_queue<HP, base_hooked>::traits>::other,
                                 hp_queue<base_hooked>>);
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
