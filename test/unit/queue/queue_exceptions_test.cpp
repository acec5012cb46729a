// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a queue looks like after something has thrown in the middle of an operation.

#include <cds_test/queue_types.h>

#include <cds_test/audited_gc.h>
#include <cds_test/fragile.h>

#include <boost/test/unit_test.hpp>

#include <initializer_list>
#include <list>
#include <memory>
#include <new>
#include <stdexcept>
#include <tuple>

namespace {

using cds_test::audited_DHP;
using cds_test::fragile;
using cds_test::fragile_memory;

struct fragile_traits : queue_types::counting {
    using allocator = cds_test::fragile_allocator<int>;
};

template <class GC>
using queue_over = cds::container::MSQueue<GC, fragile, fragile_traits>;
using queues =
    std::tuple<queue_over<cds::gc::HP>, queue_over<cds::gc::DHP>, queue_over<audited_DHP>>;

/// A queue of 1, 2, 3, and the check that nothing of it is lost or left behind.
template <class Queue>
struct three_items {
    three_items() {
        for (long i = 1; i <= 3; ++i)
            queue->emplace(i);
    }
    ~three_items() {
        queue.reset();
        Queue::gc::force_dispose();
        BOOST_TEST(fragile::alive == 0);
        BOOST_TEST(fragile_memory::outstanding == 0u);
        BOOST_TEST(audited_DHP::unreserved == 0u);
    }

    void expect(std::initializer_list<long> left) {
        BOOST_TEST(queue->size() == left.size());
        for (long expected : left)
            BOOST_TEST(queue->dequeue_with([&](fragile& v) { BOOST_TEST(v.value() == expected); }));
        BOOST_TEST(queue->empty());
    }

    std::unique_ptr<Queue> queue = std::make_unique<Queue>();
};

void throw_it(fragile&) { throw std::logic_error("functor"); }

} // namespace

BOOST_AUTO_TEST_SUITE(queue_exceptions)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_value_that_cannot_be_built_leaves_the_queue_alone, Queue, queues) {
    three_items<Queue> items;
    {
        fragile value(4);
        fragile::fuse.set(0);
        BOOST_CHECK_THROW(items.queue->enqueue(value), fragile::broken);
        fragile::fuse.set(0);
        BOOST_CHECK_THROW(items.queue->push(std::move(value)), fragile::broken);
        fragile::fuse.set(0);
        BOOST_CHECK_THROW(items.queue->emplace(5), fragile::broken);
        fragile::fuse.set(0);
        BOOST_CHECK_THROW(items.queue->enqueue_with([](fragile&) {}), fragile::broken);
    }
    BOOST_TEST(fragile::alive == 3);
    BOOST_TEST(fragile_memory::outstanding == 3u);
    items.expect({1, 2, 3});
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_node_that_cannot_be_allocated_leaves_the_queue_alone, Queue,
                              queues) {
    three_items<Queue> items;
    fragile_memory::fuse.set(0);
    BOOST_CHECK_THROW(items.queue->emplace(4), std::bad_alloc);
    BOOST_TEST(fragile::alive == 3);
    items.expect({1, 2, 3});
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_functor_that_throws_enqueues_nothing, Queue, queues) {
    three_items<Queue> items;
    BOOST_CHECK_THROW(items.queue->enqueue_with(throw_it), std::logic_error);
    BOOST_CHECK_THROW(items.queue->push_with(throw_it), std::logic_error);
    BOOST_TEST(fragile::alive == 3);
    items.expect({1, 2, 3});
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_functor_that_throws_has_dequeued_its_item, Queue, queues) {
    three_items<Queue> items;
    BOOST_CHECK_THROW(items.queue->dequeue_with(throw_it), std::logic_error);
    items.expect({2, 3});
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_assignment_that_throws_has_dequeued_its_item, Queue, queues) {
    three_items<Queue> items;
    {
        fragile target(77);
        fragile::fuse.set(0);
        BOOST_CHECK_THROW(items.queue->dequeue(target), fragile::broken);
        BOOST_TEST(target.value() == 77);
    }
    items.expect({2, 3});
}

BOOST_AUTO_TEST_CASE(a_thread_without_guards_enqueues_and_dequeues_nothing) {
    using cds::gc::HP;
    HP const singleton(8);
    three_items<queue_over<HP>> items;
    {
        fragile target(77);
        std::list<HP::Guard> held;
        auto const hold_all = [&held] {
            while (held.size() < 1000)
                held.emplace_back();
        };
        BOOST_CHECK_THROW(hold_all(), HP::not_enough_hazard_ptr_exception);
        BOOST_CHECK_THROW(items.queue->emplace(4), HP::not_enough_hazard_ptr_exception);
        BOOST_CHECK_THROW(items.queue->dequeue(target), HP::not_enough_hazard_ptr_exception);
        BOOST_TEST(target.value() == 77);
    }
    BOOST_TEST(fragile_memory::outstanding == 3u);
    items.expect({1, 2, 3});
}

BOOST_AUTO_TEST_CASE(without_memory_for_retiring_dequeue_and_clear_change_nothing) {
    three_items<queue_over<audited_DHP>> items;
    {
        fragile target(77);
        audited_DHP::refusal.set(0);
        BOOST_CHECK_THROW(items.queue->dequeue(target), std::bad_alloc);
        audited_DHP::refusal.set(1);
        BOOST_CHECK_THROW(items.queue->clear(), std::bad_alloc); // after the first item
        BOOST_TEST(target.value() == 77);
    }
    items.expect({2, 3});
}

BOOST_AUTO_TEST_CASE(the_destructor_needs_no_memory_for_retiring) {
    three_items<queue_over<audited_DHP>> items;
    audited_DHP::starving = true;
    items.queue.reset();
    audited_DHP::starving = false;
    BOOST_TEST(fragile::alive == 0);
}

BOOST_AUTO_TEST_SUITE_END()
