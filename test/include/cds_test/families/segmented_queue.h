// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_SEGMENTED_QUEUE_H
#define CDSLIB_TEST_FAMILIES_SEGMENTED_QUEUE_H

#include <cds_test/segment_queue_types.h>
#include <cds_test/type_lists.h>

#include <cstddef>
#include <tuple>

namespace cds_test::families {

/// SegmentedQueue, which asks nothing of the user's objects: it has no nodes and no hooks.
struct segmented_queue {
    static constexpr char const* name = "SegmentedQueue";
    static constexpr std::size_t guards = 2; ///< that one operation takes at most

    // Of the user's objects.
    template <class GC, class T, class Traits>
    using intrusive = segment_queue_types::intrusive_segments<GC, T, Traits>;
    using intrusive_traits = segment_queue_types::ordered_cells;

    // Of values.
    template <class GC, class T, class Traits>
    using owning = segment_queue_types::segments_of<4, GC, T, Traits>;
    using owning_traits = segment_queue_types::plain_segments;

    // Options and statistics.
    using stat = cds::intrusive::segmented_queue::stat<>;

    /// Threads get in each other's way as often as they can.
    using racing_traits = cds::intrusive::segmented_queue::traits;

    /// Queues that count, under each policy, with the options in each way.
    template <class T>
    using all_counting = std::tuple<
        owning<cds::gc::DHP, T, segment_queue_types::counting_segments>,
        segment_queue_types::segments_of<16, cds::gc::HP, T, segment_queue_types::padded_segments>>;
};

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_SEGMENTED_QUEUE_H
