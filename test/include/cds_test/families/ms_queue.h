// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_MS_QUEUE_H
#define CDSLIB_TEST_FAMILIES_MS_QUEUE_H

#include <cds/container/msqueue.h>
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/intrusive/msqueue.h>
#include <cds/structures/single_link.h>
#include <cds_test/families/bag_options.h>

#include <cstddef>

namespace cds_test::families {

/// MSQueue.
struct ms_queue : queue_of_nodes<ms_queue> {
    static constexpr char const* name = "MSQueue";
    static constexpr std::size_t guards = 2;     ///< that one operation takes at most
    static constexpr bool leaves_a_dummy = true; ///< what was dequeued stays until the next is

    // These names say what the user's objects carry, and how the queue finds it in them.
    template <class GC, class T, class Traits>
    using intrusive = cds::intrusive::MSQueue<GC, T, Traits>;
    using intrusive_traits = cds::intrusive::msqueue::traits;
    template <class GC, class... Tag>
    using node = cds::intrusive::msqueue::node<GC, Tag...>;
    template <class... Options>
    using base_hook = cds::intrusive::msqueue::base_hook<Options...>;
    using hook_family = cds::intrusive::single_link::hook_family; ///< its other hooks

    // Of values.
    template <class GC, class T, class Traits>
    using owning = cds::container::MSQueue<GC, T, Traits>;
    using owning_traits = cds::container::msqueue::traits;

    // Options and statistics.
    template <class... Options>
    using make_traits = typename cds::container::msqueue::make_traits<Options...>::type;
    using stat = cds::container::msqueue::stat<>;

    /// Queues that count, under each policy, with the options in each way.
    template <class T>
    using all_counting = join<typename counting_nodes<ms_queue, T>::all,
                              beyond_cover<owning<cds::gc::DHP, T, counting<ms_queue>>,
                                           owning<cds::gc::HP, T, dense_and_strict<ms_queue>>,
                                           owning<cds::gc::DHP, T, composed<ms_queue>>>>;
};

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_MS_QUEUE_H
