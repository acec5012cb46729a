// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Pairs of operations that wait at the same time and cancel out.

#include <cds/intrusive/fcqueue.h>
#include <cds/intrusive/fcstack.h>
#include <cds_test/combining.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <set>
#include <tuple>

namespace {

using namespace cds_test;

/// 2 n threads, half of which put `value_of(number)` and half of which take, all at once. What the
/// takers got, 0 for nothing.
template <class S, class Put, class Take>
std::multiset<long> meet(S& structure, std::size_t n, Put put, Take take) {
    std::mutex lock;
    std::multiset<long> taken;
    run_while_locked(structure, 2 * n, [&](std::size_t self) {
        if (self % 2 == 0) {
            put(static_cast<long>(self) + 1);
            return;
        }
        long value = 0;
        take(value);
        std::lock_guard<std::mutex> const hold(lock);
        taken.insert(value);
    });
    return taken;
}

} // namespace

BOOST_AUTO_TEST_SUITE(combining_elimination)

using stacks = std::tuple<fc_stack<long, spinning, true>, fc_stack<long, wait::backoff<>, true>,
                          fc_stack<long, wait::single_mutex_single_condvar<>, true>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(pushes_and_pops_of_a_stack_cancel_out, S, stacks) {
    watchdog const guard("a stack");
    S stack;
    stack.push(100); // at the bottom, and it stays there
    auto const taken =
        meet(stack, 3, [&](long v) { stack.push(v); }, [&](long& v) { stack.pop(v); });
    BOOST_TEST((taken == std::multiset<long>{1, 3, 5}));
    auto const& seen = stack.statistics();
    BOOST_TEST(seen.m_nCollided == 3u);
    BOOST_TEST(seen.m_nPush + seen.m_nPushMove == 1u);
    BOOST_TEST(seen.m_nPop + seen.m_nFailedPop == 0u);
    BOOST_TEST(stack.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_queue_cancels_out_while_it_is_empty) {
    watchdog const guard("an empty queue");
    fc_queue<long, spinning, true> queue;
    auto const taken =
        meet(queue, 3, [&](long v) { queue.push(v); }, [&](long& v) { queue.pop(v); });
    BOOST_TEST((taken == std::multiset<long>{1, 3, 5}));
    BOOST_TEST(queue.statistics().m_nCollided == 3u);
    BOOST_TEST(queue.empty());
}

BOOST_AUTO_TEST_CASE(a_queue_with_values_in_it_stays_first_in_first_out) {
    watchdog const guard("a queue with values");
    fc_queue<long, spinning, true> queue;
    for (long v : {101, 102, 103})
        queue.push(v);
    auto const taken =
        meet(queue, 3, [&](long v) { queue.push(v); }, [&](long& v) { queue.pop(v); });
    BOOST_TEST((taken == std::multiset<long>{101, 102, 103}));
    BOOST_TEST(queue.statistics().m_nCollided == 0u);
    BOOST_TEST(queue.size() == 3u);
}

using ends = std::tuple<std::true_type, std::false_type>;

BOOST_AUTO_TEST_CASE_TEMPLATE(each_end_of_a_deque_cancels_out_by_itself, Front, ends) {
    watchdog const guard("a deque");
    fc_deque<long, spinning, true> deque;
    deque.push_back(100);
    auto const taken = meet(
        deque, 3, [&](long v) { Front::value ? deque.push_front(v) : deque.push_back(v); },
        [&](long& v) { Front::value ? deque.pop_front(v) : deque.pop_back(v); });
    BOOST_TEST((taken == std::multiset<long>{1, 3, 5}));
    BOOST_TEST(deque.statistics().m_nCollided == 3u);
    BOOST_TEST(deque.size() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_ends_of_a_deque_meet_only_while_it_is_empty, Front, ends) {
    watchdog const guard("the ends of a deque");
    for (bool const is_empty : {true, false}) {
        fc_deque<long, spinning, true> deque;
        if (!is_empty)
            for (long v : {100, 100, 100})
                deque.push_back(v);
        auto const taken = meet(
            deque, 3, [&](long v) { Front::value ? deque.push_front(v) : deque.push_back(v); },
            [&](long& v) { Front::value ? deque.pop_back(v) : deque.pop_front(v); });
        BOOST_TEST(deque.statistics().m_nCollided == (is_empty ? 3u : 0u));
        BOOST_TEST((is_empty ? taken == std::multiset<long>{1, 3, 5} : taken.count(100) == 3));
        BOOST_TEST(deque.size() == (is_empty ? 0u : 3u));
    }
}

BOOST_AUTO_TEST_CASE(objects_that_cancel_out_go_from_hand_to_hand) {
    watchdog const guard("objects");
    struct item : boost::intrusive::slist_base_hook<>, boost::intrusive::list_base_hook<> {
        long value = 0;
    };
    item items[7];
    auto const check = [&](auto&& structure) {
        auto const taken = meet(
            structure, 3,
            [&](long v) {
                items[v].value = v;
                structure.push(items[v]);
            },
            [&](long& v) {
                if (item* const got = structure.pop())
                    v = got->value;
            });
        BOOST_TEST((taken == std::multiset<long>{1, 3, 5}));
        BOOST_TEST(structure.statistics().m_nCollided == 3u);
        BOOST_TEST(structure.empty());
    };
    namespace ci = cds::intrusive;
    check(ci::FCStack<item, boost::intrusive::slist<item>,
                      fc_traits<ci::fcstack::traits, ci::fcstack::stat<>, spinning, true>>());
    check(ci::FCQueue<item, boost::intrusive::list<item>,
                      fc_traits<ci::fcqueue::traits, ci::fcqueue::stat<>, spinning, true>>());
}

BOOST_AUTO_TEST_SUITE_END()
