// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Queues shared by threads: order, accounts, protection, linearizability.

#include <cds_test/queue_types.h>

#include <cds/intrusive/msqueue.h>
#include <cds_test/disposer.h>
#include <cds_test/hesitating_gc.h>
#include <cds_test/linearizability.h>
#include <cds_test/threads.h>
#include <cds_test/traffic.h>

#include <boost/test/unit_test.hpp>

#include <tuple>

namespace {

using namespace cds_test;
namespace ms = cds::intrusive::msqueue;

/// A heap object in a queue; the disposer deletes it.
template <class Policy>
struct heap_queue {
    using GC = hesitating<Policy>;
    struct tag;
    struct item : mortal<tag>, ms::node<GC> {
        using mortal<tag>::mortal;
    };
    struct traits : ms::traits {
        using hook = ms::base_hook<cds::opt::gc<GC>>;
        using disposer = delete_it;
        using stat = ms::stat<>;
    };
    using queue = cds::intrusive::MSQueue<GC, item, traits>;
};

using policies = std::tuple<cds::gc::HP, cds::gc::DHP>;
using queues = queue_types::counting_queues<long>;

} // namespace

BOOST_AUTO_TEST_SUITE(concurrent_queue)

BOOST_AUTO_TEST_CASE_TEMPLATE(each_value_leaves_once_and_each_producer_in_order, Queue, queues) {
    traffic const plan{2, 2, 10000, 1000};
    Queue queue;
    auto const logs = run_traffic(
        plan, [&](long v) { queue.enqueue(v); }, [&](long& v) { return queue.dequeue(v); });
    BOOST_TEST(nothing_lost_or_doubled(plan, logs));
    BOOST_TEST(first_in_first_out(plan, logs));
    BOOST_TEST(queue.empty());
    BOOST_TEST(queue.size() == 0u);
    BOOST_TEST(queue.statistics().m_EnqueueCount.get() == 20000u);
    BOOST_TEST(queue.statistics().m_DequeueCount.get() == 20000u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_a_consumer_looks_at_is_alive_and_dies_once, GC, policies) {
    using heap = heap_queue<GC>;
    using item = typename heap::item;
    std::size_t const made_before = item::made;
    std::atomic<std::size_t> dead_in_hand{0};
    traffic const plan{2, 2, 10000, 500};
    {
        typename heap::queue queue;
        auto const logs = run_traffic(
            plan, [&](long v) { queue.enqueue(*new item(static_cast<std::size_t>(v))); },
            [&](long& v) {
                return queue.dequeue_with([&](item& oldest) {
                    if (oldest.value % 16 == 0) { // let the others dequeue and scan meanwhile
                        std::this_thread::yield();
                        GC::scan();
                    }
                    v = static_cast<long>(oldest.value);
                    if (!oldest.alive())
                        dead_in_hand.fetch_add(1);
                });
            });
        BOOST_TEST(nothing_lost_or_doubled(plan, logs));
        BOOST_TEST(first_in_first_out(plan, logs));
    }
    GC::force_dispose();
    BOOST_TEST(dead_in_hand == 0u);
    BOOST_TEST(item::made - made_before == 20000u);
    BOOST_TEST(item::destroyed == item::made);
    BOOST_TEST(item::killed_twice == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_queue_shared_by_clearers_and_producers_loses_no_object, GC,
                              policies) {
    using heap = heap_queue<GC>;
    using item = typename heap::item;
    {
        typename heap::queue queue;
        run_threads(4, [&](std::size_t self) {
            for (std::size_t i = 0; i < 3000; ++i) {
                if (self < 2)
                    queue.enqueue(*new item(i));
                else if (i % 64 == 0)
                    queue.clear();
                else
                    static_cast<void>(queue.empty());
            }
        });
    }
    GC::force_dispose();
    BOOST_TEST(item::destroyed == item::made);
    BOOST_TEST(item::killed_twice == 0u);
}

using small_queues =
    std::tuple<cds::container::MSQueue<hesitating<cds::gc::HP>, long>,
               cds::container::MSQueue<hesitating<cds::gc::DHP>, long>,
               cds::container::MSQueue<hesitating<cds::gc::DHP>, long, queue_types::cached>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(concurrent_histories_are_linearizable, Queue, small_queues) {
    std::size_t overlaps = 0;
    for (std::uint64_t round = 0; round < 100 * scale(); ++round) {
        Queue queue;
        recorder log(3);
        run_threads(3, [&](std::size_t self) {
            auto const thread = static_cast<unsigned>(self);
            auto random = random_stream(round * 3 + self);
            for (long i = 0; i < 12; ++i) {
                if (random() % 2 == 0) {
                    long const value = value_of(self, i);
                    log.record(thread, queue_spec::enqueue, 0, value,
                               [&] { return queue.enqueue(value); });
                } else {
                    log.record(thread, queue_spec::dequeue, 0, 0, [&] {
                        long value = nothing;
                        queue.dequeue(value);
                        return value;
                    });
                }
            }
        });
        history const all = log.history();
        overlaps += all.size() - cut_at_quiescent_points(all).size();
        verdict const found = check_linearizable<queue_spec>(all);
        BOOST_TEST_REQUIRE(found.holds, found);
    }
    BOOST_TEST(overlaps > 0u); // or nothing was concurrent and nothing was shown
}

BOOST_AUTO_TEST_SUITE_END()
