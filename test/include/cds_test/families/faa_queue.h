// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_FAA_QUEUE_H
#define CDSLIB_TEST_FAMILIES_FAA_QUEUE_H

#include <cds_test/segment_queue_types.h>

#include <cstddef>
#include <tuple>

namespace cds_test::families {

/// FAAQueue, of values alone.
struct faa_queue {
    static constexpr char const* name = "FAAQueue";
    static constexpr std::size_t guards = 1; ///< that one operation takes at most

    template <class GC, class T, class Traits>
    using owning = cds::container::FAAQueue<GC, T, Traits>;
    using owning_traits = cds::container::faa_queue::traits;
    using stat = cds::container::faa_queue::stat<>;

    /// Queues that count, under each policy, with the options in each way.
    template <class T>
    using all_counting = std::tuple<owning<cds::gc::DHP, T, segment_queue_types::counting_cells>,
                                    owning<cds::gc::HP, T, segment_queue_types::few_cells>>;
};

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_FAA_QUEUE_H
