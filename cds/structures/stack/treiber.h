// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_STACK_TREIBER_H
#define CDSLIB_STRUCTURES_STACK_TREIBER_H

#include <cds/algo/atomic.h>
#include <cds/algo/backoff_strategy.h>
#include <cds/algo/elimination.h>
#include <cds/algo/elimination_opt.h>
#include <cds/gc/default_gc.h>
#include <cds/opt/buffer.h>
#include <cds/structures/counted_in.h>
#include <cds/structures/left_over.h>
#include <cds/structures/single_link.h>
#include <cds/structures/stack/elimination_array.h>
#include <cds/structures/stat.h>
#include <cds/structures/structure.h>
#include <cds/sync/spinlock.h>

#include <cstddef>
#include <functional>
#include <type_traits>
#include <utility>

/// Nodes, statistics and options of `TreiberStack`.
namespace cds::intrusive::treiber_stack {

using single_link::base_hook;
using single_link::member_hook;
using single_link::node;
using single_link::traits_hook;

/// An operation as a record for `cds::algo::elimination`. The stack itself needs none: its
/// hand-shake is one word (elimination_array.h).
template <class T>
struct operation : algo::elimination::operation_desc {
    operation_id idOp;
    T* pVal;
    atomics::atomic<unsigned> nStatus;
};

#define CDS_TREIBER_STACK_EVENTS(X)                   \
    X(m_PushCount, onPush)                            \
    X(m_PopCount, onPop)                              \
    X(m_PushRace, onPushRace)                         \
    X(m_PopRace, onPopRace)                           \
    X(m_ActivePushCollision, onActivePushCollision)   \
    X(m_ActivePopCollision, onActivePopCollision)     \
    X(m_PassivePushCollision, onPassivePushCollision) \
    X(m_PassivePopCollision, onPassivePopCollision)   \
    X(m_EliminationFailed, onEliminationFailed)

/// Counts the events of a stack. Of two operations that eliminate each other, the active one came
/// second and answered, and the passive one had waited; neither counts as a push or a pop.
template <class Counter = cds::atomicity::event_counter>
struct stat {
    CDS_STAT_MEMBERS(stat, counter_type, Counter, CDS_TREIBER_STACK_EVENTS)

    void onActiveCollision(operation_id id) {
        id == op_push ? onActivePushCollision() : onActivePopCollision();
    }
    void onPassiveCollision(operation_id id) {
        id == op_push ? onPassivePushCollision() : onPassivePopCollision();
    }
};

/// Counts nothing.
struct empty_stat {
    CDS_EMPTY_STAT_MEMBERS(CDS_TREIBER_STACK_EVENTS)
    void onActiveCollision(operation_id) const noexcept {}
    void onPassiveCollision(operation_id) const noexcept {}
};

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// What to do after a lost race for the top.
    using back_off = cds::backoff::Default;
    /// Where an object keeps its node.
    using hook = base_hook<>;
    /// What happens to an object that the stack itself has retired.
    using disposer = opt::v::empty_disposer;
    using item_counter = cds::atomicity::empty_item_counter;
    using memory_model = opt::v::relaxed_ordering;
    using stat = treiber_stack::empty_stat;
    static constexpr opt::link_check_type link_checker = opt::debug_check_link;

    /// Whether a push and a pop that lose the race try to cancel each other.
    static constexpr bool enable_elimination = false;
    /// How long one waits for the other. The default sleeps; `backoff::pause` or `exponential`
    /// suit machines where the other side is running. It may throw, and its thread may be
    /// cancelled in it.
    using elimination_backoff = cds::backoff::delay<>;
    /// The type and number of cells in which they meet.
    using buffer = opt::v::initialized_static_buffer<int, 4>;
    /// Chooses a cell; every thread has its own engine. It returns unsigned int.
    using random_engine = opt::v::c_rand;
    /// Accepted for programs that set them: the hand-shake needs neither records nor locks.
    using elimination_storage = algo::elimination::storage;
    using lock_type = cds::sync::spin;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace cds::intrusive::treiber_stack

namespace cds::intrusive {

/// Lock-free LIFO stack of objects that the user owns.
///
///   algorithm      R. K. Treiber, IBM RJ 5118, 1986, with hazard pointers (M. Michael, 2004);
///                  elimination back-off on request: elimination_array.h
///   progress       push, pop, clear lock-free, empty wait-free; only reservations allocate
///   guards         1 at a time (`c_nHazardPtrCount`)
///   linearizes at  push [T1]; pop the CAS in unlink(), [T2] if there is nothing to pop; clear
///                  [T3]; empty its load; a pair that eliminates each other at [E2] or [E3]
///   invariants     I1  the link of a node in the stack does not change
///                  I2  a node that left the stack comes back only when no guard holds its object
///                  I3  only read-modify-writes change `top_`, so the release sequence of the [T1]
///                      that pushed a node lasts while the node is in the stack
///
/// The user ensures I2: pop() returns the object as it is, for good. To push it again or to destroy
/// it, hand it to `gc::retire` and do so in the disposer, unless no other thread can be inside an
/// operation of the stack.
template <class GC, class T, class Traits = treiber_stack::traits>
class TreiberStack : public details::structure<GC, T, Traits> {
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
    using elimination_storage = typename traits::elimination_storage;
    using elimination_backoff_type = typename traits::elimination_backoff;
    using elimination_lock_type = typename traits::lock_type;
    using elimination_random_engine = typename traits::random_engine;

    static constexpr std::size_t c_nHazardPtrCount = 1;
    static constexpr bool enable_elimination = traits::enable_elimination;

    template <class GC2, class T2, class Traits2>
    struct rebind {
        using other = TreiberStack<GC2, T2, Traits2>;
    };

    /// Makes an empty stack; constant-initialised if the stack is static and does not eliminate.
    constexpr TreiberStack() : TreiberStack(4) {}
    /// Makes `nCollisionCapacity` cells to eliminate in, if the buffer of the traits is a dynamic
    /// one.
    constexpr explicit TreiberStack(std::size_t nCollisionCapacity)
        : collisions_(nCollisionCapacity) {}

    /// Retires what is left. No other thread may use the stack any more; therefore, where memory
    /// for retiring has run out, the rest is disposed at once.
    ~TreiberStack() {
        lease const all_the_time;
        while (node_type* const top = peek()) {
            unlink(top);
            dispose_quiescent(top);
        }
        left_over_.drop(dispose_quiescent);
    }

    /// Puts `val` on top; always returns true. `val` must not be in a stack already.
    bool push(value_type& val) {
        return push(val, [] {});
    }
    /// Pushes, and calls `pushed()`, which must not throw, as soon as the stack has `val`. If a
    /// back-off throws, the stack is as it was and `pushed()` was not called; unless a pop took
    /// `val` during the wait in the elimination array: then it was called, and the pop has `val`.
    template <class F>
    bool push(value_type& val, F pushed) {
        node_type* const fresh = node_traits::to_node_ptr(val);
        link_checker::is_empty(fresh);
        back_off wait;
        node_type* top = peek();
        details::counted_in<item_counter> item(counter_);
        for (; !link(top, fresh); wait()) {
            stat_.onPushRace();
            if constexpr (enable_elimination)
                if (collisions_.push(fresh, stat_, pushed))
                    return true;
        }
        item.stays();
        pushed();
        stat_.onPush();
        return true;
    }

    /// Removes the top and returns it; null if there is none. The object is the caller's, not
    /// disposed of.
    value_type* pop() {
        typename gc::Guard guard;
        return pop_guarded(guard);
    }

    /// Removes the top, retires it with the disposer of the traits, and calls `f(object)` while
    /// it is still guarded; false if there is none. If `f` throws, the object is gone from the
    /// stack all the same.
    template <class F>
    bool pop_with(F&& f) {
        lease const here;
        gc::reserve_retire(1);
        typename gc::Guard guard;
        value_type* const top = pop_guarded(guard);
        if (top == nullptr)
            return false;
        gc::template retire<disposer>(top); // before `f`, which may retire by itself
        std::invoke(std::forward<F>(f), *top);
        return true;
    }

    /// Whether the stack was empty at some moment of the call. Wait-free.
    [[nodiscard]] bool empty() const noexcept { return peek() == nullptr; }

    /// Takes all that is in the stack at one moment, and retires it; what others push meanwhile
    /// stays. O(items). If it throws `std::bad_alloc`, because there is no memory for retiring,
    /// nothing has changed; if memory runs out later, the rest is retired by the next clear(), or
    /// at the end.
    void clear() {
        clear_with([](value_type&) {});
    }

    /// Returns the number of items by the item counter of the traits: 0 for `empty_item_counter`;
    /// while others push and pop, an upper bound of the items in the stack.
    [[nodiscard]] std::size_t size() const noexcept { return counter_.value(); }

    /// Returns what the statistics object of the traits has counted.
    stat const& statistics() const noexcept { return stat_; }

    /// Does what clear() does, and calls `f(object)` for each before it is retired; `f` must not
    /// throw.
    template <class F>
    void clear_with(F f) {
        lease const here;
        gc::reserve_retire(1);
        node_type* const all = take_all();
        for_each_behind(all, [&](node_type* n) {
            --counter_;
            stat_.onPop();
            f(*node_traits::to_value_ptr(n));
        });
        auto const retire = [](node_type* n) { gc::template retire<disposer>(take(n)); };
        left_over_.retire_or_keep(all, nullptr, retire);
        left_over_.retire_all(retire);
    }

    /// Calls `f(object)` for each object in the stack. No other thread may use it.
    template <class F>
    void for_each_quiescent(F f) {
        for_each_behind(peek(), [&](node_type* n) { f(*node_traits::to_value_ptr(n)); });
    }

private:
    using lease = typename base::policy::lease;
    using collisions =
        std::conditional_t<enable_elimination, details::elimination_array<node_type, traits>,
                           details::no_elimination>;

    node_type* peek() const noexcept {
        // relaxed: compared with null, or by the CAS that follows; never dereferenced
        return top_.load(memory_model::memory_order_relaxed);
    }

    /// Returns the object of the old top, still guarded; null from an empty stack.
    value_type* pop_guarded(typename gc::Guard& guard) {
        back_off wait;
        while (node_type* const top = protect_top(guard)) {
            if (unlink(top)) {
                --counter_;
                stat_.onPop();
                return take(top);
            }
            stat_.onPopRace();
            if constexpr (enable_elimination)
                if (node_type* const given =
                        collisions_.pop(stat_, [this](node_type* n) { put_back(n); }))
                    return guard.assign(take(given));
            wait();
        }
        return nullptr;
    }

    node_type* protect_top(typename gc::Guard& guard) const {
        // [T2] protect-load <- [T1]: the top's link is readable, and its object is built (I3)
        return details::protect_by<memory_model>(
            [&] {
                return guard.protect(top_,
                                     [](node_type* n) { return node_traits::to_value_ptr(n); });
            },
            top_);
    }

    bool link(node_type*& top, node_type* fresh) noexcept {
        // relaxed: `fresh` is still private; [T1] publishes it
        fresh->m_pNext.store(top, memory_model::memory_order_relaxed);
        // [T1] release-CAS -> [T2, T3]: publishes the object and its link
        if (top_.compare_exchange_weak(top, fresh, memory_model::memory_order_release,
                                       memory_model::memory_order_relaxed))
            return true;
        // relaxed: still private; an operation that ends without linking leaves it as it was
        fresh->m_pNext.store(nullptr, memory_model::memory_order_relaxed);
        return false;
    }

    /// Pushes a node that a pop was given and cannot return. No guard can hold it yet (I2).
    void put_back(node_type* given) {
        ++counter_;
        for (node_type* top = peek(); !link(top, given);)
            continue;
    }

    node_type* take_all() noexcept {
        // [T3] acquire-exchange <- [T1]: the objects are built, and all links are there (I3)
        return top_.exchange(nullptr, memory_model::memory_order_acquire);
    }

    template <class F>
    static void for_each_behind(node_type* n, F f) {
        while (n != nullptr) {
            f(n);
            // relaxed: the chain is ours
            n = n->m_pNext.load(memory_model::memory_order_relaxed);
        }
    }

    /// The caller guards `top`, or no other thread is inside.
    bool unlink(node_type* top) noexcept {
        // relaxed: [T2] made it visible; if `top` has left the stack meanwhile, the CAS fails
        node_type* const next = top->m_pNext.load(memory_model::memory_order_relaxed);
        // relaxed: publishes nothing new: `next` is visible by its own [T1] (I3)
        return top_.compare_exchange_strong(top, next, memory_model::memory_order_relaxed,
                                            memory_model::memory_order_relaxed);
    }

    /// Returns the object of a node that is ours alone now.
    static value_type* take(node_type* n) noexcept {
        // relaxed: a thread that still reads this link through a guard fails in unlink() (I2)
        n->m_pNext.store(nullptr, memory_model::memory_order_relaxed);
        return node_traits::to_value_ptr(n);
    }
    static void dispose_quiescent(node_type* n) {
        details::dispose_quiescent<typename base::policy, disposer>(take(n));
    }

    atomics::atomic<node_type*> top_{nullptr};
    [[no_unique_address]] item_counter counter_;
    [[no_unique_address]] stat stat_;
    [[no_unique_address]] collisions collisions_;
    details::left_over<gc, node_type> left_over_;
};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_STRUCTURES_STACK_TREIBER_H
