// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The interface of the flat-combining structures of values, in one thread.

#include <cds_test/combining.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <deque>
#include <list>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using namespace cds_test;
using structures = combining_structures<long>;

/// The structure that does the same, the slow way.
template <class S>
class reference {
public:
    void push(long value) { values_.push_back(value); }
    bool pop(long& value) {
        if (values_.empty())
            return false;
        auto next = values_.end() - 1;
        if (order_of<S> == order::fifo)
            next = values_.begin();
        if (order_of<S> == order::greatest)
            next = std::max_element(values_.begin(), values_.end());
        value = *next;
        values_.erase(next);
        return true;
    }
    std::size_t size() const { return values_.size(); }

private:
    std::deque<long> values_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(combining_values)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_new_structure_is_empty_and_yields_nothing, S, structures) {
    S items;
    S const& constant = items;
    long target = 77;
    BOOST_TEST(constant.empty());
    BOOST_TEST(constant.size() == 0u);
    BOOST_TEST(!items.pop(target));
    BOOST_TEST(target == 77);
    S with_numbers(16, 2);
    BOOST_TEST(with_numbers.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_structure_does_what_the_sequential_one_does, S, structures) {
    S items;
    reference<S> expected;
    auto random = random_stream(1);
    for (long step = 0; step < 6000; ++step) {
        if (random() % 1000 < (step / 2000 % 2 == 0 ? 600u : 400u)) {
            long const value = static_cast<long>(random() % 1000);
            BOOST_TEST_REQUIRE((step % 2 == 0 ? items.push(value) : items.push(long(value))));
            expected.push(value);
        } else {
            long ours = -1;
            long theirs = -1;
            BOOST_REQUIRE_EQUAL(items.pop(ours), expected.pop(theirs));
            BOOST_REQUIRE_EQUAL(ours, theirs);
        }
        BOOST_REQUIRE_EQUAL(items.size(), expected.size());
        BOOST_REQUIRE_EQUAL(items.empty(), expected.size() == 0);
    }
    items.clear();
    BOOST_TEST(items.empty());
    items.push(1);
    BOOST_TEST(items.size() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_functor_gets_the_sequential_container_to_itself, S, structures) {
    S items;
    items.push(4);
    std::size_t seen = 0;
    items.apply([&](auto& all) {
        static_assert(!std::is_const_v<std::remove_reference_t<decltype(all)>>);
        seen += all.size();
    });
    std::as_const(items).apply([&](auto& all) {
        static_assert(std::is_const_v<std::remove_reference_t<decltype(all)>>);
        seen += all.size();
    });
    BOOST_TEST(seen == 2u);
    BOOST_TEST(items.statistics().m_nInvokeExclusive == 2u);
}

using move_only = combining_structures<std::unique_ptr<std::string>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(values_that_can_only_be_moved_pass_through, S, move_only) {
    S items;
    std::unique_ptr<std::string> value = std::make_unique<std::string>("first");
    std::string const* const address = value.get();
    items.push(std::move(value));
    BOOST_TEST(!value);
    BOOST_TEST(items.pop(value));
    BOOST_TEST(value.get() == address);
    items.push(std::make_unique<std::string>("left for the destructor"));
}

using containers_of_move_only = combining_structures<std::vector<std::unique_ptr<int>>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(a_type_that_only_claims_to_be_copied_passes_too, S,
                              containers_of_move_only) {
    S items;
    items.push(std::vector<std::unique_ptr<int>>(3));
    std::vector<std::unique_ptr<int>> value;
    BOOST_TEST(items.pop(value));
    BOOST_TEST(value.size() == 3u);
}

using strings = combining_structures<std::string>;

BOOST_AUTO_TEST_CASE_TEMPLATE(an_rvalue_is_moved_and_an_lvalue_is_copied, S, strings) {
    S items;
    std::string value(100, 'x');
    char const* const heap = value.data();
    items.push(value);
    BOOST_TEST(value.size() == 100u);
    std::string copy;
    BOOST_TEST(items.pop(copy));
    BOOST_TEST(copy == value);
    items.push(std::move(value));
    BOOST_TEST(items.pop(copy));
    BOOST_TEST(copy.data() == heap); // all the way in and out
}

BOOST_AUTO_TEST_CASE(the_statistics_tell_copies_moves_and_failures_apart) {
    long v = 1;
    {
        fc_queue<long, wait::backoff<>> q;
        q.enqueue(v), q.push(v), q.enqueue(2), q.push(3), q.push(4);
        q.dequeue(v), q.pop(v), q.clear(), q.pop(v);
        auto const& s = q.statistics();
        BOOST_TEST(s.m_nEnqueue == 2u);
        BOOST_TEST(s.m_nEnqMove == 3u);
        BOOST_TEST(s.m_nDequeue == 2u);
        BOOST_TEST(s.m_nFailedDeq == 1u);
        BOOST_TEST(s.m_nOperationCount == 9u);
        BOOST_TEST(s.m_nCollided == 0u);
    }
    {
        fc_stack<long, wait::backoff<>> q;
        q.push(v), q.push(2), q.push(3), q.pop(v), q.clear(), q.pop(v);
        auto const& s = q.statistics();
        BOOST_TEST(s.m_nPush == 1u);
        BOOST_TEST(s.m_nPushMove == 2u);
        BOOST_TEST(s.m_nPop == 1u);
        BOOST_TEST(s.m_nFailedPop == 1u);
    }
    {
        fc_priority_queue<long, wait::backoff<>> q;
        q.push(v), q.push(2), q.push(3), q.pop(v), q.clear(), q.pop(v);
        auto const& s = q.statistics();
        BOOST_TEST(s.m_nPush == 1u);
        BOOST_TEST(s.m_nPushMove == 2u);
        BOOST_TEST(s.m_nPop == 1u);
        BOOST_TEST(s.m_nFailedPop == 1u);
    }
    fc_deque<long, wait::backoff<>> q;
    q.push_front(v), q.push_front(2), q.push_front(3), q.push_back(v), q.push_back(5);
    q.pop_front(v), q.pop_front(v), q.pop_back(v), q.clear();
    q.pop_front(v), q.pop_back(v), q.pop_back(v);
    auto const& s = q.statistics();
    BOOST_TEST(s.m_nPushFront == 1u);
    BOOST_TEST(s.m_nPushFrontMove == 2u);
    BOOST_TEST(s.m_nPushBack == 1u);
    BOOST_TEST(s.m_nPushBackMove == 1u);
    BOOST_TEST(s.m_nPopFront == 2u);
    BOOST_TEST(s.m_nPopBack == 1u);
    BOOST_TEST(s.m_nFailedPopFront == 1u);
    BOOST_TEST(s.m_nFailedPopBack == 2u);
}

BOOST_AUTO_TEST_CASE(a_deque_serves_both_ends) {
    fc_deque<int, wait::backoff<>> deque;
    for (int i = 1; i <= 3; ++i) {
        deque.push_back(i);
        deque.push_front(-i);
    }
    std::vector<int> out;
    for (int v = 0; deque.pop_front(v) && (out.push_back(v), deque.pop_back(v));)
        out.push_back(v);
    BOOST_TEST(out == (std::vector<int>{-3, 3, -2, 2, -1, 1}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_names_that_programs_rely_on_are_there) {
    using cds::container::FCDeque;
    using cds::container::FCPriorityQueue;
    using cds::container::FCQueue;
    using cds::container::FCStack;
    static_assert(std::is_same_v<FCQueue<int>::queue_type, std::queue<int>>);
    static_assert(std::is_same_v<FCStack<int>::stack_type, std::stack<int>>);
    static_assert(std::is_same_v<FCDeque<int>::deque_type, std::deque<int>>);
    static_assert(
        std::is_same_v<FCPriorityQueue<int>::priority_queue_type, std::priority_queue<int>>);
    static_assert(std::is_same_v<FCQueue<int>::traits, cc::fcqueue::traits>);
    static_assert(std::is_same_v<FCQueue<int>::stat, cc::fcqueue::empty_stat>);
    static_assert(std::is_same_v<FCQueue<int>::value_type, int>);
    static_assert(!FCQueue<int>::c_bEliminationEnabled && !FCStack<int>::c_bEliminationEnabled);
    static_assert(fc_deque<int, spinning, true>::c_bEliminationEnabled);
    static_assert(std::is_base_of_v<fc::container, FCStack<int>>);
    static_assert(!std::is_copy_constructible_v<FCQueue<int>>);
    static_assert(std::is_same_v<cc::fcqueue::stat<>::flat_combining_stat, fc::stat<>>);
    static_assert(std::is_same_v<cc::fcdeque::stat<>::counter_type, cds::atomicity::event_counter>);
    using composed = cc::fcstack::make_traits<
        cds::opt::enable_elimination<true>, cds::opt::stat<cc::fcstack::stat<>>,
        cds::opt::wait_strategy<wait::empty>, cds::opt::lock_type<std::mutex>>::type;
    FCStack<int, std::stack<int>, composed> stack(4, 2);
    static_assert(decltype(stack)::c_bEliminationEnabled);
    stack.push(1);
    BOOST_TEST(stack.statistics().m_nPushMove == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
