// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_LIST_MICHAEL_H
#define CDSLIB_STRUCTURES_LIST_MICHAEL_H

#include <cds/structures/list/marked_chain.h>
#include <cds/structures/list/marked_place.h>
#include <cds/structures/stat.h>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace cds::intrusive {

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
using intrusive::details::node_cleaner;

#define CDS_MICHAEL_LIST_EVENTS(X)         \
    CDS_MARKED_CHAIN_EVENTS(X)             \
    X(m_nHelpingSuccess, onHelpingSuccess) \
    X(m_nHelpingFailed, onHelpingFailed)

CDS_DEFINE_STAT(event_counter, CDS_MICHAEL_LIST_EVENTS)
CDS_DEFINE_WRAPPED_STAT(CDS_MICHAEL_LIST_EVENTS)

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits : intrusive::details::marked_chain_traits {
    /// Where an object keeps its node; `opt::gc` must be given.
    using hook = base_hook<>;
    using stat = empty_stat;
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
///                  empty() as a search for any item: a null head, [MC1] or [L1], or the last [L2]
///   invariants     I1  keys increase strictly along the links of unmarked nodes
///                  I2  a marked link never changes again
///                  I3  only the thread whose [L6] unlinked a chain retires its nodes
///                  I4  as long as an unmarked link holds `first`, and `first` is guarded, all that
///                      is reached from `first` through marked links is linked: re-reading that
///                      one link validates a guard any number of marked nodes away
///
/// Where a policy has no guards, because a section protects or nothing is erased, look-ups leave
/// [L2] out, and go on along the links of nodes that are erased behind their back. What they come
/// to was linked at a moment since they began, so the section keeps it: a node is unlinked with
/// the marked ones behind it, and its link leads ever after where it led then (I2). A key that is
/// not found was absent at such a moment, the last one in which the node that the walk passed
/// before the key's place was linked and led behind it.
///
/// An erased object may be inserted again, here or elsewhere, only after its disposer has got it:
/// until then other threads may stand on it, and go on along its link.
template <class GC, class T, class Traits>
class chain : public intrusive::details::marked_chain<chain<GC, T, Traits>, GC, T, Traits> {
    using base = intrusive::details::marked_chain<chain<GC, T, Traits>, GC, T, Traits>;

public:
    using typename base::back_off;
    using typename base::node_traits;
    using typename base::node_type;
    using key_comparator = typename opt::details::make_comparator<T, Traits>::type;

    /// The most guards that one operation takes.
    static constexpr std::size_t c_nHazardPtrCount = 4;

    using base::base;

protected:
    using typename base::guarded_ptr;
    using typename base::link_type;
    using typename base::order;
    using typename base::policy;
    using link = typename node_type::atomic_marked_ptr;

    using base::counter_;
    using base::stat_;

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

private:
    friend base;
    friend struct intrusive::details::chain_access;
    template <class, bool>
    friend class intrusive::details::chain_iterator;

    using typename base::looker;

    using base::address_of;
    using base::count_in;
    using base::guard_fresh;
    using base::is_erased;
    using base::operand;
    using base::protect_by;
    using base::value_of;

    enum class outcome { absent, present, cut };

    using place = intrusive::details::marked_place<link, node_type>;
    using reader = typename base::template position<place, 3>;
    struct writer : private policy::lease, base::template position<place, c_nHazardPtrCount> {
        static constexpr bool looks_twice = true;
    };

    static link& link_of(link& head) noexcept { return head; }
    static link& head_behind(node_type& n) noexcept { return n.m_pNext; }
    /// Without locks nobody is kept off.
    static bool claim(node_type const& n) noexcept { return !is_erased(&n); }

    /// The most marked nodes that one [L6] unlinks, so that retiring them can be reserved before.
    static constexpr std::size_t longest_cut = 32;

    /// Walks to the first unmarked node that does not compare less than `key`; or, `cut`, to a
    /// marked node that has `limit` marked ones before it.
    template <class Key, class Compare, class Position>
    static outcome walk(link& head, Key const& key, Compare compare, Position& pos,
                        std::size_t limit = SIZE_MAX) {
        pos.start(head, intrusive::details::first_look<policy, order>(head).ptr());
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
            if constexpr (Position::looks_twice) {
                if (at.cur)
                    pos.guards.publish(at.cur_guard, node_traits::to_value_ptr(at.cur));
                // [L2] acquire-load <- [L4, L6]: `cur` is built; linked after it was guarded (I4)
                link_type const seen = at.prev->load(order::memory_order_acquire);
                if (seen.all() != at.first) [[unlikely]] {
                    // relaxed: again a candidate
                    at.start(seen.bits() ? head : *at.prev,
                             seen.bits() ? head.load(order::memory_order_relaxed).ptr()
                                         : seen.all());
                    continue;
                }
            }
            if (!at.cur)
                return stop(outcome::absent);
            // [L1] acquire-load <- [L4, L5, L6]: what `cur` leads to is built
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

    bool report(outcome seen) const { return this->report_found(seen == outcome::present); }

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

    /// Makes an item that was not linked what it was.
    static void take_back(node_type* fresh) noexcept {
        // relaxed: still private
        fresh->m_pNext.store(link_type(), order::memory_order_relaxed);
    }

    bool link_new(writer& at, node_type* fresh) {
        guard_fresh(at, fresh);
        auto counted = count_in(fresh);
        // relaxed: `fresh` is still private; [L4] publishes it
        fresh->m_pNext.store(link_type(at.cur), order::memory_order_relaxed);
        link_type expected(at.cur);
        // [L4] release-CAS -> [L1, L2, L3, L8, MC1, MC2]: publishes the item and its link
        if (at.prev->compare_exchange_strong(expected, link_type(fresh),
                                             order::memory_order_release,
                                             order::memory_order_relaxed)) {
            counted.stays();
            return true;
        }
        take_back(fresh);
        return false;
    }

    /// Puts `value` in the place of `cur`, whose key it has. False: as mark().
    bool replace(link& head, writer& at, T& value) {
        node_type* const fresh = node_traits::to_node_ptr(value);
        guard_fresh(at, fresh);
        if (!mark(at, fresh)) {
            take_back(fresh);
            return false;
        }
        if (!unlink(at))
            tidy(head, operand(value), key_comparator(), at);
        return true;
    }

    /// Erases `cur`, which becomes the marked chain before the place; `heir`, if there is one, is
    /// its successor from then on. False if it has a new successor, or is erased already.
    static bool mark(place& at, node_type* heir = nullptr) noexcept {
        // [L3] acquire-load <- [L4, L6]: the successor is built; [L5] or [L6] publishes it again
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
        // [L6] release-CAS -> [L1, L2, L3, L8, MC1, MC2]: hands `cur` on behind `prev`
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
