// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Queues and stacks of the user's objects shared by threads: what is in hand is protected, and
// everything is disposed of once.
//
// One translation unit a family: queues stacks, with intrusive_traits

#include <cds_test/bag.h>
#include <cds_test/concurrent_bags.h>
#include <cds_test/threads.h>
#include <cds_test/traffic.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <thread>

namespace {

using namespace cds_test;
using heap_bags = for_each_of<heap_bags_of, families::with_objects<families::bags>>;

} // namespace

BOOST_AUTO_TEST_SUITE(concurrent_objects)

BOOST_AUTO_TEST_CASE_TEMPLATE(an_object_in_hand_is_alive_and_dies_once, Heap, heap_bags) {
    using bag_type = typename Heap::bag;
    using item = typename Heap::item;
    using GC = typename bag_type::gc;
    std::size_t const made_before = item::made;
    std::atomic<std::size_t> dead_in_hand{0};
    traffic const plan{2, 2, 10000, 500};
    {
        bag_type bag;
        auto const logs = run_traffic(
            plan, [&](long v) { bag.push(*new item(static_cast<std::size_t>(v))); },
            [&](long& v) {
                return take_with(bag, [&](item& in_hand) {
                    if (in_hand.value % 16 == 0) { // let the others take and scan meanwhile
                        std::this_thread::yield();
                        GC::scan();
                    }
                    v = static_cast<long>(in_hand.value);
                    if (!in_hand.alive())
                        dead_in_hand.fetch_add(1);
                });
            });
        BOOST_TEST(nothing_lost_or_doubled(plan, logs));
        BOOST_TEST((!is_fifo<bag_type> || first_in_first_out(plan, logs)));
    }
    GC::force_dispose();
    BOOST_TEST(dead_in_hand == 0u);
    BOOST_TEST(item::made - made_before == 20000u);
    BOOST_TEST(item::destroyed == item::made);
    BOOST_TEST(item::killed_twice == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_bag_shared_by_clearers_and_producers_loses_no_object, Heap,
                              heap_bags) {
    using item = typename Heap::item;
    {
        typename Heap::bag bag;
        run_threads(4, [&](std::size_t self) {
            for (std::size_t i = 0; i < 3000; ++i) {
                if (self < 2)
                    bag.push(*new item(i));
                else if (i % 64 == 0)
                    bag.clear();
                else
                    static_cast<void>(bag.empty());
            }
        });
    }
    Heap::bag::gc::force_dispose();
    BOOST_TEST(item::destroyed == item::made);
    BOOST_TEST(item::killed_twice == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
