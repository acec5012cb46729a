// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_QUEUE_MOIR_H
#define CDSLIB_STRUCTURES_QUEUE_MOIR_H

#include <cds/structures/queue/ms.h>

namespace cds::intrusive {

/// Lock-free FIFO queue of objects that the user owns; its consumers look at the tail last.
///
///   algorithm      S. Doherty, L. Groves, V. Luchangco, M. Moir, FORTE 2004: an MSQueue whose
///                  dequeue moves the head without looking at the tail, and sees to the tail
///                  afterwards; with hazard pointers instead of counted pointers
///   progress       every operation lock-free; dequeue allocates only to reserve its retire
///   guards         2 at a time (`c_nHazardPtrCount`)
///   linearizes at  as MSQueue: enqueue [Q1]; dequeue and clear [LQ1]; those and empty(), where
///                  they find nothing, [Q4]
///   invariants     those of MSQueue, but for
///                  I3  `tail_` is at most one node before `head_`, and never at a node that is
///                      retired
///
/// I3 holds, because an enqueue links one node, and behind the node at which it saw the tail: what
/// is behind the head was linked when the tail had come to the head, so the head cannot leave its
/// node before the tail has reached it. And a dequeue that has left a dummy moves the tail off it
/// before it retires the dummy. That it may look with a relaxed load is due to the same enqueue: it
/// saw the tail at the dummy, and [Q1] hands that on by [Q4] to the dequeue, which cannot see the
/// tail at a node before the dummy any more. A tail that is seen there was perhaps moved meanwhile,
/// and then the CAS fails.
///
/// What MSQueue says of dummies and disposers holds here too.
template <class GC, class T, class Traits = msqueue::traits>
class MoirQueue : public details::forward_queue<GC, T, Traits, MoirQueue<GC, T, Traits>> {
    using base = details::forward_queue<GC, T, Traits, MoirQueue>;
    friend base;
    friend details::linked_queue<GC, T, Traits, MoirQueue, 2>;

public:
    template <class GC2, class T2, class Traits2>
    struct rebind {
        using other = MoirQueue<GC2, T2, Traits2>;
    };

    /// An empty queue; constant-initialised where the queue is static.
    constexpr MoirQueue() = default;

private:
    using typename base::guards;
    using typename base::position;

    bool find_oldest(guards& guard, position& pos) { return base::find_front(guard, pos); }
    void passed(position const& pos) { base::move_tail_off(pos); } // I3
};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_STRUCTURES_QUEUE_MOIR_H
