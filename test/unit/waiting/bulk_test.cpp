// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Many values at a time in a queue in which one can wait: who is woken, and what is in it when it
// is closed or something throws.

#include <cds_test/threads.h>
#include <cds_test/type_lists.h>
#include <cds_test/waiting_types.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <future>
#include <iterator>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <tuple>
#include <vector>

namespace {

using namespace cds_test;
using namespace cds_test::waiting_types;
using cds::conqueue_errc;

using bounded_of_numbers = bounded_queues<long>;
using queues_of_numbers = join<unbounded_queues<long>, bounded_of_numbers>;

std::vector<long> numbers(long count) {
    std::vector<long> all(static_cast<std::size_t>(count));
    std::iota(all.begin(), all.end(), 0);
    return all;
}

/// Reads 0 and 1, and throws at 2.
struct throws_at_two {
    using value_type = long;
    using difference_type = std::ptrdiff_t;
    long operator*() const { return n != 2 ? n : throw std::runtime_error("two"); }
    throws_at_two& operator++() {
        ++n;
        return *this;
    }
    throws_at_two operator++(int) { return {n++}; }
    bool operator==(throws_at_two const&) const = default;
    long n = 0;
};

} // namespace

BOOST_AUTO_TEST_SUITE(waiting_bulk)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_range_wakes_as_many_as_it_has_values, Queue, queues_of_numbers) {
    watchdog const guard("a range for two");
    Queue q;
    auto const pop = [&q] { return q.pop(); };
    auto one = std::async(std::launch::async, pop);
    auto other = std::async(std::launch::async, pop);
    counting_condition::wait_for_sleepers(2);
    auto const two = numbers(2);
    BOOST_TEST((q.push_range(two.begin(), two.end()) == two.end()));
    BOOST_TEST(*one.get() + *other.get() == 1);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_is_taken_wakes_as_many_as_there_is_room_for, Queue,
                              bounded_of_numbers) {
    watchdog const guard("room for two");
    Queue q;
    auto const four = numbers(4);
    q.push_range(four.begin(), four.end());
    auto const push = [&q] { return q.push(9); };
    auto one = std::async(std::launch::async, push);
    auto other = std::async(std::launch::async, push);
    counting_condition::wait_for_sleepers(2);
    std::vector<long> taken;
    BOOST_TEST(q.wait_pop_bulk(std::back_inserter(taken), 2) == 2u);
    BOOST_TEST(one.get());
    BOOST_TEST(other.get());
    BOOST_TEST((taken == numbers(2)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_range_waits_for_room, Queue, bounded_of_numbers) {
    watchdog const guard("a long range");
    Queue q;
    auto const ten = numbers(10);
    auto pushed = std::async(std::launch::async,
                             [&] { return q.push_range(ten.begin(), ten.end()) - ten.begin(); });
    counting_condition::wait_for_sleepers(1);
    std::vector<long> taken;
    while (taken.size() != ten.size())
        q.wait_pop_bulk(std::back_inserter(taken), 3);
    BOOST_TEST(pushed.get() == 10);
    BOOST_TEST((taken == ten));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(close_says_how_far_a_range_came, Queue, bounded_of_numbers) {
    watchdog const guard("closing under a range");
    Queue q;
    auto const ten = numbers(10);
    auto pushed = std::async(std::launch::async,
                             [&] { return q.push_range(ten.begin(), ten.end()) - ten.begin(); });
    counting_condition::wait_for_sleepers(1);
    q.close();
    BOOST_TEST(pushed.get() == 4);
    BOOST_TEST((q.push_range(ten.begin(), ten.end()) == ten.begin()));
    BOOST_TEST((q.push_range(ten.end(), ten.end()) == ten.end()));
    std::vector<long> taken;
    BOOST_TEST(q.wait_pop_bulk(std::back_inserter(taken), 9) == 4u);
    BOOST_TEST(q.wait_pop_bulk(std::back_inserter(taken), 9) == 0u);
    BOOST_TEST((taken == numbers(4)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(who_waits_learns_of_what_came_before_a_range_threw, Queue,
                              bounded_of_numbers) {
    watchdog const guard("a range that throws");
    Queue q;
    auto const pop = [&q] { return q.pop(); };
    auto one = std::async(std::launch::async, pop);
    auto other = std::async(std::launch::async, pop);
    counting_condition::wait_for_sleepers(2);
    BOOST_CHECK_THROW(q.push_range(throws_at_two{}, throws_at_two{5}), std::runtime_error);
    BOOST_TEST(*one.get() + *other.get() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
