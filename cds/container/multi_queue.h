// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_MULTI_QUEUE_H
#define CDSLIB_CONTAINER_MULTI_QUEUE_H

#include <cds/face/value_pile.h>
#include <cds/structures/priority/multi.h>

namespace cds::container {

/// Unbounded priority queue of values for many threads that do not insist on the very greatest: a
/// pop takes one of the greatest, and `push` and `pop` of different threads seldom meet. The
/// interface is in face/value_pile.h, the algorithm, its order and what it throws in
/// structures/priority/multi.h. Needs no reclamation policy.
///
/// A T must be movable without exceptions, and need not be copyable.
template <class T, class Traits = multi_queue::traits>
class MultiQueue : public details::value_pile<details::heaps_by_chance<T, Traits>> {
public:
    template <class T2, class Traits2>
    struct rebind {
        using other = MultiQueue<T2, Traits2>;
    };

    using details::value_pile<details::heaps_by_chance<T, Traits>>::value_pile;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_MULTI_QUEUE_H
