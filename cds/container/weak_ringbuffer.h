// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_WEAK_RINGBUFFER_H
#define CDSLIB_CONTAINER_WEAK_RINGBUFFER_H

#include <cds/container/details/base.h>
#include <cds/details/bounded_container.h>
#include <cds/face/value_queue.h>
#include <cds/structures/queue/ring.h>

#include <concepts>
#include <type_traits>
#include <utility>

namespace cds::container {

/// Bounded FIFO queue of values for one producer and one consumer: at any time one thread calls
/// the members for the producer, and one those for the consumer. Wait-free. The algorithm and
/// the members stand in structures/queue/ring.h. Needs no reclamation policy.
///
/// All cells can be filled, and any capacity will do with a buffer that is told so (`Exp2` false).
template <class T, class Traits = weak_ringbuffer::traits>
class WeakRingBuffer : public details::value_queue<details::value_ring<T, Traits>>,
                       public bounded_container {
    using face = details::value_queue<details::value_ring<T, Traits>>;

public:
    using typename face::value_type;

    template <class T2, class Traits2>
    struct rebind {
        using other = WeakRingBuffer<T2, Traits2>;
    };

    using face::face;

    using details::value_ring<T, Traits>::pop;
    using details::value_ring<T, Traits>::push;
    using face::dequeue;
    using face::pop;
    using face::push;

    /// Moves the oldest value to a `dest` of another type; false if there is none.
    template <class Q>
        requires(!std::derived_from<Q, value_type> && std::is_assignable_v<Q&, value_type &&>)
    bool dequeue(Q& dest) {
        return this->dequeue_with([&dest](value_type& src) { dest = std::move(src); });
    }
    template <class Q>
        requires(!std::derived_from<Q, value_type> && std::is_assignable_v<Q&, value_type &&>)
    bool pop(Q& dest) {
        return dequeue(dest);
    }
};

/// Bounded FIFO queue of records of any size for one producer and one consumer.
template <class Traits>
class WeakRingBuffer<void, Traits> : public details::record_ring<Traits>, public bounded_container {
public:
    using details::record_ring<Traits>::record_ring;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_WEAK_RINGBUFFER_H
