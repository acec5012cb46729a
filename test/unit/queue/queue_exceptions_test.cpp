// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a queue looks like after something has thrown where only queues have it.

#include <cds_test/bag_exceptions.h>

#include <boost/test/unit_test.hpp>

#include <list>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace {

using namespace cds_test;
using queues = join<for_each_of<fragile_bags_of, families::with_nodes<families::queues>>,
                    for_each_of<audited_bags_of, families::with_nodes<families::queues>>>;

} // namespace

BOOST_AUTO_TEST_SUITE(queue_exceptions)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_value_that_cannot_be_built_leaves_the_queue_alone, Queue, queues) {
    three_items<Queue> items;
    {
        fragile value(4);
        fragile::fuse.set(0);
        BOOST_CHECK_THROW(items.bag->enqueue(value), fragile::broken);
        fragile::fuse.set(0);
        BOOST_CHECK_THROW(items.bag->push(std::move(value)), fragile::broken);
        fragile::fuse.set(0);
        BOOST_CHECK_THROW(items.bag->enqueue_with([](fragile&) {}), fragile::broken);
    }
    BOOST_TEST(fragile::alive == 3);
    BOOST_TEST(fragile_memory::outstanding == 3u);
    items.expect_without(0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_functor_that_throws_enqueues_nothing, Queue, queues) {
    three_items<Queue> items;
    BOOST_CHECK_THROW(items.bag->enqueue_with(throw_it), std::logic_error);
    BOOST_CHECK_THROW(items.bag->push_with(throw_it), std::logic_error);
    BOOST_TEST(fragile::alive == 3);
    items.expect_without(0);
}

BOOST_AUTO_TEST_CASE(a_thread_without_guards_enqueues_and_dequeues_nothing) {
    using cds::gc::HP;
    HP const singleton(8);
    three_items<fragile_bag<families::ms_queue, HP>> items;
    {
        fragile target(77);
        std::list<HP::Guard> held;
        auto const hold_all = [&held] {
            while (held.size() < 1000)
                held.emplace_back();
        };
        BOOST_CHECK_THROW(hold_all(), HP::not_enough_hazard_ptr_exception);
        BOOST_CHECK_THROW(items.bag->emplace(4), HP::not_enough_hazard_ptr_exception);
        BOOST_CHECK_THROW(items.bag->dequeue(target), HP::not_enough_hazard_ptr_exception);
        BOOST_TEST(target.value() == 77);
    }
    BOOST_TEST(fragile_memory::outstanding == 3u);
    items.expect_without(0);
}

BOOST_AUTO_TEST_SUITE_END()
