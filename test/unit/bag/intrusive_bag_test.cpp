// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What queues and stacks of the user's own objects share, for every kind of hook.
//
// One translation unit a family: queues stacks, with intrusive_traits

#include <cds_test/bag.h>
#include <cds_test/intrusive_bags.h>

#include <boost/test/unit_test.hpp>

namespace {

using namespace cds_test;
using bags = for_each_of<intrusive_bags_of, families::with_objects<families::bags>>;

} // namespace

BOOST_AUTO_TEST_SUITE(intrusive_bag)

BOOST_AUTO_TEST_CASE_TEMPLATE(the_objects_themselves_leave_in_order, Bag, bags) {
    items_of<Bag> items(100);
    Bag bag;
    BOOST_TEST(bag.empty());
    BOOST_TEST((bag.pop() == nullptr));
    for (auto& item : items)
        BOOST_TEST(bag.push(item));
    BOOST_TEST(bag.size() == 100u);
    for (std::size_t n = 0; n < 100; ++n)
        BOOST_TEST(bag.pop() == &items[number_out<Bag>(n, 100)]);
    BOOST_TEST(bag.empty());
    BOOST_TEST(bag.size() == 0u);
    BOOST_TEST(puts(bag.statistics()) == 100u);
    BOOST_TEST(takes(bag.statistics()) == 100u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_is_taken_or_left_is_disposed_once, Bag, bags) {
    items_of<Bag> items(600); // more than one block of retired pointers
    {
        Bag bag;
        for (auto& item : items)
            bag.push(item);
        take_with(bag, [](auto&) {});
        take_with(bag, [](auto&) {});
    }
    Bag::gc::force_dispose();
    for (auto const& item : items)
        BOOST_TEST(item.disposals == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_object_may_come_again_however_its_disposer_got_it, Bag, bags) {
    items_of<Bag> items(30);
    unsigned lives = 0;
    auto const live = [&](auto end) {
        {
            Bag bag;
            for (auto& item : items)
                BOOST_CHECK(bag.push(item)); // always_check_link ends a run that is wrong
            end(bag);
        }
        Bag::gc::force_dispose();
        ++lives;
        for (auto const& item : items)
            BOOST_CHECK(item.disposals == lives);
    };
    live([](Bag& bag) { bag.clear(); });
    live([](Bag& bag) {
        while (take_with(bag, [](auto&) {}))
            continue;
    });
    live([](Bag&) {}); // all are left to the destructor
    live([](Bag&) {});
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_guarded_object_is_not_disposed, Bag, bags) {
    items_of<Bag> items(3);
    Bag bag;
    {
        typename Bag::gc::Guard guard;
        guard.assign(&items[0]);
        for (auto& item : items)
            bag.push(item);
        bag.clear();
        BOOST_TEST(bag.empty());
        BOOST_TEST(bag.size() == 0u);
        Bag::gc::force_dispose();
        BOOST_TEST(items[0].disposals == 0u);
        BOOST_TEST(items[1].disposals == 1u);
    }
    Bag::gc::force_dispose();
    BOOST_TEST(items[0].disposals == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_object_in_hand_is_not_disposed_and_afterwards_it_is, Bag, bags) {
    items_of<Bag> items(2);
    auto& first_out = items[number_out<Bag>(0, 2)];
    Bag bag;
    for (auto& item : items)
        bag.push(item);
    BOOST_TEST(take_with(bag, [&](typename Bag::value_type& in_hand) {
        BOOST_TEST(&in_hand == &first_out);
        bag.pop(); // makes what is in hand the previous dummy of a queue
        Bag::gc::force_dispose();
        BOOST_TEST(in_hand.disposals == 0u);
    }));
    Bag::gc::force_dispose();
    BOOST_TEST(first_out.disposals == 1u);
    BOOST_TEST(!take_with(bag, [](typename Bag::value_type&) { BOOST_ERROR("no object"); }));
}

BOOST_AUTO_TEST_SUITE_END()
