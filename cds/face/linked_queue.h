// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_LINKED_QUEUE_H
#define CDSLIB_FACE_LINKED_QUEUE_H

#include <cds/face/owning_queue.h>
#include <cds/face/single_link_nodes.h>
#include <cds/structures/queue/ms.h>

#include <memory>

// Queues of values in linked nodes: what those of one kind and of another have in common.
namespace cds::container::details {

/// The options that all of them have, and their defaults.
struct linked_queue_traits {
    /// Where nodes come from; see also `cds::memory::node_cache`.
    using allocator = CDS_DEFAULT_ALLOCATOR;
    using back_off = intrusive::msqueue::traits::back_off;
    using item_counter = intrusive::msqueue::traits::item_counter;
    using memory_model = intrusive::msqueue::traits::memory_model;
    static constexpr unsigned padding = intrusive::msqueue::traits::padding;
};

/// Values in the nodes of `Family`, linked by `Structure`.
template <template <class, class, class> class Structure, class GC, class T, class Traits,
          class Family>
class linked_queue
    : public single_link_nodes<GC, T, Traits, Family>::template over<owning_queue, Structure> {
public:
    using traits = Traits;
    using allocator_type =
        typename std::allocator_traits<typename Traits::allocator>::template rebind_alloc<T>;

    using linked_queue::value_queue::value_queue;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_LINKED_QUEUE_H
