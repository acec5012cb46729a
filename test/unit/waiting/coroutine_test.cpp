// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Coroutines that wait in a queue: who resumes them, and where; stopping them, closing the queue,
// what throws.

#include <boost/test/unit_test.hpp>

#if defined(__cpp_impl_coroutine)

#    include <cds_test/threads.h>
#    include <cds_test/type_lists.h>
#    include <cds_test/waiting_types.h>

#    include <algorithm>
#    include <condition_variable>
#    include <coroutine>
#    include <cstddef>
#    include <deque>
#    include <exception>
#    include <functional>
#    include <mutex>
#    include <optional>
#    include <stdexcept>
#    include <stop_token>
#    include <thread>
#    include <tuple>
#    include <utility>
#    include <vector>

namespace {

using namespace cds_test;
using namespace cds_test::waiting_types;

using queues = join<unbounded_queues<long>, bounded_queues<long>>;
using one_queue = cc::waiting<cc::FAAQueue<cds::gc::DHP, long>, counting_sleepers>;

/// A coroutine that begins at once. It ends by itself, or with this.
class job {
public:
    struct promise_type {
        job get_return_object() {
            return job(std::coroutine_handle<promise_type>::from_promise(*this));
        }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() noexcept {}
        void unhandled_exception() { thrown = std::current_exception(); }
        std::exception_ptr thrown;
    };

    explicit job(std::coroutine_handle<promise_type> h) : handle_(h) {}
    job(job&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
    job& operator=(job&&) = delete;
    ~job() {
        if (handle_)
            handle_.destroy();
    }

    bool is_over() const { return handle_.done(); }
    void rethrow() const {
        if (handle_.promise().thrown)
            std::rethrow_exception(handle_.promise().thrown);
    }

private:
    std::coroutine_handle<promise_type> handle_;
};

/// An executor that keeps its steps until somebody does them.
class agenda {
public:
    auto executor() {
        return [this](auto step) { steps_.push_back(step); };
    }
    std::size_t size() const { return steps_.size(); }
    void do_all() {
        while (!steps_.empty()) {
            auto const next = std::move(steps_.front());
            steps_.pop_front();
            next();
        }
    }

private:
    std::deque<std::function<void()>> steps_;
};

/// Threads that do the steps they are given.
class pool {
public:
    explicit pool(unsigned size) {
        for (unsigned i = 0; i != size; ++i)
            threads_.emplace_back([this] { work(); });
    }
    ~pool() {
        {
            std::lock_guard<std::mutex> const hold(mutex_);
            is_over_ = true;
        }
        more_.notify_all();
        for (auto& t : threads_)
            t.join();
    }
    auto executor() {
        return [this](auto step) {
            std::lock_guard<std::mutex> const hold(mutex_);
            steps_.push_back(step);
            more_.notify_one();
        };
    }

private:
    void work() {
        std::unique_lock<std::mutex> hold(mutex_);
        for (;;) {
            more_.wait(hold, [this] { return is_over_ || !steps_.empty(); });
            if (steps_.empty())
                return;
            auto const next = std::move(steps_.front());
            steps_.pop_front();
            hold.unlock();
            next();
            hold.lock();
        }
    }

    std::mutex mutex_;
    std::condition_variable more_;
    std::deque<std::function<void()>> steps_;
    bool is_over_ = false;
    std::vector<std::thread> threads_;
};

using numbers = std::vector<long>;

template <class Queue>
job take_all(Queue& q, numbers& taken) {
    while (auto const value = co_await q.async_pop())
        taken.push_back(*value);
}
template <class Queue, class Executor>
job take_all_by(Queue& q, numbers& taken, Executor executor, std::stop_token stop = {}) {
    while (auto const value = co_await q.async_pop(executor, stop))
        taken.push_back(*value);
}

} // namespace

BOOST_AUTO_TEST_SUITE(waiting_coroutines)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_coroutine_takes_what_is_there_and_what_comes, Queue, queues) {
    Queue q;
    numbers taken;
    q.push(1);
    q.push(2);
    job const consumer = take_all(q, taken);
    BOOST_TEST((taken == numbers{1, 2}));
    BOOST_TEST(!consumer.is_over());
    q.push(3);
    BOOST_TEST((taken == numbers{1, 2, 3})); // within the push
    BOOST_TEST((q.try_push(4) == cds::conqueue_errc::success));
    BOOST_TEST((taken == numbers{1, 2, 3, 4}));
    q.close();
    BOOST_TEST(consumer.is_over());
    consumer.rethrow();
}

BOOST_AUTO_TEST_CASE(what_is_left_in_a_closed_queue_is_taken) {
    one_queue q;
    numbers taken;
    q.push(1);
    q.close();
    BOOST_TEST(take_all(q, taken).is_over());
    BOOST_TEST((taken == numbers{1}));
}

BOOST_AUTO_TEST_CASE(a_range_wakes_as_many_coroutines_as_it_has_values) {
    one_queue q;
    agenda later;
    numbers taken;
    std::vector<job> consumers;
    for (int i = 0; i != 3; ++i)
        consumers.push_back(take_all_by(q, taken, later.executor()));
    long const two[] = {1, 2};
    q.push_range(two, two + 2);
    BOOST_TEST(later.size() == 2u);
    BOOST_TEST(taken.empty()); // the executor says when
    later.do_all();
    BOOST_TEST((taken == numbers{1, 2}));
    q.close();
    BOOST_TEST(later.size() == 3u);
    later.do_all();
    for (job const& consumer : consumers)
        BOOST_TEST(consumer.is_over());
}

BOOST_AUTO_TEST_CASE(who_comes_too_late_for_its_value_waits_on) {
    one_queue q;
    agenda later;
    numbers taken;
    job const consumer = take_all_by(q, taken, later.executor());
    q.push(1);
    BOOST_TEST((q.pop() == 1));
    later.do_all();
    BOOST_TEST(taken.empty());
    BOOST_TEST(!consumer.is_over());
    q.push(2);
    later.do_all();
    BOOST_TEST((taken == numbers{2}));
}

BOOST_AUTO_TEST_CASE(threads_and_coroutines_wait_for_the_same_values) {
    watchdog const guard("threads and coroutines");
    one_queue q;
    numbers taken;
    job const consumer = take_all(q, taken);
    numbers of_thread;
    std::thread sleeper([&] {
        while (auto const value = q.pop())
            of_thread.push_back(*value);
    });
    counting_condition::wait_for_sleepers(1);
    for (long i = 0; i != 4; ++i)
        q.push(i);
    q.close();
    sleeper.join();
    BOOST_TEST(taken.size() + of_thread.size() == 4u);
    BOOST_TEST(!taken.empty());
    BOOST_TEST(consumer.is_over());
}

BOOST_AUTO_TEST_CASE(a_coroutine_that_is_stopped_goes_on_with_nothing) {
    one_queue q;
    numbers taken;
    numbers of_other;
    std::stop_source source;
    job const consumer = take_all_by(q, taken, cc::waiting_queue::at_once(), source.get_token());
    job const other = take_all(q, of_other);
    q.push(1);
    BOOST_TEST((taken == numbers{1}));
    source.request_stop();
    BOOST_TEST(consumer.is_over());
    q.push(2); // wakes the other one
    BOOST_TEST((of_other == numbers{2}));
    numbers late;
    job const stopped = take_all_by(q, late, cc::waiting_queue::at_once(), source.get_token());
    BOOST_TEST(stopped.is_over());
    q.push(3);
    q.close();
    BOOST_TEST(other.is_over());
}

BOOST_AUTO_TEST_CASE(who_is_woken_and_stopped_at_once_loses_no_value) {
    one_queue q;
    agenda later;
    numbers taken;
    numbers of_other;
    std::stop_source source;
    job const consumer = take_all_by(q, taken, later.executor(), source.get_token());
    job const other = take_all_by(q, of_other, later.executor());
    q.push(1); // wakes the first
    source.request_stop();
    later.do_all();
    BOOST_TEST(consumer.is_over());
    BOOST_TEST((taken == numbers{1})); // woken, it looks first
    q.push(2);
    later.do_all();
    BOOST_TEST((of_other == numbers{2}));
}

BOOST_AUTO_TEST_CASE(a_coroutine_may_be_destroyed_while_it_waits) {
    one_queue q;
    numbers taken;
    numbers of_other;
    std::optional<job> consumer(take_all(q, taken));
    job const other = take_all(q, of_other);
    consumer.reset();
    q.push(1);
    BOOST_TEST(taken.empty());
    BOOST_TEST((of_other == numbers{1}));
}

/// Throws at a look, when it has been told so, and takes nothing.
struct moody : cc::VyukovMPMCCycleQueue<long> {
    using moody::VyukovMPMCCycleQueue::VyukovMPMCCycleQueue;

    template <class F>
    bool pop_with(F&& f) {
        if (std::exchange(throws_now, false))
            throw std::runtime_error("moody");
        return VyukovMPMCCycleQueue::pop_with(std::forward<F>(f));
    }
    static inline bool throws_now = false;
};

BOOST_AUTO_TEST_CASE(what_a_look_throws_co_await_throws_and_another_gets_the_value) {
    bounded<moody, 4> q;
    agenda later;
    numbers taken;
    numbers of_other;
    job const consumer = take_all_by(q, taken, later.executor());
    job const other = take_all_by(q, of_other, later.executor());
    q.push(1); // wakes the first
    moody::throws_now = true;
    later.do_all();
    BOOST_TEST(consumer.is_over());
    BOOST_CHECK_THROW(consumer.rethrow(), std::runtime_error);
    BOOST_TEST((of_other == numbers{1}));
    moody::throws_now = true; // before it waits
    BOOST_CHECK_THROW(take_all_by(q, taken, later.executor()).rethrow(), std::runtime_error);
    q.close();
    later.do_all();
    BOOST_TEST(other.is_over());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(coroutines_of_a_pool_take_everything_once, Queue, queues) {
    watchdog const guard("a pool");
    long const each = 500 * static_cast<long>(scale());
    Queue q;
    std::vector<numbers> taken(4);
    std::vector<job> consumers;
    {
        pool workers(2);
        for (numbers& mine : taken)
            consumers.push_back(take_all_by(q, mine, workers.executor()));
        run_threads(2, [&](std::size_t self) {
            for (long i = 0; i != each; ++i)
                q.push(static_cast<long>(self) * each + i);
        });
        q.close();
    }
    numbers all;
    for (std::size_t i = 0; i != taken.size(); ++i) {
        BOOST_TEST(consumers[i].is_over());
        consumers[i].rethrow();
        all.insert(all.end(), taken[i].begin(), taken[i].end());
    }
    std::sort(all.begin(), all.end());
    BOOST_TEST_REQUIRE(all.size() == static_cast<std::size_t>(2 * each));
    for (long i = 0; i != 2 * each; ++i)
        BOOST_TEST_REQUIRE(all[static_cast<std::size_t>(i)] == i);
}

BOOST_AUTO_TEST_CASE(coroutines_that_are_stopped_at_any_moment_lose_nothing) {
    watchdog const guard("stopping");
    for (std::size_t round = 0; round != 100 * scale(); ++round) {
        one_queue q;
        std::vector<numbers> taken(3);
        std::vector<job> consumers;
        std::stop_source source;
        {
            pool workers(2);
            consumers.push_back(take_all_by(q, taken[0], workers.executor(), source.get_token()));
            consumers.push_back(take_all_by(q, taken[1], workers.executor(), source.get_token()));
            consumers.push_back(take_all_by(q, taken[2], workers.executor()));
            run_threads(2, [&](std::size_t self) {
                if (self == 0)
                    for (long i = 0; i != 20; ++i)
                        q.push(i);
                else
                    source.request_stop();
            });
            q.close();
        }
        std::size_t count = 0;
        for (std::size_t i = 0; i != 3; ++i) {
            BOOST_TEST_REQUIRE(consumers[i].is_over());
            count += taken[i].size();
        }
        BOOST_TEST_REQUIRE(count == 20u);
    }
}

BOOST_AUTO_TEST_SUITE_END()

#endif // __cpp_impl_coroutine
