// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_LIST_LAZY_H
#define CDSLIB_STRUCTURES_LIST_LAZY_H

#include <cds/structures/list/marked_chain.h>
#include <cds/structures/list/marked_place.h>
#include <cds/structures/stat.h>
#include <cds/sync/spinlock.h>

#include <cstddef>
#include <memory>
#include <mutex>
#include <type_traits>
#include <utility>

namespace cds::intrusive {

/// Nodes, statistics and options of `LazyList`.
namespace lazy_list {

/// The link that an object of a list carries, and its lock. The mark in the link says that the
/// object is erased.
template <class GC, class Lock = cds::sync::spin, class Tag = opt::none>
struct node {
    using gc = GC;
    using lock_type = Lock;
    using tag = Tag;
    using marked_ptr = cds::details::marked_ptr<node, 1>;
    using atomic_marked_ptr = atomics::atomic<marked_ptr>;

    atomic_marked_ptr m_pNext;
    mutable lock_type m_Lock;

    /// Whether the object is erased; one that is not may be a moment later.
    bool is_marked() const noexcept {
        // relaxed: a hint, or read under the lock by which it is written
        return m_pNext.load(atomics::memory_order_relaxed).bits() != 0;
    }
};

/// The family of these nodes, for hooks.h.
struct hook_family {
    struct default_hook {
        using gc = intrusive::details::undefined_gc;
        using tag = opt::none;
        using lock_type = cds::sync::spin;
    };
    template <class Options>
    using node =
        lazy_list::node<typename Options::gc, typename Options::lock_type, typename Options::tag>;
};

/// Options: `opt::gc`, `opt::tag`, `opt::lock_type`.
template <class... Options>
using base_hook = intrusive::details::base_hook<hook_family, Options...>;
template <std::size_t MemberOffset, class... Options>
using member_hook = intrusive::details::member_hook<hook_family, MemberOffset, Options...>;
template <class NodeTraits, class... Options>
using traits_hook = intrusive::details::traits_hook<hook_family, NodeTraits, Options...>;

using intrusive::details::get_link_checker;
using intrusive::details::link_checker;

#define CDS_LAZY_LIST_EVENTS(X)                  \
    CDS_MARKED_CHAIN_EVENTS(X)                   \
    X(m_nValidationSuccess, onValidationSuccess) \
    X(m_nValidationFailed, onValidationFailed)

CDS_DEFINE_STAT(event_counter, CDS_LAZY_LIST_EVENTS)
CDS_DEFINE_WRAPPED_STAT(CDS_LAZY_LIST_EVENTS)

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits : intrusive::details::marked_chain_traits {
    /// Where an object keeps its node; `opt::gc` must be given.
    using hook = base_hook<>;
    /// What is equal in a list that is not sorted; without it `compare`, `less` or
    /// `std::equal_to<T>` says so.
    using equal_to = opt::none;
    /// With `gc::nogc`, false: what is inserted comes last. The other policies always sort.
    static constexpr bool sort = true;
    using stat = empty_stat;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

namespace details {

/// The order of a list that is not sorted: what is unequal comes before every key, so that a walk
/// ends at an equal item or behind the last one.
template <class Equal>
struct unsorted {
    template <class A, class B>
    int operator()(A const& a, B const& b) const {
        return Equal()(a, b) ? 0 : -1;
    }
};

/// How the items of type T are compared.
template <class T, class Traits, bool Sorted>
struct order_of : opt::details::make_comparator<T, Traits> {};
template <class T, class Traits>
struct order_of<T, Traits, false> {
    using type = unsorted<typename opt::details::make_equal_to<T, Traits>::type>;
};

} // namespace details

/// The algorithm: an ordered chain of nodes with locks, behind a node that is no item.
///
///   algorithm      S. Heller, M. Herlihy, V. Luchangco, M. Moir, W. Scherer, N. Shavit, OPODIS
///                  2005: who changes a link locks its node first and looks then whether the node
///                  still is where the walk found it. An eraser marks the node, then unlinks it.
///                  Walks take no lock
///   progress       look-ups are lock-free, and so are iterators; what changes something, and
///                  find(), whose functor has the item to itself, wait for locks. They are taken
///                  in the order of the list, which excludes deadlock
///   guards         3 in a walk: the last unmarked node, a marked one after it, the current one;
///                  a fourth for the item that is inserted
///   locks          insert: the node before; erase: that one and the item's; each functor runs
///                  under its item's lock, but for that of erase: the mark makes the item its own
///   linearizes at  insert [LZ3]; erase [LZ4]; upsert [LZ3], or the [LZ4] that marks the old node
///                  and makes the new one its successor; found: [LZ1], which saw the node unmarked;
///                  not found: the last [LZ2]
///   invariants     I1  keys increase strictly along the links of unmarked nodes
///                  I2  a link is written under its node's lock, and never again once marked
///                  I3  a marked node that is still linked stands between unmarked ones: its
///                      eraser has the locks of the node before it and of itself. Nobody erases
///                      its successor before it is unlinked: that needs the first of the two
///                  I4  as long as an unmarked link holds `first`, and `first` is guarded, what a
///                      marked `first` leads to is linked
///   departs        The paper walks in collected memory, where a node that is unlinked still leads
///                  on. Under hazard pointers it may lead to one that is disposed of already: to
///                  guard that and find it in the link again proves nothing, as the link is frozen.
///                  So [LZ2] reads again the link of the last unmarked node, and that link's mark:
///                  by I4 the guard came in time. If it has changed the walk goes on from there;
///                  if it is marked, from the head. Inserting locks one node, not two: who could
///                  erase the next one needs the same lock
///
/// Where a policy has no guards, because a section protects or nothing is erased, look-ups walk as
/// the paper's, without [LZ2]: what a marked link leads to was linked when the node was unlinked
/// (I2, I3), which was after the walk had come to it. So the section keeps it, and a key that is
/// not found was absent then.
///
/// An erased object may be inserted again, here or elsewhere, only after its disposer has got it:
/// until then other threads may stand on it, and go on along its link.
template <class GC, class T, class Traits>
class chain : public intrusive::details::marked_chain<chain<GC, T, Traits>, GC, T, Traits> {
    using base = intrusive::details::marked_chain<chain<GC, T, Traits>, GC, T, Traits>;

public:
    using typename base::node_type;
    using lock_type = typename node_type::lock_type;
    using typename base::node_traits;

    /// Whether the list is sorted: always, unless nothing is erased and the traits say otherwise.
    static constexpr bool c_bSort = base::policy::erases || Traits::sort;
    using key_comparator = typename details::order_of<T, Traits, c_bSort>::type;

    /// What the predicate of `x_with` says: equality where nothing is sorted, else an order.
    template <class Predicate>
    using order_by = std::conditional_t<c_bSort, opt::details::make_comparator_from_less<Predicate>,
                                        details::unsorted<Predicate>>;

    /// The most guards that one operation takes.
    static constexpr std::size_t c_nHazardPtrCount = 4;

    using base::base;

protected:
    using link = node_type; // where a chain begins: what stands before its first item
    using typename base::guarded_ptr;
    using typename base::link_type;
    using typename base::order;
    using typename base::policy;

    using base::counter_;
    using base::stat_;

    /// A functor that `merely_looks` is called without the item's lock.
    template <bool, class Key, class Compare, class F>
    bool find_at(link& head, Key const& key, Compare compare, F&& f) const {
        reader pos;
        while (walk(head, key, compare, pos)) {
            held item;
            if constexpr (!requires { std::remove_cvref_t<F>::merely_looks; })
                if (item = claim(*pos.cur); !item)
                    continue; // it is erased, and another one may have its place
            report_found(true);
            f(value_of(pos.cur));
            return true;
        }
        return report_found(false);
    }

    template <bool, class Key, class Compare>
    guarded_ptr get_at(link& head, Key const& key, Compare compare) const {
        reader pos;
        if (!report_found(walk(head, key, compare, pos)))
            return guarded_ptr();
        return policy::hold(pos.guards, pos.cur_guard, value_of(pos.cur));
    }

    /// Erases the item equal to `key`, provided that `only` is null or that very node; then calls
    /// `on_erased(item)`. Returns the item, guarded.
    template <class Key, class Compare, class F>
    guarded_ptr extract_at(link& head, Key const& key, Compare compare, F on_erased,
                           node_type const* only = nullptr) {
        writer pos;
        for (typename base::back_off wait; walk(head, key, compare, pos); wait()) {
            if (only && only != pos.cur)
                break;
            T& item = value_of(pos.cur);
            policy::reserve(1); // before the locks: a scan may dispose, and disposers use lists
            if (unlink(pos)) {
                --counter_;
                pos.retire(std::addressof(item));
                on_erased(item);
                return policy::hold(pos.guards, pos.cur_guard, item);
            }
            stat_.onEraseRetry();
        }
        return guarded_ptr();
    }

private:
    template <class, bool>
    friend class intrusive::details::chain_iterator;
    friend base;
    friend struct intrusive::details::chain_access;

    using held = std::unique_lock<lock_type>;

    using base::count_in;
    using base::guard_fresh;
    using base::report_found;
    using base::operand;
    using base::value_of;

    /// What is between `first` and `cur` is one marked node, if anything (I3).
    using place = intrusive::details::marked_place<node_type, node_type>;
    using reader = typename base::template position<place, 3>;
    struct writer : private policy::lease, base::template position<place, c_nHazardPtrCount> {
        static constexpr bool looks_twice = true;
    };

    static auto& link_of(link& head) noexcept { return head.m_pNext; }
    static link& head_behind(node_type& n) noexcept { return n; }
    /// The lock of a node that is not erased.
    static held claim(node_type const& n) {
        held item(n.m_Lock);
        return n.is_marked() ? held() : std::move(item);
    }
    static void start(place& at, node_type& from) noexcept {
        at.start(from, intrusive::details::first_look<policy, order>(from.m_pNext).ptr());
    }

    /// An eraser unlinks for itself, so that whoever comes to change something just walks.
    template <class Key, class Compare>
    static bool search(link& head, Key const& key, Compare compare, writer& pos) {
        return walk(head, key, compare, pos);
    }

    /// To the first unmarked node that does not compare less than `key`; true if it is equal.
    template <class Key, class Compare, class Position>
    static bool walk(link& head, Key const& key, Compare compare, Position& pos) {
        place at = pos; // a local copy stays in registers
        start(at, head);
        int comparison = 1; // what the end of the chain says
        for (;;) {
            if constexpr (Position::looks_twice) {
                if (at.cur)
                    pos.guards.publish(at.cur_guard, node_traits::to_value_ptr(at.cur));
                // [LZ2] acquire-load <- [LZ3, LZ5]: `cur` is built; linked once it was guarded (I4)
                link_type const seen = at.prev->m_pNext.load(order::memory_order_acquire);
                if (seen.all() != at.first) [[unlikely]] {
                    start(at, seen.bits() ? head : *at.prev);
                    continue;
                }
            }
            if (!at.cur)
                break;
            // [LZ1] acquire-load <- [LZ3, LZ4, LZ5]: what `cur` leads to is built
            link_type const next = at.cur->m_pNext.load(order::memory_order_acquire);
            if (next.bits()) [[unlikely]] {
                at.skip(next.ptr());
                continue;
            }
            comparison = cds::details::sign(compare(operand(at.cur), key));
            if (comparison >= 0) [[unlikely]]
                break;
            at.step(*at.cur, next.ptr());
        }
        static_cast<place&>(pos) = at;
        return at.cur && comparison == 0;
    }

    /// Whether the place is as the walk found it, but for a marked node that is gone by now. The
    /// caller has the lock of `prev`: as long as it has, `prev` and `cur` stay linked.
    bool is_valid(place const& at) const {
        // relaxed: written under the caller's lock
        bool const valid = at.prev->m_pNext.load(order::memory_order_relaxed).all() == at.cur;
        valid ? stat_.onValidationSuccess() : stat_.onValidationFailed();
        return valid;
    }

    /// Links `fresh` before `cur`, and returns its lock, which is held; null if the place changed.
    held link_new(writer& at, node_type* fresh) {
        guard_fresh(at, fresh);
        auto counted = count_in(fresh);
        held item(fresh->m_Lock);
        held const before(at.prev->m_Lock);
        if (!is_valid(at))
            return held();
        link_behind(at, fresh);
        counted.stays();
        return item;
    }
    /// The caller has the lock of `prev`, and has seen that the place is valid.
    static void link_behind(place const& at, node_type* fresh) noexcept {
        // relaxed: `fresh` is still private; [LZ3] publishes it
        fresh->m_pNext.store(link_type(at.cur), order::memory_order_relaxed);
        // [LZ3] release-store -> [LZ1, LZ2, MC1, MC2]: publishes the item and its link
        at.prev->m_pNext.store(link_type(fresh), order::memory_order_release);
    }

    /// Links a dummy, and gives up where the lock of its place is taken: a look-up, which needs it
    /// first, waits for nobody, least of all for the functor that it is called from.
    bool anchor_at(link& head, node_type& fresh)
        requires base::has_dummies
    {
        writer pos;
        while (!walk(head, fresh, key_comparator(), pos)) {
            held const before(pos.prev->m_Lock, std::try_to_lock);
            if (!before)
                return false;
            if (is_valid(pos)) {
                link_behind(pos, std::addressof(fresh));
                return true;
            }
        }
        return false;
    }

    /// Puts `value` in the place of `cur`, whose key it has. False: as unlink().
    bool replace(link&, writer& at, T& value) const {
        node_type* const fresh = node_traits::to_node_ptr(value);
        guard_fresh(at, fresh);
        if (!unlink(at, fresh))
            return false;
        at.retire(std::addressof(value_of(at.cur)));
        return true;
    }

    /// Marks `cur` and unlinks it; `heir`, if there is one, is its successor from then on. False if
    /// the place changed.
    bool unlink(place const& at, node_type* heir = nullptr) const {
        held const before(at.prev->m_Lock);
        if (!is_valid(at))
            return false;
        held const item(at.cur->m_Lock);
        // relaxed: written under the lock that this thread holds
        link_type const next = at.cur->m_pNext.load(order::memory_order_relaxed);
        if (heir)
            // relaxed: `heir` is still private; [LZ4] publishes it
            heir->m_pNext.store(next, order::memory_order_relaxed);
        link_type const successor = heir ? link_type(heir) : next;
        // [LZ4] release-store -> [LZ1]: publishes what the eraser did, to threads that skip the
        // item, and the heir with its link
        at.cur->m_pNext.store(successor | 1, order::memory_order_release);
        // [LZ5] release-store -> [LZ1, LZ2, MC1, MC2]: hands `successor` on behind `prev`
        at.prev->m_pNext.store(successor, order::memory_order_release);
        return true;
    }
};

} // namespace lazy_list

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_STRUCTURES_LIST_LAZY_H
