// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_CONCURRENT_BAGS_H
#define CDSLIB_TEST_CONCURRENT_BAGS_H

#include <cds/intrusive/basket_queue.h>
#include <cds/intrusive/moir_queue.h>
#include <cds/intrusive/msqueue.h>
#include <cds/intrusive/optimistic_queue.h>
#include <cds/intrusive/treiber_stack.h>
#include <cds_test/disposer.h>
#include <cds_test/hesitating_gc.h>
#include <cds_test/segment_queue_types.h>
#include <cds_test/stack_types.h>

#include <cstddef>

// Queues and stacks that are interrupted where it hurts.
namespace cds_test {

/// A stack whose pushes and pops do meet in the elimination array.
struct meeting_often : stack_types::eliminating {
    using elimination_backoff = cds::backoff::yield;
    using item_counter = hesitating_counter;
    using buffer = cds::opt::v::initialized_static_buffer<int, 2>;
};

/// Heap objects in a bag, in the nodes of `Family`; the disposer deletes them.
template <class Policy, class Defaults, template <class, class, class> class Bag,
          class Family = cds::intrusive::single_link::hook_family>
struct heap_bag {
    using GC = hesitating<Policy>;
    using base_hook = cds::intrusive::details::base_hook<Family, cds::opt::gc<GC>>;
    struct item : mortal<heap_bag>, base_hook::node_type {
        using mortal<heap_bag>::mortal;
    };
    struct traits : Defaults {
        using hook = base_hook;
        using disposer = delete_it;
        static constexpr auto link_checker = cds::intrusive::opt::always_check_link;
    };
    using bag = Bag<GC, item, traits>;
};
template <class Policy>
using heap_queue = heap_bag<Policy, cds::intrusive::msqueue::traits, cds::intrusive::MSQueue>;
template <class Policy>
using heap_moir_queue =
    heap_bag<Policy, cds::intrusive::msqueue::traits, cds::intrusive::MoirQueue>;
template <class Policy>
using heap_basket_queue =
    heap_bag<Policy, cds::intrusive::basket_queue::traits, cds::intrusive::BasketQueue,
             cds::intrusive::basket_queue::hook_family>;
template <class Policy>
using heap_optimistic_queue =
    heap_bag<Policy, cds::intrusive::optimistic_queue::traits, cds::intrusive::OptimisticQueue,
             cds::intrusive::optimistic_queue::hook_family>;
template <class Policy>
using heap_stack = heap_bag<Policy, meeting_often, cds::intrusive::TreiberStack>;
template <class Policy>
using heap_segments = heap_bag<Policy, cds::intrusive::segmented_queue::traits,
                               segment_queue_types::intrusive_segments>;

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_CONCURRENT_BAGS_H
