// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_MOIR_QUEUE_H
#define CDSLIB_TEST_FAMILIES_MOIR_QUEUE_H

#include <cds/container/moir_queue.h>
#include <cds/intrusive/moir_queue.h>
#include <cds_test/families/ms_queue.h>

namespace cds_test::families {

/// MoirQueue, which has the nodes and options of MSQueue.
struct moir_queue : ms_queue, queue_of_nodes<moir_queue> {
    static constexpr char const* name = "MoirQueue";

    template <class GC, class T, class Traits>
    using intrusive = cds::intrusive::MoirQueue<GC, T, Traits>;
    using intrusive_traits = ms_queue::intrusive_traits;
    using hook_family = ms_queue::hook_family;

    template <class GC, class T, class Traits>
    using owning = cds::container::MoirQueue<GC, T, Traits>;

    using full_traits = queue_of_nodes<moir_queue>::full_traits;
    using racing_traits = queue_of_nodes<moir_queue>::racing_traits;
    using cached_traits = queue_of_nodes<moir_queue>::cached_traits;
    template <class T>
    using all_counting = typename counting_nodes<moir_queue, T>::all;
};

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_MOIR_QUEUE_H
