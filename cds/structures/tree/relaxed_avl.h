// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_TREE_RELAXED_AVL_H
#define CDSLIB_STRUCTURES_TREE_RELAXED_AVL_H

#include <cds/algo/atomic.h>
#include <cds/structures/reclaim.h>

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <utility>

// How a binary tree with a lock in each node keeps its balance while others read it. Keys are none
// of its business: bronson.h has them, and the ID card of both.

namespace cds::container::bronson_avltree {

/// A node without its key. What is below `m_SyncMonitorInjection` is written under the node's
/// lock; its parent link, under the lock of the parent.
template <class T, class SyncMonitor>
struct link_node {
    using value_type = T;
    using sync_monitor = SyncMonitor;
    using version_type = std::uint64_t;

    /// The version's lowest bits; the others count rotations.
    static constexpr version_type shrinking = 1; ///< a rotation is on the way that takes keys away
    static constexpr version_type unlinked = 2;  ///< for good
    static constexpr version_type one_rotation = 4;

    link_node* m_pNextHeld = nullptr; ///< of the thread that has the lock
    atomics::atomic<link_node*> m_pParent{nullptr};
    typename SyncMonitor::node_injection m_SyncMonitorInjection;
    atomics::atomic<int> m_nHeight{1};
    atomics::atomic<version_type> m_nVersion{0};
    atomics::atomic<link_node*> m_pChild[2]{}; ///< the left and the right one
    atomics::atomic<T*> m_pValue{nullptr};     ///< null: a routing node
};

/// A node of a tree.
template <class Key, class T, class SyncMonitor>
struct node : link_node<T, SyncMonitor> {
    using key_type = Key;

    template <class Q>
    explicit node(Q&& key) : m_key(std::forward<Q>(key)) {}

    key_type const m_key;
};

} // namespace cds::container::bronson_avltree

namespace cds::container::details {

/// The sides of a node.
enum side : unsigned { left, right };
constexpr unsigned opposite(unsigned s) noexcept { return 1 - s; }

/// A binary tree whose nodes differ in height by one at most from side to side, once the threads
/// that have changed something have left.
template <class GC, class Link, class Traits>
class relaxed_avl {
protected:
    using policy = intrusive::details::reclaim<GC>;
    using order = intrusive::details::annotated_orders<typename Traits::memory_model>;
    using sync_monitor = typename Traits::sync_monitor;
    using stat = typename Traits::stat;
    using version_type = typename Link::version_type;
    using node_lock = typename sync_monitor::template scoped_lock<Link>;

    /// Nodes that one repair unlinks at most, so that retiring them can be reserved before.
    static constexpr std::size_t most_unlinked = 8;

    // What is written under a node's lock, for who has the lock, or is alone.
    static version_type version_of(Link const& n) noexcept {
        // relaxed: written under the caller's lock
        return n.m_nVersion.load(order::memory_order_relaxed);
    }
    static bool is_unlinked(Link const& n) noexcept { return version_of(n) == Link::unlinked; }
    static auto* value_in(Link const& n) noexcept {
        // relaxed: written under the caller's lock
        return n.m_pValue.load(order::memory_order_relaxed);
    }
    /// A child stays that, and is not retired, until its parent's lock is given back.
    static Link* child_of(Link const& n, unsigned s) noexcept {
        // relaxed: written under the caller's lock
        return n.m_pChild[s].load(order::memory_order_relaxed);
    }
    static unsigned place_of(Link const& n, Link const& parent) noexcept {
        return child_of(parent, left) == &n ? left : right;
    }
    static bool has_both_children(Link const& n) noexcept {
        return child_of(n, left) && child_of(n, right);
    }

    /// Puts `child`, or nothing, below `n` in place of what is there.
    static void set_child(Link& n, unsigned s, Link* child) noexcept {
        if (child)
            // [AV2] release-store -> [AV3]: the parent is built
            child->m_pParent.store(&n, order::memory_order_release);
        // [AV1] release-store -> [BR1, BR2]: the child is built, with its key and value; and if it
        // comes by a rotation, the mark of the node that the rotation takes keys from
        n.m_pChild[s].store(child, order::memory_order_release);
    }

    /// Puts `n` in order, which has changed and is guarded, and then what that changes above it.
    /// `next_guard` is the place of a guard that it may use, as it may the spare one.
    template <class Position>
    void restore(Link* n, std::size_t next_guard, Position& at) {
        std::size_t this_guard = Position::spare_guard;
        while (n != &top_) {
            Link* parent;
            flaw found;
            {
                node_lock const own(monitor_, *n);
                if (is_unlinked(*n))
                    return; // who unlinked it restores what was above it
                found = flaw_of(*n, true);
                if (found == flaw::none)
                    return;
                if (found == flaw::height)
                    measure(*n);
                parent = guard(at.guards, next_guard, n->m_pParent);
            }
            if (found != flaw::height && !mend_under(*parent, n, at))
                continue; // it has got another parent
            std::swap(this_guard, next_guard);
            n = parent;
        }
    }

    /// Guards what `source` holds, in the place `i`, and returns it. It is not retired while
    /// `source` holds it.
    template <class Guards, class T>
    static T* guard(Guards& guards, std::size_t i, atomics::atomic<T*> const& source) noexcept {
        for (;;) {
            // relaxed: a candidate, not followed before [AV3] has seen it again
            T* const seen = source.load(order::memory_order_relaxed);
            guards.publish(i, seen);
            // [AV3] acquire-load <- [AV2, BR5, BR6]: what it points to is built
            if (source.load(order::memory_order_acquire) == seen)
                return seen;
        }
    }

    Link top_; // no node of the tree: the root is its right child
    mutable sync_monitor monitor_;
    mutable stat stat_; // a look-up is counted, too

private:
    /// What may be wrong with a node, as who has its lock sees it. `idle`: it has neither a value
    /// nor two children.
    enum class flaw { none, height, idle, left_heavy, right_heavy };

    static int height_of(Link const* n) noexcept {
        // relaxed: who changes it looks at the parent afterwards, under the lock
        return n ? n->m_nHeight.load(order::memory_order_relaxed) : 0;
    }
    static int height_below(Link const& n, unsigned s) noexcept {
        return height_of(child_of(n, s));
    }
    static int measured(Link const& n) noexcept {
        return 1 + (std::max)(height_below(n, left), height_below(n, right));
    }
    static void measure(Link& n) noexcept {
        // relaxed: as in height_of()
        n.m_nHeight.store(measured(n), order::memory_order_relaxed);
    }

    static flaw flaw_of(Link const& n, bool may_unlink) noexcept {
        if (may_unlink && !value_in(n) && !has_both_children(n))
            return flaw::idle;
        int const balance = height_below(n, left) - height_below(n, right);
        if (balance > 1)
            return flaw::left_heavy;
        if (balance < -1)
            return flaw::right_heavy;
        return height_of(&n) == measured(n) ? flaw::none : flaw::height;
    }

    /// The locks that one repair takes, downward, and gives back at its end; then it retires what
    /// it has unlinked.
    template <class Retire>
    class held_nodes {
    public:
        held_nodes(sync_monitor& monitor, Retire& retire, std::size_t may_unlink)
            : monitor_(monitor), retire_(retire), may_unlink_(may_unlink) {}
        held_nodes(held_nodes const&) = delete;
        held_nodes& operator=(held_nodes const&) = delete;
        ~held_nodes() {
            while (held_ != nullptr) {
                Link& n = *held_;
                held_ = n.m_pNextHeld;
                monitor_.unlock(n);
            }
            while (gone_ != nullptr) {
                // relaxed: ours, see unlinked()
                Link* const next = gone_->m_pParent.load(order::memory_order_relaxed);
                retire_(std::exchange(gone_, next));
            }
        }

        /// Locks `n` unless that is done. `n` is a child of a node that is held, or the first.
        Link& take(Link& n) {
            for (Link const* h = held_; h != nullptr; h = h->m_pNextHeld)
                if (h == &n)
                    return n;
            monitor_.lock(n);
            n.m_pNextHeld = std::exchange(held_, &n);
            return n;
        }

        bool may_unlink() const noexcept { return may_unlink_ != 0; }
        /// Takes over a node that is unlinked. Nobody asks for its parent any more, so that the
        /// link is free to chain it.
        void unlinked(Link& n) noexcept {
            --may_unlink_;
            // relaxed: ours
            n.m_pParent.store(std::exchange(gone_, &n), order::memory_order_relaxed);
        }

    private:
        sync_monitor& monitor_;
        Retire& retire_;
        std::size_t may_unlink_;
        Link* held_ = nullptr;
        Link* gone_ = nullptr;
    };

    /// Puts `n` and what is below it in order; false if it is no child of `parent` any more.
    template <class Position>
    bool mend_under(Link& parent, Link* n, Position& at) {
        std::size_t const room = policy::try_reserve(most_unlinked) ? most_unlinked : 0;
        // no lock is held while memory is sought
        held_nodes<decltype(at.retire_node)> held(monitor_, at.retire_node, room);
        held.take(parent);
        if (is_unlinked(parent) || (child_of(parent, left) != n && child_of(parent, right) != n))
            return false;
        mend(parent, held.take(*n), held);
        return true;
    }

    /// Puts what is below `parent` in order, from `n` on down; both are held. Then nothing but
    /// `parent` may be out of order.
    template <class Held>
    void mend(Link& parent, Link& first, Held& held) {
        for (Link* n = &first;;) {
            switch (flaw_of(*n, held.may_unlink())) {
            case flaw::none: return;
            case flaw::height: measure(*n); return;
            case flaw::idle: unlink(parent, *n, held); return;
            case flaw::left_heavy: n = &lighten(parent, *n, left, held); break;
            case flaw::right_heavy: n = &lighten(parent, *n, right, held); break;
            }
        }
    }

    /// Rotates `n` away from its heavy side, once what is there is in order. Returns what is in
    /// the place of `n` then.
    template <class Held>
    Link& lighten(Link& parent, Link& n, unsigned heavy, Held& held) {
        Link& c = held.take(*child_of(n, heavy));
        if (flaw_of(c, held.may_unlink()) != flaw::none) {
            mend(n, c, held);
            return n;
        }
        if (height_below(c, heavy) >= height_below(c, opposite(heavy))) {
            rotate(parent, n, c, heavy);
            heavy == left ? stat_.onRotateRight() : stat_.onRotateLeft();
            mend(c, n, held);
            return c;
        }
        Link& inner = held.take(*child_of(c, opposite(heavy)));
        if (flaw_of(inner, held.may_unlink()) != flaw::none) {
            mend(c, inner, held);
            return n;
        }
        rotate(n, c, inner, opposite(heavy));
        rotate(parent, n, inner, heavy);
        heavy == left ? stat_.onRotateRightOverLeft() : stat_.onRotateLeftOverRight();
        mend(inner, c, held);
        mend(inner, n, held);
        return inner;
    }

    /// Puts `c`, the child of `n` on side `s`, in the place of `n`, and `n` below it on the other.
    /// All three are held. The keys beyond `c` are no longer below `n`: it shrinks.
    static void rotate(Link& parent, Link& n, Link& c, unsigned s) noexcept {
        unsigned const place = place_of(n, parent);
        version_type const version = version_of(n);
        // relaxed: [AV1] publishes it with each of the links that follow
        n.m_nVersion.store(version | Link::shrinking, order::memory_order_relaxed);
        set_child(n, s, child_of(c, opposite(s)));
        set_child(c, opposite(s), &n);
        set_child(parent, place, &c);
        measure(n);
        measure(c);
        // [AV4] release-store -> [BR3]: the links are as they will stay
        n.m_nVersion.store(version + Link::one_rotation, order::memory_order_release);
    }

    /// Takes a node without a value that has one child at most out of the tree.
    template <class Held>
    void unlink(Link& parent, Link& n, Held& held) noexcept {
        assert(!value_in(n) && !has_both_children(n));
        Link* const first = child_of(n, left);
        set_child(parent, place_of(n, parent), first ? first : child_of(n, right));
        // [AV5] release-store -> [BR3]: who sees it finds the link that leads past the node
        n.m_nVersion.store(Link::unlinked, order::memory_order_release);
        held.unlinked(n);
        stat_.onDisposeNode();
    }
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_STRUCTURES_TREE_RELAXED_AVL_H
