// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_OPTIMISTIC_QUEUE_H
#define CDSLIB_CONTAINER_OPTIMISTIC_QUEUE_H

#include <cds/container/details/base.h>
#include <cds/face/linked_queue.h>
#include <cds/intrusive/optimistic_queue.h>

namespace cds::container {

/// What `OptimisticQueue` can be told.
namespace optimistic_queue {

template <class Counter = intrusive::optimistic_queue::stat<>::counter_type>
using stat = intrusive::optimistic_queue::stat<Counter>;
using intrusive::optimistic_queue::empty_stat;

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits : details::linked_queue_traits {
    using stat = empty_stat;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace optimistic_queue

/// Lock-free FIFO queue of values with one CAS for each way: the interface is in
/// face/value_queue.h, the algorithm in structures/queue/optimistic.h.
template <class GC, class T, class Traits = optimistic_queue::traits>
class OptimisticQueue : public details::linked_queue<intrusive::OptimisticQueue, GC, T, Traits,
                                                     intrusive::optimistic_queue::hook_family> {
public:
    template <class GC2, class T2, class Traits2>
    struct rebind {
        using other = OptimisticQueue<GC2, T2, Traits2>;
    };

    using OptimisticQueue::linked_queue::linked_queue;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_OPTIMISTIC_QUEUE_H
