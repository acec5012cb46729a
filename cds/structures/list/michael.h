// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_LIST_MICHAEL_H
#define CDSLIB_STRUCTURES_LIST_MICHAEL_H

#include <cds/algo/atomic.h>
#include <cds/algo/backoff_strategy.h>
#include <cds/details/marked_ptr.h>
#include <cds/details/sign.h>
#include <cds/opt/compare.h>
#include <cds/structures/hooks.h>
#include <cds/structures/list/marked_place.h>
#include <cds/structures/probes.h>
#include <cds/structures/stat.h>
#include <cds/structures/structure.h>
#include <cds/urcu/options.h>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace cds::intrusive {

namespace details {
template <class Chain, bool Const>
class chain_iterator;
}

/// Nodes, statistics and options of `MichaelList`.
namespace michael_list {

/// The link that an object of a list carries. A mark in it says that the object is erased.
template <class GC, class Tag = opt::none>
struct node {
    using gc = GC;
    using tag = Tag;
    using marked_ptr = cds::details::marked_ptr<node, 1>;
    using atomic_marked_ptr = atomics::atomic<marked_ptr>;
    using atomic_ptr = atomic_marked_ptr;

    atomic_marked_ptr m_pNext;
};

/// Prepares the node of an object that left its list for the next one.
template <class GC, class Node, class MemoryModel>
struct node_cleaner {
    void operator()(Node* p) const noexcept {
        using order = intrusive::details::annotated_orders<MemoryModel>;
        // relaxed: the disposer has exclusive access to the object
        p->m_pNext.store(typename Node::marked_ptr(), order::memory_order_relaxed);
    }
};

/// The family of these nodes, for hooks.h.
struct hook_family {
    struct default_hook {
        using gc = intrusive::details::undefined_gc;
        using tag = opt::none;
    };
    template <class Options>
    using node = michael_list::node<typename Options::gc, typename Options::tag>;
};

template <class... Options>
using base_hook = intrusive::details::base_hook<hook_family, Options...>;
template <std::size_t MemberOffset, class... Options>
using member_hook = intrusive::details::member_hook<hook_family, MemberOffset, Options...>;
template <class NodeTraits, class... Options>
using traits_hook = intrusive::details::traits_hook<hook_family, NodeTraits, Options...>;

using intrusive::details::get_link_checker;
using intrusive::details::link_checker;

#define CDS_MICHAEL_LIST_EVENTS(X)         \
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
    X(m_nFindFailed, onFindFailed)         \
    X(m_nHelpingSuccess, onHelpingSuccess) \
    X(m_nHelpingFailed, onHelpingFailed)

CDS_DEFINE_STAT(event_counter, CDS_MICHAEL_LIST_EVENTS)
CDS_DEFINE_WRAPPED_STAT(CDS_MICHAEL_LIST_EVENTS)

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// Where an object keeps its node; `opt::gc` must be given.
    using hook = base_hook<>;
    /// The order of the items: `compare`, else `less`, else `std::less<T>`.
    using compare = opt::none;
    using less = opt::none;
    /// What to do after a lost race for a link.
    using back_off = cds::backoff::Default;
    /// What happens to an erased object when no thread looks at it any more.
    using disposer = opt::v::empty_disposer;
    using item_counter = cds::atomicity::empty_item_counter;
    using stat = empty_stat;
    static constexpr opt::link_check_type link_checker = opt::debug_check_link;
    using memory_model = opt::v::relaxed_ordering;
    using rcu_check_deadlock = opt::v::rcu_throw_deadlock;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

/// The algorithm: an ordered chain of nodes behind a head link that the derived class owns.
///
///   algorithm      M. Michael, SPAA 2002: a mark in a node's link erases it, a second CAS unlinks
///                  it. Walks step over chains of marked nodes (T. Harris, DISC 2001) and leave
///                  them alone; only operations that are about to change something unlink, and
///                  they unlink whole chains
///   progress       lock-free; a walk stores to its own guards and nowhere else
///   guards         3 in a walk: the last unmarked node, the first marked one after it, the
///                  current one; a fourth for the item that is inserted or erased
///   linearizes at  insert [L4]; erase [L5]; upsert [L4], or the [L5] that marks the old node and
///                  makes the new one its successor; found: [L1], which saw the node unmarked;
///                  not found: the last [L2]; both at [L8] if the first item decides.
///                  empty() as a search for any item: a null head, [L7] or [L1], or the last [L2]
///   invariants     I1  keys increase strictly along the links of unmarked nodes
///                  I2  a marked link never changes again
///                  I3  only the thread whose [L6] unlinked a chain retires its nodes
///                  I4  as long as an unmarked link holds `first`, and `first` is guarded, all that
///                      is reached from `first` through marked links is linked: re-reading that
///                      one link validates a guard any number of marked nodes away
///
/// An erased object may be inserted again, here or elsewhere, only after its disposer has got it:
/// until then other threads may stand on it, and go on along its link.
template <class GC, class T, class Traits>
class chain : public intrusive::details::structure<GC, T, Traits, true> {
    using base = intrusive::details::structure<GC, T, Traits, true>;

public:
    using typename base::back_off;
    using typename base::disposer;
    using typename base::item_counter;
    using typename base::link_checker;
    using typename base::memory_model;
    using typename base::node_traits;
    using typename base::node_type;
    using typename base::stat;
    using key_comparator = typename opt::details::make_comparator<T, Traits>::type;

    /// The most guards that one operation takes.
    static constexpr std::size_t c_nHazardPtrCount = 4;

    chain() = default;
    template <class Stat>
    explicit chain(Stat& shared) : stat_(shared) {}

protected:
    using typename base::order;
    using typename base::policy;
    using guarded_ptr = typename policy::template guarded_ptr<T>;
    using link = typename node_type::atomic_marked_ptr;
    using link_type = typename node_type::marked_ptr;
    /// Whether heads put dummies into the chain, which stand there for a place and are no items.
    static constexpr bool has_dummies = requires(node_type const& n) { Traits::is_dummy(n); };

    /// Inserts `value` unless its key is there; then calls `on_linked(value)`.
    template <class F>
    bool insert_at(link& head, T& value, F&& on_linked) {
        node_type* const fresh = node_traits::to_node_ptr(value);
        link_checker::is_empty(fresh);
        writer pos;
        for (back_off wait; !search(head, operand(value), key_comparator(), pos); wait()) {
            if (link_new(pos, fresh)) {
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
    template <class F>
    std::pair<bool, bool> update_at(link& head, T& value, F&& f, bool may_insert) {
        auto const is_there = [](writer& pos) { return !is_erased(pos.cur); };
        auto const tell = [&](writer& pos, bool inserted) {
            f(inserted, inserted ? value : value_of(pos.cur), value);
        };
        return insert_or(is_there, head, value, tell, may_insert);
    }

    /// `upsert_at` replaces an item by one CAS.
    static constexpr bool upserts_in_one_step = true;

    /// Inserts `value`, if allowed, or puts it in the place of the item with its key; then
    /// `f(inserted)`. The mark that erases the old node leads to the new one, so a walk that finds
    /// the old node erased comes to the new one next.
    template <class F>
    std::pair<bool, bool> upsert_at(link& head, T& value, F&& f, bool may_insert) {
        auto const replace_it = [&](writer& pos) {
            policy::reserve(1);
            if (!replace(pos, node_traits::to_node_ptr(value)))
                return false;
            if (!unlink(pos))
                tidy(head, operand(value), key_comparator(), pos);
            return true;
        };
        auto const tell = [&f](writer&, bool inserted) { f(inserted); };
        return insert_or(replace_it, head, value, tell, may_insert);
    }

    /// Erases the item equal to `key`, provided that `only` is null or that very node; then calls
    /// `on_erased(item)`. Returns the item, guarded.
    template <class Key, class Compare, class F>
    guarded_ptr extract_at(link& head, Key const& key, Compare compare, F on_erased,
                           node_type const* only = nullptr) {
        writer pos;
        for (back_off wait; search(head, key, compare, pos); wait()) {
            if (only && only != pos.cur)
                break;
            T& item = value_of(pos.cur);
            policy::reserve(1);
            if (mark(pos)) {
                --counter_;
                std::swap(pos.first_guard, pos.item_guard);
                if (!unlink(pos))
                    tidy(head, key, compare, pos);
                on_erased(item);
                return policy::hold(pos.guards, pos.item_guard, item);
            }
            stat_.onEraseRetry();
        }
        return guarded_ptr();
    }

    /// `Short`: chains have an item or so; then the first one is examined with a single guard
    /// before a walk.
    template <bool Short, class Key, class Compare, class F>
    bool find_at(link& head, Key const& key, Compare compare, F&& f) const {
        if constexpr (Short) {
            looker look;
            node_type* first;
            if (outcome const seen = glance(head, key, compare, look.guard, first);
                seen != outcome::cut)
                return report(seen) && (f(value_of(first)), true);
        }
        reader pos;
        return report(walk(head, key, compare, pos)) && (f(value_of(pos.cur)), true);
    }

    template <bool Short, class Key, class Compare>
    guarded_ptr get_at(link& head, Key const& key, Compare compare) const {
        if constexpr (Short) {
            looker look;
            node_type* first;
            if (outcome const seen = glance(head, key, compare, look.guard, first);
                seen != outcome::cut)
                return report(seen) ? policy::hold(look.guard, value_of(first)) : guarded_ptr();
        }
        reader pos;
        return report(walk(head, key, compare, pos))
                   ? policy::hold(pos.guards, pos.cur_guard, value_of(pos.cur))
                   : guarded_ptr();
    }

    void clear_at(link& head) {
        auto const any = [](auto const& item, std::nullptr_t) { return is_dummy(item) ? 1 : 0; };
        link* from = &head;
        do
            while (extract_at(*from, nullptr, any, [](T&) {}))
                ;
        while (has_dummies && pass_dummy(from));
    }

    /// Takes all items out where nobody else can be inside; `dispose(T*)` gets each. Dummies stay.
    template <class Disposer>
    void drop_at(link& head, Disposer dispose) {
        link* last = &head;
        // relaxed: quiescent
        for (node_type* cur = head.load(order::memory_order_relaxed).ptr(); cur;) {
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
    static void prefetch([[maybe_unused]] link const& head) noexcept {
#if defined(__GNUC__) || defined(__clang__)
        // relaxed: not followed; to ask for what was freed meanwhile is allowed, and does nothing
        __builtin_prefetch(head.load(order::memory_order_relaxed).ptr());
#endif
    }
    /// Returns the first item behind the guarded `after`, or the very first, guarded.
    static guarded_ptr next_item(link& head, T const* after) {
        link* from = &head;
        return next_item_from(from, after);
    }
    /// Does the same: one step along the link where that is safe, else, with `after` erased, a walk
    /// to the first greater key. It leaves in `from` the link of the last dummy before that item:
    /// what comes behind the item is found from there, too.
    static guarded_ptr next_item_from(link*& from, T const* after) {
        for (;;) {
            link const& source = after ? node_traits::to_node_ptr(*after)->m_pNext : *from;
            // relaxed: an end is compared with null, not followed; most steps of a hash table's
            // iterator come to one, and need no guard for that
            if (source.load(order::memory_order_relaxed) == link_type())
                return guarded_ptr();
            looker look; // it is given back before the walk takes three: `after` has the fourth
            // [L7] protect-load <- [L4, L6]: the node behind is built, and guarded while linked
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
            from = &next.ptr()->m_pNext;
            after = nullptr;
        }
        reader pos;
        walk(*from, after, behind{from}, pos);
        if (!pos.cur)
            return guarded_ptr();
        return policy::hold(pos.guards, pos.cur_guard, value_of(pos.cur));
    }

    /// Links `fresh`, a dummy: items behind it are found from there as from a head. False if there
    /// is one with its key. Dummies are never erased, and count for nothing.
    bool anchor_at(link& head, node_type& fresh)
        requires has_dummies
    {
        writer pos;
        for (back_off wait; !search(head, fresh, key_comparator(), pos); wait())
            if (link_new(pos, std::addressof(fresh)))
                return true;
        return false;
    }

    /// Whether all that is linked is erased. So a chain counts as empty even if an eraser was
    /// stopped between mark and unlink.
    static bool is_empty(link& head) {
        // relaxed: compared with null, not followed
        return head.load(order::memory_order_relaxed).ptr() == nullptr || !next_item(head, nullptr);
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

private:
    template <class, bool>
    friend class intrusive::details::chain_iterator;
    friend struct intrusive::details::chain_access;

    enum class outcome { absent, present, cut };

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

    /// From a link to that of the dummy behind it; false if there is nothing behind it.
    static bool pass_dummy(link*& from) {
        looker look;
        // [L9] protect-load <- [L4, L6]: as [L7]
        link_type const next =
            protect_by([&] { return look.guard.protect(*from, address_of); }, *from);
        if (!next.ptr())
            return false;
        if (is_dummy(operand(next.ptr()))) // else something was inserted meanwhile
            from = &next.ptr()->m_pNext;
        return true;
    }

    using place = intrusive::details::marked_place<link, node_type>;

    /// What an operation holds, from its first look to its end. What it unlinked is retired after
    /// the section has ended: members are destroyed from the last to the first.
    template <std::size_t Guards>
    struct position : place {
        [[no_unique_address]] typename policy::template deferred<retirer> retire;
        [[no_unique_address]] typename policy::section section;
        typename policy::template guard_array<Guards> guards;
    };
    using reader = position<3>;
    struct writer : private policy::lease, position<c_nHazardPtrCount> {};

    /// What a look at the first item holds.
    struct looker {
        [[no_unique_address]] typename policy::section section;
        typename policy::guard guard;
    };

    /// The most marked nodes that one [L6] unlinks, so that retiring them can be reserved before.
    static constexpr std::size_t longest_cut = 32;

    static T& value_of(node_type* p) noexcept { return *node_traits::to_value_ptr(*p); }

    /// Returns what a guard publishes for a link.
    static constexpr auto address_of = [](link_type l) {
        return node_traits::to_value_ptr(l.ptr());
    };

    template <class Protect>
    static link_type protect_by(Protect protect, link const& source) {
        return intrusive::details::protect_by<order>(protect, source);
    }

    static bool is_erased(node_type const* p) noexcept {
        // relaxed: it may be erased a moment later in any case
        return p->m_pNext.load(order::memory_order_relaxed).bits() != 0;
    }

    /// The order of next_item_from(): the first item with a key greater than `after`'s.
    struct behind {
        link*& last_dummy;

        template <class Operand>
        int operator()(Operand const& item, T const* after) const {
            if constexpr (has_dummies)
                if (is_dummy(item)) {
                    last_dummy = &const_cast<Operand&>(item).m_pNext;
                    return -1;
                }
            return after && cds::details::sign(key_comparator()(item, operand(*after))) <= 0 ? -1
                                                                                             : 1;
        }
    };

    /// Walks to the first unmarked node that does not compare less than `key`; or, `cut`, to a
    /// marked node that has `limit` marked ones before it.
    template <class Key, class Compare, class Position>
    static outcome walk(link& head, Key const& key, Compare compare, Position& pos,
                        std::size_t limit = SIZE_MAX) {
        // relaxed: a candidate, not followed before [L2] has seen it again
        pos.start(head, head.load(order::memory_order_relaxed).ptr());
        return walk_on(head, key, compare, pos, limit);
    }

    /// Continues a walk from a place behind which nothing marked was skipped.
    template <class Key, class Compare, class Position>
    static outcome walk_on(link& head, Key const& key, Compare compare, Position& pos,
                           std::size_t limit) {
        place at = pos; // a local copy stays in registers
        auto const stop = [&](outcome seen) noexcept {
            static_cast<place&>(pos) = at;
            return seen;
        };
        for (;;) {
            if (at.cur)
                pos.guards.publish(at.cur_guard, node_traits::to_value_ptr(at.cur));
            // [L2] acquire-load <- [L4, L6]: `cur` is built; linked after it was guarded (I4)
            link_type const seen = at.prev->load(order::memory_order_acquire);
            if (seen.all() != at.first) [[unlikely]] {
                // relaxed: again a candidate
                at.start(seen.bits() ? head : *at.prev,
                         seen.bits() ? head.load(order::memory_order_relaxed).ptr() : seen.all());
                continue;
            }
            if (!at.cur)
                return stop(outcome::absent);
            // [L1] acquire-load <- [L4, L5, L6]: what a marked `cur` leads to is built
            link_type const next = at.cur->m_pNext.load(order::memory_order_acquire);
            if (!next.bits()) [[likely]] {
                int const comparison = cds::details::sign(compare(operand(at.cur), key));
                if (comparison >= 0) [[unlikely]]
                    return stop(comparison == 0 ? outcome::present : outcome::absent);
                at.step(at.cur->m_pNext, next.all());
            } else if (at.skipped() < limit)
                at.skip(next.ptr());
            else
                return stop(outcome::cut);
        }
    }

    /// Walks as far as the first item; `cut` if that is marked or less than `key`.
    template <class Key, class Compare>
    static outcome glance(link& head, Key const& key, Compare compare,
                          typename policy::guard& guard, node_type*& cur) {
        // [L8] protect-load <- [L4, L6]: `cur` is built, and was the first when it was guarded
        cur = protect_by([&] { return guard.protect(head, address_of); }, head).ptr();
        if (!cur)
            return outcome::absent;
        if (is_erased(cur)) [[unlikely]]
            return outcome::cut;
        int const comparison = cds::details::sign(compare(operand(cur), key));
        if (comparison < 0)
            return outcome::cut;
        return comparison == 0 ? outcome::present : outcome::absent;
    }

    bool report(outcome seen) const {
        bool const found = seen == outcome::present;
        found ? stat_.onFindSuccess() : stat_.onFindFailed();
        return found;
    }

    /// Walks until nothing marked is left between `*prev` and `cur`; returns true if the key is
    /// there.
    template <class Key, class Compare>
    bool search(link& head, Key const& key, Compare compare, writer& pos) {
        for (outcome seen = walk(head, key, compare, pos, longest_cut);;) {
            policy::reserve(pos.skipped());
            bool const clean = help_unlink(pos);
            if (clean && seen != outcome::cut)
                return seen == outcome::present;
            seen = walk_again(clean, head, key, compare, pos);
        }
    }

    /// Goes on after a help_unlink(): from the place if that is `clean` now, otherwise from the
    /// head.
    template <class Key, class Compare>
    static outcome walk_again(bool clean, link& head, Key const& key, Compare compare,
                              writer& pos) {
        return clean ? walk_on(head, key, compare, pos, longest_cut)
                     : walk(head, key, compare, pos, longest_cut);
    }

    /// Unlinks what the eraser of `key` marked and could not unlink. If retiring cannot be
    /// reserved, the chain is left to the next operation that changes something there.
    template <class Key, class Compare>
    void tidy(link& head, Key const& key, Compare compare, writer& pos) {
        walk(head, key, compare, pos, longest_cut);
        while (pos.skipped() != 0 && policy::try_reserve(pos.skipped()))
            walk_again(help_unlink(pos), head, key, compare, pos);
    }

    bool help_unlink(writer& at) {
        if (at.skipped() == 0)
            return true;
        bool const done = unlink(at);
        done ? stat_.onHelpingSuccess() : stat_.onHelpingFailed();
        return done;
    }

    /// Inserts `value`, if allowed; or, if its key is there, calls `use_found(pos)`, which says
    /// whether it could use what is there. Then calls `tell(pos, inserted)`.
    template <class UseFound, class Tell>
    std::pair<bool, bool> insert_or(UseFound use_found, link& head, T& value, Tell tell,
                                    bool may_insert) {
        node_type* const fresh = node_traits::to_node_ptr(value);
        link_checker::is_empty(fresh);
        writer pos;
        for (back_off wait;; wait()) {
            if (search(head, operand(value), key_comparator(), pos)) {
                if (use_found(pos)) {
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
            if (link_new(pos, fresh)) {
                stat_.onUpdateNew();
                tell(pos, true);
                return {true, true};
            }
            stat_.onUpdateRetry();
        }
    }

    /// Guards an item before it is linked and can be erased: functors see a guarded one, and it is
    /// a key to walk by.
    static void guard_fresh(writer& at, node_type* fresh) {
        at.guards.publish(at.item_guard, node_traits::to_value_ptr(fresh));
    }
    /// Makes an item that was not linked what it was.
    static void take_back(node_type* fresh) noexcept {
        // relaxed: still private
        fresh->m_pNext.store(link_type(), order::memory_order_relaxed);
    }

    bool link_new(writer& at, node_type* fresh) {
        guard_fresh(at, fresh);
        bool const counts = !is_dummy(operand(fresh));
        if (counts)
            ++counter_; // first, so that an eraser never counts below zero
        // relaxed: `fresh` is still private; [L4] publishes it
        fresh->m_pNext.store(link_type(at.cur), order::memory_order_relaxed);
        link_type expected(at.cur);
        // [L4] release-CAS -> [L1, L2, L3, L7, L8, L9]: publishes the item and its link
        if (at.prev->compare_exchange_strong(expected, link_type(fresh),
                                             order::memory_order_release,
                                             order::memory_order_relaxed))
            return true;
        if (counts)
            --counter_;
        take_back(fresh);
        return false;
    }

    /// Puts `fresh` in the place of `cur`, whose key it has. False as in mark().
    static bool replace(writer& at, node_type* fresh) {
        guard_fresh(at, fresh);
        if (mark(at, fresh))
            return true;
        take_back(fresh);
        return false;
    }

    /// Erases `cur`, which becomes the marked chain before the place; `heir`, if there is one, is
    /// its successor from then on. False if it has a new successor, or is erased already.
    static bool mark(place& at, node_type* heir = nullptr) noexcept {
        // [L3] acquire-load <- [L4, L6]: the successor is built; [L5] or [L6] hands it on
        link_type next = at.cur->m_pNext.load(order::memory_order_acquire);
        if (next.bits())
            return false;
        if (heir)
            // relaxed: `heir` is still private; [L5] publishes it
            heir->m_pNext.store(next, order::memory_order_relaxed);
        link_type const last = (heir ? link_type(heir) : next) | 1;
        // [L5] release-CAS -> [L1]: publishes what the eraser did, to threads that skip the item,
        // and the heir with its link
        if (!at.cur->m_pNext.compare_exchange_strong(next, last, order::memory_order_release,
                                                     order::memory_order_relaxed))
            return false;
        at.skip(last.ptr());
        return true;
    }

    /// Unlinks the marked nodes from `first` to before `cur`, and retires them (I3).
    static bool unlink(writer& at) {
        link_type expected(at.first);
        // [L6] release-CAS -> [L1, L2, L3, L7, L8, L9]: hands `cur` on behind `prev`
        if (!at.prev->compare_exchange_strong(expected, link_type(at.cur),
                                              order::memory_order_release,
                                              order::memory_order_relaxed))
            return false;
        for (node_type* gone = at.first; gone != at.cur;) {
            // relaxed: the same link that [L1] read, and it is marked (I2)
            node_type* const next = gone->m_pNext.load(order::memory_order_relaxed).ptr();
            at.retire(node_traits::to_value_ptr(gone));
            gone = next;
        }
        at.start(*at.prev, at.cur);
        return true;
    }
};

} // namespace michael_list

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_STRUCTURES_LIST_MICHAEL_H
