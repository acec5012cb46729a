// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Many values at a time: push_range() and pop_bulk() of queues and stacks.

#include <cds/container/basket_queue.h>
#include <cds/container/faa_queue.h>
#include <cds/container/moir_queue.h>
#include <cds/container/msqueue.h>
#include <cds/container/rwqueue.h>
#include <cds/container/sc_queue.h>
#include <cds/container/treiber_stack.h>
#include <cds/container/vyukov_mpmc_cycle_queue.h>
#include <cds/container/weak_ringbuffer.h>
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds_test/fragile.h>
#include <cds_test/segment_queue_types.h>
#include <cds_test/traffic.h>
#include <cds_test/type_lists.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <iterator>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

namespace {

using namespace cds_test;
namespace cc = cds::container;
using cds::gc::DHP;
using cds::gc::HP;

/// Bounded ones have room for eight.
template <class Queue>
struct made : Queue {
    made() : Queue(8) {}
};

template <class T>
using linked = std::tuple<cc::MSQueue<HP, T>, cc::BasketQueue<DHP, T>>;
template <class T>
using bounded = std::tuple<made<cc::VyukovMPMCCycleQueue<T>>, made<cc::SCQueue<T>>>;
template <class T>
using others = std::tuple<cc::MoirQueue<DHP, T>, cc::RWQueue<T>,
                          cc::FAAQueue<HP, T, segment_queue_types::few_cells>>;
template <class T>
using shared_queues = join<join<linked<T>, bounded<T>>, others<T>>;
template <class T>
using rings = std::tuple<made<cc::VyukovMPMCCycleQueue<T>>, made<cc::WeakRingBuffer<T>>>;
template <class T>
using queues = join<shared_queues<T>, std::tuple<made<cc::WeakRingBuffer<T>>>>;

/// Takes strings, until one of them is too many.
class narrow {
public:
    using difference_type = std::ptrdiff_t;

    narrow(std::vector<std::string>& to, std::size_t room) : to_(&to), room_(room) {}
    narrow& operator*() { return *this; }
    narrow& operator++() { return *this; }
    narrow operator++(int) { return *this; }
    narrow& operator=(std::string&& value) {
        if (to_->size() == room_)
            throw std::length_error("too many");
        to_->push_back(std::move(value));
        return *this;
    }

private:
    std::vector<std::string>* to_;
    std::size_t room_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(bulk)

BOOST_AUTO_TEST_CASE_TEMPLATE(what_goes_in_by_ranges_comes_out_in_order, Queue, queues<long>) {
    Queue queue;
    std::vector<long> numbers(8);
    long given = 0;
    long taken = 0;
    for (std::size_t round = 0; round != 60; ++round) {
        std::size_t const more = 1 + round % 5; // goes round a ring, and from segment to segment
        std::iota(numbers.begin(), numbers.end(), given);
        auto const end = numbers.begin() + static_cast<std::ptrdiff_t>(more);
        BOOST_REQUIRE(queue.push_range(numbers.begin(), end) == end);
        given += static_cast<long>(more);
        std::size_t const wanted = 1 + round % 4;
        std::size_t const n = queue.pop_bulk(numbers.begin(), wanted);
        BOOST_REQUIRE(n == std::min(wanted, static_cast<std::size_t>(given - taken)));
        for (std::size_t i = 0; i != n; ++i)
            BOOST_REQUIRE(numbers[i] == taken++);
        while (given - taken > 3)
            BOOST_REQUIRE((queue.pop() == taken++)); // one at a time goes on where many stopped
    }
    BOOST_CHECK(queue.pop_bulk(numbers.begin(), 8) == static_cast<std::size_t>(given - taken));
    BOOST_CHECK(queue.pop_bulk(numbers.begin(), 8) == 0u);
    BOOST_CHECK(queue.pop_bulk(numbers.begin(), 0) == 0u);
    BOOST_CHECK(queue.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(texts_come_out_in_order, Queue, queues<std::string>) {
    Queue queue;
    std::vector<std::string> const words{"a", "b", "c", "d", "e"};
    queue.push_range(words.begin(), words.end());
    std::vector<std::string> out;
    BOOST_CHECK(queue.pop_bulk(std::back_inserter(out), 2) == 2u);
    std::string more[4];
    BOOST_CHECK(queue.pop_bulk(more, 4) == 3u);
    out.insert(out.end(), more, more + 3);
    BOOST_CHECK(out == words);
    BOOST_CHECK(queue.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_destination_that_throws_costs_one_value, Queue,
                              queues<std::string>) {
    Queue queue;
    std::vector<std::string> const words{"a", "b", "c", "d"};
    queue.push_range(words.begin(), words.end());
    std::vector<std::string> out;
    BOOST_CHECK_THROW(queue.pop_bulk(narrow(out, 2), 4), std::length_error);
    BOOST_CHECK((out == std::vector<std::string>{"a", "b"}));
    BOOST_CHECK(queue.pop() == "d");
    BOOST_CHECK(queue.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_linked_queue_takes_a_range_or_nothing, Queue, linked<fragile>) {
    {
        Queue queue;
        std::vector<fragile> const values(4);
        for (long copies = 0; copies != 4; ++copies) {
            fragile::fuse.set(copies);
            BOOST_CHECK_THROW(queue.push_range(values.begin(), values.end()), fragile::broken);
            BOOST_CHECK(queue.empty());
            BOOST_CHECK(fragile::alive == 4);
        }
        fragile::fuse.disarm();
        BOOST_CHECK((queue.push_range(values.begin(), values.end()) == values.end()));
        BOOST_CHECK((queue.push_range(values.end(), values.end()) == values.end()));
        BOOST_CHECK(fragile::alive == 8);
    }
    BOOST_CHECK(fragile::alive == 0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_ring_takes_and_gives_what_it_can, Queue, rings<long>) {
    Queue queue;
    std::vector<long> numbers(20);
    std::iota(numbers.begin(), numbers.end(), 0);
    auto const at = [&](std::ptrdiff_t n) { return numbers.begin() + n; };
    BOOST_CHECK(queue.enqueue_batch(at(0), 20) == 8u); // in one step
    BOOST_CHECK((queue.push_range(at(8), at(20)) == at(8)));
    std::vector<long> out(8);
    BOOST_CHECK(queue.pop_bulk(out.begin(), 3) == 3u);
    BOOST_CHECK((queue.push_range(at(8), at(20)) == at(11)));
    std::size_t in_one_step = 0;
    BOOST_CHECK(queue.dequeue_batch([&](long&) { ++in_one_step; }, 5) == 5u);
    BOOST_CHECK(in_one_step == 5u);
    BOOST_CHECK(queue.pop_bulk(out.begin(), 8) == 3u);
    BOOST_CHECK((out[0] == 8 && out[2] == 10));
    BOOST_CHECK(queue.dequeue_batch([](long&) {}, 5) == 0u);
}

BOOST_AUTO_TEST_CASE(a_hole_in_a_ring_is_passed_by) {
    made<cc::VyukovMPMCCycleQueue<long>> queue;
    auto const fail = [&] {
        BOOST_CHECK_THROW(queue.push_with([](long&) { throw std::logic_error("no value"); }),
                          std::logic_error);
    };
    fail();
    long const numbers[] = {1, 2, 3, 4};
    queue.push_range(numbers, numbers + 2);
    fail();
    queue.push_range(numbers + 2, numbers + 4);
    BOOST_TEST((queue.push_range(numbers, numbers + 4) == numbers + 2)); // six cells are taken
    long out[8]{};
    BOOST_TEST(queue.pop_bulk(out, 8) == 6u);
    BOOST_TEST((std::vector<long>(out, out + 6) == std::vector<long>{1, 2, 3, 4, 1, 2}));
    BOOST_TEST((queue.push_range(numbers, numbers + 4) == numbers + 4));
}

BOOST_AUTO_TEST_CASE(tickets_of_a_batch_end_with_the_segment) {
    cc::FAAQueue<HP, long, segment_queue_types::few_cells> queue; // of four cells
    long const numbers[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    BOOST_TEST(queue.enqueue_batch(numbers, 9) == 4u);
    BOOST_TEST(queue.enqueue_batch(numbers + 4, 5) == 1u); // links a segment
    BOOST_TEST(queue.enqueue_batch(numbers + 5, 2) == 2u);
    BOOST_TEST(queue.size() == 7u);
    auto const ignore = [](long&) {};
    BOOST_TEST(queue.dequeue_batch(ignore, 3) == 3u);
    BOOST_TEST(queue.dequeue_batch(ignore, 3) == 1u);
    BOOST_TEST(queue.dequeue_batch(ignore, 3) == 1u); // leaves the segment
    BOOST_TEST(queue.dequeue_batch(ignore, 3) == 2u);
    BOOST_TEST(queue.dequeue_batch(ignore, 3) == 0u);
    BOOST_TEST(queue.statistics().m_SegmentCreated.get() == 1u);
    BOOST_TEST(queue.statistics().m_DequeueCount.get() == 7u);
    BOOST_TEST(queue.statistics().m_DequeueRace.get() == 0u);
}

BOOST_AUTO_TEST_CASE(what_is_owned_is_moved_in_and_out) {
    cc::TreiberStack<HP, std::unique_ptr<long>> stack;
    made<cc::VyukovMPMCCycleQueue<std::unique_ptr<long>>> queue;
    std::vector<std::unique_ptr<long>> mine;
    for (long i = 0; i != 4; ++i)
        mine.push_back(std::make_unique<long>(i));
    stack.push_range(std::make_move_iterator(mine.begin()), std::make_move_iterator(mine.end()));
    BOOST_TEST(stack.pop_bulk(mine.begin(), 9) == 4u);
    BOOST_TEST(*mine[0] == 3);
    queue.push_range(std::make_move_iterator(mine.begin()), std::make_move_iterator(mine.end()));
    BOOST_TEST(mine[0].get() == nullptr);
    BOOST_TEST(queue.pop_bulk(mine.begin(), 4) == 4u);
    BOOST_TEST(*mine[3] == 0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(batches_of_several_threads_come_out_once_and_in_order, Queue,
                              shared_queues<long>) {
    watchdog const guard("batches");
    traffic const plan{2, 2, 1500, 0};
    Queue queue;
    takings logs(3);
    std::atomic<long> left{plan.total()};
    run_threads(4, [&](std::size_t self) {
        auto random = random_stream(self);
        std::vector<long> batch(7);
        if (self < 2) {
            for (long n = 0; n != plan.each;) {
                long const more = std::min(plan.each - n, static_cast<long>(1 + random() % 7));
                for (long i = 0; i != more; ++i)
                    batch[static_cast<std::size_t>(i)] = value_of(self, n + i);
                n += queue.push_range(batch.begin(), batch.begin() + more) - batch.begin();
            }
        } else {
            while (left > 0) {
                auto const n = static_cast<long>(queue.pop_bulk(batch.begin(), 1 + random() % 7));
                logs[self - 2].insert(logs[self - 2].end(), batch.begin(), batch.begin() + n);
                left -= n;
                if (n == 0)
                    std::this_thread::yield();
            }
        }
    });
    BOOST_TEST(nothing_lost_or_doubled(plan, logs));
    BOOST_TEST(first_in_first_out(plan, logs));
}

BOOST_AUTO_TEST_SUITE_END()
