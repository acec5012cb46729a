// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The heap with a lock at each place.

#include <cds/container/mspriority_queue.h>
#include <cds/intrusive/mspriority_queue.h>

#include <cds_test/fragile.h>
#include <cds_test/seed.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <new>
#include <queue>
#include <random>
#include <stdexcept>
#include <thread>
#include <tuple>
#include <vector>

namespace {

using namespace cds_test;
namespace cc = cds::container;
namespace ci = cds::intrusive;
namespace v = cds::opt::v;

struct counting : cc::mspriority_queue::traits {
    using stat = cc::mspriority_queue::stat<>;
    using back_off = cds::backoff::yield;
};
struct with_mutex : counting {
    using lock_type = std::mutex;
    using buffer = v::uninitialized_dynamic_buffer<char, std::allocator<char>, false>;
};
struct in_object : counting {
    using buffer = v::initialized_static_buffer<int, 16>;
};
struct least_first : counting {
    using less = std::greater<long>;
};
struct by_value {
    int operator()(fragile const& a, fragile const& b) const {
        return a.value() < b.value() ? -1 : a.value() > b.value();
    }
};
struct fragile_traits : counting {
    using compare = by_value;
    using allocator = fragile_allocator<int>;
};

using queues =
    std::tuple<cc::MSPriorityQueue<long, counting>, cc::MSPriorityQueue<long, with_mutex>,
               cc::MSPriorityQueue<long, in_object>>;
using fragile_queue = cc::MSPriorityQueue<fragile, fragile_traits>;

} // namespace

BOOST_AUTO_TEST_SUITE(mspriority_queue)

BOOST_AUTO_TEST_CASE_TEMPLATE(what_comes_out_is_the_greatest_of_what_is_in, Queue, queues) {
    Queue queue(16);
    BOOST_TEST(queue.capacity() == 15u);
    std::priority_queue<long> model;
    std::mt19937_64 random(seed());
    for (int step = 0; step != 3000; ++step) {
        auto const number = static_cast<long>(random() % 20);
        if (random() % 2 == 0) {
            bool const room = model.size() < queue.capacity();
            BOOST_REQUIRE(queue.push(number) == room);
            if (room)
                model.push(number);
        } else {
            long value = -1;
            BOOST_REQUIRE(queue.pop(value) == !model.empty());
            if (!model.empty()) {
                BOOST_REQUIRE(value == model.top());
                model.pop();
            } else {
                BOOST_REQUIRE(value == -1);
            }
        }
        BOOST_REQUIRE(queue.size() == model.size());
        BOOST_REQUIRE(queue.empty() == model.empty());
        BOOST_REQUIRE(queue.full() == (model.size() == queue.capacity()));
    }
    auto const& counts = queue.statistics();
    BOOST_TEST(counts.m_nPushCount.get() == counts.m_nPopCount.get() + model.size());
    BOOST_TEST(counts.m_nPushCount + counts.m_nPushFailCount + counts.m_nPopCount +
                   counts.m_nPopFailCount ==
               3000u);
}

BOOST_AUTO_TEST_CASE(the_capacity_is_one_less_than_the_buffer) {
    BOOST_TEST((cc::MSPriorityQueue<long>(10).capacity() == 15u));
    BOOST_TEST((cc::MSPriorityQueue<long, with_mutex>(10).capacity() == 9u));
    BOOST_TEST((cc::MSPriorityQueue<long, in_object>(1000).capacity() == 15u));
    BOOST_CHECK_THROW(cc::MSPriorityQueue<long>(1), std::length_error);
}

BOOST_AUTO_TEST_CASE(every_way_in_and_every_way_out_is_the_same_queue) {
    cc::MSPriorityQueue<long, least_first> queue(8);
    long const three = 3;
    BOOST_TEST(queue.push(three));
    BOOST_TEST(queue.emplace(1));
    BOOST_TEST(queue.push_with([](long& fresh) { fresh += 2; })); // value-initialised: 0
    long value = 0;
    BOOST_TEST((queue.pop(value) && value == 1));
    BOOST_TEST((queue.pop_with([&](long& least) { value = least; }) && value == 2));
    queue.push(5);
    long sum = 0;
    queue.clear_with([&sum](long& each) { sum += each; });
    BOOST_TEST(sum == 8);
    BOOST_TEST(!queue.pop(value));
    queue.push(5);
    queue.clear();
    BOOST_TEST(queue.empty());
}

BOOST_AUTO_TEST_CASE(move_only_values_come_in_and_out) {
    struct by_pointee {
        bool operator()(std::unique_ptr<long> const& a, std::unique_ptr<long> const& b) const {
            return *a < *b;
        }
    };
    struct traits : counting {
        using less = by_pointee;
    };
    cc::MSPriorityQueue<std::unique_ptr<long>, traits> queue(4);
    for (long i : {2, 3, 1})
        BOOST_TEST(queue.emplace(std::make_unique<long>(i)));
    std::unique_ptr<long> value;
    for (long i : {3, 2, 1})
        BOOST_TEST((queue.pop(value) && *value == i));
}

BOOST_AUTO_TEST_CASE(what_throws_or_is_refused_leaves_nothing_behind) {
    {
        fragile_queue queue(4);
        for (long i = 0; i != 3; ++i)
            BOOST_TEST(queue.emplace(i));
        BOOST_TEST(!queue.emplace(3));
        BOOST_TEST(fragile::alive == 3);
        fragile::fuse.set(0);
        BOOST_CHECK_THROW(queue.emplace(3), fragile::broken);
        fragile_memory::fuse.set(0);
        BOOST_CHECK_THROW(queue.emplace(3), std::bad_alloc);
        BOOST_CHECK_THROW(queue.push_with([](fragile&) { throw std::logic_error("fill"); }),
                          std::logic_error);
        BOOST_TEST((queue.size() == 3u && fragile::alive == 3));
        {
            fragile target(77);
            fragile::fuse.set(0);
            BOOST_CHECK_THROW(queue.pop(target), fragile::broken); // and 2 is lost
        }
        BOOST_TEST((queue.size() == 2u && fragile::alive == 2));
    }
    BOOST_TEST(fragile::alive == 0);
    BOOST_TEST(fragile_memory::outstanding == 0u);
}

BOOST_AUTO_TEST_CASE(objects_go_through_the_intrusive_queue_by_their_address) {
    struct job {
        int number;
        bool operator<(job const& other) const { return number < other.number; }
        job* operator&() const = delete;
    };
    std::vector<job> jobs{{3}, {1}, {2}};
    ci::MSPriorityQueue<job> queue(4);
    for (job& j : jobs)
        BOOST_TEST(queue.push(j));
    BOOST_TEST(!queue.push(jobs[0]));
    BOOST_TEST(queue.full());
    BOOST_TEST(queue.pop()->number == 3);
    int sum = 0;
    auto const add = [&sum](job& j) { sum += j.number; };
    queue.clear_with(std::ref(add));
    BOOST_TEST(sum == 3);
    BOOST_TEST((queue.pop() == nullptr));
    queue.push(jobs[0]); // left behind: it is the user's
}

BOOST_AUTO_TEST_CASE_TEMPLATE(threads_lose_nothing_and_leave_a_heap, Queue, queues) {
    Queue queue(16);
    std::vector<std::atomic<int>> taken(4000);
    run_threads(4, [&](std::size_t self) {
        for (std::size_t i = self; i < 2 * taken.size(); i += 4) {
            bool moved = false;
            while (!moved) {
                long value = 0;
                moved = self % 2 == 0 ? queue.push(static_cast<long>(i / 2)) : queue.pop(value);
                if (!moved)
                    std::this_thread::yield();
                else if (self % 2 == 1)
                    ++taken[static_cast<std::size_t>(value)];
            }
        }
    });
    BOOST_TEST(queue.empty());
    BOOST_TEST(std::all_of(taken.begin(), taken.end(), [](auto& n) { return n == 1; }));
    for (long i : {5, 9, 7, 2})
        queue.push(i);
    for (long expected : {9, 7, 5, 2}) {
        long value = 0;
        BOOST_TEST((queue.pop(value) && value == expected));
    }
}

BOOST_AUTO_TEST_SUITE_END()
