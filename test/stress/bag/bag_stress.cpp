// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Queues and stacks under more threads than processors, for longer; CDS_TEST_SCALE makes it longer
// still.
//
// One translation unit a family: queues stacks

#include <cds_test/bag_types.h>
#include <cds_test/threads.h>
#include <cds_test/traffic.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <vector>

namespace {

using namespace cds_test;
using bags = bag_types::counting_bags<long>;

} // namespace

BOOST_AUTO_TEST_SUITE(bag_stress)

BOOST_AUTO_TEST_CASE_TEMPLATE(order_and_accounts_hold_for_every_mix_of_roles, Bag, bags) {
    for (traffic const& plan : {traffic{4, 4, scaled(20000), 5000}, traffic{7, 1, scaled(10000), 0},
                                traffic{1, 7, scaled(70000), 0}}) {
        watchdog const guard("producers and consumers");
        Bag bag;
        auto const logs =
            run_traffic(plan, [&](long v) { bag.push(v); }, [&](long& v) { return bag.pop(v); });
        BOOST_TEST(nothing_lost_or_doubled(plan, logs));
        BOOST_TEST((!is_fifo<Bag> || first_in_first_out(plan, logs)));
        BOOST_TEST(bag.size() == 0u);
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(threads_that_come_and_go_leave_nothing_behind, Bag, bags) {
    watchdog const guard("short threads");
    Bag bag;
    std::atomic<long> in{0};
    std::atomic<long> out{0};
    for (long round = 0; round < scaled(100); ++round)
        run_threads(4, [&](std::size_t self) {
            for (long i = 0; i < 50; ++i) {
                long value = value_of(self, i);
                if (self % 2 == 0)
                    in += bag.push(value);
                else
                    out += bag.pop(value);
            }
        });
    long left = 0;
    for (long value = 0; bag.pop(value);)
        ++left;
    BOOST_TEST(in == scaled(100) * 100);
    BOOST_TEST(in - out == left);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_thread_that_only_returns_what_it_takes_keeps_the_set, Bag, bags) {
    watchdog const guard("pairs");
    Bag bag;
    constexpr long items = 16; // few, so that the same nodes come back again and again
    for (long i = 0; i < items; ++i)
        bag.push(value_of(0, i));
    run_threads(8, [&](std::size_t) {
        for (long i = 0; i < scaled(10000); ++i)
            if (long value = 0; bag.pop(value))
                bag.push(value);
    });
    takings logs(1);
    for (long value = 0; bag.pop(value);)
        logs[0].push_back(value);
    BOOST_TEST(nothing_lost_or_doubled(traffic{1, 0, items, items}, logs));
}

using owning_bags = bag_types::counting_bags<std::shared_ptr<int>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(every_value_is_destroyed_once_it_is_reclaimed, Bag, owning_bags) {
    watchdog const guard("owned values");
    auto const witness = std::make_shared<int>(1);
    {
        Bag bag;
        run_threads(6, [&](std::size_t self) {
            std::shared_ptr<int> value;
            for (long i = 0; i < scaled(10000); ++i) {
                if (self % 2 == 0)
                    bag.push(witness);
                else if (i % 1000 == 999)
                    bag.clear();
                else if (bag.pop(value) && value != witness)
                    BOOST_ERROR("a value that was taken is not the one that was put in");
            }
        });
    }
    Bag::gc::force_dispose();
    BOOST_TEST(witness.use_count() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
