// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Queues and stacks shared by threads: order, accounts, protection, linearizability.

#include <cds_test/bag_types.h>
#include <cds_test/concurrent_bags.h>
#include <cds_test/linearizability.h>
#include <cds_test/traffic.h>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <tuple>
#include <type_traits>

namespace {

using namespace cds_test;
using bags = bag_types::counting_bags<long>;
using heap_bags =
    std::tuple<heap_queue<cds::gc::HP>, heap_queue<cds::gc::DHP>, heap_moir_queue<cds::gc::DHP>,
               heap_basket_queue<cds::gc::HP>, heap_basket_queue<cds::gc::DHP>,
               heap_optimistic_queue<cds::gc::HP>, heap_optimistic_queue<cds::gc::DHP>,
               heap_stack<cds::gc::HP>, heap_stack<cds::gc::DHP>, heap_segments<cds::gc::HP>,
               heap_segments<cds::gc::DHP>>;

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

using hesitating_HP = hesitating<cds::gc::HP>;
using hesitating_DHP = hesitating<cds::gc::DHP>;

template <class Defaults, class Model>
struct in_model : Defaults {
    using memory_model = Model;
};
namespace orders = cds::opt::v;
using small_bags = std::tuple<
    cds::container::MSQueue<
        hesitating_HP, long,
        in_model<cds::container::msqueue::traits, orders::total_relaxed_ordering>>,
    cds::container::MSQueue<
        hesitating_DHP, long,
        in_model<cds::container::msqueue::traits, orders::sequential_consistent>>,
    cds::container::TreiberStack<hesitating_DHP, long,
                                 in_model<meeting_often, orders::total_relaxed_ordering>>,
    cds::container::TreiberStack<hesitating_DHP, long,
                                 in_model<meeting_often, orders::sequential_consistent>>,
    cds::container::BasketQueue<
        hesitating_HP, long,
        in_model<cds::container::basket_queue::traits, orders::sequential_consistent>>,
    cds::container::OptimisticQueue<
        hesitating_DHP, long,
        in_model<cds::container::optimistic_queue::traits, orders::sequential_consistent>>,
    cds::container::MoirQueue<hesitating_HP, long>,
    cds::container::BasketQueue<hesitating_HP, long>,
    cds::container::BasketQueue<hesitating_DHP, long>,
    cds::container::OptimisticQueue<hesitating_HP, long>,
    cds::container::OptimisticQueue<hesitating_DHP, long>,
    cds::container::MSQueue<hesitating_HP, long>, cds::container::MSQueue<hesitating_DHP, long>,
    cds::container::MSQueue<hesitating_DHP, long, queue_types::cached>,
    cds::container::TreiberStack<hesitating_HP, long>,
    cds::container::TreiberStack<hesitating_DHP, long, meeting_often>,
    cds::container::TreiberStack<hesitating_DHP, long, stack_types::cached>>;

namespace {

template <class Bag>
using spec_of = std::conditional_t<is_queue<Bag>, queue_spec, stack_spec>;

template <class Bag>
history three_threads_on_a_bag(std::uint64_t round) {
    using spec = spec_of<Bag>;
    Bag bag;
    recorder log(3);
    run_threads(3, [&](std::size_t self) {
        auto const thread = static_cast<unsigned>(self);
        auto random = random_stream(round * 3 + self);
        for (long i = 0; i < 12; ++i) {
            auto const choice = random() % 16;
            if (choice == 0) {
                log.record(thread, spec::clear, 0, 0, [&] { return bag.clear(), 0; });
            } else if (choice == 1) {
                log.record(thread, spec::empty, 0, 0, [&] { return bag.empty(); });
            } else if (choice % 2 == 0) {
                long const value = value_of(self, i);
                log.record(thread, spec::put, 0, value, [&] { return bag.push(value); });
            } else {
                log.record(thread, spec::take, 0, 0, [&] {
                    long value = nothing;
                    bag.pop(value);
                    return value;
                });
            }
        }
    });
    return log.history();
}

} // namespace

BOOST_AUTO_TEST_CASE_TEMPLATE(concurrent_histories_are_linearizable, Bag, small_bags) {
    std::size_t overlapping = 0;
    for (std::uint64_t round = 0; round < 100 * scale(); ++round) {
        history const all = three_threads_on_a_bag<Bag>(round);
        overlapping += overlaps(all);
        verdict const found = check_linearizable<spec_of<Bag>>(all);
        BOOST_TEST_REQUIRE(found.holds, found);
    }
    BOOST_TEST(overlapping > 0u); // or nothing was concurrent and nothing was shown
}

BOOST_AUTO_TEST_SUITE_END()
