// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_CONCURRENT_BAGS_H
#define CDSLIB_TEST_CONCURRENT_BAGS_H

#include <cds/intrusive/msqueue.h>
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

/// Heap objects in a bag; the disposer deletes them. Of both kinds of bag, nodes and hooks are
/// the same: those of `single_link`.
template <class Policy, class Defaults, template <class, class, class> class Bag>
struct heap_bag {
    using GC = hesitating<Policy>;
    struct item : mortal<heap_bag>, cds::intrusive::single_link::node<GC> {
        using mortal<heap_bag>::mortal;
    };
    struct traits : Defaults {
        using hook = cds::intrusive::single_link::base_hook<cds::opt::gc<GC>>;
        using disposer = delete_it;
        static constexpr auto link_checker = cds::intrusive::opt::always_check_link;
    };
    using bag = Bag<GC, item, traits>;
};
template <class Policy>
using heap_queue = heap_bag<Policy, cds::intrusive::msqueue::traits, cds::intrusive::MSQueue>;
template <class Policy>
using heap_stack = heap_bag<Policy, meeting_often, cds::intrusive::TreiberStack>;
template <class Policy>
using heap_segments = heap_bag<Policy, cds::intrusive::segmented_queue::traits,
                               segment_queue_types::intrusive_segments>;

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_CONCURRENT_BAGS_H
