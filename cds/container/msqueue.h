// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_MSQUEUE_H
#define CDSLIB_CONTAINER_MSQUEUE_H

#include <cds/container/details/base.h>
#include <cds/face/linked_queue.h>
#include <cds/intrusive/msqueue.h>

namespace cds::container {

/// What `MSQueue` can be told.
namespace msqueue {

template <class Counter = intrusive::msqueue::stat<>::counter_type>
using stat = intrusive::msqueue::stat<Counter>;
using intrusive::msqueue::empty_stat;

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits : details::linked_queue_traits {
    using stat = empty_stat;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace msqueue

/// Lock-free FIFO queue of values: the interface is in face/value_queue.h, the algorithm in
/// structures/queue/ms.h.
template <class GC, class T, class Traits = msqueue::traits>
class MSQueue : public details::linked_queue<intrusive::MSQueue, GC, T, Traits,
                                             intrusive::single_link::hook_family> {
public:
    template <class GC2, class T2, class Traits2>
    struct rebind {
        using other = MSQueue<GC2, T2, Traits2>;
    };

    using MSQueue::linked_queue::linked_queue;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_MSQUEUE_H
