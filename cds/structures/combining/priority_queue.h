// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_COMBINING_PRIORITY_QUEUE_H
#define CDSLIB_STRUCTURES_COMBINING_PRIORITY_QUEUE_H

#include <cds/algo/stat.h>
#include <cds/details/value_bag.h>
#include <cds/structures/combining/values.h>

#include <queue>
#include <type_traits>
#include <utility>

namespace cds::container {

/// Statistics and options of `FCPriorityQueue`.
namespace fcpqueue {

// clang-format off
#define CDS_FCPQUEUE_EVENTS(X) \
    X(m_nPush, onPush) \
    X(m_nPushMove, onPushMove) \
    X(m_nPop, onPopSuccess) \
    X(m_nFailedPop, onPopFailed)
// clang-format on

/// Counts what a priority queue does, and its kernel. `m_nPush` counts values that were copied in,
/// `m_nPushMove` those that were moved in.
template <class Counter = cds::atomicity::event_counter>
struct stat : algo::flat_combining::stat<Counter> {
    using flat_combining_stat = algo::flat_combining::stat<Counter>;
    CDS_STAT_EVENTS(counter_type, Counter, CDS_FCPQUEUE_EVENTS)
    void onPop(bool bFailed) { bFailed ? onPopFailed() : onPopSuccess(); }
};

/// Counts nothing.
struct empty_stat : algo::flat_combining::empty_stat {
    CDS_EMPTY_STAT_EVENTS(CDS_FCPQUEUE_EVENTS)
    void onPop(bool) const noexcept {}
};

/// The options and their defaults; derive from it or compose with `make_traits`. Those of the
/// kernel are described in algo/flat_combining.
struct traits : algo::flat_combining::traits {
    using stat = fcpqueue::empty_stat;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace fcpqueue

namespace details {

/// Whether a queue is known to remove its top without comparing it again.
template <class Queue>
constexpr bool compares_no_top = false;
template <class T, class Container, class Compare>
constexpr bool compares_no_top<std::priority_queue<T, Container, Compare>> = true;

} // namespace details

/// Priority queue of values, a sequential `PriorityQueue` whose operations are combined. Algorithm,
/// progress and invariants are those of `combined`. No operations cancel each other: a pushed
/// value need not be the greatest.
///
/// `PriorityQueue` has `push`, `top`, `pop`, `empty` and `size`. The top is moved out of a
/// `std::priority_queue`, and out of any other queue if it cannot be copied; otherwise it is
/// copied, because the queue might compare it once more. After an exception the values are what
/// `PriorityQueue` leaves then: if a comparison threw, they may be out of order.
template <class T, class PriorityQueue = std::priority_queue<T>, class Traits = fcpqueue::traits>
class FCPriorityQueue
    : public cds::intrusive::details::combined_values<FCPriorityQueue<T, PriorityQueue, Traits>, T,
                                                      PriorityQueue, Traits>,
      public cds::details::value_bag<FCPriorityQueue<T, PriorityQueue, Traits>, T> {
    using base =
        cds::intrusive::details::combined_values<FCPriorityQueue, T, PriorityQueue, Traits>;
    using bag = cds::details::value_bag<FCPriorityQueue, T>;
    friend base;

public:
    using value_type = T;
    using priority_queue_type = PriorityQueue;
    using base::base;

    /// Puts a copy in. Returns true.
    bool push(value_type const& val) { return base::put(val); }
    /// Moves the value in. Returns true.
    bool push(value_type&& val) { return base::put(std::move(val)); }
    using bag::pop;
    /// Moves the top of `PriorityQueue` to `val`. False if there was none; then `val` is as it was.
    bool pop(value_type& val) { return base::take(val); }

private:
    using counts = typename base::stat;

    static void put_in(PriorityQueue& items, T&& value) { items.push(std::move(value)); }
    static void take_out(PriorityQueue& items, T& to) {
        if constexpr (details::compares_no_top<PriorityQueue> || !std::is_copy_assignable_v<T>)
            to = std::move(const_cast<T&>(items.top())); // it is the next to go
        else
            to = items.top();
        items.pop();
    }
    static bool may_cancel(PriorityQueue const&) noexcept { return false; }
    static void count_put(counts& s, bool moved) { moved ? s.onPushMove() : s.onPush(); }
    static void count_take(counts& s, bool failed) { s.onPop(failed); }
};

} // namespace cds::container

#endif // #ifndef CDSLIB_STRUCTURES_COMBINING_PRIORITY_QUEUE_H
