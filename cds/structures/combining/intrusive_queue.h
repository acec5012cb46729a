// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_COMBINING_INTRUSIVE_QUEUE_H
#define CDSLIB_STRUCTURES_COMBINING_INTRUSIVE_QUEUE_H

#include <cds/algo/elimination_opt.h>
#include <cds/algo/stat.h>
#include <cds/structures/combining/objects.h>
#include <cds/structures/options.h>

#if __has_include(<boost/intrusive/list.hpp>)
#    include <boost/intrusive/list.hpp>
#    define CDS_FCQUEUE_DEFAULT(T) = boost::intrusive::list<T>
#else
#    define CDS_FCQUEUE_DEFAULT(T)
#endif

namespace cds::intrusive {

/// Statistics and options of `FCQueue`.
namespace fcqueue {

// clang-format off
#define CDS_INTRUSIVE_FCQUEUE_EVENTS(X) \
    X(m_nEnqueue, onEnqueue) \
    X(m_nDequeue, onDequeueSuccess) \
    X(m_nFailedDeq, onDequeueFailed) \
    X(m_nCollided, onCollide)
// clang-format on

/// Counts what a queue does, and its kernel. A pair that cancels each other is one collision
/// and neither an enqueue nor a dequeue.
template <class Counter = cds::atomicity::event_counter>
struct stat : algo::flat_combining::stat<Counter> {
    using flat_combining_stat = algo::flat_combining::stat<Counter>;
    CDS_STAT_EVENTS(counter_type, Counter, CDS_INTRUSIVE_FCQUEUE_EVENTS)
    void onDequeue(bool bFailed) { bFailed ? onDequeueFailed() : onDequeueSuccess(); }
};

/// Counts nothing.
struct empty_stat : algo::flat_combining::empty_stat {
    CDS_EMPTY_STAT_EVENTS(CDS_INTRUSIVE_FCQUEUE_EVENTS)
    void onDequeue(bool) const noexcept {}
};

/// The options and their defaults; derive from it or compose with `make_traits`. Those of the
/// kernel are described in algo/flat_combining.
struct traits : algo::flat_combining::traits {
    using stat = fcqueue::empty_stat;
    /// Called by `clear(true)` with each object.
    using disposer = opt::v::empty_disposer;
    /// Whether opposite operations that wait at the same time may cancel each other.
    static constexpr bool enable_elimination = false;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace fcqueue

/// FIFO queue of objects that the user owns, in a sequential intrusive `Container` whose operations
/// are combined. Algorithm, progress and invariants are those of `combined`. An enqueue and a
/// dequeue cancel each other only while the queue is empty: then the one directly before the other
/// leaves it empty.
///
/// `Container` has `push_back`, `front`, `pop_front`, `clear`, `clear_and_dispose`, `empty` and
/// `size`. If Boost.Intrusive is available, it is a `list` unless another one is named.
template <class T, class Container CDS_FCQUEUE_DEFAULT(T), class Traits = fcqueue::traits>
class FCQueue
    : public details::combined_objects<FCQueue<T, Container, Traits>, T, Container, Traits> {
    using base = details::combined_objects<FCQueue, T, Container, Traits>;
    friend base;

public:
    using value_type = T;
    using base::base;

    /// Puts the object at the end. Returns true.
    bool enqueue(value_type& val) { return base::put(val); }
    bool push(value_type& val) { return enqueue(val); }
    /// Removes and returns the oldest object; null if there was none.
    value_type* dequeue() { return base::take(); }
    value_type* pop() { return dequeue(); }

private:
    using counts = typename base::stat;

    static void put_in(Container& items, T& object) { items.push_back(object); }
    static bool may_cancel(Container const& items) { return items.empty(); }
    static void count_put(counts& s) { s.onEnqueue(); }
    static void count_take(counts& s, bool failed) { s.onDequeue(failed); }
};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_STRUCTURES_COMBINING_INTRUSIVE_QUEUE_H
