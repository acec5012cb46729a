// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_QUEUE_MS_H
#define CDSLIB_STRUCTURES_QUEUE_MS_H

#include <cds/algo/atomic.h>
#include <cds/algo/backoff_strategy.h>
#include <cds/gc/default_gc.h>
#include <cds/opt/options.h>
#include <cds/structures/counted_in.h>
#include <cds/structures/left_over.h>
#include <cds/structures/single_link.h>
#include <cds/structures/stat.h>
#include <cds/structures/structure.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

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

/// Lock-free FIFO queue of objects that the user owns.
///
///   algorithm      M. Michael, M. Scott, PODC 1996, with hazard pointers (M. Michael, 2004)
///   progress       every operation lock-free; dequeue allocates only to reserve its retire
///   guards         2 at a time (`c_nHazardPtrCount`)
///   linearizes at  enqueue [Q1]; dequeue and clear [Q5]; those and empty(), where they find
///                  nothing, [Q4]
///   invariants     I1  the head is a dummy: its successor holds the oldest item
///                  I2  a link goes from null to a node once, and back only in the disposer
///                  I3  `tail_` is `head_` or comes after it, at most one node short of the end
///                      for each enqueue in progress
///                  I4  a node is retired once, by whoever moved `head_` off it, or past it
///                  I5  an object is looked at by who enqueues it, before [Q1], and then by the one
///                      thread whose [Q5] takes it, while its guard holds it; of a dummy others use
///                      the link alone. So what the object owns may be given up when it is taken
///
/// A dequeued object stays in the queue as its dummy until the next dequeue retires it: then the
/// disposer of the traits gets it, its link cleared. Until that happens the object must stay
/// alive and in no other queue of the same hook; and since another consumer may bring it about
/// at any time, dequeue_with() is the way to read an object while others dequeue.
template <class GC, class T, class Traits = msqueue::traits>
class MSQueue : public details::structure<GC, T, Traits> {
    using base = details::structure<GC, T, Traits>;

public:
    using gc = GC;
    using value_type = T;
    using traits = Traits;
    using typename base::back_off;
    using typename base::disposer;
    using typename base::item_counter;
    using typename base::link_checker;
    using typename base::memory_model;
    using typename base::node_traits;
    using typename base::node_type;
    using typename base::stat;

    static constexpr std::size_t c_nHazardPtrCount = 2;

    template <class GC2, class T2, class Traits2>
    struct rebind {
        using other = MSQueue<GC2, T2, Traits2>;
    };

    /// An empty queue; constant-initialised where the queue is static.
    constexpr MSQueue() : head_{&first_}, tail_{&first_} {}

    /// Retires what is left, the last dummy included. Nobody else may be using the queue any
    /// more; where memory for retiring has run out, the rest is therefore disposed at once.
    ~MSQueue() {
        lease const all_the_time;
        // relaxed: nobody else is here
        for (node_type* n = head_.data.load(memory_model::memory_order_relaxed); n != nullptr;) {
            // relaxed: likewise
            node_type* const next = n->m_pNext.load(memory_model::memory_order_relaxed);
            dispose_quiescent(n);
            n = next;
        }
        left_over_.drop([this](node_type* n) { dispose_quiescent(n); });
    }

    /// Puts `val` at the end; always true. `val` must not be in a queue already.
    bool enqueue(value_type& val) {
        node_type* const fresh = node_traits::to_node_ptr(val);
        link_checker::is_empty(fresh);
        typename gc::Guard guard;
        back_off wait;
        details::counted_in<item_counter> item(counter_);
        for (;;) {
            node_type* const last = protect_tail(guard);
            if (node_type* const behind = successor(last)) {
                advance_tail(last, behind); // another enqueue is half-way: finish it
                stat_.onBadTail();
            } else if (link(last, fresh)) {
                if (!advance_tail(last, fresh))
                    stat_.onAdvanceTailFailed();
                item.stays();
                stat_.onEnqueue();
                return true;
            } else {
                stat_.onEnqueueRace();
                wait();
            }
        }
    }
    /// enqueue()
    bool push(value_type& val) { return enqueue(val); }

    /// Takes the oldest object; null if there is none.
    value_type* dequeue() {
        value_type* oldest = nullptr;
        dequeue_with([&oldest](value_type& val) { oldest = std::addressof(val); });
        return oldest;
    }
    /// dequeue()
    value_type* pop() { return dequeue(); }

    /// Takes the oldest object and calls `f(object)` while no other consumer can have it disposed;
    /// false if there is none. Should `f` throw, the object has left the queue all the same.
    template <class F>
    bool dequeue_with(F&& f) {
        lease const here;
        gc::reserve_retire(1);
        guards guard;
        back_off wait;
        position pos;
        while (find_oldest(guard, pos)) {
            if (unlink(pos)) {
                --counter_;
                stat_.onDequeue();
                retire(pos.dummy);
                std::invoke(std::forward<F>(f), *node_traits::to_value_ptr(pos.oldest));
                return true;
            }
            stat_.onDequeueRace();
            wait();
        }
        stat_.onEmptyDequeue();
        return false;
    }

    /// Whether there was nothing at a moment of the call. Lock-free; takes two guards.
    [[nodiscard]] bool empty() const {
        guards guard;
        return successor(protect_dummy(guard)) == nullptr;
    }

    /// Takes all that is in the queue at one moment, and retires it, except for the last object,
    /// which stays as the dummy; what others enqueue meanwhile stays. O(items). Throws
    /// `std::bad_alloc` if there is no memory for retiring, and has changed nothing then; if it
    /// runs out later, the rest is retired by the next clear(), or at the end.
    void clear() {
        clear_with([](value_type&) {});
    }

    /// The number of items by the item counter of the traits: 0 for `empty_item_counter`, and
    /// while others enqueue and dequeue an upper bound of the items in the queue.
    [[nodiscard]] std::size_t size() const noexcept { return counter_.value(); }

    /// What the statistics object of the traits has counted.
    stat const& statistics() const noexcept { return stat_; }

    /// clear(), which calls `f(object)` for each; `f` must not throw.
    template <class F>
    void clear_with(F f) {
        lease const here;
        gc::reserve_retire(1);
        guards guard;
        position pos;
        auto const retire_it = [this](node_type* n) { retire(n); };
        for (back_off wait; find_last(guard, pos); wait()) {
            if (!unlink(pos)) {
                stat_.onDequeueRace();
                continue;
            }
            for (node_type* n = pos.dummy; n != pos.oldest;) {
                // relaxed: [Q7] has made visible what is before the tail (I3), and it is ours
                n = n->m_pNext.load(memory_model::memory_order_relaxed);
                --counter_;
                stat_.onDequeue();
                f(*node_traits::to_value_ptr(n));
            }
            left_over_.retire_or_keep(pos.dummy, pos.oldest, retire_it);
            break;
        }
        left_over_.retire_all(retire_it);
    }

    /// `f(object)` for each object in the queue. Nobody else may be using it.
    template <class F>
    void for_each_quiescent(F f) {
        // relaxed: nobody else is here
        node_type* n = head_.data.load(memory_model::memory_order_relaxed);
        // relaxed: likewise
        while ((n = n->m_pNext.load(memory_model::memory_order_relaxed)) != nullptr)
            f(*node_traits::to_value_ptr(n));
    }

private:
    using lease = typename base::policy::lease;
    using guards = typename gc::template GuardArray<2>;
    enum : std::size_t { guard_dummy, guard_oldest };

    /// The front of the queue as one thread sees it, both nodes guarded.
    struct position {
        node_type* dummy;
        node_type* oldest;
    };

    struct dispose_unlinked {
        void operator()(value_type* val) const {
            // relaxed: nothing reaches the node any more, and no guard holds it
            node_traits::to_node_ptr(val)->m_pNext.store(nullptr,
                                                         memory_model::memory_order_relaxed);
            disposer()(val);
        }
    };

    /// What a guard holds for a node: the object that will be retired, or the first dummy, which
    /// is no object.
    void* address_of(node_type* n) const noexcept {
        return n == &first_ ? static_cast<void*>(n) : node_traits::to_value_ptr(n);
    }

    node_type* protect_tail(typename gc::Guard& guard) const {
        // [Q2] protect-load <- [Q6]: the last node's link is there to be read and changed
        return guard.protect(tail_.data, [this](node_type* n) { return address_of(n); });
    }

    node_type* protect_dummy(guards& guard) const {
        // [Q3] protect-load <- [Q5]: the dummy's link is there to be read
        return guard.protect(guard_dummy, head_.data,
                             [this](node_type* n) { return address_of(n); });
    }

    /// The node behind `n`, which the caller guards; null at the end. Null from the dummy means
    /// that the queue is empty at this moment: the head leaves a dummy only for its successor.
    static node_type* successor(node_type* n) noexcept {
        // [Q4] acquire-load <- [Q1]: the node behind and its object are built
        return n->m_pNext.load(memory_model::memory_order_acquire);
    }

    static bool link(node_type* last, node_type* fresh) noexcept {
        node_type* end = nullptr;
        // [Q1] release-CAS -> [Q4]: publishes the object and its null link
        return last->m_pNext.compare_exchange_strong(end, fresh, // I2
                                                     memory_model::memory_order_release,
                                                     memory_model::memory_order_relaxed);
    }

    bool advance_tail(node_type* from, node_type* to) noexcept {
        // [Q6] release-CAS -> [Q2, Q7]: publishes the link of `to`, whoever linked it
        return tail_.data.compare_exchange_strong(from, to, memory_model::memory_order_release,
                                                  memory_model::memory_order_relaxed);
    }

    /// Guards the dummy and the oldest item; false if there is none. That of the item counts only
    /// once unlink() has succeeded: the head was still the dummy then, so the item not retired.
    bool find_oldest(guards& guard, position& pos) {
        pos.dummy = protect_dummy(guard);
        pos.oldest = successor(pos.dummy);
        if (pos.oldest == nullptr)
            return false;
        guard.publish(guard_oldest, node_traits::to_value_ptr(pos.oldest));
        if (is_tail(pos.dummy)) {
            advance_tail(pos.dummy, pos.oldest); // I3: the head must not pass the tail
            stat_.onBadTail();
        }
        return true;
    }

    /// Guards the dummy and the last item, as `oldest`; false if there is none. Moving the head
    /// there takes all.
    bool find_last(guards& guard, position& pos) {
        pos.dummy = protect_dummy(guard);
        for (;;) {
            // [Q7] protect-load <- [Q6]: the tail is at or behind the dummy, while that is one
            pos.oldest = guard.protect(guard_oldest, tail_.data,
                                       [this](node_type* n) { return address_of(n); });
            node_type* const behind = successor(pos.oldest);
            if (behind == nullptr)
                return pos.oldest != pos.dummy;
            advance_tail(pos.oldest, behind); // linked, though its enqueue is half-way
            stat_.onBadTail();
        }
    }

    bool is_tail(node_type* n) const noexcept {
        // relaxed: who made `n` the head has seen the tail there or beyond, and [Q5] hands that
        // on to us by [Q3]: we cannot see an older one
        return tail_.data.load(memory_model::memory_order_relaxed) == n;
    }

    bool unlink(position const& pos) noexcept {
        node_type* dummy = pos.dummy;
        // [Q5] release-CAS -> [Q3]: publishes the new dummy's link, and the tail's place (I3);
        // validates the guard of `oldest`, which publish() has put before it
        return head_.data.compare_exchange_strong(dummy, pos.oldest,
                                                  memory_model::memory_order_release,
                                                  memory_model::memory_order_relaxed);
    }

    void dispose_quiescent(node_type* n) {
        if (n != &first_)
            base::template dispose_quiescent<dispose_unlinked>(node_traits::to_value_ptr(n));
    }

    /// The reservation was made before unlink().
    void retire(node_type* dummy) {
        if (dummy != &first_)
            gc::template retire<dispose_unlinked>(node_traits::to_value_ptr(dummy)); // I4
    }

    using padded_pointer =
        typename opt::details::apply_padding<atomics::atomic<node_type*>, traits::padding>::type;

    padded_pointer head_;
    padded_pointer tail_;
    node_type first_;
    [[no_unique_address]] item_counter counter_;
    [[no_unique_address]] stat stat_;
    details::left_over<gc, node_type> left_over_;
};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_STRUCTURES_QUEUE_MS_H
