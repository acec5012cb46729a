// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_FAA_QUEUE_H
#define CDSLIB_CONTAINER_FAA_QUEUE_H

#include <cds/face/value_queue.h>
#include <cds/structures/queue/faa.h>

namespace cds::container {

/// Lock-free FIFO queue of values for any number of producers and consumers, several times as fast
/// as one of nodes: a value costs two atomic steps to put and one to take, and memory only once a
/// segment. The interface is in face/value_queue.h, the algorithm and what it throws in
/// structures/queue/faa.h.
///
/// A move-only T will do. It is moved once on its way in; where that may throw, it is kept on the
/// heap. A value is destroyed as soon as it has been taken.
template <class GC, class T, class Traits = faa_queue::traits>
class FAAQueue : public details::value_queue<details::faa_array_queue<GC, T, Traits>> {
public:
    template <class GC2, class T2, class Traits2>
    struct rebind {
        using other = FAAQueue<GC2, T2, Traits2>;
    };
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_FAA_QUEUE_H
