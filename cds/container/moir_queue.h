// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_MOIR_QUEUE_H
#define CDSLIB_CONTAINER_MOIR_QUEUE_H

#include <cds/container/msqueue.h>
#include <cds/intrusive/moir_queue.h>

namespace cds::container {

/// Lock-free FIFO queue of values, told by the options of `MSQueue`: the interface is in
/// face/value_queue.h, the algorithm in structures/queue/moir.h.
template <class GC, class T, class Traits = msqueue::traits>
class MoirQueue : public details::linked_queue<intrusive::MoirQueue, GC, T, Traits,
                                               intrusive::single_link::hook_family> {
public:
    template <class GC2, class T2, class Traits2>
    struct rebind {
        using other = MoirQueue<GC2, T2, Traits2>;
    };

    using MoirQueue::linked_queue::linked_queue;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_MOIR_QUEUE_H
