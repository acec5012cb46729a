// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_WAITING_H
#define CDSLIB_CONTAINER_WAITING_H

#include <cds/face/waiting_queue.h>

namespace cds::container {

/// A queue, stack or priority queue of values in which one can wait, and which can be closed:
/// `waiting<FAAQueue<gc::DHP, T>>`, `waiting<VyukovMPMCCycleQueue<T>>`. The interface and what it
/// costs are in face/waiting_queue.h, how waiting works is in structures/waiting/waiters.h, how
/// closing does in structures/waiting/gate.h.
template <class Queue, class Traits = waiting_queue::traits>
class waiting : public details::waiting_queue_of<Queue, Traits> {
public:
    using details::waiting_queue_of<Queue, Traits>::waiting_queue_of;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_WAITING_H
