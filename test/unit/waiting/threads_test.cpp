// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Producers and consumers that wait for one another, and queues that are closed under them.

#include <cds_test/bag.h>
#include <cds_test/hesitating_gc.h>
#include <cds_test/linearizability.h>
#include <cds_test/queue_histories.h>
#include <cds_test/traffic.h>
#include <cds_test/waiting_types.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <tuple>
#include <vector>

namespace {

using namespace cds_test;
using namespace cds_test::waiting_types;
using cds::conqueue_errc;

using queues = join<unbounded_queues<long>, bounded_queues<long>>;

/// With the names that histories are recorded by.
template <class Queue>
struct as_bag : Queue {
    bool pop(long& value) {
        std::optional<long> const taken = this->try_pop();
        value = taken.value_or(value);
        return taken.has_value();
    }
    bool empty() const { return this->underlying().empty(); }
};
using historic = std::tuple<as_bag<cc::waiting<cc::FAAQueue<hesitating<cds::gc::DHP>, long>>>,
                            as_bag<cc::waiting<cc::MSQueue<hesitating<cds::gc::HP>, long>>>>;

} // namespace

BOOST_AUTO_TEST_SUITE(waiting_threads)

BOOST_AUTO_TEST_CASE_TEMPLATE(each_value_comes_out_once_and_in_order, Queue, queues) {
    watchdog const guard("producers and consumers");
    traffic const plan{2, 2, 2000, 0};
    Queue q;
    // The main thread looks at what is left, and must not wait.
    std::atomic<long> expected{plan.total()};
    auto const logs = run_traffic(
        plan, [&](long v) { q.push(v); },
        [&](long& v) {
            std::optional<long> const taken = expected-- > 0 ? q.pop() : q.try_pop();
            v = taken.value_or(v);
            return taken.has_value();
        });
    BOOST_TEST(nothing_lost_or_doubled(plan, logs));
    BOOST_TEST(first_in_first_out(plan, logs));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_was_accepted_is_taken_though_the_queue_is_closed, Queue,
                              queues) {
    watchdog const guard("closing under traffic");
    for (std::size_t round = 0; round < 30 * scale(); ++round) {
        Queue q;
        std::vector<long> accepted[2];
        std::vector<long> taken[2];
        // Whoever takes the last one of these closes the queue.
        std::atomic<long> before_closing{static_cast<long>(round % 10) * 20 + 1};
        run_threads(4, [&](std::size_t self) {
            if (self < 2) {
                for (long n = 0; n < 300 && q.push(value_of(self, n)); ++n)
                    accepted[self].push_back(value_of(self, n));
            } else {
                while (std::optional<long> const value = q.pop()) {
                    taken[self - 2].push_back(*value);
                    if (--before_closing == 0)
                        q.close();
                }
            }
        });
        accepted[0].insert(accepted[0].end(), accepted[1].begin(), accepted[1].end());
        taken[0].insert(taken[0].end(), taken[1].begin(), taken[1].end());
        std::sort(taken[0].begin(), taken[0].end());
        BOOST_TEST_REQUIRE((accepted[0] == taken[0]));
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(no_wake_up_is_lost_at_any_turn, Queue, queues) {
    watchdog const guard("taking turns");
    Queue there;
    Queue back;
    std::size_t const rounds = 500 * scale();
    int const slept_before = counting_condition::slept;
    run_threads(2, [&](std::size_t self) {
        for (std::size_t i = 0; i < rounds; ++i)
            if (self == 0) {
                there.push(static_cast<long>(i));
                back.pop();
            } else {
                back.push(*there.pop());
            }
    });
    BOOST_TEST(counting_condition::slept > slept_before); // or nobody had to be woken
    BOOST_TEST(there.underlying().empty());
    BOOST_TEST(back.underlying().empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(short_times_lose_nothing, Queue, queues) {
    watchdog const guard("short times");
    Queue q;
    long const each = 500 * static_cast<long>(scale());
    std::atomic<long> left{2 * each};
    std::atomic<long> sum{0};
    run_threads(4, [&](std::size_t self) {
        if (self < 2) {
            for (long n = 1; n <= each; ++n)
                while (q.push_for(std::chrono::microseconds(10), n) != conqueue_errc::success)
                    continue;
        } else {
            conqueue_errc why;
            while (left > 0)
                if (auto const value = q.pop_for(std::chrono::microseconds(10), why)) {
                    sum += *value;
                    --left;
                }
        }
    });
    BOOST_TEST(sum == each * (each + 1));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(batches_take_everything, Queue, queues) {
    watchdog const guard("batches");
    Queue q;
    std::vector<long> taken[2];
    std::atomic<int> producing{2};
    run_threads(4, [&](std::size_t self) {
        if (self < 2) {
            for (long n = 0; n < 1000; ++n)
                q.push(value_of(self, n));
            if (--producing == 0)
                q.close();
        } else {
            while (q.wait_pop_bulk(std::back_inserter(taken[self - 2]), 16) != 0)
                continue;
        }
    });
    takings const logs{taken[0], taken[1], {}};
    traffic const plan{2, 2, 1000, 0};
    BOOST_TEST(nothing_lost_or_doubled(plan, logs));
    BOOST_TEST(first_in_first_out(plan, logs));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(histories_are_linearizable, Queue, historic) {
    watchdog const guard("histories");
    check_histories_of<queue_spec, Queue>();
}

BOOST_AUTO_TEST_SUITE_END()
