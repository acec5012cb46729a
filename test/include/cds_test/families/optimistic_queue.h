// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_OPTIMISTIC_QUEUE_H
#define CDSLIB_TEST_FAMILIES_OPTIMISTIC_QUEUE_H

#include <cds/container/optimistic_queue.h>
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/intrusive/optimistic_queue.h>
#include <cds_test/families/bag_options.h>

#include <cstddef>

namespace cds_test::families {

/// OptimisticQueue.
struct optimistic_queue : queue_of_nodes<optimistic_queue> {
    static constexpr char const* name = "OptimisticQueue";
    static constexpr std::size_t guards = 3;     ///< that one operation takes at most
    static constexpr bool leaves_a_dummy = true; ///< what was dequeued stays until the next is

    // These names say what the user's objects carry, and how the queue finds it in them.
    template <class GC, class T, class Traits>
    using intrusive = cds::intrusive::OptimisticQueue<GC, T, Traits>;
    using intrusive_traits = cds::intrusive::optimistic_queue::traits;
    template <class GC, class... Tag>
    using node = cds::intrusive::optimistic_queue::node<GC, Tag...>;
    template <class... Options>
    using base_hook = cds::intrusive::optimistic_queue::base_hook<Options...>;
    using hook_family = cds::intrusive::optimistic_queue::hook_family; ///< its other hooks

    // Of values.
    template <class GC, class T, class Traits>
    using owning = cds::container::OptimisticQueue<GC, T, Traits>;
    using owning_traits = cds::container::optimistic_queue::traits;

    // Options and statistics.
    template <class... Options>
    using make_traits = typename cds::container::optimistic_queue::make_traits<Options...>::type;
    using stat = cds::container::optimistic_queue::stat<>;
};

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_OPTIMISTIC_QUEUE_H
