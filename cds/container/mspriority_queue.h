// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_MSPRIORITY_QUEUE_H
#define CDSLIB_CONTAINER_MSPRIORITY_QUEUE_H

#include <cds/container/details/base.h>
#include <cds/face/owning_priority_queue.h>
#include <cds/intrusive/mspriority_queue.h>

namespace cds::container {

/// What `MSPriorityQueue` can be told.
namespace mspriority_queue {

template <class Counter = cds::atomicity::event_counter>
using stat = intrusive::mspriority_queue::stat<Counter>;
using intrusive::mspriority_queue::empty_stat;

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits : intrusive::mspriority_queue::traits {
    /// Where values come from.
    using allocator = CDS_DEFAULT_ALLOCATOR;
    /// How a value is moved to where it is popped to.
    using move_policy = opt::v::assignment_move_policy;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace mspriority_queue

/// Bounded priority queue of values: the interface is in face/owning_priority_queue.h, the
/// algorithm and its progress in structures/priority/ms.h.
template <class T, class Traits = mspriority_queue::traits>
class MSPriorityQueue : public details::owning_priority_queue<intrusive::MSPriorityQueue<T, Traits>,
                                                              typename Traits::allocator,
                                                              typename Traits::move_policy> {
    using heap = intrusive::MSPriorityQueue<T, Traits>;
    using face = details::owning_priority_queue<heap, typename Traits::allocator,
                                                typename Traits::move_policy>;

public:
    using value_type = T;
    using traits = Traits;
    using typename face::move_policy;
    using key_comparator = typename heap::key_comparator;
    using lock_type = typename heap::lock_type;
    using back_off = typename heap::back_off;
    using stat = typename heap::stat;
    using item_counter = typename heap::item_counter;

    using face::face;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_MSPRIORITY_QUEUE_H
