// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_QUEUE_BASKET_H
#define CDSLIB_STRUCTURES_QUEUE_BASKET_H

#include <cds/details/marked_ptr.h>
#include <cds/structures/queue/ms.h>

#include <cstddef>

/// Nodes, statistics and options of `BasketQueue`.
namespace cds::intrusive::basket_queue {

/// The link that an object of the queue carries. The mark in it says that the node behind will
/// stay the one behind.
template <class GC, class Tag = opt::none>
struct node {
    typedef GC gc;
    typedef Tag tag;
    typedef cds::details::marked_ptr<node, 1> marked_ptr;
    typedef atomics::atomic<marked_ptr> atomic_marked_ptr;

    template <class GC2, class Tag2 = tag>
    struct rebind {
        typedef node<GC2, Tag2> other;
    };

    atomic_marked_ptr m_pNext;

    node() noexcept = default;
};

using single_link::default_hook;

/// What hooks.h must know of these nodes.
struct hook_family {
    typedef basket_queue::default_hook default_hook;
    template <class Options>
    using node = basket_queue::node<typename Options::gc, typename Options::tag>;
};

CDS_DEFINE_HOOKS()

#define CDS_BASKET_QUEUE_EVENTS(X)    \
    CDS_MSQUEUE_EVENTS(X)             \
    X(m_TryAddBasket, onTryAddBasket) \
    X(m_AddBasketCount, onAddBasket)

CDS_DEFINE_STAT(counter_type, CDS_BASKET_QUEUE_EVENTS)

/// The options and their defaults, those of `MSQueue`; derive from it or compose with
/// `make_traits`.
struct traits : msqueue::traits {
    using hook = base_hook<>;
    using stat = basket_queue::empty_stat;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace cds::intrusive::basket_queue

namespace cds::intrusive {

/// Lock-free FIFO queue of objects that the user owns, for many producers: those that lose a race
/// for the end put their objects down together.
///
///   algorithm      M. Hoffman, O. Shalev, N. Shavit, OPODIS 2007, on an MSQueue. An enqueue whose
///                  CAS at the last node `t` fails was concurrent with the one that won. The
///                  objects of all that fail there are a basket, whose order is free: each is put
///                  right behind `t`, before the winner's, until the basket is closed by a mark in
///                  the link of `t`
///   progress       every operation lock-free; dequeue allocates only to reserve its retire
///   guards         2 at a time (`c_nHazardPtrCount`)
///   linearizes at  enqueue [Q1]; into a basket: at the [Q1] of the winner, which came after the
///                  enqueue had seen a null link and before its own CAS failed; those of a basket
///                  in the order in which they leave it. dequeue and clear [LQ1]; those and
///                  empty(), where they find nothing, [Q4]
///   invariants     those of MSQueue, but for
///                  I2  a link goes from null to a node, then to nodes put before that one, then it
///                      is marked and stays as it is; back to null only in the disposer
///                  I3  `tail_` is `head_` or comes after it. It may stand inside a basket, at a
///                      link that was never null for others: behind such a node nothing is added
///                  I6  the head leaves a dummy only when its link is marked, or, in clear(), with
///                      all that is linked behind it later
///
/// Between a look at the link of a dummy and [LQ1], an object could be put into the basket there,
/// which [LQ1] would step over: so a dequeue first closes the basket [BQ3]. clear() closes them
/// afterwards: what came into a basket after [LQ1] was enqueued, by the above, before it.
///
/// Where it departs from the paper, and why that is right:
///   - There a mark takes the item behind it, and the head follows now and then, past a chain of
///     nodes that every consumer has to walk along under guards. Here the mark closes a basket, and
///     the head takes. A dequeue is two CAS always, instead of one and sometimes another; in return
///     nothing is walked, a dummy is the only node that waits, and clear() takes all at one moment.
///   - There links carry tags, so that an object is not put into another basket than that of the
///     race which its enqueue lost. Here `t` is guarded from before it was seen at the tail until
///     the CAS: a node that is guarded is not disposed of, so by I2 an unmarked link still leads
///     into that very basket. And the node that the CAS expects there cannot have left and come
///     back: nothing behind `t` is retired before the link of `t` is marked.
///   - There a late tail is moved to the end of the chain at once; here node by node, as in
///     MSQueue: what is moved to is never looked at, and needs no guard.
///
/// What MSQueue says of dummies and disposers holds here too.
template <class GC, class T, class Traits = basket_queue::traits>
class BasketQueue : public details::forward_queue<GC, T, Traits, BasketQueue<GC, T, Traits>> {
    using base = details::forward_queue<GC, T, Traits, BasketQueue>;
    friend base;
    friend details::linked_queue<GC, T, Traits, BasketQueue, 2>;

public:
    using typename base::memory_model;
    using typename base::node_type;

    template <class GC2, class T2, class Traits2>
    struct rebind {
        using other = BasketQueue<GC2, T2, Traits2>;
    };

    /// An empty queue; constant-initialised where the queue is static.
    constexpr BasketQueue() = default;

    using base::enqueue_joined;
    using base::join;
    using base::joined;

private:
    using typename base::link_type;
    using base::stat_;

    static constexpr int closed = 1;
    static bool is_closed(link_type link) noexcept { return link.bits() != 0; }

    /// Puts `fresh` into the basket behind `last`, unless that is closed.
    bool lost(node_type* last, node_type* fresh) noexcept {
        stat_.onTryAddBasket();
        // relaxed: `first` is linked again, not looked at
        link_type first = last->m_pNext.load(memory_model::memory_order_relaxed);
        while (!is_closed(first)) {
            // relaxed: `fresh` is still private; [BQ1] publishes it
            fresh->m_pNext.store(first, memory_model::memory_order_relaxed);
            if (link_before(last, first, fresh)) {
                stat_.onAddBasket();
                return true;
            }
        }
        // relaxed: still private
        fresh->m_pNext.store(link_type(), memory_model::memory_order_relaxed);
        return false;
    }

    static bool link_before(node_type* last, link_type& first, node_type* fresh) noexcept {
        // [BQ1] release-CAS -> [Q4, BQ2, BQ3]: publishes the object and its link; it continues what
        // published those that are in the basket
        return last->m_pNext.compare_exchange_strong(first, link_type(fresh), // I2
                                                     memory_model::memory_order_release,
                                                     memory_model::memory_order_relaxed);
    }

    /// The node behind `n`, once its basket is closed; null at the end.
    static node_type* settled(node_type* n) noexcept {
        // [BQ2] acquire-load <- [Q1, BQ1]: as [Q4], also of a link that is closed already
        link_type link = n->m_pNext.load(memory_model::memory_order_acquire);
        while (link.ptr() != nullptr && !is_closed(link) && !close(n, link))
            continue;
        return link.ptr();
    }

    static bool close(node_type* n, link_type& link) noexcept {
        // [BQ3] acquire-CAS <- [Q1, BQ1]: what was put there meanwhile is built
        return n->m_pNext.compare_exchange_strong(link, link | closed, // I6
                                                  memory_model::memory_order_acquire,
                                                  memory_model::memory_order_acquire);
    }
};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_STRUCTURES_QUEUE_BASKET_H
