// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Stacks under more threads than processors, for longer; CDS_TEST_SCALE makes it longer still.

#include <cds_test/stack_types.h>
#include <cds_test/threads.h>
#include <cds_test/traffic.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <memory>

namespace {

using namespace cds_test;
using stacks = stack_types::counting_stacks<long>;

long scaled(long n) { return n * static_cast<long>(scale()); }

} // namespace

BOOST_AUTO_TEST_SUITE(stack_stress)

BOOST_AUTO_TEST_CASE_TEMPLATE(accounts_hold_for_every_mix_of_roles, Stack, stacks) {
    for (traffic const& plan : {traffic{4, 4, scaled(20000), 5000}, traffic{7, 1, scaled(10000), 0},
                                traffic{1, 7, scaled(70000), 0}}) {
        watchdog const guard("producers and consumers");
        Stack stack;
        auto const logs = run_traffic(
            plan, [&](long v) { stack.push(v); }, [&](long& v) { return stack.pop(v); });
        BOOST_TEST(nothing_lost_or_doubled(plan, logs));
        BOOST_TEST(stack.size() == 0u);
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_thread_that_only_returns_what_it_takes_keeps_the_set, Stack,
                              stacks) {
    watchdog const guard("pairs");
    Stack stack;
    constexpr long items = 16; // few, so that the same nodes come back again and again
    for (long i = 0; i < items; ++i)
        stack.push(value_of(0, i));
    run_threads(8, [&](std::size_t) {
        for (long i = 0; i < scaled(10000); ++i)
            if (long value = 0; stack.pop(value))
                stack.push(value);
    });
    takings logs(1);
    for (long value = 0; stack.pop(value);)
        logs[0].push_back(value);
    BOOST_TEST(nothing_lost_or_doubled(traffic{1, 0, items, items}, logs));
}

using owning_stacks = stack_types::counting_stacks<std::shared_ptr<int>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(every_value_is_destroyed_once_it_is_reclaimed, Stack, owning_stacks) {
    watchdog const guard("owned values");
    auto const witness = std::make_shared<int>(1);
    {
        Stack stack;
        for (int generation = 0; generation < 10; ++generation)
            run_threads(6, [&](std::size_t self) {
                std::shared_ptr<int> value;
                for (long i = 0; i < scaled(1000); ++i) {
                    if (self % 2 == 0)
                        stack.push(witness);
                    else if (i % 500 == 499)
                        stack.clear();
                    else if (stack.pop(value) && value != witness)
                        BOOST_ERROR("a popped value is not the one that was pushed");
                }
            });
    }
    Stack::gc::force_dispose();
    BOOST_TEST(witness.use_count() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
