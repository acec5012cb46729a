// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Threads and flat-combining structures that begin and end in any order.

#include <cds_test/combining.h>
#include <cds_test/linearizability.h>
#include <cds_test/traffic.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <tuple>
#include <type_traits>
#include <vector>

namespace {

using namespace cds_test;
using structures = combining_structures<long>;

fc_queue<long, spinning> with_static_storage;

/// A thread's own object, whose destructor uses the structure when the thread ends.
struct pushes_at_thread_exit {
    ~pushes_at_thread_exit() { with_static_storage.push(1); }
};

/// What a history's words mean; a priority queue has none here.
struct queue_words : queue_spec {
    enum : int { put = enqueue, take = dequeue };
};
struct stack_words : stack_spec {
    enum : int { put = push, take = pop };
};
template <class S>
using spec_of = std::conditional_t<order_of<S> == order::fifo, queue_words, stack_words>;

} // namespace

BOOST_AUTO_TEST_SUITE(combining_threads)

BOOST_AUTO_TEST_CASE_TEMPLATE(each_value_leaves_once_and_those_of_a_queue_in_order, S, structures) {
    watchdog const guard("producers and consumers");
    traffic const plan{2, 2, 3000, 500};
    S items(4, 2);
    auto const logs =
        run_traffic(plan, [&](long v) { items.push(v); }, [&](long& v) { return items.pop(v); });
    BOOST_TEST(nothing_lost_or_doubled(plan, logs));
    BOOST_TEST((order_of<S> != order::fifo || first_in_first_out(plan, logs)));
    BOOST_TEST(items.empty());
}

using historic =
    std::tuple<fc_queue<long, wait::backoff<cds::backoff::yield>>,
               fc_queue<long, wait::multi_mutex_multi_condvar<>, true>, fc_stack<long, wait::empty>,
               fc_stack<long, wait::backoff<cds::backoff::yield>, true>,
               deque_as<fc_deque<long, wait::backoff<cds::backoff::yield>, true>, true>,
               deque_as<fc_deque<long, wait::single_mutex_single_condvar<>, true>, false>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(concurrent_histories_are_linearizable, S, historic) {
    using spec = spec_of<S>;
    watchdog const guard("histories");
    std::size_t waited = 0;
    for (std::uint64_t round = 0; round < 60 * scale(); ++round) {
        S items(1, 2);
        recorder log(3);
        run_threads(3, [&](std::size_t self) {
            auto random = random_stream(round * 3 + self);
            auto const thread = static_cast<unsigned>(self);
            for (long i = 0; i < 12; ++i) {
                // Somebody who holds the lock for a while makes the others wait and meet.
                if (random() % 8 == 0)
                    items.apply([](auto&) { std::this_thread::yield(); });
                if (random() % 2 == 0) {
                    long const value = value_of(self, i);
                    log.record(thread, spec::put, 0, value, [&] { return items.push(value); });
                } else {
                    log.record(thread, spec::take, 0, 0, [&] {
                        long value = nothing;
                        items.pop(value);
                        return value;
                    });
                }
            }
        });
        history const all = log.history();
        verdict const found = check_linearizable<spec>(all);
        BOOST_TEST_REQUIRE(found.holds, found);
        waited += items.statistics().m_nPassiveWaitCall;
    }
    BOOST_TEST(waited > 0u); // or nothing was combined and nothing was shown
}

BOOST_AUTO_TEST_CASE(a_thread_outlives_the_structures_that_it_used) {
    watchdog const guard("a long thread");
    start_line line(2);
    auto shared = std::make_unique<fc_stack<long, spinning>>();
    std::atomic<bool> gone{false};
    std::thread user([&] {
        shared->push(1);
        line.wait();
        while (!gone)
            std::this_thread::yield();
        fc_stack<long, spinning> next; // perhaps where the other one was
        long value = 0;
        BOOST_TEST(next.push(2));
        BOOST_TEST(next.pop(value));
        BOOST_TEST(value == 2);
    });
    line.wait();
    shared.reset();
    gone = true;
    user.join();
}

BOOST_AUTO_TEST_CASE(a_structure_outlives_the_threads_that_used_it) {
    fc_queue<long, spinning> queue(2, 2);
    for (long i = 0; i < 100; ++i)
        run_threads(2, [&](std::size_t) { queue.push(i); });
    BOOST_TEST(queue.size() == 200u);
    BOOST_TEST(queue.statistics().m_nPubRecordCreated <= 32u);
}

BOOST_AUTO_TEST_CASE(a_thread_uses_more_structures_than_there_are_thread_specific_keys) {
    watchdog const guard("many structures");
    std::vector<std::unique_ptr<fc_queue<int, spinning>>> queues(2000); // PTHREAD_KEYS_MAX is 1024
    for (auto& queue : queues)
        queue = std::make_unique<fc_queue<int, spinning>>();
    run_threads(2, [&](std::size_t) {
        for (auto& queue : queues)
            queue->push(1);
    });
    std::size_t total = 0;
    for (auto& queue : queues)
        total += queue->size();
    BOOST_TEST(total == 4000u);
}

BOOST_AUTO_TEST_CASE(a_structure_in_static_storage_serves_threads_to_their_end) {
    for (int i = 0; i < 20; ++i)
        run_threads(2, [](std::size_t) {
            thread_local pushes_at_thread_exit last;
            static_cast<void>(last);
        });
    BOOST_TEST(with_static_storage.size() == 40u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(exclusive_access_meets_no_operation, S, structures) {
    watchdog const guard("exclusive access");
    S items(4, 2);
    run_threads(4, [&](std::size_t self) {
        for (long i = 0; i < 1000; ++i) {
            if (self == 0)
                items.apply([](auto& all) { // a move, so that nobody else can be inside
                    auto kept = std::move(all);
                    all = std::move(kept);
                });
            else if (self == 1)
                static_cast<void>(items.empty() || items.size());
            else if (long value = i; self == 2)
                items.push(value);
            else
                items.pop(value);
        }
    });
    std::size_t left = 0;
    for (long value = 0; items.pop(value);)
        ++left;
    BOOST_TEST(left <= 1000u);
    BOOST_TEST(items.empty());
}

BOOST_AUTO_TEST_SUITE_END()
