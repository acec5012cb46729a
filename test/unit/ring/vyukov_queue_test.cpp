// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What Vyukov's ring has of its own: holes, a front for one consumer, threads.

#include <cds/intrusive/vyukov_mpmc_cycle_queue.h>

#include <cds_test/fragile.h>
#include <cds_test/linearizability.h>
#include <cds_test/ring_types.h>
#include <cds_test/threads.h>
#include <cds_test/traffic.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

namespace {

using namespace cds_test;
namespace ci = cds::intrusive;

using fragile_queues =
    join<ring_types::vyukov_queues<fragile>, ring_types::single_consumer_queues<fragile>>;

template <class Queue>
void fail_to_put(Queue& queue) {
    BOOST_CHECK_THROW(queue.enqueue_with([](fragile&) { throw std::logic_error("no value"); }),
                      std::logic_error);
}

} // namespace

BOOST_AUTO_TEST_SUITE(vyukov_queue)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_functor_that_throws_leaves_a_hole_that_nobody_sees, Queue,
                              fragile_queues) {
    Queue queue(8);
    fail_to_put(queue);
    BOOST_TEST(queue.empty());
    BOOST_TEST(queue.size() == 0u);
    BOOST_TEST(!queue.dequeue_with([](fragile&) { BOOST_ERROR("a hole was dequeued"); }));
    BOOST_TEST(queue.emplace(1));
    fail_to_put(queue);
    fail_to_put(queue);
    BOOST_TEST(queue.emplace(2));
    BOOST_TEST(queue.size() == 2u);
    fragile value;
    BOOST_TEST((queue.pop(value) && value.value() == 1));
    BOOST_TEST(!queue.empty());
    BOOST_TEST((queue.pop(value) && value.value() == 2));
    BOOST_TEST(queue.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_ring_of_holes_is_empty_and_takes_its_capacity_again, Queue,
                              fragile_queues) {
    Queue queue(8);
    for (int i = 0; i != 8; ++i)
        fail_to_put(queue);
    BOOST_TEST(queue.empty());
    BOOST_TEST(!queue.emplace(1)); // until a consumer has come by
    fragile value;
    BOOST_TEST(!queue.pop(value));
    for (int i = 0; i != 8; ++i)
        BOOST_TEST(queue.emplace(i));
    BOOST_TEST(!queue.emplace(8));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_throws_while_a_value_is_taken_has_taken_it, Queue,
                              fragile_queues) {
    Queue queue(8);
    for (int i = 0; i != 8; ++i)
        queue.emplace(i);
    BOOST_CHECK_THROW(queue.dequeue_with([](fragile&) { throw std::logic_error("in hand"); }),
                      std::logic_error);
    {
        fragile target(77);
        fragile::fuse.set(0);
        BOOST_CHECK_THROW(queue.pop(target), fragile::broken);
    }
    BOOST_TEST(fragile::alive == 6);
    BOOST_TEST(queue.size() == 6u);
    BOOST_TEST(queue.emplace(8));
    BOOST_TEST(queue.emplace(9));
    fragile value;
    for (int i = 2; i != 10; ++i)
        BOOST_TEST((queue.pop(value) && value.value() == i));
    BOOST_TEST(queue.empty());
}

using single_consumer_queues = ring_types::single_consumer_queues<fragile>;

BOOST_AUTO_TEST_CASE_TEMPLATE(the_front_stays_until_it_is_popped, Queue, single_consumer_queues) {
    static_assert(Queue::c_single_consumer);
    Queue queue(8);
    BOOST_TEST(queue.front() == nullptr);
    BOOST_TEST(!queue.pop_front());
    fail_to_put(queue);
    BOOST_TEST(queue.front() == nullptr);
    queue.emplace(1);
    queue.emplace(2);
    for (long expected : {1, 2}) {
        for (int again = 0; again != 2; ++again) {
            fragile* const oldest = queue.front();
            BOOST_REQUIRE(oldest != nullptr);
            BOOST_TEST(oldest->value() == expected);
        }
        BOOST_TEST(queue.pop_front());
    }
    BOOST_TEST(queue.front() == nullptr);
    BOOST_TEST(fragile::alive == 0);
}

BOOST_AUTO_TEST_CASE(only_a_single_consumer_has_a_front) {
    auto const has_front = [](auto& queue) { return requires { queue.front(); }; };
    ring_types::cc::VyukovMPMCCycleQueue<int> many(2);
    ring_types::cc::VyukovMPSCCycleQueue<int> one(2);
    BOOST_TEST(!has_front(many));
    BOOST_TEST(has_front(one));
}

struct left_alone : ring_types::vyukov_counting {
    using value_cleaner = ring_types::v::empty_cleaner;
};

BOOST_AUTO_TEST_CASE(a_value_cleaner_decides_what_becomes_of_a_value_in_the_ring) {
    static long cleaned;
    struct cleaner {
        void operator()(fragile& value) const { cleaned += value.value(), value.~fragile(); }
    };
    struct traits : ring_types::vyukov_counting {
        using value_cleaner = cleaner;
    };
    cleaned = 0;
    ring_types::cc::VyukovMPMCCycleQueue<fragile, traits> queue(2);
    queue.emplace(3);
    queue.emplace(4);
    BOOST_TEST(queue.dequeue_with([](fragile&) {}));
    BOOST_TEST(cleaned == 3);
    queue.clear();
    BOOST_TEST(cleaned == 7);
    fail_to_put(queue); // nothing to clean
    queue.clear();
    BOOST_TEST(cleaned == 7);

    int plain[2] = {};
    ring_types::cc::VyukovMPMCCycleQueue<int*, left_alone> pointers(2);
    pointers.push(plain);
    int* taken = nullptr;
    BOOST_TEST((pointers.pop(taken) && taken == plain));
}

using shared_queues = ring_types::vyukov_queues<long>;
using one_consumer_queues = ring_types::single_consumer_queues<long>;

template <class Queue>
void put_and_wait(Queue& queue, long value) {
    while (!queue.push(value))
        std::this_thread::yield();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(each_value_leaves_once_and_in_order, Queue, shared_queues) {
    for (traffic const& plan : {traffic{2, 2, 2000, 5}, traffic{1, 3, 3000, 0}}) {
        Queue queue(8);
        auto const logs = run_traffic(
            plan, [&](long v) { put_and_wait(queue, v); }, [&](long& v) { return queue.pop(v); });
        BOOST_TEST(nothing_lost_or_doubled(plan, logs));
        BOOST_TEST(first_in_first_out(plan, logs));
        BOOST_TEST(queue.size() == 0u);
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(one_consumer_sees_each_value_once_and_in_order, Queue,
                              one_consumer_queues) {
    traffic const plan{3, 1, 2000, 5};
    Queue queue(8);
    auto const logs = run_traffic(
        plan, [&](long v) { put_and_wait(queue, v); },
        [&](long& v) {
            long* const oldest = queue.front();
            if (oldest == nullptr)
                return false;
            v = *oldest;
            return queue.pop_front();
        });
    BOOST_TEST(nothing_lost_or_doubled(plan, logs));
    BOOST_TEST(first_in_first_out(plan, logs));
}

BOOST_AUTO_TEST_CASE(producers_whose_values_cannot_be_built_stop_nobody) {
    ring_types::cc::VyukovMPMCCycleQueue<long, ring_types::vyukov_counting> queue(4);
    std::atomic<long> taken{0};
    std::atomic<long> failed{0};
    constexpr long each = 1500;
    run_threads(4, [&](std::size_t self) {
        for (long done = 0; done != each;) {
            bool moved = false;
            if (self < 2) {
                try {
                    moved = queue.enqueue_with([&](long& raw) {
                        if (done % 3 == 0 && (++failed, true))
                            throw std::logic_error("no value");
                        ::new (&raw) long(1);
                    });
                } catch (std::logic_error const&) {
                    moved = true;
                }
                done += moved ? 1 : 0;
            } else {
                moved = queue.dequeue_with([&](long& value) { taken += value; });
                ++done;
            }
            if (!moved)
                std::this_thread::yield();
        }
        if (self >= 2)
            while (taken + failed < 2 * each)
                if (!queue.dequeue_with([&](long& value) { taken += value; }))
                    std::this_thread::yield();
    });
    BOOST_TEST(failed == 2 * ((each + 2) / 3));
    BOOST_TEST(taken == 2 * each - failed);
    BOOST_TEST(queue.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(histories_are_those_of_a_bounded_queue, Queue, shared_queues) {
    std::size_t met = 0;
    for (int round = 0; round != 100; ++round) {
        using spec = bounded_queue_spec<8>;
        Queue queue(8);
        recorder log(4);
        for (long i = 0; i != 6; ++i)
            log.record(3, spec::enqueue, 0, i, [&] { return queue.push(i) ? 1 : 0; });
        run_threads(3, [&](std::size_t self) {
            auto const me = static_cast<unsigned>(self);
            for (long i = 0; i != 6; ++i) {
                long const value = 100 * (me + 1L) + i;
                if ((i + me) % 2 == 0 || me == 2)
                    log.record(me, spec::enqueue, 0, value,
                               [&] { return queue.push(value) ? 1 : 0; });
                else
                    log.record(me, spec::dequeue, 0, 0, [&] {
                        long taken = nothing;
                        return queue.pop(taken) ? taken : nothing;
                    });
                if (i == 2)
                    std::this_thread::yield();
                log.record(me, spec::is_empty, 0, 0, [&] { return queue.empty() ? 1 : 0; });
            }
        });
        auto const verdict = check_linearizable<spec>(log.history());
        BOOST_REQUIRE_MESSAGE(verdict.holds, verdict);
        met += overlaps(log.history());
    }
    BOOST_TEST_MESSAGE("operations that met: " << met);
}

struct job {
    explicit job(int n) : number(n) {}
    int number;
    int disposed = 0;
    job* operator&() const = delete;
};
struct dispose_job {
    void operator()(job* p) const { ++p->disposed; }
};
struct job_traits : ci::vyukov_queue::traits {
    using item_counter = cds::atomicity::item_counter;
    using disposer = dispose_job;
};

BOOST_AUTO_TEST_CASE(objects_go_through_the_intrusive_queue_by_their_address) {
    std::vector<std::unique_ptr<job>> jobs;
    for (int i = 0; i != 5; ++i)
        jobs.push_back(std::make_unique<job>(i));
    {
        ci::VyukovMPMCCycleQueue<job, job_traits> queue(4);
        BOOST_TEST(queue.capacity() == 4u);
        BOOST_TEST((queue.pop() == nullptr));
        for (std::size_t i = 0; i != 4; ++i)
            BOOST_TEST((i % 2 == 0 ? queue.push(*jobs[i]) : queue.enqueue(*jobs[i])));
        BOOST_TEST(!queue.push(*jobs[4]));
        BOOST_TEST(queue.size() == 4u);
        BOOST_TEST((queue.pop() == jobs[0].get()));
        BOOST_TEST((queue.dequeue() == jobs[1].get()));
        int sum = 0;
        queue.clear([&sum](job* p) { sum += p->number; });
        BOOST_TEST(sum == 2 + 3);
        BOOST_TEST(queue.empty());
        BOOST_TEST(jobs[2]->disposed == 0);
        queue.push(*jobs[2]);
        queue.clear();
        BOOST_TEST(jobs[2]->disposed == 1);
        queue.push(*jobs[3]);
    }
    BOOST_TEST(jobs[3]->disposed == 1);
    BOOST_TEST(jobs[0]->disposed == 0);
}

BOOST_AUTO_TEST_SUITE_END()
