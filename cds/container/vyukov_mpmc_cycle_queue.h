// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_VYUKOV_MPMC_CYCLE_QUEUE_H
#define CDSLIB_CONTAINER_VYUKOV_MPMC_CYCLE_QUEUE_H

#include <cds/container/details/base.h>
#include <cds/face/value_queue.h>
#include <cds/structures/queue/vyukov.h>

namespace cds::container {

/// Bounded FIFO queue of values for any number of producers and consumers. The algorithm, its
/// progress and what it throws stand in structures/queue/vyukov.h. Needs no reclamation policy.
///
/// A move-only T will do, and so will one without a default constructor. A constructor that
/// throws loses nothing but its own value; an assignment or a functor that throws while a value
/// is taken loses that value.
template <class T, class Traits = vyukov_queue::traits>
class VyukovMPMCCycleQueue : public details::value_queue<details::vyukov_ring<T, Traits>>,
                             public bounded_container {
public:
    template <class T2, class Traits2>
    struct rebind {
        using other = VyukovMPMCCycleQueue<T2, Traits2>;
    };

    using details::value_queue<details::vyukov_ring<T, Traits>>::value_queue;
};

/// This queue has one consumer at a time, who may call `front` and `pop_front` besides.
template <class T, class Traits = vyukov_queue::traits>
using VyukovMPSCCycleQueue = VyukovMPMCCycleQueue<T, vyukov_queue::single_consumer_traits<Traits>>;

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_VYUKOV_MPMC_CYCLE_QUEUE_H
