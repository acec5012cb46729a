// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What all bounded queues of values promise to one thread.

#include <cds_test/fragile.h>
#include <cds_test/ring_types.h>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <limits>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

namespace {

using namespace cds_test;
using ring_types::bounded_queues;

using number_queues = bounded_queues<long>;
using pointer_queues = bounded_queues<std::unique_ptr<long>>;
using fragile_queues = bounded_queues<fragile>;

/// Has no default constructor, wants half a page, and does not like its address to be taken.
class alignas(128) awkward {
public:
    explicit awkward(long value) noexcept : value_(value) { check(); }
    awkward(awkward const& other) noexcept : value_(other.value_) { check(); }
    awkward& operator=(awkward const&) noexcept = default;

    long value() const noexcept { return value_; }
    awkward* operator&() const = delete;

    inline static long misplaced = 0;

private:
    void check() const noexcept {
        if (reinterpret_cast<std::uintptr_t>(this) % alignof(awkward) != 0)
            ++misplaced;
    }

    long value_;
};
using awkward_queues = bounded_queues<awkward>;

template <class Queue>
void fill(Queue& queue, long from = 0) {
    for (long i = 0; i != static_cast<long>(queue.capacity()); ++i)
        BOOST_REQUIRE(queue.emplace(from + i));
}

/// Takes everything: it must be `from` and what follows it, `count` values.
template <class Queue>
void expect_in_order(Queue& queue, long from, long count) {
    for (long i = 0; i != count; ++i)
        BOOST_REQUIRE(queue.dequeue_with([&](auto& value) {
            if constexpr (std::is_same_v<std::remove_reference_t<decltype(value)>, long>)
                BOOST_TEST(value == from + i);
            else
                BOOST_TEST(value.value() == from + i);
        }));
    BOOST_TEST(queue.empty());
    BOOST_TEST(!queue.dequeue_with([](auto&) {}));
}

} // namespace

BOOST_AUTO_TEST_SUITE(bounded_queue)

BOOST_AUTO_TEST_CASE_TEMPLATE(the_whole_capacity_can_be_used_again_and_again, Queue,
                              number_queues) {
    Queue queue(8);
    BOOST_TEST(queue.capacity() == 8u);
    for (long round = 0; round != 20; ++round) {
        BOOST_TEST(queue.empty());
        fill(queue, 100 * round);
        BOOST_TEST(!queue.empty());
        BOOST_TEST(queue.size() == 8u);
        BOOST_TEST(!queue.push(7));
        BOOST_TEST(!queue.emplace(7));
        expect_in_order(queue, 100 * round, 8);
        BOOST_TEST(queue.size() == 0u);
        BOOST_TEST(queue.push(1)); // the next round begins at another cell
        queue.clear();
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_is_put_in_while_others_leave_keeps_its_order, Queue,
                              number_queues) {
    Queue queue(8);
    long in = 0;
    long out = 0;
    for (int step = 0; step != 1000; ++step) {
        for (int i = 0; i != step % 5; ++i)
            in += queue.push(in) ? 1 : 0;
        for (int i = 0; i != step % 3; ++i)
            if (long value = -1; queue.pop(value))
                BOOST_REQUIRE(value == out++);
        BOOST_REQUIRE(queue.size() == static_cast<std::size_t>(in - out));
    }
    expect_in_order(queue, out, in - out);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(every_way_in_and_every_way_out_is_the_same_queue, Queue,
                              number_queues) {
    Queue queue(8);
    long const one = 1;
    BOOST_TEST(queue.enqueue(one));
    BOOST_TEST(queue.enqueue(2));
    BOOST_TEST(queue.push(one));
    BOOST_TEST(queue.push(4));
    BOOST_TEST(queue.emplace(5));
    BOOST_TEST(queue.enqueue_with([](long& raw) { ::new (&raw) long(6); }));
    BOOST_TEST(queue.push_with([](long& raw) { ::new (&raw) long(7); }));
    long value = 0;
    BOOST_TEST((queue.dequeue(value) && value == 1));
    BOOST_TEST((queue.pop(value) && value == 2));
    BOOST_TEST((queue.dequeue_with([&](long& oldest) { value = oldest; }) && value == 1));
    BOOST_TEST((queue.pop_with([&](long& oldest) { value = oldest; }) && value == 4));
    for (long expected : {5, 6, 7})
        BOOST_TEST((queue.pop(value) && value == expected));
    value = 77;
    BOOST_TEST(!queue.pop(value));
    BOOST_TEST(value == 77);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_value_that_is_refused_is_not_moved_from, Queue, pointer_queues) {
    Queue queue(8);
    for (long i = 0; i != 8; ++i)
        BOOST_REQUIRE(queue.push(std::make_unique<long>(i)));
    auto extra = std::make_unique<long>(8);
    BOOST_TEST(!queue.push(std::move(extra)));
    BOOST_TEST(!queue.enqueue(std::move(extra)));
    BOOST_TEST(!queue.emplace(std::move(extra)));
    BOOST_TEST(!queue.enqueue_with([](auto&) { BOOST_ERROR("called although it is full"); }));
    BOOST_REQUIRE(extra != nullptr);
    std::unique_ptr<long> taken;
    BOOST_TEST((queue.pop(taken) && *taken == 0));
    BOOST_TEST(queue.push(std::move(extra)));
    for (long i = 1; i != 9; ++i)
        BOOST_TEST((queue.dequeue(taken) && *taken == i));
    BOOST_TEST(queue.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(clear_and_the_destructor_destroy_what_is_left, Queue,
                              fragile_queues) {
    {
        Queue queue(8);
        fill(queue);
        BOOST_TEST(fragile::alive == 8);
        queue.clear();
        BOOST_TEST(fragile::alive == 0);
        BOOST_TEST(queue.empty());
        fill(queue);
        fragile taken(77);
        BOOST_TEST(queue.pop(taken));
        BOOST_TEST(fragile::alive == 8); // seven, and the one that was moved to
    }
    BOOST_TEST(fragile::alive == 0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_constructor_that_throws_leaves_no_value_behind, Queue,
                              fragile_queues) {
    {
        Queue queue(8);
        BOOST_TEST(queue.emplace(0));
        for (int again = 0; again != 3; ++again) {
            fragile const value(77);
            fragile::fuse.set(0);
            BOOST_CHECK_THROW(queue.push(value), fragile::broken);
            fragile::fuse.set(0);
            BOOST_CHECK_THROW(queue.emplace(78), fragile::broken);
        }
        BOOST_TEST(fragile::alive == 1);
        BOOST_TEST(queue.emplace(1));
        expect_in_order(queue, 0, 2);
        BOOST_TEST(queue.size() == 0u);
        fill(queue); // no cell was lost
        expect_in_order(queue, 0, 8);
    }
    BOOST_TEST(fragile::alive == 0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(values_that_are_hard_to_house_are_housed, Queue, awkward_queues) {
    awkward::misplaced = 0;
    auto const queue = std::make_unique<Queue>(8);
    fill(*queue);
    awkward taken(77);
    BOOST_TEST((queue->pop(taken) && taken.value() == 0));
    BOOST_TEST(queue->push(awkward(8)));
    expect_in_order(*queue, 1, 8);
    BOOST_TEST(awkward::misplaced == 0);
}

using dynamic_queues =
    std::tuple<ring_types::cc::VyukovMPMCCycleQueue<long>, ring_types::cc::WeakRingBuffer<long>,
               ring_types::cc::SCQueue<long>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(a_capacity_that_cannot_be_is_refused, Queue, dynamic_queues) {
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
    for (std::size_t const n : {std::size_t(0), std::size_t(1), most / 2 + 2, most})
        BOOST_CHECK_EXCEPTION(Queue{n}, std::length_error, [](auto const& refused) {
            return std::string(refused.what()).starts_with("cds: the capacity");
        });
    BOOST_CHECK_THROW(Queue{most / 2}, std::bad_alloc);
    BOOST_TEST(Queue(2).capacity() == 2u);
    BOOST_TEST(Queue(9).capacity() == 16u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_bounded_queue_says_so, Queue, number_queues) {
    static_assert(std::is_base_of_v<cds::bounded_container, Queue>);
    static_assert(!std::is_copy_constructible_v<Queue> && !std::is_move_constructible_v<Queue>);
    using other = typename Queue::template rebind<std::string, typename Queue::traits>::other;
    static_assert(std::is_same_v<typename other::value_type, std::string>);
    Queue const queue(8);
    BOOST_TEST(queue.empty());
    BOOST_TEST(queue.size() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
