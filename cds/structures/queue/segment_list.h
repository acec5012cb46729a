// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_QUEUE_SEGMENT_LIST_H
#define CDSLIB_STRUCTURES_QUEUE_SEGMENT_LIST_H

#include <cds/algo/atomic.h>
#include <cds/opt/options.h>
#include <cds/structures/reclaim.h>

namespace cds::intrusive::details {

/// The segments of a queue whose items are in the cells of arrays: a queue of segments. The user
/// makes segments, which have a link `next`, and says when the first one has done its work.
///
///   algorithm      M. Michael, M. Scott, PODC 1996, of arrays and without a dummy
///   progress       lock-free; drop_first() allocates only to reserve its retire
///   guards         1: a segment that is looked at
///   invariants     I1  there is a first segment and a last one; a link goes from null to a
///                      segment once
///                  I2  `last_` is `first_` or comes after it, at most one segment short of the
///                      end for each append() in progress
///                  I3  `first_` leaves a segment only for its successor, and only after `last_`:
///                      neither ever is a segment that was retired
///                  I4  who moves `first_` off a segment retires it. Its link stays, but nobody
///                      follows a link without protecting what one of the two ends holds: so a
///                      thread that was stopped keeps the one segment that it guards
template <class GC, class Segment, class Disposer, class Order, unsigned Padding>
class segment_list {
    using policy = reclaim<GC>;

public:
    using guard = typename GC::Guard;

    /// A list of one segment, which it owns from now on.
    explicit segment_list(Segment* only) noexcept : first_{only}, last_{only} {}
    segment_list(segment_list const&) = delete;
    segment_list& operator=(segment_list const&) = delete;
    /// Nobody else may be using the list any more, so nobody looks at what it disposes of.
    ~segment_list() {
        for_each_quiescent([](Segment* s) { Disposer()(s); });
    }

    Segment* protect_first(guard& g) const {
        // [SG3] protect-load <- [SG4]: the segment is built, and the last one is no earlier
        return protect_by<Order>([&] { return g.protect(first_.data); }, first_.data);
    }

    Segment* protect_last(guard& g) const {
        // [SG5] protect-load <- [SG2]: the segment is built
        return protect_by<Order>([&] { return g.protect(last_.data); }, last_.data);
    }

    /// Whether `s`, which the caller guards, is the first segment still.
    bool is_first(Segment const* s) const noexcept {
        // relaxed: it was, when the caller protected it, and once it is not it never is again
        return first_.data.load(Order::memory_order_relaxed) == s;
    }

    /// The segment behind `s`, which the caller guards; null at the end. Not to be followed.
    static Segment* successor(Segment const* s) noexcept {
        // [SG6] acquire-load <- [SG1]: what was put in before it was linked is known
        return s->next.load(Order::memory_order_acquire);
    }

    /// Links `fresh` behind `last`, which the caller guards; false if there is another behind it.
    /// Either way `last` is the last segment no more.
    bool append(Segment* last, Segment* fresh) noexcept {
        Segment* behind = fresh;
        bool const linked = link(last, behind);
        move_last(last, behind);
        return linked;
    }

    /// Moves the end off `last`, which the caller guards; false if nothing is behind it.
    bool leave(Segment* last) noexcept {
        Segment* const behind = successor(last);
        if (behind == nullptr)
            return false;
        move_last(last, behind);
        return true;
    }

    /// Takes `first`, which the caller guards, from the list, and retires it; false if somebody
    /// else did. `next` is its successor. Throws `std::bad_alloc`, and has changed nothing, if
    /// there is no memory for this and `more` further retires.
    bool drop_first(Segment* first, Segment* next, std::size_t more = 0) {
        typename policy::lease const here;
        policy::reserve(1 + more);
        if (is_last(first))
            move_last(first, next); // I3
        if (!move_first(first, next))
            return false;
        policy::template retire<Disposer>(first); // I4
        return true;
    }

    /// `f(segment)` for each, which may end the segment. Nobody else may be using the list.
    template <class F>
    void for_each_quiescent(F f) {
        // relaxed: nobody else is here
        for (Segment* s = first_.data.load(Order::memory_order_relaxed); s != nullptr;) {
            // relaxed: likewise
            Segment* const next = s->next.load(Order::memory_order_relaxed);
            f(s);
            s = next;
        }
    }

private:
    /// Puts `behind` behind `last`, or else tells what is there.
    static bool link(Segment* last, Segment*& behind) noexcept {
        Segment* end = nullptr;
        // [SG1] release-CAS -> [SG6, SG7]: publishes the segment and what is in it
        // [SG7] acquire-load <- [SG1]: what is in the segment of another thread is known
        if (last->next.compare_exchange_strong(end, behind, Order::memory_order_release, // I1
                                               Order::memory_order_acquire))
            return true;
        behind = end;
        return false;
    }

    void move_last(Segment* from, Segment* to) noexcept {
        // [SG2] release-CAS -> [SG5]: publishes the segment, whoever linked it
        last_.data.compare_exchange_strong(from, to, Order::memory_order_release,
                                           Order::memory_order_relaxed);
    }

    bool is_last(Segment const* s) const noexcept {
        // relaxed: who made `s` the first has seen the last there or beyond, and [SG4] hands that
        // on to us by [SG3]: we cannot see an earlier one
        return last_.data.load(Order::memory_order_relaxed) == s;
    }

    bool move_first(Segment* from, Segment* to) noexcept {
        // [SG4] release-CAS -> [SG3]: publishes the segment, and the place of the last one (I3)
        return first_.data.compare_exchange_strong(from, to, Order::memory_order_release,
                                                   Order::memory_order_relaxed);
    }

    using padded_pointer =
        typename opt::details::apply_padding<atomics::atomic<Segment*>, Padding>::type;

    padded_pointer first_;
    padded_pointer last_;
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_QUEUE_SEGMENT_LIST_H
