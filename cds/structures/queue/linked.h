// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_QUEUE_LINKED_H
#define CDSLIB_STRUCTURES_QUEUE_LINKED_H

#include <cds/algo/atomic.h>
#include <cds/opt/padding.h>
#include <cds/structures/left_over.h>
#include <cds/structures/structure.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <utility>

namespace cds::intrusive::details {

/// What all linked queues share: the side of the consumers, and the interface.
///
/// The head is a dummy. Whoever moves the head from the dummy to the oldest item has taken that
/// item, which is the dummy then; and retires the dummy that was before. How items are linked, and
/// which one is the oldest, is the business of `Self`:
///
///   enqueue(object)             puts it at the end; always true
///   empty()                     whether there is no item
///   find_oldest(guards, pos)    guards the dummy and the oldest item; false if there is none
///   find_last(guards, pos)      the same with the last item
///   passed(pos)                 the head has moved to the oldest item, and the dummy is about to
///                               be retired; nothing, unless `Self` says otherwise
///   taken(pos, f)               `f(node)` for each item that the head has come to or gone past;
///                               returns the nodes to retire beside the dummy, each linked to the
///                               next by `m_pNext`
///   clear_links(node)           makes a node ready for the next queue
///
/// `Guards` is the number of guards that a dequeue takes.
template <class GC, class T, class Traits, class Self, std::size_t Guards>
class linked_queue : public structure<GC, T, Traits> {
    using base = structure<GC, T, Traits>;

public:
    using typename base::back_off;
    using typename base::item_counter;
    using typename base::memory_model;
    using typename base::node_traits;
    using typename base::node_type;
    using typename base::stat;

    static constexpr std::size_t c_nHazardPtrCount = Guards;

    /// enqueue()
    bool push(T& val) { return self().enqueue(val); }

    /// Takes the oldest object; null if there is none.
    T* dequeue() {
        T* oldest = nullptr;
        dequeue_with([&oldest](T& val) { oldest = std::addressof(val); });
        return oldest;
    }
    /// dequeue()
    T* pop() { return dequeue(); }

    /// Takes the oldest object and calls `f(object)` while no other consumer can have it disposed;
    /// false if there is none. Should `f` throw, the object has left the queue all the same.
    template <class F>
    bool dequeue_with(F&& f) {
        lease const here;
        GC::reserve_retire(1);
        guards guard;
        back_off wait;
        position pos;
        while (self().find_oldest(guard, pos)) {
            if (unlink(pos)) {
                --counter_;
                stat_.onDequeue();
                self().passed(pos);
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

    /// Takes all that is in the queue at one moment, and retires it, except for the last object,
    /// which stays as the dummy; what others enqueue meanwhile stays. O(items). Throws
    /// `std::bad_alloc` if there is no memory for retiring, and has changed nothing then; if it
    /// runs out later, the rest is retired by the next clear(), or at the end.
    void clear() {
        clear_with([](T&) {});
    }

    /// The number of items by the item counter of the traits: 0 for `empty_item_counter`, and
    /// while others enqueue and dequeue an upper bound of the items in the queue.
    [[nodiscard]] std::size_t size() const noexcept { return counter_.value(); }

    /// What the statistics object of the traits has counted.
    stat const& statistics() const noexcept { return stat_; }

    /// clear(), which calls `f(object)` for each, in no particular order; `f` must not throw.
    template <class F>
    void clear_with(F f) {
        lease const here;
        GC::reserve_retire(1);
        guards guard;
        position pos;
        auto const retire_it = [this](node_type* n) { retire(n); };
        for (back_off wait; self().find_last(guard, pos); wait()) {
            if (!unlink(pos)) {
                stat_.onDequeueRace();
                continue;
            }
            chain const others = self().taken(pos, [&](node_type* n) {
                --counter_;
                stat_.onDequeue();
                f(*node_traits::to_value_ptr(n));
            });
            retire(pos.dummy);
            left_over_.retire_or_keep(others.first, others.end, retire_it);
            break;
        }
        left_over_.retire_all(retire_it);
    }

protected:
    using lease = typename base::policy::lease;
    using guards = typename GC::template GuardArray<Guards>;
    enum : std::size_t { guard_dummy, guard_oldest, guard_more };

    /// The front of the queue as one thread sees it, both nodes guarded; the end, for clear().
    struct position {
        node_type* dummy;
        node_type* oldest;
    };
    /// Nodes linked by `m_pNext`, from `first` to before `end`.
    struct chain {
        node_type* first;
        node_type* end;
    };

    static void passed(position const&) noexcept {}

    constexpr linked_queue() : head_{&first_}, tail_{&first_} {}
    ~linked_queue() = default;

    /// What a guard holds for a node: the object that will be retired, or the first dummy, which
    /// is no object.
    void* address_of(node_type* n) const noexcept {
        return n == &first_ ? static_cast<void*>(n) : node_traits::to_value_ptr(n);
    }
    auto to_address() const noexcept {
        return [this](node_type* n) { return address_of(n); };
    }

    node_type* protect_dummy(guards& guard) const {
        // [LQ2] protect-load <- [LQ1]: the dummy's links are there to be read
        return guard.protect(guard_dummy, head_.data, to_address());
    }

    /// Protects what `pos.oldest` will be. The guard counts only once unlink() has succeeded: the
    /// head was still the dummy then, so the item not retired.
    void publish_oldest(guards& guard, node_type* oldest) const noexcept {
        guard.publish(guard_oldest, node_traits::to_value_ptr(oldest));
    }

    bool unlink(position const& pos) noexcept {
        node_type* dummy = pos.dummy;
        // [LQ1] release-CAS -> [LQ2]: publishes the new dummy's links, and where the tail has come
        // to; validates the guard of `oldest`, which was published before it
        return head_.data.compare_exchange_strong(dummy, pos.oldest,
                                                  memory_model::memory_order_release,
                                                  memory_model::memory_order_relaxed);
    }

    /// The reservation was made before unlink().
    void retire(node_type* dummy) {
        if (dummy != &first_)
            GC::template retire<dispose_unlinked>(node_traits::to_value_ptr(dummy));
    }

    /// Retires what is left, from `first` on by `m_pNext`. Nobody else may be using the queue any
    /// more; where memory for retiring has run out, the rest is therefore disposed at once.
    void dispose_all(node_type* first) {
        lease const all_the_time;
        for (node_type* n = first; n != nullptr;) {
            // relaxed: nobody else is here
            node_type* const next = node_in(n->m_pNext.load(memory_model::memory_order_relaxed));
            dispose_quiescent(n);
            n = next;
        }
        left_over_.drop([this](node_type* n) { dispose_quiescent(n); });
    }

    using padded_pointer =
        typename opt::details::apply_padding<atomics::atomic<node_type*>, Traits::padding>::type;

    padded_pointer head_;
    padded_pointer tail_;
    node_type first_;
    [[no_unique_address]] item_counter counter_;
    [[no_unique_address]] stat stat_;

private:
    struct dispose_unlinked {
        void operator()(T* val) const {
            Self::clear_links(*node_traits::to_node_ptr(*val));
            typename base::disposer()(val);
        }
    };

    void dispose_quiescent(node_type* n) {
        if (n != &first_)
            details::dispose_quiescent<typename base::policy, dispose_unlinked>(
                node_traits::to_value_ptr(n));
    }

    Self& self() noexcept { return static_cast<Self&>(*this); }

    left_over<GC, node_type> left_over_;
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_QUEUE_LINKED_H
