// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_SHARED_QUEUES_H
#define CDSLIB_PROJECTS_SHARED_QUEUES_H

#include "choices.h"

#include <cds/container/basket_queue.h>
#include <cds/container/faa_queue.h>
#include <cds/container/moir_queue.h>
#include <cds/container/msqueue.h>
#include <cds/container/optimistic_queue.h>
#include <cds/container/rwqueue.h>
#include <cds/container/sc_queue.h>
#include <cds/container/segmented_queue.h>
#include <cds/container/vyukov_mpmc_cycle_queue.h>

#include <cstddef>
#include <tuple>

namespace shared {

/// A queue that grows: it need not be told how many values there will be.
template <class Queue>
struct unbounded : Queue {
    explicit unbounded(std::size_t) {}
};

/// A queue that keeps the order of segments, but not the order within one.
template <class GC, class T>
struct in_segments : cds::container::SegmentedQueue<GC, T> {
    static constexpr std::size_t values_in_a_segment = 16;

    explicit in_segments(std::size_t) : in_segments::SegmentedQueue(values_in_a_segment) {}
};

/// The queues of T that many threads may put to and take from. The constructor of each takes how
/// many values will be in it at a time, from 2 on. The last two refuse what is more than that.
template <class GC, class T>
inline constexpr auto queues =
    std::tuple(named<unbounded<cds::container::MSQueue<GC, T>>>{"ms"},
               named<unbounded<cds::container::MoirQueue<GC, T>>>{"moir"},
               named<unbounded<cds::container::BasketQueue<GC, T>>>{"basket"},
               named<unbounded<cds::container::OptimisticQueue<GC, T>>>{"optimistic"},
               named<unbounded<cds::container::FAAQueue<GC, T>>>{"faa"},
               named<in_segments<GC, T>>{"segmented"},
               named<unbounded<cds::container::RWQueue<T>>>{"rw"},
               named<cds::container::VyukovMPMCCycleQueue<T>>{"vyukov"},
               named<cds::container::SCQueue<T>>{"sc"});

} // namespace shared

#endif // #ifndef CDSLIB_PROJECTS_SHARED_QUEUES_H
