// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_BASKET_QUEUE_H
#define CDSLIB_CONTAINER_BASKET_QUEUE_H

#include <cds/container/details/base.h>
#include <cds/face/linked_queue.h>
#include <cds/intrusive/basket_queue.h>

namespace cds::container {

/// What `BasketQueue` can be told.
namespace basket_queue {

template <class Counter = intrusive::basket_queue::stat<>::counter_type>
using stat = intrusive::basket_queue::stat<Counter>;
using intrusive::basket_queue::empty_stat;

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits : details::linked_queue_traits {
    using stat = empty_stat;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace basket_queue

/// Lock-free FIFO queue of values, for many producers: the interface is in
/// face/value_queue.h, the algorithm in structures/queue/basket.h.
template <class GC, class T, class Traits = basket_queue::traits>
class BasketQueue : public details::linked_queue<intrusive::BasketQueue, GC, T, Traits,
                                                 intrusive::basket_queue::hook_family> {
public:
    template <class GC2, class T2, class Traits2>
    struct rebind {
        using other = BasketQueue<GC2, T2, Traits2>;
    };

    using BasketQueue::linked_queue::linked_queue;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_BASKET_QUEUE_H
