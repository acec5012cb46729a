// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Queues and stacks of values shared by threads: order and accounts.
//
// One translation unit a family: queues stacks

#include <cds_test/bag_types.h>
#include <cds_test/traffic.h>

#include <boost/test/unit_test.hpp>

namespace {

using namespace cds_test;
using bags = bag_types::counting_bags<long>;

} // namespace

BOOST_AUTO_TEST_SUITE(concurrent_bag)

BOOST_AUTO_TEST_CASE_TEMPLATE(each_value_leaves_once_and_those_of_a_queue_in_order, Bag, bags) {
    traffic const plan{2, 2, 10000, 1000};
    Bag bag;
    auto const logs =
        run_traffic(plan, [&](long v) { bag.push(v); }, [&](long& v) { return bag.pop(v); });
    BOOST_TEST(nothing_lost_or_doubled(plan, logs));
    BOOST_TEST((!is_fifo<Bag> || first_in_first_out(plan, logs)));
    BOOST_TEST(bag.empty());
    BOOST_TEST(bag.size() == 0u);
    BOOST_TEST(puts(bag.statistics()) == 20000u);
    BOOST_TEST(takes(bag.statistics()) == 20000u);
}

BOOST_AUTO_TEST_SUITE_END()
