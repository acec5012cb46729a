// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_SEGMENTED_QUEUE_H
#define CDSLIB_CONTAINER_SEGMENTED_QUEUE_H

#include <cds/face/owning_queue.h>
#include <cds/intrusive/segmented_queue.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <utility>

namespace cds::container {

/// What `SegmentedQueue` can be told.
namespace segmented_queue {

template <class Counter = intrusive::segmented_queue::stat<>::counter_type>
using stat = intrusive::segmented_queue::stat<Counter>;
using intrusive::segmented_queue::empty_stat;

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits : intrusive::segmented_queue::traits {
    /// Where values are kept; `allocator` is where segments come from.
    using node_allocator = CDS_DEFAULT_ALLOCATOR;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace segmented_queue

namespace details {

/// The intrusive queue of nodes that are disposed of as soon as they have been taken: nobody looks
/// at a node but who has put it in and who takes it.
template <class Queue>
class private_nodes : public Queue {
public:
    using Queue::Queue;

    template <class F>
    bool dequeue_with(F&& f) {
        std::unique_ptr<typename Queue::value_type, typename Queue::disposer> const node(
            this->dequeue());
        if (node != nullptr)
            std::invoke(std::forward<F>(f), *node);
        return node != nullptr;
    }
};

/// The nodes of a queue whose cells have the addresses of values.
template <class GC, class T, class Traits>
struct segmented_nodes {
    struct no_link {};
    using node = owning_node<no_link, T>;
    using factory = node_factory<node, typename Traits::node_allocator>;

    struct intrusive_traits : opt::base_traits<Traits> {
        using disposer = typename factory::disposer;
    };
    using queue = private_nodes<intrusive::SegmentedQueue<GC, node, intrusive_traits>>;
};

} // namespace details

/// Lock-free queue of values that leave segment by segment, in any order within one: the interface
/// is in face/value_queue.h, the algorithm in structures/queue/segmented.h. A value is destroyed as
/// soon as it has been taken.
template <class GC, class T, class Traits = segmented_queue::traits>
class SegmentedQueue
    : public details::owning_queue<typename details::segmented_nodes<GC, T, Traits>::queue, T,
                                   typename details::segmented_nodes<GC, T, Traits>::factory> {
    using queue = typename details::segmented_nodes<GC, T, Traits>::queue;
    using base =
        details::owning_queue<queue, T, typename details::segmented_nodes<GC, T, Traits>::factory>;

public:
    using traits = Traits;
    using allocator = typename Traits::allocator;
    using node_allocator = typename Traits::node_allocator;
    using allocator_type =
        typename std::allocator_traits<typename Traits::node_allocator>::template rebind_alloc<T>;
    using lock_type = typename Traits::lock_type;
    using permutation_generator = typename Traits::permutation_generator;

    template <class GC2, class T2, class Traits2>
    struct rebind {
        using other = SegmentedQueue<GC2, T2, Traits2>;
    };

    /// An empty queue whose segments have `nQuasiFactor` cells, rounded up to a power of two from 2
    /// on. Throws what the allocator throws, and `std::length_error` if that is too much.
    explicit SegmentedQueue(std::size_t nQuasiFactor) : base(nQuasiFactor) {}

    /// How many cells a segment has.
    [[nodiscard]] std::size_t quasi_factor() const noexcept {
        return this->structure().quasi_factor();
    }
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_SEGMENTED_QUEUE_H
