// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_MSQUEUE_H
#define CDSLIB_CONTAINER_MSQUEUE_H

#include <cds/container/details/base.h>
#include <cds/face/owning_queue.h>
#include <cds/face/single_link_nodes.h>
#include <cds/intrusive/msqueue.h>

namespace cds::container {

/// What `MSQueue` can be told.
namespace msqueue {

template <class Counter = intrusive::msqueue::stat<>::counter_type>
using stat = intrusive::msqueue::stat<Counter>;
using intrusive::msqueue::empty_stat;

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// Where nodes come from; see also `cds::memory::node_cache`.
    using allocator = CDS_DEFAULT_ALLOCATOR;
    using back_off = intrusive::msqueue::traits::back_off;
    using item_counter = intrusive::msqueue::traits::item_counter;
    using stat = intrusive::msqueue::traits::stat;
    using memory_model = intrusive::msqueue::traits::memory_model;
    static constexpr unsigned padding = intrusive::msqueue::traits::padding;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace msqueue

/// Lock-free FIFO queue of values: the interface is in face/value_queue.h, the algorithm in
/// structures/queue/ms.h.
template <class GC, class T, class Traits = msqueue::traits>
class MSQueue
    : public details::single_link_nodes<GC, T, Traits>::template over<details::owning_queue,
                                                                      intrusive::MSQueue> {
public:
    using traits = Traits;
    using allocator_type =
        typename std::allocator_traits<typename Traits::allocator>::template rebind_alloc<T>;

    template <class GC2, class T2, class Traits2>
    struct rebind {
        using other = MSQueue<GC2, T2, Traits2>;
    };

    using MSQueue::value_queue::value_queue;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_MSQUEUE_H
