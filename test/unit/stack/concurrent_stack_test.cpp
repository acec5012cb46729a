// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Stacks shared by threads: accounts, protection, elimination, linearizability.

#include <cds_test/stack_types.h>

#include <cds_test/disposer.h>
#include <cds_test/hesitating_gc.h>
#include <cds_test/linearizability.h>
#include <cds_test/threads.h>
#include <cds_test/traffic.h>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <tuple>

namespace {

using namespace cds_test;
namespace ts = cds::intrusive::treiber_stack;

/// Gives up the processor between looking at the top and linking a new one.
struct hesitating_counter : cds::atomicity::item_counter {
    std::size_t operator++() {
        hesitate();
        return item_counter::operator++();
    }
};

struct meeting_often : stack_types::eliminating {
    using elimination_backoff = cds::backoff::yield;
    using item_counter = hesitating_counter;
    using buffer = cds::opt::v::initialized_static_buffer<int, 2>;
};

/// A heap object in a stack; the disposer deletes it.
template <class Policy>
struct heap_stack {
    using GC = hesitating<Policy>;
    struct tag;
    struct item : mortal<tag>, ts::node<GC> {
        using mortal<tag>::mortal;
    };
    struct traits : meeting_often {
        using hook = ts::base_hook<cds::opt::gc<GC>>;
        using disposer = delete_it;
        static constexpr auto link_checker = cds::intrusive::opt::always_check_link;
    };
    using stack = cds::intrusive::TreiberStack<GC, item, traits>;
};

using policies = std::tuple<cds::gc::HP, cds::gc::DHP>;
using stacks = stack_types::counting_stacks<long>;

template <class Stat>
std::size_t collisions(Stat const& s) {
    return s.m_ActivePushCollision + s.m_ActivePopCollision;
}

} // namespace

BOOST_AUTO_TEST_SUITE(concurrent_stack)

BOOST_AUTO_TEST_CASE_TEMPLATE(each_value_leaves_once, Stack, stacks) {
    traffic const plan{2, 2, 10000, 1000};
    Stack stack;
    auto const logs =
        run_traffic(plan, [&](long v) { stack.push(v); }, [&](long& v) { return stack.pop(v); });
    BOOST_TEST(nothing_lost_or_doubled(plan, logs));
    BOOST_TEST(stack.empty());
    BOOST_TEST(stack.size() == 0u);
    auto const& s = stack.statistics();
    BOOST_TEST(s.m_PushCount + s.m_ActivePushCollision + s.m_PassivePushCollision == 20000u);
    BOOST_TEST(s.m_PopCount + s.m_ActivePopCollision + s.m_PassivePopCollision == 20000u);
    BOOST_TEST(s.m_ActivePushCollision.get() == s.m_PassivePopCollision.get());
    BOOST_TEST(s.m_ActivePopCollision.get() == s.m_PassivePushCollision.get());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_object_in_hand_is_alive_and_dies_once, GC, policies) {
    using item = typename heap_stack<GC>::item;
    std::size_t const made_before = item::made;
    std::atomic<std::size_t> dead_in_hand{0};
    std::size_t met = 0;
    traffic const plan{2, 2, 10000, 500};
    {
        typename heap_stack<GC>::stack stack;
        auto const logs = run_traffic(
            plan, [&](long v) { stack.push(*new item(static_cast<std::size_t>(v))); },
            [&](long& v) {
                return stack.pop_with([&](item& top) {
                    if (top.value % 16 == 0) { // let the others scan meanwhile
                        std::this_thread::yield();
                        GC::scan();
                    }
                    v = static_cast<long>(top.value);
                    if (!top.alive())
                        dead_in_hand.fetch_add(1);
                });
            });
        BOOST_TEST(nothing_lost_or_doubled(plan, logs));
        met = collisions(stack.statistics());
    }
    GC::force_dispose();
    BOOST_TEST_MESSAGE("eliminated pairs: " << met);
    BOOST_TEST(dead_in_hand == 0u);
    BOOST_TEST(item::made - made_before == 20000u);
    BOOST_TEST(item::destroyed == item::made);
    BOOST_TEST(item::killed_twice == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(pushes_and_pops_do_eliminate_each_other, GC, policies) {
    using item = typename heap_stack<GC>::item;
    std::atomic<std::size_t> dead_in_hand{0};
    {
        typename heap_stack<GC>::stack stack;
        time_box const patience(std::chrono::seconds(30));
        while (collisions(stack.statistics()) < 10 && !patience.over())
            run_threads(4, [&](std::size_t) {
                for (std::size_t i = 0; i < 2000; ++i) {
                    stack.push(*new item(i));
                    stack.pop_with([&](item& top) {
                        GC::scan(); // it is retired already, and guarded also if it was given
                        if (!top.alive())
                            dead_in_hand.fetch_add(1);
                    });
                }
            });
        BOOST_TEST(collisions(stack.statistics()) >= 10u);
    }
    GC::force_dispose();
    BOOST_TEST(dead_in_hand == 0u);
    BOOST_TEST(item::destroyed == item::made);
    BOOST_TEST(item::killed_twice == 0u);
}

using small_stacks =
    std::tuple<cds::container::TreiberStack<hesitating<cds::gc::HP>, long>,
               cds::container::TreiberStack<hesitating<cds::gc::DHP>, long, meeting_often>,
               cds::container::TreiberStack<hesitating<cds::gc::DHP>, long, stack_types::cached>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(concurrent_histories_are_linearizable, Stack, small_stacks) {
    std::size_t overlaps = 0;
    for (std::uint64_t round = 0; round < 100 * scale(); ++round) {
        Stack stack;
        recorder log(3);
        run_threads(3, [&](std::size_t self) {
            auto const thread = static_cast<unsigned>(self);
            auto random = random_stream(round * 3 + self);
            for (long i = 0; i < 12; ++i) {
                if (random() % 2 == 0) {
                    long const value = value_of(self, i);
                    log.record(thread, stack_spec::push, 0, value,
                               [&] { return stack.push(value); });
                } else {
                    log.record(thread, stack_spec::pop, 0, 0, [&] {
                        long value = nothing;
                        stack.pop(value);
                        return value;
                    });
                }
            }
        });
        history const all = log.history();
        overlaps += all.size() - cut_at_quiescent_points(all).size();
        verdict const found = check_linearizable<stack_spec>(all);
        BOOST_TEST_REQUIRE(found.holds, found);
    }
    BOOST_TEST(overlaps > 0u); // or nothing was concurrent and nothing was shown
}

BOOST_AUTO_TEST_SUITE_END()
