// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Stacks shared by threads: elimination. The rest is in ../bag.

#include <cds_test/concurrent_bags.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <tuple>

namespace {

using namespace cds_test;
using policies = std::tuple<cds::gc::HP, cds::gc::DHP>;

template <class Stat>
std::size_t collisions(Stat const& s) {
    return s.m_ActivePushCollision + s.m_ActivePopCollision;
}

} // namespace

BOOST_AUTO_TEST_SUITE(concurrent_stack)

BOOST_AUTO_TEST_CASE_TEMPLATE(pushes_and_pops_do_eliminate_each_other, GC, policies) {
    using item = typename heap_stack<GC>::item;
    std::atomic<std::size_t> dead_in_hand{0};
    {
        typename heap_stack<GC>::bag stack;
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
        auto const& s = stack.statistics();
        BOOST_TEST(collisions(s) >= 10u);
        BOOST_TEST(s.m_ActivePushCollision.get() == s.m_PassivePopCollision.get());
        BOOST_TEST(s.m_ActivePopCollision.get() == s.m_PassivePushCollision.get());
    }
    GC::force_dispose();
    BOOST_TEST(dead_in_hand == 0u);
    BOOST_TEST(item::destroyed == item::made);
    BOOST_TEST(item::killed_twice == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
