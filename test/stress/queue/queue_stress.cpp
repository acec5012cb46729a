// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Queues under more threads than processors, for longer; CDS_TEST_SCALE makes it longer still.

#include <cds_test/queue_types.h>
#include <cds_test/threads.h>
#include <cds_test/traffic.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <vector>

namespace {

using namespace cds_test;
using queues = queue_types::counting_queues<long>;

long scaled(long n) { return n * static_cast<long>(scale()); }

} // namespace

BOOST_AUTO_TEST_SUITE(queue_stress)

BOOST_AUTO_TEST_CASE_TEMPLATE(order_and_accounts_hold_for_every_mix_of_roles, Queue, queues) {
    for (traffic const& plan : {traffic{4, 4, scaled(20000), 5000}, traffic{7, 1, scaled(10000), 0},
                                traffic{1, 7, scaled(70000), 0}}) {
        watchdog const guard("producers and consumers");
        Queue queue;
        auto const logs = run_traffic(
            plan, [&](long v) { queue.enqueue(v); }, [&](long& v) { return queue.dequeue(v); });
        BOOST_TEST(nothing_lost_or_doubled(plan, logs));
        BOOST_TEST(first_in_first_out(plan, logs));
        BOOST_TEST(queue.size() == 0u);
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(threads_that_come_and_go_leave_nothing_behind, Queue, queues) {
    watchdog const guard("short threads");
    Queue queue;
    std::atomic<long> in{0};
    std::atomic<long> out{0};
    for (long round = 0; round < scaled(100); ++round)
        run_threads(4, [&](std::size_t self) {
            for (long i = 0; i < 50; ++i) {
                long value = value_of(self, i);
                if (self % 2 == 0)
                    in += queue.enqueue(value);
                else
                    out += queue.dequeue(value);
            }
        });
    long left = 0;
    for (long value = 0; queue.dequeue(value);)
        ++left;
    BOOST_TEST(in == scaled(100) * 100);
    BOOST_TEST(in - out == left);
}

using owning_queues = queue_types::counting_queues<std::shared_ptr<int>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(every_value_is_destroyed_once_it_is_reclaimed, Queue, owning_queues) {
    watchdog const guard("owned values");
    auto const witness = std::make_shared<int>(1);
    {
        Queue queue;
        run_threads(6, [&](std::size_t self) {
            std::shared_ptr<int> value;
            for (long i = 0; i < scaled(10000); ++i) {
                if (self % 2 == 0)
                    queue.enqueue(witness);
                else if (i % 1000 == 999)
                    queue.clear();
                else if (queue.dequeue(value) && value != witness)
                    BOOST_ERROR("a dequeued value is not the one that was enqueued");
            }
        });
    }
    Queue::gc::force_dispose();
    BOOST_TEST(witness.use_count() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
