// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_LIST_MARKED_CHAIN_H
#define CDSLIB_STRUCTURES_LIST_MARKED_CHAIN_H

#include <cds/algo/atomic.h>
#include <cds/algo/backoff_strategy.h>
#include <cds/details/marked_ptr.h>
#include <cds/details/sign.h>
#include <cds/opt/compare.h>
#include <cds/structures/counted_in.h>
#include <cds/structures/hooks.h>
#include <cds/structures/probes.h>
#include <cds/structures/structure.h>
#include <cds/urcu/options.h>

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace cds::intrusive::details {

template <class Chain, bool Const>
class chain_iterator;

/// The options that all lists of marked nodes have, and their defaults.
struct marked_chain_traits {
    /// The order of the items: `compare`, else `less`, else `std::less<T>`.
    using compare = opt::none;
    using less = opt::none;
    /// What to do after a lost race for a place.
    using back_off = cds::backoff::Default;
    /// What happens to an erased object when no thread looks at it any more.
    using disposer = opt::v::empty_disposer;
    using item_counter = cds::atomicity::empty_item_counter;
    static constexpr opt::link_check_type link_checker = opt::debug_check_link;
    using memory_model = opt::v::relaxed_ordering;
    using rcu_check_deadlock = opt::v::rcu_throw_deadlock;
};

/// What their statistics count.
#define CDS_MARKED_CHAIN_EVENTS(X)         \
    X(m_nInsertSuccess, onInsertSuccess)   \
    X(m_nInsertFailed, onInsertFailed)     \
    X(m_nInsertRetry, onInsertRetry)       \
    X(m_nUpdateNew, onUpdateNew)           \
    X(m_nUpdateExisting, onUpdateExisting) \
    X(m_nUpdateFailed, onUpdateFailed)     \
    X(m_nUpdateRetry, onUpdateRetry)       \
    X(m_nUpdateMarked, onUpdateMarked)     \
    X(m_nEraseSuccess, onEraseSuccess)     \
    X(m_nEraseFailed, onEraseFailed)       \
    X(m_nEraseRetry, onEraseRetry)         \
    X(m_nFindSuccess, onFindSuccess)       \
    X(m_nFindFailed, onFindFailed)

/// Prepares the node of an object that left its list for the next one.
template <class GC, class Node, class MemoryModel>
struct node_cleaner {
    void operator()(Node* p) const noexcept {
        using order = annotated_orders<MemoryModel>;
        // relaxed: the disposer has exclusive access to the object
        p->m_pNext.store(typename Node::marked_ptr(), order::memory_order_relaxed);
    }
};

/// What is the same in every list whose nodes are marked in their link before they are unlinked:
/// the operations around an algorithm, which `Chain` is. `Chain::link` is where a chain begins. Of
/// the algorithm they ask
///
///   search(head, key, compare, pos)  finds the place of a key that something is to be done to;
///                                    `pos.cur` is equal if it says so
///   walk(head, key, compare, pos)    the same for those who only look; `pos.cur` is not marked
///   link_new(pos, fresh)             links the node at the place; true, or a lock on the node that
///                                    is held, if it did
///   replace(head, pos, value)        puts it in the place of `pos.cur`, whose key it has, in one
///                                    step; false if that has changed or is erased
///   claim(node)                      true, or a lock that keeps others off the item while a
///                                    functor is at it; false if it is erased
///   link_of(head)                    the link to the first node
///   head_behind(node)                where the chain goes on, as a head
template <class Chain, class GC, class T, class Traits>
class marked_chain : public structure<GC, T, Traits, policies::all> {
    using base = structure<GC, T, Traits, policies::all>;

public:
    using typename base::back_off;
    using typename base::disposer;
    using typename base::item_counter;
    using typename base::link_checker;
    using typename base::memory_model;
    using typename base::node_traits;
    using typename base::node_type;
    using typename base::stat;

    marked_chain() = default;
    template <class Stat>
    explicit marked_chain(Stat& shared) : stat_(shared) {}

protected:
    using typename base::order;
    using typename base::policy;
    using guarded_ptr = typename policy::template guarded_ptr<T>;
    using link_type = typename node_type::marked_ptr;
    /// Whether heads put dummies into the chain, which stand there for a place and are no items.
    static constexpr bool has_dummies = requires(node_type const& n) { Traits::is_dummy(n); };

    /// Inserts `value` unless its key is there; then calls `on_linked(value)`.
    template <class Head, class F>
    bool insert_at(Head& head, T& value, F&& on_linked) {
        node_type* const fresh = node_traits::to_node_ptr(value);
        link_checker::is_empty(fresh);
        typename Chain::writer pos;
        for (back_off wait; !self().search(head, operand(value), comparator(), pos); wait()) {
            if (auto const linked = self().link_new(pos, fresh)) {
                stat_.onInsertSuccess();
                on_linked(value);
                return true;
            }
            stat_.onInsertRetry();
        }
        stat_.onInsertFailed();
        return false;
    }

    /// Inserts `value`, if allowed, or finds the item with its key; then calls `f(inserted, item,
    /// value)`.
    template <class Head, class F>
    std::pair<bool, bool> update_at(Head& head, T& value, F&& f, bool may_insert) {
        auto const claim_it = [](auto& pos) { return Chain::claim(*pos.cur); };
        auto const tell = [&](auto& pos, bool inserted) {
            f(inserted, inserted ? value : value_of(pos.cur), value);
        };
        return insert_or(claim_it, head, value, tell, may_insert);
    }

    /// `upsert_at` replaces an item in one step.
    static constexpr bool upserts_in_one_step = true;

    /// Inserts `value`, if allowed, or puts it in the place of the item with its key; then
    /// `f(inserted)`. The mark that erases the old node leads to the new one, so a walk that finds
    /// the old node erased comes to the new one next.
    template <class Head, class F>
    std::pair<bool, bool> upsert_at(Head& head, T& value, F&& f, bool may_insert) {
        auto const replace_it = [&](auto& pos) {
            policy::reserve(1);
            return self().replace(head, pos, value);
        };
        auto const tell = [&f](auto&, bool inserted) { f(inserted); };
        return insert_or(replace_it, head, value, tell, may_insert);
    }

    template <class Head>
    void clear_at(Head& head) {
        auto const any = [](auto const& item, std::nullptr_t) { return is_dummy(item) ? 1 : 0; };
        Head* from = &head;
        do
            while (self().extract_at(*from, nullptr, any, [](T&) {}))
                ;
        while (has_dummies && pass_dummy(from));
    }

    /// Takes all items out where nobody else can be inside; `dispose(T*)` gets each. Dummies stay.
    template <class Head, class Disposer>
    void drop_at(Head& head, Disposer dispose) {
        auto* last = &Chain::link_of(head);
        // relaxed: quiescent
        for (node_type* cur = last->load(order::memory_order_relaxed).ptr(); cur;) {
            node_type* const gone = cur;
            // relaxed: quiescent
            link_type const next = gone->m_pNext.load(order::memory_order_relaxed);
            cur = next.ptr();
            if (is_dummy(operand(gone))) {
                // relaxed: quiescent
                last->store(link_type(gone), order::memory_order_relaxed);
                last = &gone->m_pNext;
                continue;
            }
            if (!next.bits())
                --counter_;
            dispose(node_traits::to_value_ptr(gone));
        }
        // relaxed: quiescent
        last->store(link_type(), order::memory_order_relaxed);
    }

    /// Asks the processor for the first item, if there is one.
    template <class Head>
    static void prefetch([[maybe_unused]] Head& head) noexcept {
#if defined(__GNUC__) || defined(__clang__)
        // relaxed: not followed; to ask for what was freed meanwhile is allowed, and does nothing
        __builtin_prefetch(Chain::link_of(head).load(order::memory_order_relaxed).ptr());
#endif
    }

    /// Returns the first item behind the guarded `after`, or the very first, guarded.
    template <class Head>
    static guarded_ptr next_item(Head& head, T const* after) {
        Head* from = &head;
        return next_item_from(from, after);
    }
    /// Does the same: one step along the link where that is safe, else, with `after` erased, a walk
    /// to the first greater key. It leaves in `from` where the chain goes on behind the last dummy
    /// before that item: what comes behind the item is found from there, too.
    template <class Head>
    static guarded_ptr next_item_from(Head*& from, T const* after) {
        for (;;) {
            auto const& source =
                after ? node_traits::to_node_ptr(*after)->m_pNext : Chain::link_of(*from);
            // relaxed: an end is compared with null, not followed; most steps of a hash table's
            // iterator come to one, and need no guard for that
            if (source.load(order::memory_order_relaxed) == link_type())
                return guarded_ptr();
            looker look; // it is given back before the walk takes three: `after` has the fourth
            // [MC1] protect-load <- [L4, L6, LZ3, LZ5]: the node behind is built, and guarded while
            // linked
            link_type const next =
                protect_by([&] { return look.guard.protect(source, address_of); }, source);
            if (next.bits())
                break;
            if (!next.ptr())
                return guarded_ptr();
            if (is_erased(next.ptr()))
                break;
            if (!is_dummy(operand(next.ptr())))
                return policy::hold(look.guard, value_of(next.ptr()));
            from = &Chain::head_behind(*next.ptr());
            after = nullptr;
        }
        typename Chain::reader pos;
        Chain::walk(*from, after, behind<Head>{from}, pos);
        if (!pos.cur)
            return guarded_ptr();
        return policy::hold(pos.guards, pos.cur_guard, value_of(pos.cur));
    }

    /// Links `fresh`, a dummy: items behind it are found from there as from a head. False if there
    /// is one with its key. Dummies are never erased, and count for nothing.
    template <class Head>
    bool anchor_at(Head& head, node_type& fresh)
        requires has_dummies
    {
        typename Chain::writer pos;
        for (back_off wait; !self().search(head, fresh, comparator(), pos); wait())
            if (self().link_new(pos, std::addressof(fresh)))
                return true;
        return false;
    }

    /// Whether all that is linked is erased. So a chain counts as empty even if an eraser was
    /// stopped between mark and unlink.
    template <class Head>
    static bool is_empty(Head& head) {
        // relaxed: compared with null, not followed
        return Chain::link_of(head).load(order::memory_order_relaxed).ptr() == nullptr ||
               !next_item(head, nullptr);
    }

    /// Disposes of a retired item: clears its link, then gives it to the user's disposer.
    struct retirer {
        void operator()(T* p) const {
            clear_link(p);
            disposer()(p);
        }
        static void clear_link(T* p) noexcept {
            node_cleaner<GC, node_type, memory_model>()(node_traits::to_node_ptr(p));
        }
    };

    item_counter counter_;
    mutable stat stat_; // counts look-ups, too

    // --- for the algorithm ---

    /// What an operation holds, from its first look to its end. What it unlinked is retired after
    /// the section has ended: members are destroyed from the last to the first.
    template <class Place, std::size_t Guards>
    struct position : Place {
        /// Whether a walk reads each link again when what it leads to is guarded. A look-up without
        /// guards need not; who is to change something is to come to a link that is not marked.
        static constexpr bool looks_twice = policy::guards;

        [[no_unique_address]] typename policy::template deferred<retirer> retire;
        [[no_unique_address]] typename policy::section section;
        typename policy::template guard_array<Guards> guards;
    };

    /// What a look at one item holds.
    struct looker {
        [[no_unique_address]] typename policy::section section;
        typename policy::guard guard;
    };

    /// Returns what a guard publishes for a link.
    static constexpr auto address_of = [](link_type l) {
        return node_traits::to_value_ptr(l.ptr());
    };

    template <class Protect, class Link>
    static link_type protect_by(Protect protect, Link const& source) {
        return details::protect_by<order>(protect, source);
    }

    static T& value_of(node_type* p) noexcept { return *node_traits::to_value_ptr(*p); }

    /// What comparators get of a linked node: its object, or the node itself where some nodes are
    /// dummies, which have no object. `Traits::is_dummy` tells them apart.
    static auto& operand(node_type* p) noexcept {
        if constexpr (has_dummies)
            return *p;
        else
            return value_of(p);
    }
    static auto const& operand(T const& item) noexcept {
        if constexpr (has_dummies)
            return *node_traits::to_node_ptr(item);
        else
            return item;
    }
    template <class Operand>
    static bool is_dummy(Operand const& node) noexcept {
        if constexpr (has_dummies)
            return Traits::is_dummy(node);
        else
            return false;
    }

    static bool is_erased(node_type const* p) noexcept {
        // relaxed: it may be erased a moment later in any case
        return p->m_pNext.load(order::memory_order_relaxed).bits() != 0;
    }

    /// Guards an item before it is linked and can be erased: functors see a guarded one, and it is
    /// a key to walk by.
    template <class Writer>
    static void guard_fresh(Writer& at, node_type* fresh) {
        at.guards.publish(at.item_guard, node_traits::to_value_ptr(fresh));
    }

    /// Counts `fresh` unless it is a dummy; before it is linked, as an eraser never counts below
    /// zero.
    counted_in<item_counter> count_in(node_type* fresh) {
        return is_dummy(operand(fresh)) ? counted_in<item_counter>()
                                        : counted_in<item_counter>(counter_);
    }

    bool report_found(bool found) const {
        found ? stat_.onFindSuccess() : stat_.onFindFailed();
        return found;
    }

private:
    friend struct details::chain_access;

    Chain& self() noexcept { return static_cast<Chain&>(*this); }
    static auto comparator() { return typename Chain::key_comparator(); }

    /// Inserts `value`, if allowed; or, where its key is there, does what `use_found(pos)` does,
    /// which says whether it could. Then `tell(pos, inserted)`.
    template <class UseFound, class Head, class Tell>
    std::pair<bool, bool> insert_or(UseFound use_found, Head& head, T& value, Tell tell,
                                    bool may_insert) {
        node_type* const fresh = node_traits::to_node_ptr(value);
        link_checker::is_empty(fresh);
        typename Chain::writer pos;
        for (back_off wait;; wait()) {
            if (self().search(head, operand(value), comparator(), pos)) {
                if (auto const used = use_found(pos)) {
                    stat_.onUpdateExisting();
                    tell(pos, false);
                    return {true, false};
                }
                stat_.onUpdateMarked();
                continue;
            }
            if (!may_insert) {
                stat_.onUpdateFailed();
                return {false, false};
            }
            if (auto const linked = self().link_new(pos, fresh)) {
                stat_.onUpdateNew();
                tell(pos, true);
                return {true, true};
            }
            stat_.onUpdateRetry();
        }
    }

    /// From a head to the dummy behind it; false if there is nothing behind it.
    template <class Head>
    static bool pass_dummy(Head*& from) {
        looker look;
        auto const& source = Chain::link_of(*from);
        // [MC2] protect-load <- [L4, L6, LZ3, LZ5]: as [MC1]
        node_type* const next =
            protect_by([&] { return look.guard.protect(source, address_of); }, source).ptr();
        if (!next)
            return false;
        if (is_dummy(operand(next))) // else something was inserted meanwhile
            from = &Chain::head_behind(*next);
        return true;
    }

    /// The order of next_item_from(): the first item with a key greater than `after`'s.
    template <class Head>
    struct behind {
        Head*& last_dummy;

        template <class Operand>
        int operator()(Operand const& item, T const* after) const {
            if constexpr (has_dummies)
                if (is_dummy(item)) {
                    last_dummy = &Chain::head_behind(const_cast<Operand&>(item));
                    return -1;
                }
            return after && cds::details::sign(comparator()(item, operand(*after))) <= 0 ? -1 : 1;
        }
    };
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_LIST_MARKED_CHAIN_H
