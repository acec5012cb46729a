// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_QUEUE_MS_H
#define CDSLIB_STRUCTURES_QUEUE_MS_H

#include <cds/algo/atomic.h>
#include <cds/algo/backoff_strategy.h>
#include <cds/gc/default_gc.h>
#include <cds/opt/options.h>
#include <cds/structures/counted_in.h>
#include <cds/structures/queue/linked.h>
#include <cds/structures/single_link.h>
#include <cds/structures/stat.h>

/// Nodes, statistics and options of `MSQueue`.
namespace cds::intrusive::msqueue {

using single_link::base_hook;
using single_link::member_hook;
using single_link::node;
using single_link::traits_hook;

#define CDS_MSQUEUE_EVENTS(X)                  \
    X(m_EnqueueCount, onEnqueue)               \
    X(m_DequeueCount, onDequeue)               \
    X(m_EnqueueRace, onEnqueueRace)            \
    X(m_DequeueRace, onDequeueRace)            \
    X(m_AdvanceTailError, onAdvanceTailFailed) \
    X(m_BadTail, onBadTail)                    \
    X(m_EmptyDequeue, onEmptyDequeue)

CDS_DEFINE_STAT(counter_type, CDS_MSQUEUE_EVENTS)

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// What to do after losing a race for an end of the queue.
    using back_off = cds::backoff::empty;
    /// Where an object keeps its node.
    using hook = base_hook<>;
    /// What happens to an object that has left the queue and is not its dummy any more.
    using disposer = opt::v::empty_disposer;
    using item_counter = cds::atomicity::empty_item_counter;
    using stat = msqueue::empty_stat;
    using memory_model = opt::v::relaxed_ordering;
    static constexpr opt::link_check_type link_checker = opt::debug_check_link;
    /// What keeps consumers at the head off the cache line of producers at the tail.
    static constexpr unsigned padding = opt::cache_line_padding;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace cds::intrusive::msqueue

namespace cds::intrusive {
namespace details {

/// Linked queues whose nodes have one link, to the node behind, and whose tail may be late: an
/// enqueue links its node first and moves the tail afterwards, or leaves that to others.
///
/// As it stands, this is an MSQueue. `Self` may put its own in the place of
///
///   lost(last, fresh)           another enqueue was faster at the node `last`, which is guarded;
///                               whether `fresh` has found a place all the same
///   settled(n)                  the node behind `n`, which will stay the one behind it; null at
///                               the end
///   find_oldest(guards, pos)    guards the dummy and the oldest item; sees to the tail
template <class GC, class T, class Traits, class Self>
class forward_queue : public linked_queue<GC, T, Traits, Self, 2> {
    using base = linked_queue<GC, T, Traits, Self, 2>;

public:
    using typename base::back_off;
    using typename base::item_counter;
    using typename base::link_checker;
    using typename base::memory_model;
    using typename base::node_traits;
    using typename base::node_type;

    /// Puts `val` at the end; always true. `val` must not be in a queue already.
    bool enqueue(T& val) {
        node_type* const fresh = node_traits::to_node_ptr(val);
        link_checker::is_empty(fresh);
        counted_in<item_counter> item(counter_);
        put(fresh, fresh, [&](node_type* last) { return self().lost(last, fresh); });
        item.stays();
        stat_.onEnqueue();
        return true;
    }

    /// Whether there was nothing at a moment of the call. Lock-free; takes two guards.
    [[nodiscard]] bool empty() const {
        guards guard;
        return successor(base::protect_dummy(guard)) == nullptr;
    }

    /// `f(object)` for each object in the queue. Nobody else may be using it.
    template <class F>
    void for_each_quiescent(F f) {
        // relaxed: nobody else is here
        node_type* n = head_.data.load(memory_model::memory_order_relaxed);
        while ((n = successor(n)) != nullptr)
            f(*node_traits::to_value_ptr(n));
    }

protected:
    using typename base::chain;
    using typename base::guards;
    using typename base::position;
    using link_type = typename decltype(node_type::m_pNext)::value_type;

    using base::counter_;
    using base::guard_oldest;
    using base::head_;
    using base::stat_;
    using base::tail_;

    constexpr forward_queue() = default;
    ~forward_queue() {
        // relaxed: nobody else is here
        base::dispose_all(head_.data.load(memory_model::memory_order_relaxed));
    }

    /// \name Objects that are put into the queue together
    ///@{
    /// Links `behind` to `before`; both are in no queue.
    static void join(T& before, T& behind) noexcept {
        node_type* const second = node_traits::to_node_ptr(behind);
        link_checker::is_empty(second);
        // relaxed: still private; [Q1] publishes it
        node_traits::to_node_ptr(before)->m_pNext.store(link_type(second),
                                                        memory_model::memory_order_relaxed);
    }
    /// Returns the object that is linked to `before`, which is in no queue; null if there is none.
    static T* joined(T& before) noexcept {
        // relaxed: still private
        node_type* const n = node_in(
            node_traits::to_node_ptr(before)->m_pNext.load(memory_model::memory_order_relaxed));
        return n != nullptr ? node_traits::to_value_ptr(n) : nullptr;
    }
    /// Puts the `n` objects from `first` to `last`, each linked to the next, at the end in one
    /// step: nothing comes between them.
    void enqueue_joined(T& first, T& last, std::size_t n) {
        all_counted_in<item_counter> items(counter_, n);
        put(node_traits::to_node_ptr(first), node_traits::to_node_ptr(last),
            [](node_type*) { return false; });
        items.stay();
        for (; n != 0; --n)
            stat_.onEnqueue();
    }
    ///@}

    node_type* protect_tail(typename GC::Guard& guard) const {
        // [Q2] protect-load <- [Q6]: the last node's link is there to be read and changed
        return guard.protect(tail_.data, base::to_address());
    }

    /// The node behind `n`, which the caller guards; null at the end. Null from the dummy means
    /// that the queue is empty at this moment: the head leaves a dummy only for a node behind it.
    static node_type* successor(node_type* n) noexcept {
        // [Q4] acquire-load <- [Q1, BQ1]: the node behind and its object are built
        return node_in(n->m_pNext.load(memory_model::memory_order_acquire));
    }

    static bool link(node_type* last, node_type* fresh) noexcept {
        link_type end{};
        // [Q1] release-CAS -> [Q4, BQ2, BQ3]: publishes the object and its null link
        return last->m_pNext.compare_exchange_strong(end, link_type(fresh), // I2
                                                     memory_model::memory_order_release,
                                                     memory_model::memory_order_relaxed);
    }

    bool advance_tail(node_type* from, node_type* to) noexcept {
        // [Q6] release-CAS -> [Q2, Q7]: publishes the link of `to`, whoever linked it
        return tail_.data.compare_exchange_strong(from, to, memory_model::memory_order_release,
                                                  memory_model::memory_order_relaxed);
    }

    static bool lost(node_type*, node_type*) noexcept { return false; }
    static node_type* settled(node_type* n) noexcept { return successor(n); }

    bool find_oldest(guards& guard, position& pos) {
        if (!find_front(guard, pos))
            return false;
        // the head must not pass the tail. Who made the dummy the head has seen the tail there or
        // beyond, and [LQ1] hands that on by [LQ2]
        move_tail_off(pos);
        return true;
    }

    /// Guards the dummy and the oldest item; false if there is none.
    bool find_front(guards& guard, position& pos) {
        pos.dummy = base::protect_dummy(guard);
        pos.oldest = self().settled(pos.dummy);
        if (pos.oldest == nullptr)
            return false;
        base::publish_oldest(guard, pos.oldest);
        return true;
    }

    /// Guards the dummy and the last item, as `oldest`; false if there is none. Moving the head
    /// there takes all.
    bool find_last(guards& guard, position& pos) {
        pos.dummy = base::protect_dummy(guard);
        for (;;) {
            // [Q7] protect-load <- [Q6]: the node's link is there to be read
            pos.oldest = guard.protect(guard_oldest, tail_.data, base::to_address());
            node_type* const behind = successor(pos.oldest);
            if (behind == nullptr)
                return pos.oldest != pos.dummy;
            advance_tail(pos.oldest, behind); // linked, though its enqueue is half-way
            stat_.onBadTail();
        }
    }

    /// Moves the tail on if it is at the dummy. The caller knows that it has come there.
    void move_tail_off(position const& pos) {
        // relaxed: the caller cannot see the tail at an earlier node
        if (tail_.data.load(memory_model::memory_order_relaxed) != pos.dummy)
            return;
        advance_tail(pos.dummy, pos.oldest);
        stat_.onBadTail();
    }

    template <class F>
    chain taken(position const& pos, F f) {
        node_type* const first = self().settled(pos.dummy);
        for (node_type* n = first;; n = self().settled(n)) {
            f(n);
            if (n == pos.oldest)
                return {first, pos.oldest};
        }
    }

    static void clear_links(node_type& n) noexcept {
        // relaxed: nothing reaches the node any more, and no guard holds it
        n.m_pNext.store(link_type(), memory_model::memory_order_relaxed);
    }

private:
    Self& self() noexcept { return static_cast<Self&>(*this); }

    /// Puts the nodes from `first` to `end` at the end, unless `lost(last)` finds another place for
    /// them.
    template <class Lost>
    void put(node_type* first, node_type* end, Lost lost) {
        typename GC::Guard guard;
        for (back_off wait;;) {
            node_type* const last = protect_tail(guard);
            if (node_type* const behind = successor(last)) {
                advance_tail(last, behind); // another enqueue is half-way: finish it
                stat_.onBadTail();
                continue;
            }
            if (link(last, first)) {
                if (!advance_tail(last, end))
                    stat_.onAdvanceTailFailed();
                return;
            }
            stat_.onEnqueueRace();
            wait();
            if (lost(last))
                return;
        }
    }
};

} // namespace details

/// Lock-free FIFO queue of objects that the user owns.
///
///   algorithm      M. Michael, M. Scott, PODC 1996, with hazard pointers (M. Michael, 2004)
///   progress       every operation lock-free; dequeue allocates only to reserve its retire
///   guards         2 at a time (`c_nHazardPtrCount`)
///   linearizes at  enqueue [Q1], also of objects that were joined; dequeue and clear [LQ1]; those
///                  and empty(), where they find nothing, [Q4]
///   invariants     I1  the head is a dummy: its successor holds the oldest item
///                  I2  a link goes from null to a node once, and back only in the disposer
///                  I3  `tail_` is `head_` or comes after it, and short of the end by nodes whose
///                      enqueue is in progress: one each, or as many as were joined
///                  I4  a node is retired once, by whoever moved `head_` off it, or past it
///                  I5  an object is looked at by who enqueues it, before [Q1], and then by the one
///                      thread whose [LQ1] takes it, while its guard holds it; of a dummy others
///                      use the link alone. So what the object owns may be given up when it is
///                      taken
///
/// A dequeued object stays in the queue as its dummy until the next dequeue retires it: then the
/// disposer of the traits gets it, its link cleared. Until that happens the object must stay
/// alive and in no other queue of the same hook; and since another consumer may bring it about
/// at any time, dequeue_with() is the way to read an object while others dequeue.
template <class GC, class T, class Traits = msqueue::traits>
class MSQueue : public details::forward_queue<GC, T, Traits, MSQueue<GC, T, Traits>> {
    using base = details::forward_queue<GC, T, Traits, MSQueue>;
    friend base;
    friend details::linked_queue<GC, T, Traits, MSQueue, 2>;

public:
    template <class GC2, class T2, class Traits2>
    struct rebind {
        using other = MSQueue<GC2, T2, Traits2>;
    };

    /// An empty queue; constant-initialised where the queue is static.
    constexpr MSQueue() = default;

    using base::enqueue_joined;
    using base::join;
    using base::joined;
};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_STRUCTURES_QUEUE_MS_H
