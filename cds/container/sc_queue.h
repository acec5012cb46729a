// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_SC_QUEUE_H
#define CDSLIB_CONTAINER_SC_QUEUE_H

#include <cds/face/value_queue.h>
#include <cds/structures/queue/scq.h>

namespace cds::container {

/// Bounded lock-free FIFO queue of values for any number of producers and consumers: a thread that
/// was stopped in the middle stops nobody. The algorithm, its progress and what it throws stand in
/// structures/queue/scq.h. Needs no reclamation policy.
///
/// A move-only T will do, and so will one without a default constructor. A constructor that throws
/// loses nothing but its own value; an assignment or a functor that throws while a value is taken
/// loses that value.
template <class T, class Traits = sc_queue::traits>
class SCQueue : public details::value_queue<details::two_index_rings<T, Traits>>,
                public bounded_container {
public:
    template <class T2, class Traits2>
    struct rebind {
        using other = SCQueue<T2, Traits2>;
    };

    using details::value_queue<details::two_index_rings<T, Traits>>::value_queue;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_SC_QUEUE_H
