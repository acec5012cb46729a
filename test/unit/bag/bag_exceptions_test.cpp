// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a queue or a stack looks like after something has thrown in the middle of an operation.
//
// One translation unit a family: queues stacks, with hook_family

#include <cds_test/bag_exceptions.h>

#include <boost/test/unit_test.hpp>

#include <new>
#include <stdexcept>
#include <tuple>

namespace {

using namespace cds_test;
using audited_bags = for_each_of<audited_bags_of, families::with_nodes<families::bags>>;
using bags = join<audited_bags, for_each_of<fragile_bags_of, families::with_nodes<families::bags>>>;

/// Neither way of putting an item in succeeds while `fuse` blows, and nothing is left behind.
template <class Error, class Bag, class Fuse>
void expect_refusal(Fuse& fuse) {
    three_items<Bag> items;
    {
        fragile const value(4);
        fuse.set(0);
        BOOST_CHECK_THROW(items.bag->push(value), Error);
        fuse.set(0);
        BOOST_CHECK_THROW(items.bag->emplace(5), Error);
    }
    BOOST_TEST(fragile::alive == 3);
    BOOST_TEST(fragile_memory::outstanding == 3u);
    items.expect_without(0);
}

} // namespace

BOOST_AUTO_TEST_SUITE(bag_exceptions)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_value_that_cannot_be_built_leaves_the_bag_alone, Bag, bags) {
    expect_refusal<fragile::broken, Bag>(fragile::fuse);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_node_that_cannot_be_allocated_leaves_the_bag_alone, Bag, bags) {
    expect_refusal<std::bad_alloc, Bag>(fragile_memory::fuse);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_functor_that_throws_has_taken_its_item, Bag, bags) {
    three_items<Bag> items;
    BOOST_CHECK_THROW(items.bag->pop_with(throw_it), std::logic_error);
    items.expect_without(1);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_assignment_that_throws_has_taken_its_item, Bag, bags) {
    three_items<Bag> items;
    {
        fragile target(77);
        fragile::fuse.set(0);
        BOOST_CHECK_THROW(items.bag->pop(target), fragile::broken);
        BOOST_TEST(target.value() == 77);
    }
    items.expect_without(1);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_functor_may_take_from_the_same_bag, Bag, bags) {
    three_items<Bag> items;
    BOOST_TEST(items.bag->pop_with([&](fragile& first) {
        BOOST_TEST(items.bag->pop_with(
            [&](fragile& second) { BOOST_TEST(second.value() == items.number_out(1)); }));
        Bag::gc::force_dispose();
        BOOST_TEST(first.value() == items.number_out(0));
    }));
    items.expect_without(2);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(without_memory_for_retiring_nothing_is_taken, Bag, audited_bags) {
    three_items<Bag> items;
    {
        fragile target(77);
        audited_DHP::refusal.set(0);
        BOOST_CHECK_THROW(items.bag->pop(target), std::bad_alloc);
        audited_DHP::refusal.set(0);
        BOOST_CHECK_THROW(items.bag->clear(), std::bad_alloc);
        BOOST_TEST(target.value() == 77);
    }
    items.expect_without(0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_destructor_needs_no_memory_for_retiring, Bag, audited_bags) {
    three_items<Bag> items;
    audited_DHP::starving = true;
    items.bag.reset();
    audited_DHP::starving = false;
    BOOST_TEST(fragile::alive == 0);
}

BOOST_AUTO_TEST_SUITE_END()
