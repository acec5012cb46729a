// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_RING_TYPES_H
#define CDSLIB_TEST_RING_TYPES_H

#include <cds/container/sc_queue.h>
#include <cds/container/vyukov_mpmc_cycle_queue.h>
#include <cds/container/weak_ringbuffer.h>

#include <cds_test/bag.h>

#include <tuple>

// The bounded queues of values, with the options that change how they are built.
namespace cds_test::ring_types {

namespace cc = cds::container;
namespace v = cds::opt::v;

struct vyukov_counting : cc::vyukov_queue::traits {
    using item_counter = cds::atomicity::item_counter;
    using back_off = cds::backoff::yield;
};
struct vyukov_ordered : vyukov_counting {
    using memory_model = v::sequential_consistent;
    static constexpr unsigned padding = cds::opt::no_special_padding;
};
struct vyukov_in_object : vyukov_counting {
    using buffer = v::uninitialized_static_buffer<char, 8>;
};
struct vyukov_built : vyukov_counting {
    using buffer = v::initialized_dynamic_buffer<int>;
};
struct ring_ordered : cc::weak_ringbuffer::traits {
    using memory_model = v::sequential_consistent;
    static constexpr unsigned padding = cds::opt::no_special_padding;
};
struct ring_in_object : cc::weak_ringbuffer::traits {
    using buffer = v::initialized_static_buffer<char, 8>;
};

struct sc_counting : cc::sc_queue::traits {
    using item_counter = cds::atomicity::item_counter;
};
struct sc_dense : sc_counting {
    static constexpr unsigned padding = cds::opt::no_special_padding;
};

template <class T>
using sc_queues = std::tuple<cc::SCQueue<T, sc_counting>, cc::SCQueue<T, sc_dense>>;

template <class T>
using vyukov_queues = std::tuple<
    cc::VyukovMPMCCycleQueue<T, vyukov_counting>, cc::VyukovMPMCCycleQueue<T, vyukov_ordered>,
    cc::VyukovMPMCCycleQueue<T, vyukov_in_object>, cc::VyukovMPMCCycleQueue<T, vyukov_built>>;

template <class T>
using single_consumer_queues = std::tuple<cc::VyukovMPSCCycleQueue<T, vyukov_counting>,
                                          cc::VyukovMPSCCycleQueue<T, vyukov_in_object>>;

template <class T>
using spsc_rings = std::tuple<cc::WeakRingBuffer<T>, cc::WeakRingBuffer<T, ring_ordered>,
                              cc::WeakRingBuffer<T, ring_in_object>>;

/// All of them, of capacity 8 if they are made with 8.
template <class T>
using bounded_queues =
    join<join<vyukov_queues<T>, sc_queues<T>>, join<single_consumer_queues<T>, spsc_rings<T>>>;

} // namespace cds_test::ring_types

#endif // #ifndef CDSLIB_TEST_RING_TYPES_H
