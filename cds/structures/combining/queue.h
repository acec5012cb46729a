// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_COMBINING_QUEUE_H
#define CDSLIB_STRUCTURES_COMBINING_QUEUE_H

#include <cds/algo/elimination_opt.h>
#include <cds/algo/stat.h>
#include <cds/details/value_bag.h>
#include <cds/structures/combining/values.h>

#include <queue>
#include <utility>

namespace cds::container {

/// Statistics and options of `FCQueue`.
namespace fcqueue {

// clang-format off
#define CDS_FCQUEUE_EVENTS(X) \
    X(m_nEnqueue, onEnqueue) \
    X(m_nEnqMove, onEnqMove) \
    X(m_nDequeue, onDequeueSuccess) \
    X(m_nFailedDeq, onDequeueFailed) \
    X(m_nCollided, onCollide)
// clang-format on

/// Counts what a queue does, and its kernel. `m_nEnqueue` counts values that were copied in,
/// `m_nEnqMove` those that were moved in; a pair that cancels each other is one collision and
/// neither an enqueue nor a dequeue.
template <class Counter = cds::atomicity::event_counter>
struct stat : algo::flat_combining::stat<Counter> {
    using flat_combining_stat = algo::flat_combining::stat<Counter>;
    CDS_STAT_EVENTS(counter_type, Counter, CDS_FCQUEUE_EVENTS)
    void onDequeue(bool bFailed) { bFailed ? onDequeueFailed() : onDequeueSuccess(); }
};

/// Counts nothing.
struct empty_stat : algo::flat_combining::empty_stat {
    CDS_EMPTY_STAT_EVENTS(CDS_FCQUEUE_EVENTS)
    void onDequeue(bool) const noexcept {}
};

/// The options and their defaults; derive from it or compose with `make_traits`. Those of the
/// kernel are described in algo/flat_combining.
struct traits : algo::flat_combining::traits {
    using stat = fcqueue::empty_stat;
    /// Whether opposite operations that wait at the same time may cancel each other.
    static constexpr bool enable_elimination = false;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace fcqueue

/// FIFO queue of values, a sequential `Queue` whose operations are combined. Algorithm, progress
/// and invariants are those of `combined`. An enqueue and a dequeue cancel each other only while
/// the queue is empty: then the one directly before the other leaves it empty.
///
/// `Queue` has `push`, `front`, `pop`, `empty` and `size`. After an exception the values are
/// what `Queue` leaves then; a dequeue whose assignment throws has removed nothing.
template <class T, class Queue = std::queue<T>, class Traits = fcqueue::traits>
class FCQueue
    : public cds::intrusive::details::combined_values<FCQueue<T, Queue, Traits>, T, Queue, Traits>,
      public cds::details::value_bag<FCQueue<T, Queue, Traits>, T> {
    using base = cds::intrusive::details::combined_values<FCQueue, T, Queue, Traits>;
    using bag = cds::details::value_bag<FCQueue, T>;
    friend base;

public:
    using value_type = T;
    using queue_type = Queue;
    using base::base;

    /// Puts a copy at the end. Returns true.
    bool enqueue(value_type const& val) { return base::put(val); }
    /// Moves the value to the end. Returns true.
    bool enqueue(value_type&& val) { return base::put(std::move(val)); }
    bool push(value_type const& val) { return enqueue(val); }
    bool push(value_type&& val) { return enqueue(std::move(val)); }

    /// Moves the oldest value to `val`. False if there was none; then `val` is as it was.
    bool dequeue(value_type& val) { return base::take(val); }
    using bag::pop;
    bool pop(value_type& val) { return dequeue(val); }

private:
    using counts = typename base::stat;

    static void put_in(Queue& items, T&& value) { items.push(std::move(value)); }
    static void take_out(Queue& items, T& to) {
        to = std::move(items.front());
        items.pop();
    }
    static bool may_cancel(Queue const& items) { return items.empty(); }
    static void count_put(counts& s, bool moved) { moved ? s.onEnqMove() : s.onEnqueue(); }
    static void count_take(counts& s, bool failed) { s.onDequeue(failed); }
};

} // namespace cds::container

#endif // #ifndef CDSLIB_STRUCTURES_COMBINING_QUEUE_H
