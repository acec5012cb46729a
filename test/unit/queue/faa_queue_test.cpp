// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What is FAAQueue's own: segments, tickets, values that throw, memory that is out. What it shares
// with other queues is in unit/bag.

#include <cds/container/faa_queue.h>
#include <cds_test/audited_gc.h>
#include <cds_test/fragile.h>
#include <cds_test/hesitating_gc.h>
#include <cds_test/queue_histories.h>
#include <cds_test/segment_queue_types.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <stdexcept>
#include <tuple>
#include <type_traits>
#include <utility>

namespace {

using namespace cds_test;
namespace cc = cds::container;
using cds::gc::DHP;
using cds::gc::HP;

struct small : segment_queue_types::counting_cells {
    static constexpr std::size_t segment_size = 4;
    static constexpr unsigned patience = 0;
};
using queues = std::tuple<cc::FAAQueue<HP, long, small>, cc::FAAQueue<DHP, long, small>>;

/// Segments, and values whose moves throw, in memory that may run out.
struct in_fragile_memory : small {
    using allocator = fragile_allocator<int>;
};
using boxed_queue = cc::FAAQueue<audited_DHP, fragile, in_fragile_memory>;

/// A fragile value in a cell: its moves do not throw.
struct movable : fragile {
    using fragile::fragile;
    movable(movable const&) = default;
    movable(movable&& other) noexcept : fragile(other.value()) {}
    movable& operator=(movable const&) = default;
    movable& operator=(movable&&) = default;
};
static_assert(std::is_nothrow_move_constructible_v<movable> &&
              !std::is_nothrow_move_constructible_v<fragile>);
using celled_queue = cc::FAAQueue<audited_DHP, movable, in_fragile_memory>;
using fragile_queues = std::tuple<boxed_queue, celled_queue>;

/// A queue of 0 ... 5, more than a segment, and the check that nothing is left behind.
template <class Queue>
struct six_values {
    six_values() {
        for (long i = 0; i != 6; ++i)
            queue->emplace(i);
    }
    ~six_values() {
        queue.reset();
        audited_DHP::force_dispose();
        BOOST_TEST(fragile::alive == 0);
        BOOST_TEST(fragile_memory::outstanding == 0u);
        BOOST_TEST(audited_DHP::unreserved == 0u);
    }
    /// The values from `first` to before `end` leave, and no others are there.
    void expect(long first, long end) {
        BOOST_TEST(queue->size() == static_cast<std::size_t>(end - first));
        for (long i = first; i != end; ++i)
            BOOST_TEST(queue->pop_with([&](fragile& value) { BOOST_TEST(value.value() == i); }));
        BOOST_TEST(queue->empty());
        BOOST_TEST(fragile::alive == 0);
    }
    std::unique_ptr<Queue> queue = std::make_unique<Queue>();
};

/// Wants a cache line, and does not like its address to be taken.
struct alignas(64) awkward {
    explicit awkward(long v) noexcept : value(v) {}
    awkward* operator&() const = delete;
    long value;
};

} // namespace

BOOST_AUTO_TEST_SUITE(faa_queue)

BOOST_AUTO_TEST_CASE_TEMPLATE(who_polls_an_empty_queue_uses_no_tickets, Queue, queues) {
    Queue queue;
    long value = 77;
    for (int i = 0; i != 1000; ++i)
        BOOST_REQUIRE(!queue.pop(value));
    for (long i = 0; i != 4; ++i)
        queue.push(i);
    BOOST_TEST(queue.statistics().m_SegmentCreated.get() == 0u);
    for (long i = 0; i != 4; ++i)
        BOOST_TEST((queue.pop(value) && value == i));
    for (int i = 0; i != 1000; ++i)
        BOOST_REQUIRE(!queue.pop(value)); // at the end of a segment, too
    queue.push(4);
    BOOST_TEST(queue.statistics().m_SegmentCreated.get() == 1u);
    BOOST_TEST(queue.statistics().m_EmptyDequeue.get() == 2000u);
    BOOST_TEST(queue.statistics().m_DequeueRace.get() == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(empty_tells_the_truth_at_the_border_of_segments, Queue, queues) {
    Queue queue;
    long value = 0;
    for (long round = 0; round != 20; ++round) {
        BOOST_TEST(queue.empty());
        for (long i = 0; i != 5; ++i) {
            queue.push(i);
            BOOST_TEST(!queue.empty());
        }
        for (long i = 0; i != 5; ++i)
            BOOST_TEST((!queue.empty() && queue.pop(value) && value == i));
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_value_that_cannot_be_built_leaves_the_queue_alone, Queue,
                              fragile_queues) {
    six_values<Queue> items;
    {
        typename Queue::value_type const value(6);
        std::size_t const before = fragile_memory::outstanding;
        fragile::fuse.set(0);
        BOOST_CHECK_THROW(items.queue->push(value), fragile::broken);
        fragile::fuse.set(0);
        BOOST_CHECK_THROW(items.queue->emplace(6), fragile::broken);
        BOOST_CHECK_THROW(items.queue->enqueue_with([](auto&) { throw std::logic_error("fill"); }),
                          std::logic_error);
        BOOST_TEST(fragile_memory::outstanding == before);
    }
    items.expect(0, 6);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_segment_that_cannot_be_allocated_leaves_the_queue_alone, Queue,
                              fragile_queues) {
    six_values<Queue> items;
    items.queue->emplace(6);
    items.queue->emplace(7); // and two segments are full
    std::size_t const before = fragile_memory::outstanding;
    constexpr bool is_boxed = std::is_same_v<Queue, boxed_queue>;
    for (long allocations = 0; allocations <= (is_boxed ? 1 : 0); ++allocations) {
        fragile_memory::fuse.set(allocations);
        BOOST_CHECK_THROW(items.queue->emplace(8), std::bad_alloc);
        BOOST_TEST(fragile_memory::outstanding == before);
        BOOST_TEST(fragile::alive == 8);
    }
    items.queue->emplace(8);
    items.expect(0, 9);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(without_memory_to_retire_a_segment_nothing_is_taken, Queue,
                              fragile_queues) {
    six_values<Queue> items;
    for (int i = 0; i != 4; ++i)
        items.queue->pop_with([](auto&) {});
    {
        typename Queue::value_type target(77);
        audited_DHP::refusal.set(0);
        BOOST_CHECK_THROW(items.queue->pop(target), std::bad_alloc);
        audited_DHP::refusal.set(0);
        BOOST_CHECK_THROW(items.queue->clear(), std::bad_alloc);
        BOOST_TEST(target.value() == 77);
    }
    items.expect(4, 6);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_throws_while_a_value_is_taken_loses_that_value_alone, Queue,
                              fragile_queues) {
    six_values<Queue> items;
    BOOST_CHECK_THROW(items.queue->pop_with([](auto&) { throw std::logic_error("functor"); }),
                      std::logic_error);
    BOOST_TEST(fragile::alive == 5);
    {
        typename Queue::value_type target(77);
        fragile::fuse.set(0);
        BOOST_CHECK_THROW(items.queue->pop(target), fragile::broken);
        BOOST_TEST(fragile::alive == 5);
    }
    items.expect(2, 6);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_destructor_destroys_what_is_left_without_memory, Queue,
                              fragile_queues) {
    six_values<Queue> items;
    items.queue->pop_with([](auto&) {});
    audited_DHP::starving = true;
    items.queue.reset();
    audited_DHP::starving = false;
    BOOST_TEST(fragile::alive == 0);
}

BOOST_AUTO_TEST_CASE(segments_are_used_again_and_a_few_are_enough) {
    cc::FAAQueue<DHP, long, in_fragile_memory> queue;
    for (long i = 0; i != 10000; ++i) {
        long value = -1;
        queue.push(i);
        BOOST_REQUIRE((queue.pop(value) && value == i));
        BOOST_REQUIRE(fragile_memory::outstanding <= 12u);
    }
}

BOOST_AUTO_TEST_CASE(who_stands_still_in_a_segment_keeps_that_segment_alone) {
    cc::FAAQueue<DHP, long, in_fragile_memory> queue;
    queue.push(0);
    BOOST_TEST(queue.pop_with([&](long& in_hand) {
        for (long i = 1; i != 1000; ++i) {
            long value = -1;
            queue.push(i);
            BOOST_REQUIRE((queue.pop(value) && value == i));
        }
        DHP::force_dispose();
        BOOST_TEST(fragile_memory::outstanding == 2u); // its own, and the current one
        BOOST_TEST(in_hand == 0);
    }));
}

BOOST_AUTO_TEST_CASE(a_functor_may_use_the_same_queue) {
    cc::FAAQueue<HP, long, small> queue;
    for (long i = 0; i != 6; ++i)
        queue.push(i);
    BOOST_TEST(queue.pop_with([&](long& first) {
        long second = -1;
        queue.push(6);
        BOOST_TEST((queue.pop(second) && second == 1));
        BOOST_TEST(first == 0);
    }));
    BOOST_TEST(queue.size() == 5u);
}

BOOST_AUTO_TEST_CASE(values_that_are_hard_to_house_are_housed) {
    cc::FAAQueue<DHP, awkward, small> queue;
    for (long i = 0; i != 10; ++i)
        queue.emplace(i);
    for (long i = 0; i != 10; ++i)
        BOOST_TEST(queue.pop_with([&](awkward& a) {
            BOOST_TEST(a.value == i);
            BOOST_TEST(reinterpret_cast<std::uintptr_t>(std::addressof(a)) % 64 == 0u);
        }));
}

using small_queues =
    std::tuple<cc::FAAQueue<hesitating<HP>, long, segment_queue_types::few_cells>,
               cc::FAAQueue<hesitating<DHP>, long, small>, cc::FAAQueue<hesitating<DHP>, long>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(concurrent_histories_are_linearizable, Queue, small_queues) {
    check_histories_of<queue_spec, Queue>();
}

BOOST_AUTO_TEST_SUITE_END()
