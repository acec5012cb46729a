// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a queue says in which one can wait: one thread, or one that sleeps and one that wakes it.

#include <cds/container/mspriority_queue.h>
#include <cds/container/treiber_stack.h>
#include <cds_test/bag.h>
#include <cds_test/fragile.h>
#include <cds_test/threads.h>
#include <cds_test/waiting_types.h>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <iterator>
#include <limits>
#include <memory>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace cds {
inline std::ostream& operator<<(std::ostream& out, conqueue_errc e) {
    char const* const names[] = {"success", "empty", "full", "closed", "busy"};
    return out << names[static_cast<int>(e)];
}
} // namespace cds

namespace {

using namespace cds_test;
using namespace cds_test::waiting_types;
using namespace std::chrono_literals;
using cds::conqueue_errc;

template <class T>
using queues = join<unbounded_queues<T>, bounded_queues<T>>;
using queues_of_numbers = queues<long>;
using queues_of_texts = queues<std::string>;
using bounded_of_numbers = bounded_queues<long>;
using bounded_of_owners = bounded_queues<std::unique_ptr<long>>;

/// What `f` returns in a thread that sleeps at least once, when `wake()` has been called meanwhile.
template <class F, class Wake>
auto asleep_until(F f, Wake wake) {
    auto result = std::async(std::launch::async, f);
    counting_condition::wait_for_sleepers(1);
    wake();
    return result.get();
}

/// A value that can be copied so many times.
struct brittle {
    explicit brittle(long v, int copies = 1000) : value(v), copies_left(copies) {}
    brittle(brittle const& other) : value(other.value), copies_left(other.copies_left - 1) {
        if (copies_left < 0)
            throw std::runtime_error("a brittle value");
    }

    long value;
    int copies_left; // of it, and of its copies
};

/// After each look into it the thread does what it has in hand, first to last.
struct interrupted : cc::VyukovMPMCCycleQueue<long> {
    using interrupted::VyukovMPMCCycleQueue::VyukovMPMCCycleQueue;

    template <class F>
    bool pop_with(F&& f) {
        bool const found = VyukovMPMCCycleQueue::pop_with(std::forward<F>(f));
        if (!in_hand.empty()) {
            auto const next = std::move(in_hand.front());
            in_hand.pop_front();
            next();
        }
        return found;
    }
    static inline thread_local std::deque<std::function<void()>> in_hand;
};

template <class Queue>
void fill(Queue& q) {
    for (long i = 0; q.try_push(i) == conqueue_errc::success;)
        ++i;
}

} // namespace

BOOST_AUTO_TEST_SUITE(waiting)

BOOST_AUTO_TEST_CASE_TEMPLATE(values_come_out_as_they_went_in, Queue, queues_of_texts) {
    Queue q;
    BOOST_TEST(q.push("a"));
    std::string const b = "b";
    BOOST_TEST(q.push(b));
    BOOST_TEST(q.try_push("c") == conqueue_errc::success);
    BOOST_TEST((q.pop() == "a"));
    conqueue_errc why{};
    BOOST_TEST((q.try_pop(why) == b));
    BOOST_TEST(why == conqueue_errc::success);
    BOOST_TEST((q.try_pop() == "c"));
    BOOST_TEST(!q.try_pop(why));
    BOOST_TEST(why == conqueue_errc::empty);
    BOOST_TEST(q.underlying().empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_closed_queue_takes_nothing_and_gives_what_it_has, Queue,
                              queues_of_numbers) {
    Queue q;
    q.push(1);
    q.push(2);
    BOOST_TEST(!q.is_closed());
    q.close();
    q.close();
    BOOST_TEST(q.is_closed());
    BOOST_TEST(!q.push(3));
    BOOST_TEST(q.try_push(3) == conqueue_errc::closed);
    BOOST_TEST(q.push_for(1h, 3) == conqueue_errc::closed);
    BOOST_TEST((q.pop() == 1));
    conqueue_errc why{};
    BOOST_TEST((q.try_pop(why) == 2));
    BOOST_TEST(why == conqueue_errc::success);
    BOOST_TEST(!q.pop());
    BOOST_TEST(!q.try_pop(why));
    BOOST_TEST(why == conqueue_errc::closed);
    BOOST_TEST(!q.pop_for(1h, why));
    BOOST_TEST(why == conqueue_errc::closed);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_full_queue_says_so, Queue, bounded_of_numbers) {
    Queue q;
    static_assert(Queue::is_bounded);
    fill(q);
    BOOST_TEST(q.underlying().capacity() == 4u);
    BOOST_TEST(q.try_push(9) == conqueue_errc::full);
    BOOST_TEST(q.push_for(0s, 9) == conqueue_errc::full);
    BOOST_TEST(q.push_for(1ms, 9) == conqueue_errc::full);
    BOOST_TEST(q.push_until(std::chrono::system_clock::now(), 9) == conqueue_errc::full);
    BOOST_TEST((q.pop() == 0));
    BOOST_TEST(q.push_for(1h, 9) == conqueue_errc::success);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_is_refused_is_left_alone, Queue, bounded_of_owners) {
    Queue q;
    for (long i = 0; i < 4; ++i)
        q.push(std::make_unique<long>(i));
    auto mine = std::make_unique<long>(4);
    BOOST_TEST(q.try_push(std::move(mine)) == conqueue_errc::full);
    BOOST_TEST(mine != nullptr);
    BOOST_TEST(q.push_for(1ms, std::move(mine)) == conqueue_errc::full);
    BOOST_TEST(mine != nullptr);
    q.close();
    BOOST_TEST(!q.push(std::move(mine)));
    BOOST_TEST(mine != nullptr);
    for (long i = 0; i < 4; ++i)
        BOOST_TEST(*q.pop().value() == i);
    BOOST_TEST(!q.pop());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(pop_waits_for_a_value, Queue, queues_of_numbers) {
    watchdog const guard("a pop");
    Queue q;
    auto const pop = [&q] { return q.pop(); };
    for (long i = 0; i < 10; ++i)
        BOOST_TEST((asleep_until(pop, [&] { q.push(i); }) == i));
    BOOST_TEST(!asleep_until(pop, [&] { q.close(); }));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(push_waits_for_room, Queue, bounded_of_numbers) {
    watchdog const guard("a push");
    Queue q;
    fill(q);
    auto const push = [&q] { return q.push(4); };
    BOOST_TEST(asleep_until(push, [&] { BOOST_TEST((q.pop() == 0)); }));
    BOOST_TEST(!asleep_until(push, [&] { q.close(); }));
    for (long i = 1; i <= 4; ++i)
        BOOST_TEST((q.pop() == i));
    BOOST_TEST(!q.pop());
}

BOOST_AUTO_TEST_CASE(no_time_is_too_long) {
    watchdog const guard("waiting for ever");
    bounded<cc::VyukovMPMCCycleQueue<long>, 4> q;
    conqueue_errc why{};
    auto const wake = [&] { q.push(1); };
    using hours_of_floats = std::chrono::duration<float, std::ratio<3600>>;
    BOOST_TEST(
        (asleep_until([&] { return q.pop_for(std::chrono::hours::max(), why); }, wake) == 1));
    BOOST_TEST((asleep_until([&] { return q.pop_for(hours_of_floats::max(), why); }, wake) == 1));
    BOOST_TEST(
        (asleep_until([&] { return q.pop_for(std::chrono::nanoseconds::max(), why); }, wake) == 1));
    BOOST_TEST((asleep_until([&] { return q.pop_for(24h * 365 * 100, why); }, wake) == 1));
    auto const until = [&](auto moment) {
        return [&, moment] { return q.pop_until(moment, why); };
    };
    BOOST_TEST((asleep_until(until(std::chrono::steady_clock::time_point::max()), wake) == 1));
    BOOST_TEST((asleep_until(until(std::chrono::system_clock::time_point::max()), wake) == 1));
    using days = std::chrono::duration<long long, std::ratio<86400>>;
    using day = std::chrono::time_point<std::chrono::system_clock, days>;
    BOOST_TEST((asleep_until(until(day::max()), wake) == 1));
    fill(q);
    auto const push = [&] { return q.push_for(std::chrono::hours::max(), 7); };
    BOOST_TEST(asleep_until(push, [&] { q.pop(); }) == conqueue_errc::success);
    auto const push_until = [&] { return q.push_until(day::max(), 8); };
    BOOST_TEST(asleep_until(push_until, [&] { q.pop(); }) == conqueue_errc::success);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_time_that_is_over_ends_the_wait, Queue, queues_of_numbers) {
    watchdog const guard("a time that is over");
    Queue q;
    conqueue_errc why{};
    auto const in_vain = [&](std::optional<long> taken) {
        BOOST_TEST(!taken);
        BOOST_TEST(why == conqueue_errc::empty);
        why = {};
    };
    in_vain(q.pop_for(0s, why));
    in_vain(q.pop_for(-1s, why));
    in_vain(q.pop_for(std::chrono::hours::min(), why));
    in_vain(
        q.pop_for(std::chrono::duration<double>(std::numeric_limits<double>::quiet_NaN()), why));
    in_vain(q.pop_for(5ms, why));
    in_vain(q.pop_until(std::chrono::steady_clock::now() + 1ms, why));
    in_vain(q.pop_until(std::chrono::system_clock::now() + 1ms, why));
    in_vain(q.pop_until(std::chrono::system_clock::time_point::min(), why));
    q.push(1);
    BOOST_TEST((q.pop_for(-1s, why) == 1)); // it looks once in any case
    BOOST_TEST(why == conqueue_errc::success);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(close_wakes_all, Queue, bounded_of_numbers) {
    watchdog const guard("closing");
    Queue nothing;
    Queue no_room;
    fill(no_room);
    std::vector<std::future<bool>> all;
    conqueue_errc why[2]{};
    for (auto& one : why) {
        all.push_back(std::async(std::launch::async, [&] { return nothing.pop().has_value(); }));
        all.push_back(std::async(std::launch::async, [&] { return no_room.push(9); }));
        all.push_back(
            std::async(std::launch::async, [&] { return nothing.pop_for(1h, one).has_value(); }));
        all.push_back(std::async(
            std::launch::async, [&] { return no_room.push_for(1h, 9) == conqueue_errc::success; }));
    }
    counting_condition::wait_for_sleepers(8);
    nothing.close();
    no_room.close();
    for (auto& one : all)
        BOOST_TEST(!one.get());
    for (auto const& one : why)
        BOOST_TEST(one == conqueue_errc::closed);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(bulk_takes_what_is_there, Queue, queues_of_numbers) {
    watchdog const guard("bulk");
    Queue q;
    for (long i = 0; i < 4; ++i)
        q.push(i);
    std::vector<long> taken;
    auto const into = std::back_inserter(taken);
    BOOST_TEST(q.wait_pop_bulk(into, 0) == 0u);
    BOOST_TEST(q.wait_pop_bulk(into, 3) == 3u);
    BOOST_TEST(q.wait_pop_bulk(into, 3) == 1u);
    BOOST_TEST(asleep_until([&] { return q.wait_pop_bulk(into, 3); }, [&] { q.push(4); }) == 1u);
    BOOST_TEST((taken == std::vector<long>{0, 1, 2, 3, 4}));
    q.push(5);
    q.close();
    BOOST_TEST(q.wait_pop_bulk(into, 3) == 1u);
    BOOST_TEST(q.wait_pop_bulk(into, 3) == 0u);
}

BOOST_AUTO_TEST_CASE(what_throws_leaves_nobody_inside) {
    cc::waiting<cc::FAAQueue<cds::gc::DHP, fragile>> q;
    BOOST_TEST(q.push(fragile(1)));
    fragile const two(2);
    fragile::fuse.set(0);
    BOOST_CHECK_THROW(q.push(two), fragile::broken);
    fragile::fuse.set(0);
    BOOST_CHECK_THROW(q.try_push(two), fragile::broken);
    fragile::fuse.disarm();
    BOOST_TEST(q.pop()->value() == 1);
    q.close();
    conqueue_errc why{};
    BOOST_TEST(!q.try_pop(why)); // or it would be busy for ever
    BOOST_TEST(why == conqueue_errc::closed);
}

BOOST_AUTO_TEST_CASE(a_wake_up_that_was_not_needed_is_passed_on) {
    watchdog const guard("passing on");
    cc::waiting<interrupted, counting_sleepers> q(4);
    std::future<std::optional<long>> other;
    interrupted::in_hand.push_back([&] { q.push(1); }); // nobody waits yet
    interrupted::in_hand.push_back([&] {                // we have 1, and are among those who wait
        other = std::async(std::launch::async, [&] { return q.pop(); });
        counting_condition::wait_for_sleepers(1);
        q.push(2); // wakes us
    });
    BOOST_TEST((q.pop() == 1));
    BOOST_TEST(interrupted::in_hand.empty());
    BOOST_TEST((other.get() == 2));
}

BOOST_AUTO_TEST_CASE(what_came_since_the_look_is_not_missed_when_another_finds_all_pushes_over) {
    cc::waiting<interrupted> q(4);
    std::optional<long> others;
    interrupted::in_hand.push_back([&] { others = q.try_pop(); });
    interrupted::in_hand.push_back([&] { // the other has seen nothing, as we have
        q.push(1);
        q.push(2);
        q.close();
    });
    conqueue_errc why{};
    BOOST_TEST((q.try_pop(why) == 2));
    BOOST_TEST(why == conqueue_errc::success);
    BOOST_TEST((others == 1));
    BOOST_TEST(!q.pop());
}

BOOST_AUTO_TEST_CASE(room_that_was_a_hole_is_room_for_all_that_wait) {
    watchdog const guard("holes");
    bounded<cc::VyukovMPMCCycleQueue<brittle>, 2> q;
    brittle const good(1);
    brittle const bad(2, 0);
    BOOST_CHECK_THROW(q.push(bad), std::runtime_error);
    q.push(good);
    auto const push = [&] { return q.push(good); };
    auto one = std::async(std::launch::async, push);
    auto other = std::async(std::launch::async, push);
    counting_condition::wait_for_sleepers(2);
    BOOST_TEST(q.pop()->value == 1);
    BOOST_TEST(one.get());
    BOOST_TEST(other.get());
    q.pop();
    q.pop();
    BOOST_CHECK_THROW(q.push(bad), std::runtime_error);
    BOOST_CHECK_THROW(q.try_push(bad), std::runtime_error);
    BOOST_TEST(asleep_until(push, [&] { q.try_pop(); }));
}

BOOST_AUTO_TEST_CASE(a_value_that_is_lost_on_its_way_out_leaves_room) {
    watchdog const guard("a lost value");
    bounded<cc::VyukovMPMCCycleQueue<brittle>, 2> q;
    q.push(brittle(1, 1)); // goes in and does not come out
    q.push(brittle(2));
    brittle const next(3);
    auto const pop = [&] { BOOST_CHECK_THROW(q.pop(), std::runtime_error); };
    BOOST_TEST(asleep_until([&] { return q.push(next); }, pop));
    BOOST_TEST(q.pop()->value == 2);
    BOOST_TEST(q.pop()->value == 3);
}

BOOST_AUTO_TEST_CASE(stacks_and_priority_queues_are_waited_in_too) {
    watchdog const guard("other containers");
    cc::waiting<cc::TreiberStack<cds::gc::HP, long>, counting_sleepers> stack;
    BOOST_TEST((asleep_until([&] { return stack.pop(); }, [&] { stack.push(1); }) == 1));
    bounded<cc::MSPriorityQueue<long>, 4> heap;
    heap.push(1);
    heap.push(2);
    BOOST_TEST((heap.pop() == 2));
    BOOST_TEST((heap.pop() == 1));
    BOOST_TEST((asleep_until([&] { return heap.pop(); }, [&] { heap.push(3); }) == 3));
    heap.close();
    BOOST_TEST(!heap.pop());
}

BOOST_AUTO_TEST_CASE(one_producer_and_one_consumer_wait_in_a_ring) {
    watchdog const guard("a ring");
    bounded<cc::WeakRingBuffer<long>, 4> q;
    BOOST_TEST((asleep_until([&] { return q.pop(); }, [&] { q.push(1); }) == 1));
    fill(q);
    BOOST_TEST(asleep_until([&] { return q.push(9); }, [&] { q.pop(); }));
}

BOOST_AUTO_TEST_SUITE_END()
