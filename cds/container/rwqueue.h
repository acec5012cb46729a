// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_RWQUEUE_H
#define CDSLIB_CONTAINER_RWQUEUE_H

#include <cds/face/value_queue.h>
#include <cds/structures/queue/rw.h>

namespace cds::container {

/// Unbounded FIFO queue of values with two locks: the algorithm, its progress and what it throws
/// stand in structures/queue/rw.h. Needs no reclamation policy.
template <class T, class Traits = rwqueue::traits>
class RWQueue : public details::value_queue<details::two_lock_queue<T, Traits>> {
public:
    template <class T2, class Traits2>
    struct rebind {
        using other = RWQueue<T2, Traits2>;
    };
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_RWQUEUE_H
