// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_QUEUE_OPTIMISTIC_H
#define CDSLIB_STRUCTURES_QUEUE_OPTIMISTIC_H

#include <cds/structures/counted_in.h>
#include <cds/structures/queue/ms.h>

#include <cstddef>

/// Nodes, statistics and options of `OptimisticQueue`.
namespace cds::intrusive::optimistic_queue {

/// The links that an object of the queue carries, both null while it is in none.
template <class GC, class Tag = opt::none>
struct node {
    typedef GC gc;
    typedef Tag tag;
    typedef atomics::atomic<node*> atomic_node_ptr;

    /// To the object that was enqueued before this one.
    atomic_node_ptr m_pNext{nullptr};
    /// To the object that was enqueued after this one.
    atomic_node_ptr m_pPrev{nullptr};

    constexpr node() noexcept = default;
};

/// What a hook is when nothing is said.
using single_link::default_hook;

/// What hooks.h must know of these nodes.
struct hook_family {
    typedef optimistic_queue::default_hook default_hook;
    template <class Options>
    using node = optimistic_queue::node<typename Options::gc, typename Options::tag>;
};

CDS_DEFINE_HOOKS()

#define CDS_OPTIMISTIC_QUEUE_EVENTS(X) \
    CDS_MSQUEUE_EVENTS(X)              \
    X(m_FixListCount, onFixList)

CDS_DEFINE_STAT(counter_type, CDS_OPTIMISTIC_QUEUE_EVENTS)

/// The options and their defaults, those of `MSQueue`; derive from it or compose with
/// `make_traits`.
struct traits : msqueue::traits {
    using hook = base_hook<>;
    using stat = optimistic_queue::empty_stat;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace cds::intrusive::optimistic_queue

namespace cds::intrusive {

/// Lock-free FIFO queue of objects that the user owns; an enqueue is one CAS.
///
///   algorithm      E. Ladan-Mozes, N. Shavit, DISC 2004: a list linked in both directions. An
///                  enqueue moves the tail to its node, which knows the one before; the way back is
///                  an ordinary store afterwards, in the hope that it comes in time. A dequeue that
///                  misses it walks from the tail to the head and mends what is missing
///   progress       every operation lock-free; dequeue allocates only to reserve its retire. To
///                  mend is O(items)
///   guards         3 at a time (`c_nHazardPtrCount`)
///   linearizes at  enqueue [OQ1]; dequeue and clear [LQ1]; those and empty(), where they find
///                  nothing, [OQ3], which saw the tail at a node that had been the head already
///   invariants     I1  the head is a dummy: the node enqueued after it holds the oldest item
///                  I2  `m_pNext` is the node enqueued before, from [OQ1] on. `m_pPrev` is null or
///                      the node enqueued after: all who write it write the same. Both go back to
///                      null in the disposer
///                  I3  `tail_` is `head_` or comes after it, and is the last node
///                  I4  a node is retired once, by whoever moved `head_` off it, or past it
///                  I5  while `head_` is `dummy`, and `dummy` is guarded, none of the nodes from
///                      the tail to it has been retired: re-reading the head validates a guard on
///                      any of them, and that it has not moved away and back meanwhile
///
/// Where it departs from the paper, and why that is right:
///   - The paper's links carry tags, by which a dequeue tells a way back that was not written, or
///     was written in the node's life before. Here it is null until it is written, and the enqueue
///     that writes it guards the node that it writes to: as long as it may still write, the
///     disposer does not run, so that it cannot write into the next life.
///   - A dequeue looks at the tail only where the way back is missing: there it may be empty. So
///     producers and consumers share no line while there are items.
///
/// What MSQueue says of dummies and disposers holds here too.
template <class GC, class T, class Traits = optimistic_queue::traits>
class OptimisticQueue
    : public details::linked_queue<GC, T, Traits, OptimisticQueue<GC, T, Traits>, 3> {
    using base = details::linked_queue<GC, T, Traits, OptimisticQueue, 3>;
    friend base;

public:
    using typename base::back_off;
    using typename base::item_counter;
    using typename base::link_checker;
    using typename base::memory_model;
    using typename base::node_traits;
    using typename base::node_type;

    template <class GC2, class T2, class Traits2>
    struct rebind {
        using other = OptimisticQueue<GC2, T2, Traits2>;
    };

    /// An empty queue; constant-initialised where the queue is static.
    constexpr OptimisticQueue() = default;
    ~OptimisticQueue() {
        // relaxed: nobody else is here
        node_type* const dummy = head_.data.load(memory_model::memory_order_relaxed);
        // relaxed: likewise
        dummy->m_pNext.store(nullptr, memory_model::memory_order_relaxed);
        // relaxed: likewise
        base::dispose_all(tail_.data.load(memory_model::memory_order_relaxed));
    }

    /// Puts `val` at the end; always true. `val` must not be in a queue already.
    bool enqueue(T& val) {
        node_type* const fresh = node_traits::to_node_ptr(val);
        link_checker::is_empty(fresh);
        typename GC::Guard guard;
        back_off wait;
        details::counted_in<item_counter> item(counter_);
        for (;;) {
            // [OQ2] protect-load <- [OQ1]: the last node is there to be written to
            node_type* const last = guard.protect(tail_.data, base::to_address());
            if (append(last, fresh)) {
                link_back(last, fresh);
                item.stays();
                stat_.onEnqueue();
                return true;
            }
            stat_.onEnqueueRace();
            wait();
        }
    }

    /// Whether there was nothing at a moment of the call. Lock-free; takes three guards.
    [[nodiscard]] bool empty() const {
        guards guard;
        node_type* const dummy = base::protect_dummy(guard);
        return newer(dummy) == nullptr && protect_last(guard) == dummy;
    }

    /// `f(object)` for each object in the queue. Nobody else may be using it.
    template <class F>
    void for_each_quiescent(F f) {
        // relaxed: nobody else is here
        node_type* const dummy = head_.data.load(memory_model::memory_order_relaxed);
        // relaxed: likewise
        node_type* const last = tail_.data.load(memory_model::memory_order_relaxed);
        each_newer(dummy, last, [&f](node_type* n) { f(*node_traits::to_value_ptr(n)); });
    }

private:
    using typename base::chain;
    using typename base::guards;
    using typename base::position;

    using base::counter_;
    using base::guard_oldest;
    using base::head_;
    using base::stat_;
    using base::tail_;
    static constexpr std::size_t guard_older = base::guard_more;

    bool append(node_type* last, node_type* fresh) noexcept {
        // relaxed: `fresh` is still private; [OQ1] publishes it
        fresh->m_pNext.store(last, memory_model::memory_order_relaxed);
        node_type* expected = last;
        // [OQ1] release-CAS -> [OQ2, OQ3]: publishes the object and its links; it continues what
        // published those before it
        if (tail_.data.compare_exchange_strong(expected, fresh, memory_model::memory_order_release,
                                               memory_model::memory_order_relaxed))
            return true;
        // relaxed: still private, and as it was if a back-off throws
        fresh->m_pNext.store(nullptr, memory_model::memory_order_relaxed);
        return false;
    }

    /// `n` is guarded, and `later` was enqueued right after it.
    static void link_back(node_type* n, node_type* later) noexcept {
        // [OQ4] release-store -> [OQ5]: publishes the object of `later`, whoever made it
        n->m_pPrev.store(later, memory_model::memory_order_release); // I2
    }

    /// The node enqueued after `n`, which the caller guards; null if there is none, or nobody has
    /// said yet which one it is.
    static node_type* newer(node_type* n) noexcept {
        // [OQ5] acquire-load <- [OQ4]: the node and its object are built
        return n->m_pPrev.load(memory_model::memory_order_acquire);
    }

    node_type* protect_last(guards& guard) const {
        // [OQ3] protect-load <- [OQ1]: all nodes back to the head, and their objects, are built
        return details::protect_by<memory_model>(
            [&] { return guard.protect(guard_oldest, tail_.data, base::to_address()); },
            tail_.data);
    }

    /// Guards the dummy and the oldest item; false if there is none.
    bool find_oldest(guards& guard, position& pos) {
        for (;;) {
            pos.dummy = base::protect_dummy(guard);
            pos.oldest = newer(pos.dummy);
            if (pos.oldest != nullptr) {
                base::publish_oldest(guard, pos.oldest);
                return true;
            }
            node_type* const last = protect_last(guard);
            if (last == pos.dummy)
                return false;
            pos.oldest = mend(guard, pos.dummy, last);
            if (pos.oldest != nullptr)
                return true;
        }
    }

    /// Writes the ways back that are missing between `last` and the dummy, both guarded. The
    /// node enqueued after the dummy, guarded; null if the head has moved.
    node_type* mend(guards& guard, node_type* dummy, node_type* last) {
        stat_.onFixList();
        for (node_type* n = last;;) {
            // relaxed: [OQ3] has made it visible, and it does not change before n is disposed
            node_type* const older = n->m_pNext.load(memory_model::memory_order_relaxed);
            if (older == dummy) {
                link_back(dummy, n);
                return n;
            }
            guard.publish(guard_older, base::address_of(older));
            if (!is_head(dummy)) // I5
                return nullptr;
            if (newer(older) == nullptr)
                link_back(older, n);
            guard.swap(guard_older, guard_oldest); // n is always guarded by `guard_oldest`
            n = older;
        }
    }

    bool is_head(node_type* n) const noexcept {
        // relaxed: the fence of publish() stands before it, and what is seen is compared only
        return head_.data.load(memory_model::memory_order_relaxed) == n;
    }

    /// Guards the dummy and the last item, as `oldest`; false if there is none.
    bool find_last(guards& guard, position& pos) {
        pos.dummy = base::protect_dummy(guard);
        pos.oldest = protect_last(guard);
        return pos.oldest != pos.dummy;
    }

    static void passed(position const&) noexcept {}

    template <class F>
    static chain taken(position const& pos, F f) {
        each_newer(pos.dummy, pos.oldest, f);
        return {older(pos.oldest), pos.dummy};
    }

    /// `f(node)` from `last` to before `dummy`.
    template <class F>
    static void each_newer(node_type* dummy, node_type* last, F f) {
        for (node_type* n = last; n != dummy; n = older(n))
            f(n);
    }
    static node_type* older(node_type* n) noexcept {
        // relaxed: [OQ3] has made it visible, and the node is the caller's
        return n->m_pNext.load(memory_model::memory_order_relaxed);
    }

    static void clear_links(node_type& n) noexcept {
        // relaxed: nothing reaches the node any more, and no guard holds it
        n.m_pNext.store(nullptr, memory_model::memory_order_relaxed);
        // relaxed: likewise
        n.m_pPrev.store(nullptr, memory_model::memory_order_relaxed);
    }
};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_STRUCTURES_QUEUE_OPTIMISTIC_H
