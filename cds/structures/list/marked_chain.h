// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_LIST_MARKED_CHAIN_H
#define CDSLIB_STRUCTURES_LIST_MARKED_CHAIN_H

#include <cds/algo/atomic.h>
#include <cds/algo/backoff_strategy.h>
#include <cds/details/marked_ptr.h>
#include <cds/details/sign.h>
#include <cds/opt/compare.h>
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
    /// The order: `compare`, else by `less`, else by `std::less<T>`.
    using compare = opt::none;
    using less = opt::none;
    /// What to do after losing a race for a place.
    using back_off = cds::backoff::Default;
    /// What happens to an erased object when nobody looks at it any more.
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

/// Makes the node of an object that left its list ready for the next one.
template <class GC, class Node, class MemoryModel>
struct node_cleaner {
    void operator()(Node* p) const noexcept {
        using order = annotated_orders<MemoryModel>;
        // relaxed: whoever disposes an object has it for himself
        p->m_pNext.store(typename Node::marked_ptr(), order::memory_order_relaxed);
    }
};

/// What is the same in every list whose nodes are marked in their link before they are unlinked:
/// the operations around an algorithm, which `Chain` is. Of that they ask
///
///   search(head, key, compare, pos)  finds the place of a key that something is to be done to;
///                                    `pos.cur` is equal if it says so
///   walk(head, key, compare, pos)    the same for those who only look; `pos.cur` is not marked
///   link_new(pos, fresh)             links the node at the place; true, or a lock on the node that
///                                    is held, if it did
///   lock(node)                       what keeps others off an item while a functor is at it
///   link_of(head)                    the link to the first node
template <class Chain, class GC, class T, class Traits>
class marked_chain : public structure<GC, T, Traits, true> {
    using base = structure<GC, T, Traits, true>;

public:
    using typename base::back_off;
    using typename base::disposer;
    using typename base::link_checker;
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

    /// Inserts `value` unless its key is there; then `on_linked(value)`.
    template <class Head, class F>
    bool insert_at(Head& head, T& value, F&& on_linked) {
        node_type* const fresh = node_traits::to_node_ptr(value);
        link_checker::is_empty(fresh);
        typename Chain::writer pos;
        for (back_off wait; !self().search(head, value, comparator(), pos); wait()) {
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

    /// Inserts `value`, if allowed, or finds what is there; then `f(inserted, item, value)`.
    template <class Head, class F>
    std::pair<bool, bool> update_at(Head& head, T& value, F&& f, bool may_insert) {
        node_type* const fresh = node_traits::to_node_ptr(value);
        link_checker::is_empty(fresh);
        typename Chain::writer pos;
        for (back_off wait;; wait()) {
            if (self().search(head, value, comparator(), pos)) {
                [[maybe_unused]] auto const locked = Chain::lock(*pos.cur);
                if (is_erased(pos.cur)) {
                    stat_.onUpdateMarked();
                    continue;
                }
                stat_.onUpdateExisting();
                f(false, value_of(pos.cur), value);
                return {true, false};
            }
            if (!may_insert) {
                stat_.onUpdateFailed();
                return {false, false};
            }
            if (auto const linked = self().link_new(pos, fresh)) {
                stat_.onUpdateNew();
                f(true, value, value);
                return {true, true};
            }
            stat_.onUpdateRetry();
        }
    }

    template <class Head>
    void clear_at(Head& head) {
        auto const any = [](T const& item, std::nullptr_t) { return is_dummy(item) ? -1 : 0; };
        while (self().extract_at(head, nullptr, any, [](T&) {}))
            ;
    }

    /// Takes the chain apart where nobody else can be inside; `dispose(T*)` gets every item.
    template <class Head, class Disposer>
    void drop_at(Head& head, Disposer dispose) {
        // relaxed: quiescent
        node_type* cur = Chain::link_of(head).load(order::memory_order_relaxed).ptr();
        // relaxed: quiescent
        Chain::link_of(head).store(link_type(), order::memory_order_relaxed);
        while (cur) {
            node_type* const gone = cur;
            // relaxed: quiescent
            link_type const next = gone->m_pNext.load(order::memory_order_relaxed);
            if (!next.bits() && !is_dummy(value_of(gone)))
                --counter_;
            cur = next.ptr();
            dispose(node_traits::to_value_ptr(gone));
        }
    }

    /// The first item behind the guarded `after`, or the very first, guarded.
    template <class Head>
    static guarded_ptr next_item(Head& head, T const* after) {
        guarded_ptr next = step(head, after);
        while (next && is_dummy(*next))
            next = step(head, next.operator->());
        return next;
    }

    /// Links `fresh`, a dummy, or finds the one with its key: items behind it are found from there
    /// as from a head. Dummies are never erased, and count for nothing.
    template <class Head>
    T& anchor_at(Head& head, T& fresh) {
        typename Chain::writer pos;
        for (back_off wait; !self().search(head, fresh, comparator(), pos); wait())
            if (self().link_new(pos, node_traits::to_node_ptr(fresh)))
                return fresh;
        return value_of(pos.cur);
    }

    /// Whether all that is linked is erased: an eraser that was stopped half-way makes no chain
    /// other than empty.
    template <class Head>
    static bool is_empty(Head& head) {
        // relaxed: compared with null, not followed
        return Chain::link_of(head).load(order::memory_order_relaxed).ptr() == nullptr ||
               !next_item(head, nullptr);
    }

    /// What a retired item goes through: its link is cleared, then it is the user's again.
    struct retirer {
        void operator()(T* p) const {
            clear_link(p);
            disposer()(p);
        }
        static void clear_link(T* p) noexcept {
            node_cleaner<GC, node_type, typename base::memory_model>()(node_traits::to_node_ptr(p));
        }
    };

    typename base::item_counter counter_;
    mutable stat stat_; // a look-up is counted, too

    // --- for the algorithm ---

    /// What an operation holds, from its first look to its end. What it unlinked is retired when
    /// the section has ended: members are destroyed from the last to the first.
    template <class Place, std::size_t Guards>
    struct position : Place {
        [[no_unique_address]] typename policy::template deferred<retirer> retire;
        [[no_unique_address]] typename policy::section section;
        typename policy::template guard_array<Guards> guards;
    };

    /// What a look at one item holds.
    struct looker {
        [[no_unique_address]] typename policy::section section;
        typename policy::guard guard;
    };

    /// What a guard publishes for a link.
    static constexpr auto address_of = [](link_type l) {
        return node_traits::to_value_ptr(l.ptr());
    };

    template <class Protect, class Link>
    static link_type protect_by(Protect protect, Link const& source) {
        return details::protect_by<order>(protect, source);
    }

    static T& value_of(node_type* p) noexcept { return *node_traits::to_value_ptr(*p); }

    static bool is_erased(node_type const* p) noexcept {
        // relaxed: may be erased a moment later all the same
        return p->m_pNext.load(order::memory_order_relaxed).bits() != 0;
    }

    /// A dummy stands in the chain for a place, and is no item: iterators step over it.
    static bool is_dummy(T const& item) noexcept {
        if constexpr (requires { Traits::is_dummy(item); })
            return Traits::is_dummy(item);
        else
            return false;
    }

    /// An algorithm without locks keeps nobody off.
    static std::nullptr_t lock(node_type const&) noexcept { return nullptr; }

    bool counted(bool found) const {
        found ? stat_.onFindSuccess() : stat_.onFindFailed();
        return found;
    }

private:
    friend struct details::chain_access;

    Chain& self() noexcept { return static_cast<Chain&>(*this); }
    static auto comparator() { return typename Chain::key_comparator(); }

    /// One step along the link where that is safe, else, with `after` erased, a walk to the first
    /// greater key.
    template <class Head>
    static guarded_ptr step(Head& head, T const* after) {
        { // its guard is given back before the walk takes three: with that of `after` it has four
            looker look;
            auto const& from =
                after ? node_traits::to_node_ptr(*after)->m_pNext : Chain::link_of(head);
            // [MC1] protect-load <- [L4, L6, LZ3, LZ5]: the item behind is built, and guarded
            link_type const next =
                protect_by([&] { return look.guard.protect(from, address_of); }, from);
            if (!next.bits()) {
                if (!next.ptr())
                    return guarded_ptr();
                if (!is_erased(next.ptr()))
                    return policy::hold(look.guard, value_of(next.ptr()));
            }
        }
        typename Chain::reader pos;
        Chain::walk(head, after, behind(), pos);
        if (!pos.cur)
            return guarded_ptr();
        return policy::hold(pos.guards, pos.cur_guard, value_of(pos.cur));
    }

    /// The order of step(): the first unmarked node with a key greater than `after`'s.
    struct behind {
        int operator()(T const& item, T const* after) const {
            return after && cds::details::sign(comparator()(item, *after)) <= 0 ? -1 : 1;
        }
    };
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_LIST_MARKED_CHAIN_H
