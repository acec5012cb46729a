// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_WORK_STEALING_DEQUE_H
#define CDSLIB_CONTAINER_WORK_STEALING_DEQUE_H

#include <cds/face/stealing_deque.h>
#include <cds/structures/queue/chase_lev.h>

namespace cds::container {

/// Lock-free deque of values for a thread's own work: the owner pushes and pops at one end without
/// a read-modify-write, but for the last value, and any number of other threads steal at the other.
/// It grows as needed. The interface is in face/stealing_deque.h, the algorithm and what it throws
/// in structures/queue/chase_lev.h.
///
/// A trivially copyable T is in the deque itself, of any size. Another one is on the heap; it may
/// be move-only.
template <class GC, class T, class Traits = work_stealing_deque::traits>
class WorkStealingDeque : public details::stealing_deque<details::chase_lev_deque<GC, T, Traits>> {
public:
    template <class GC2, class T2, class Traits2>
    struct rebind {
        using other = WorkStealingDeque<GC2, T2, Traits2>;
    };

    using details::stealing_deque<details::chase_lev_deque<GC, T, Traits>>::stealing_deque;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_WORK_STEALING_DEQUE_H
