// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What is SegmentedQueue's own: the order of segments, who owns what was taken, memory that is out.
// What it shares with other queues is in unit/bag.

#include <cds/container/segmented_queue.h>
#include <cds_test/audited_gc.h>
#include <cds_test/fragile.h>
#include <cds_test/hesitating_gc.h>
#include <cds_test/linked_items.h>
#include <cds_test/queue_histories.h>
#include <cds_test/segment_queue_types.h>
#include <cds_test/segmented_spec.h>
#include <cds_test/traffic.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <new>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

namespace {

using namespace cds_test;
namespace cc = cds::container;
namespace ci = cds::intrusive;
using cds::gc::DHP;
using cds::gc::HP;

struct counting : cc::segmented_queue::traits {
    using stat = cc::segmented_queue::stat<>;
};
template <class Permutation>
struct permuted : counting {
    using permutation_generator = Permutation;
};
namespace v = cds::opt::v;
using queues =
    std::tuple<cc::SegmentedQueue<HP, long, counting>, cc::SegmentedQueue<DHP, long, counting>,
               cc::SegmentedQueue<DHP, long, permuted<v::random_permutation<int>>>,
               cc::SegmentedQueue<HP, long, permuted<v::random_shuffle_permutation<>>>>;

struct disposing : ci::segmented_queue::traits {
    using disposer = count_disposals;
};
using object_queues = std::tuple<ci::SegmentedQueue<HP, record, disposing>,
                                 ci::SegmentedQueue<DHP, record, disposing>>;

/// Values with nodes and segments of memory that may run out; their accounts are one.
struct fragile_segments : segment_queue_types::counting_segments {
    using allocator = fragile_allocator<int>;
    using node_allocator = fragile_allocator<int>;
};
using fragile_queue = cc::SegmentedQueue<audited_DHP, fragile, fragile_segments>;

/// A queue of two segments' size of 0, 1, 2, 3, and the check that nothing is left behind.
struct four_values {
    four_values() {
        for (long i = 0; i != 4; ++i)
            queue.emplace(i);
    }
    void expect_from(long first) {
        for (long i = first; i != 4; ++i)
            BOOST_TEST(queue.pop_with([&](fragile& value) { BOOST_TEST(value.value() == i); }));
        BOOST_TEST(queue.empty());
        BOOST_TEST(queue.size() == 0u);
        BOOST_TEST(fragile::alive == 0);
        BOOST_TEST(audited_DHP::unreserved == 0u);
    }
    fragile_queue queue{2};
};

} // namespace

BOOST_AUTO_TEST_SUITE(segmented_queue)

BOOST_AUTO_TEST_CASE_TEMPLATE(values_leave_segment_by_segment, Queue, queues) {
    Queue queue(8);
    std::vector<long> out;
    for (long i = 0; i != 800; ++i)
        queue.push(i);
    for (long value = -1; queue.pop(value);)
        out.push_back(value);
    BOOST_REQUIRE(out.size() == 800u);
    for (std::size_t i = 0; i != 800; ++i)
        BOOST_REQUIRE(out[i] / 8 == static_cast<long>(i / 8));
    BOOST_TEST(std::set<long>(out.begin(), out.end()).size() == 800u);
    BOOST_TEST(!std::is_sorted(out.begin(), out.end())); // or the permutation is not used
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_value_is_overtaken_by_fewer_than_the_factor, Queue, queues) {
    traffic const plan{1, 1, 20000, 0};
    Queue queue(4);
    auto const logs =
        run_traffic(plan, [&](long v) { queue.push(v); }, [&](long& v) { return queue.pop(v); });
    BOOST_TEST(nothing_lost_or_doubled(plan, logs));
    for (std::size_t i = 0; i != logs[0].size(); ++i)
        BOOST_REQUIRE(logs[0][i] / 4 == static_cast<long>(i / 4));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_factor_is_rounded_up_and_one_too_large_is_refused, Queue, queues) {
    for (auto const& [asked, is] :
         {std::pair<std::size_t, std::size_t>{0, 2}, {1, 2}, {2, 2}, {5, 8}})
        BOOST_TEST(Queue(asked).quasi_factor() == is);
    BOOST_CHECK_THROW(Queue{std::numeric_limits<std::size_t>::max()}, std::length_error);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_statistics_tell_of_segments, Queue, queues) {
    Queue queue(4);
    for (long i = 0; i != 12; ++i)
        queue.push(i);
    BOOST_TEST(queue.statistics().m_nPush.get() == 12u);
    BOOST_TEST(queue.statistics().m_nSegmentCreated.get() == 2u);
    for (long value = 0; queue.pop(value);)
        continue;
    BOOST_TEST(queue.statistics().m_nPop.get() == 12u);
    BOOST_TEST(queue.statistics().m_nPopEmpty.get() == 1u);
    BOOST_TEST(queue.statistics().m_nSegmentDeleted.get() == 2u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(empty_tells_the_truth_at_the_border_of_segments, Queue, queues) {
    Queue queue(2);
    long value = 0;
    for (int round = 0; round != 10; ++round) {
        BOOST_TEST(queue.empty());
        queue.push(1);
        BOOST_TEST(!queue.empty());
        queue.push(2);
        queue.push(3);
        BOOST_TEST(
            (queue.pop(value) && queue.pop(value) && !queue.empty())); // a segment is used up
        BOOST_TEST((queue.pop(value) && queue.empty()));
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_object_that_was_dequeued_is_the_callers_at_once, Queue,
                              object_queues) {
    pool<typename Queue::gc, record> items(1);
    Queue queue(2);
    Queue other(2);
    for (int round = 0; round != 100; ++round) { // an object may be in two queues
        BOOST_TEST((queue.enqueue(items[0]) && other.push(items[0])));
        BOOST_TEST(queue.dequeue() == &items[0]);
        BOOST_TEST(other.pop() == &items[0]);
    }
    Queue::gc::force_dispose();
    BOOST_TEST(items[0].disposals == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(clear_with_retires_for_the_disposer_that_it_is_given, Queue,
                              object_queues) {
    struct other_disposer {
        void operator()(record* r) const { r->disposals += 100; }
    };
    pool<typename Queue::gc, record> items(5);
    Queue queue(2);
    for (record& r : items)
        queue.push(r);
    queue.clear_with(other_disposer());
    BOOST_TEST(queue.empty());
    Queue::gc::force_dispose();
    for (record const& r : items)
        BOOST_TEST(r.disposals == 100u);
    queue.push(items[0]);
    queue.clear();
    Queue::gc::force_dispose();
    BOOST_TEST(items[0].disposals == 101u);
}

BOOST_AUTO_TEST_CASE(objects_may_lie_at_odd_addresses) {
    std::string text = "abcdefgh";
    ci::SegmentedQueue<DHP, char, segment_queue_types::ordered_cells> queue(4);
    for (char& c : text)
        queue.push(c);
    for (char& c : text)
        BOOST_TEST(queue.pop() == &c);
    BOOST_TEST((queue.pop() == nullptr));
}

BOOST_AUTO_TEST_CASE(a_segment_that_cannot_be_allocated_leaves_the_queue_alone) {
    {
        four_values items;
        fragile const value(4);
        std::size_t const before = fragile_memory::outstanding;
        for (long allocations : {0, 1}) { // of the node, of the segment
            fragile_memory::fuse.set(allocations);
            BOOST_CHECK_THROW(items.queue.push(value), std::bad_alloc);
            BOOST_TEST(items.queue.size() == 4u);
            BOOST_TEST(fragile_memory::outstanding == before);
        }
        BOOST_TEST(items.queue.push(value));
        BOOST_TEST(items.queue.size() == 5u);
        items.queue.clear();
    }
    audited_DHP::force_dispose();
    BOOST_TEST(fragile_memory::outstanding == 0u);
    BOOST_TEST(fragile::alive == 0);
}

BOOST_AUTO_TEST_CASE(without_memory_to_retire_a_segment_nothing_is_taken) {
    {
        four_values items;
        items.queue.pop_with([](fragile&) {});
        items.queue.pop_with([](fragile&) {});
        {
            fragile target(77);
            audited_DHP::refusal.set(0);
            BOOST_CHECK_THROW(items.queue.pop(target), std::bad_alloc);
            BOOST_TEST(target.value() == 77);
        }
        BOOST_TEST(items.queue.size() == 2u);
        audited_DHP::refusal.set(0);
        BOOST_CHECK_THROW(items.queue.clear(), std::bad_alloc);
        BOOST_TEST(items.queue.size() == 2u);
        items.expect_from(2);
    }
    audited_DHP::force_dispose();
    BOOST_TEST(fragile_memory::outstanding == 0u);
}

BOOST_AUTO_TEST_CASE(what_throws_while_a_value_is_taken_loses_that_value_alone) {
    {
        four_values items;
        BOOST_CHECK_THROW(items.queue.pop_with([](fragile&) { throw std::logic_error("functor"); }),
                          std::logic_error);
        BOOST_TEST(fragile::alive == 3);
        items.expect_from(1);
    }
    audited_DHP::force_dispose();
    BOOST_TEST(fragile_memory::outstanding == 0u);
}

BOOST_AUTO_TEST_CASE(the_destructor_needs_no_memory_for_retiring) {
    {
        four_values items;
        audited_DHP::starving = true;
    }
    audited_DHP::starving = false;
    audited_DHP::force_dispose();
    BOOST_TEST(fragile_memory::outstanding == 0u);
    BOOST_TEST(fragile::alive == 0);
}

using small_queues =
    std::tuple<segment_queue_types::segments_of<2, hesitating<HP>, long, counting>,
               segment_queue_types::segments_of<2, hesitating<DHP>, long,
                                                permuted<segment_queue_types::in_order>>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(concurrent_histories_are_those_of_segments, Queue, small_queues) {
    check_histories_of<segmented_spec<2>, Queue>();
}

BOOST_AUTO_TEST_SUITE_END()
