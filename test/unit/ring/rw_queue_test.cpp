// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The queue with two locks.

#include <cds/container/rwqueue.h>

#include <cds_test/fragile.h>
#include <cds_test/threads.h>
#include <cds_test/traffic.h>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <mutex>
#include <new>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>

namespace {

using namespace cds_test;
namespace cc = cds::container;

struct counting : cc::rwqueue::traits {
    using item_counter = cds::atomicity::item_counter;
};
struct with_mutex : counting {
    using lock_type = std::mutex;
    static constexpr unsigned padding = cds::opt::no_special_padding;
};
struct fragile_with_mutex : with_mutex {
    using allocator = fragile_allocator<int>; // in one thread
};

template <class T>
using queues = std::tuple<cc::RWQueue<T, counting>, cc::RWQueue<T, with_mutex>>;
using long_queues = queues<long>;
using fragile_queue = cc::RWQueue<fragile, fragile_with_mutex>;

/// No default constructor, and wants much room.
struct alignas(128) awkward {
    explicit awkward(long number) : value(number) {}
    long value;
    awkward* operator&() const = delete;
};

} // namespace

BOOST_AUTO_TEST_SUITE(rw_queue)

BOOST_AUTO_TEST_CASE_TEMPLATE(every_way_in_and_every_way_out_is_the_same_queue, Queue,
                              long_queues) {
    Queue queue;
    long const one = 1;
    BOOST_TEST(queue.empty());
    BOOST_TEST((queue.enqueue(one) && queue.enqueue(2) && queue.push(one) && queue.push(4)));
    BOOST_TEST(queue.emplace(5));
    BOOST_TEST(queue.enqueue_with([](long& fresh) { fresh += 6; })); // value-initialised: 0
    BOOST_TEST(queue.push_with([](long& fresh) { fresh += 7; }));
    BOOST_TEST(queue.size() == 7u);
    long value = 0;
    BOOST_TEST((queue.dequeue(value) && value == 1));
    BOOST_TEST((queue.pop(value) && value == 2));
    BOOST_TEST((queue.dequeue_with([&](long& oldest) { value = oldest; }) && value == 1));
    BOOST_TEST((queue.pop_with([&](long& oldest) { value = oldest; }) && value == 4));
    for (long expected : {5, 6, 7})
        BOOST_TEST((queue.pop(value) && value == expected));
    BOOST_TEST(!queue.pop(value));
    BOOST_TEST(value == 7);
    BOOST_TEST((queue.empty() && queue.size() == 0u));
    BOOST_TEST((queue.statistics() == nullptr));
}

BOOST_AUTO_TEST_CASE(values_need_no_default_constructor_and_no_copy) {
    cc::RWQueue<awkward> queue;
    for (long i = 0; i != 5; ++i)
        queue.emplace(i);
    awkward taken(77);
    for (long i = 0; i != 5; ++i)
        BOOST_TEST((queue.pop(taken) && taken.value == i));
    cc::RWQueue<std::unique_ptr<long>> pointers;
    pointers.push(std::make_unique<long>(3));
    std::unique_ptr<long> pointer;
    BOOST_TEST((pointers.pop(pointer) && *pointer == 3));
    using other = cc::RWQueue<int>::rebind<std::string, counting>::other;
    static_assert(std::is_same_v<other, cc::RWQueue<std::string, counting>>);
}

BOOST_AUTO_TEST_CASE(clear_and_the_destructor_destroy_what_is_left) {
    {
        fragile_queue queue;
        for (int round = 0; round != 2; ++round) {
            for (long i = 0; i != 5; ++i)
                queue.emplace(i);
            queue.clear();
            BOOST_TEST((queue.empty() && queue.size() == 0u));
            BOOST_TEST(fragile::alive == 0);
        }
        queue.clear();
        queue.emplace(1);
        queue.emplace(2);
    }
    BOOST_TEST(fragile::alive == 0);
    BOOST_TEST(fragile_memory::outstanding == 0u);
}

BOOST_AUTO_TEST_CASE(what_throws_leaves_the_queue_as_it_was) {
    {
        fragile_queue queue;
        queue.emplace(1);
        std::size_t const nodes = fragile_memory::outstanding;
        fragile_memory::fuse.set(0);
        BOOST_CHECK_THROW(queue.emplace(2), std::bad_alloc);
        fragile::fuse.set(0);
        BOOST_CHECK_THROW(queue.emplace(2), fragile::broken);
        BOOST_CHECK_THROW(queue.enqueue_with([](fragile&) { throw std::logic_error("fill"); }),
                          std::logic_error);
        BOOST_CHECK_THROW(queue.dequeue_with([](fragile&) { throw std::logic_error("in hand"); }),
                          std::logic_error);
        {
            fragile target(77);
            fragile::fuse.set(0);
            BOOST_CHECK_THROW(queue.pop(target), fragile::broken);
        }
        BOOST_TEST(queue.size() == 1u);
        BOOST_TEST(fragile::alive == 1);
        BOOST_TEST(fragile_memory::outstanding == nodes);
        fragile value;
        BOOST_TEST((queue.pop(value) && value.value() == 1));
    }
    BOOST_TEST(fragile::alive == 0);
    BOOST_TEST(fragile_memory::outstanding == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(each_value_leaves_once_and_in_order, Queue, long_queues) {
    traffic const plan{2, 2, 2000, 100};
    Queue queue;
    auto const logs =
        run_traffic(plan, [&](long v) { queue.push(v); }, [&](long& v) { return queue.pop(v); });
    BOOST_TEST(nothing_lost_or_doubled(plan, logs));
    BOOST_TEST(first_in_first_out(plan, logs));
    BOOST_TEST(queue.size() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
