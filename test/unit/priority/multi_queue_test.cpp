// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The priority queue of many heaps: nothing is lost, what comes out is near the greatest, and what
// throws leaves it as it was.

#include <cds/container/multi_queue.h>
#include <cds_test/fragile.h>
#include <cds_test/rank_error.h>
#include <cds_test/seed.h>
#include <cds_test/threads.h>
#include <cds_test/traffic.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <new>
#include <numeric>
#include <stdexcept>
#include <tuple>
#include <vector>

namespace {

using namespace cds_test;
namespace cc = cds::container;

struct dense : cc::multi_queue::traits {
    using lock_type = std::mutex;
    using back_off = cds::backoff::yield;
    static constexpr unsigned padding = cds::opt::no_special_padding;
    static constexpr std::size_t heaps_per_thread = 3;
};
using queues = std::tuple<cc::MultiQueue<long>, cc::MultiQueue<long, dense>>;

struct one_heap : cc::multi_queue::traits {
    static constexpr std::size_t heaps_per_thread = 1;
};

/// Shuffled numbers, all different.
std::vector<std::size_t> shuffled(std::size_t count) {
    std::vector<std::size_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), std::size_t{0});
    auto random = random_stream(count);
    std::shuffle(numbers.begin(), numbers.end(), random);
    return numbers;
}

} // namespace

BOOST_AUTO_TEST_SUITE(multi_queue)

BOOST_AUTO_TEST_CASE_TEMPLATE(what_goes_in_comes_out, Queue, queues) {
    Queue queue(4);
    BOOST_TEST(queue.empty());
    BOOST_TEST(!queue.pop());
    long const some[] = {5, 1, 4, 1, 3};
    BOOST_TEST((queue.push_range(some, some + 5) == some + 5));
    BOOST_TEST(queue.emplace(9));
    BOOST_TEST(queue.size() == 6u);
    std::vector<long> out(4);
    BOOST_TEST(queue.pop_bulk(out.begin(), 4) == 4u);
    long value = -1;
    while (queue.pop(value))
        out.push_back(value);
    std::sort(out.begin(), out.end());
    BOOST_TEST((out == std::vector<long>{1, 1, 3, 4, 5, 9}));
    BOOST_TEST(queue.empty());
    queue.push(1);
    queue.clear();
    BOOST_TEST(queue.empty());
}

BOOST_AUTO_TEST_CASE(one_heap_is_a_strict_queue) {
    cc::MultiQueue<std::size_t, one_heap> queue(1);
    BOOST_TEST(queue.heaps() == 1u);
    for (std::size_t const n : shuffled(500))
        queue.push(n);
    for (std::size_t n = 500; n != 0; --n)
        BOOST_REQUIRE((queue.pop() == n - 1));
}

BOOST_AUTO_TEST_CASE(the_least_comes_first_where_less_says_so) {
    struct least_first : one_heap {
        using less = std::greater<long>;
    };
    cc::MultiQueue<long, least_first> queue(1);
    for (long const n : {3, 1, 2})
        queue.push(n);
    for (long n = 1; n != 4; ++n)
        BOOST_TEST((queue.pop() == n));
}

BOOST_AUTO_TEST_CASE(what_comes_out_is_near_the_greatest) {
    for (std::size_t const threads : {1u, 4u, 16u}) {
        std::size_t const count = 4000 * threads;
        cc::MultiQueue<std::size_t> queue(threads);
        std::vector<stamped> all;
        auto const pop = [&] { all.push_back({all.size(), *queue.pop(), true}); };
        for (std::size_t const n : shuffled(count)) {
            queue.push(n);
            all.push_back({all.size(), n, false});
            if (all.size() % 3 == 0)
                pop();
        }
        while (!queue.empty())
            pop();
        double const mean = mean_of(ranks_of(all, count));
        BOOST_TEST_MESSAGE(threads << " threads: mean rank " << mean);
        BOOST_TEST(mean <= 4.0 * static_cast<double>(threads));
    }
}

BOOST_AUTO_TEST_CASE(a_single_value_is_found_in_any_heap) {
    cc::MultiQueue<long> queue(64);
    for (long i = 0; i != 200; ++i) {
        queue.push(i);
        BOOST_REQUIRE((queue.pop() == i));
    }
}

BOOST_AUTO_TEST_CASE(what_can_only_be_moved_goes_in_and_out) {
    struct by_content : cc::multi_queue::traits {
        struct less {
            bool operator()(std::unique_ptr<long> const& a, std::unique_ptr<long> const& b) const {
                return *a < *b;
            }
        };
    };
    cc::MultiQueue<std::unique_ptr<long>, by_content> queue(2);
    for (long i = 0; i != 10; ++i)
        queue.push(std::make_unique<long>(i));
    long sum = 0;
    while (auto const taken = queue.pop())
        sum += **taken;
    BOOST_TEST(sum == 45);
}

/// Its moves do not throw, its other constructors do on request.
struct brittle : fragile {
    using fragile::fragile;
    brittle(brittle const&) = default;
    brittle(brittle&& other) noexcept : fragile(other.value()) {}
    brittle& operator=(brittle&& other) noexcept {
        set(other.value());
        return *this;
    }
    friend bool operator<(brittle const& a, brittle const& b) { return a.value() < b.value(); }
};

BOOST_AUTO_TEST_CASE(what_throws_leaves_the_queue_as_it_was) {
    struct in_fragile_memory : one_heap {
        using allocator = fragile_allocator<int>;
    };
    {
        cc::MultiQueue<brittle, in_fragile_memory> queue(1);
        brittle const one(1);
        fragile::fuse.set(0);
        BOOST_CHECK_THROW(queue.push(one), fragile::broken);
        fragile::fuse.disarm();
        fragile_memory::fuse.set(0);
        BOOST_CHECK_THROW(queue.push(one), std::bad_alloc);
        BOOST_TEST(queue.empty());
        queue.push(one);
        queue.emplace(2);
        BOOST_CHECK_THROW(queue.pop_with([](brittle&) { throw std::logic_error("functor"); }),
                          std::logic_error);
        BOOST_TEST(queue.size() == 1u);
        BOOST_TEST(queue.pop()->value() == 1);
        queue.emplace(3);
    }
    BOOST_TEST(fragile::alive == 0);
    BOOST_TEST(fragile_memory::outstanding == 0u);
    BOOST_CHECK_THROW(cc::MultiQueue<long>{(std::numeric_limits<std::size_t>::max)()},
                      std::bad_alloc);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(several_threads_lose_nothing, Queue, queues) {
    watchdog const guard("heaps");
    traffic const plan{2, 2, 3000 * static_cast<long>(scale()), 100};
    Queue queue(1); // fewer heaps than threads
    auto const logs =
        run_traffic(plan, [&](long v) { queue.push(v); }, [&](long& v) { return queue.pop(v); });
    BOOST_TEST(nothing_lost_or_doubled(plan, logs));
    BOOST_TEST(queue.empty());
}

BOOST_AUTO_TEST_SUITE_END()
