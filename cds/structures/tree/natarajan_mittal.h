// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_TREE_NATARAJAN_MITTAL_H
#define CDSLIB_STRUCTURES_TREE_NATARAJAN_MITTAL_H

#include <cds/algo/atomic.h>
#include <cds/algo/backoff_strategy.h>
#include <cds/details/allocator.h>
#include <cds/details/marked_ptr.h>
#include <cds/details/sign.h>
#include <cds/opt/compare.h>
#include <cds/structures/counted_in.h>
#include <cds/structures/hooks.h>
#include <cds/structures/stat.h>
#include <cds/structures/structure.h>
#include <cds/urcu/options.h>
#include <cds/user_setup/allocator.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace cds::intrusive {

namespace details {
template <class Chain, bool Const>
class chain_iterator;
}

/// Nodes, statistics and options of `EllenBinTree`.
namespace ellen_bintree {

/// What an edge of the tree leads to. Three bits of its address are the edge's.
struct alignas(8) basic_node {};

/// An edge: where it leads, whether that is a leaf, and the two marks of an erasure.
using edge_value = cds::details::marked_ptr<basic_node, 7>;
using edge = atomics::atomic<edge_value>;

/// What an object of a tree carries, which is a leaf there: nothing but its alignment.
template <class GC, class Tag = opt::none>
struct node : basic_node {
    using gc = GC;
    using tag = Tag;
};

/// A node that leads the way: to the left to what is less than its key, to the right to the rest.
template <class Key>
struct routing_node : basic_node {
    using key_type = Key;

    Key m_Key{};
    edge m_pLeft;
    edge m_pRight;
};

/// The routing nodes of a tree, as libcds names them; they are the same for all leaves.
template <class Key, class LeafNode = void>
using internal_node = routing_node<Key>;

/// In libcds an operation announces itself by such a record. Here none is needed; the name is for
/// programs that keep a pool of them.
template <class LeafNode, class InternalNode>
struct update_desc : basic_node {};

/// What there is in a tree of `Key`, by libcds's names.
template <class GC, class Key, class Tag = opt::none>
struct node_types {
    using leaf_node_type = node<GC, Tag>;
    using internal_node_type = internal_node<Key, leaf_node_type>;
    using update_desc_type = update_desc<leaf_node_type, internal_node_type>;
};

/// What hooks.h must know of these nodes.
struct hook_family {
    struct default_hook {
        using gc = intrusive::details::undefined_gc;
        using tag = opt::none;
    };
    template <class Options>
    using node = ellen_bintree::node<typename Options::gc, typename Options::tag>;
};

CDS_DEFINE_HOOKS()

/// Copies the key of an item: `void operator()(Key&, value_type const&)`.
CDS_TYPE_OPTION(key_extractor);
/// Where libcds's update descriptors come from. There are none here.
CDS_TYPE_OPTION(update_desc_allocator);

#define CDS_ELLEN_BINTREE_EVENTS(X)                  \
    X(m_nInternalNodeCreated, onInternalNodeCreated) \
    X(m_nInternalNodeDeleted, onInternalNodeDeleted) \
    X(m_nUpdateDescCreated, onUpdateDescCreated)     \
    X(m_nUpdateDescDeleted, onUpdateDescDeleted)     \
    X(m_nInsertSuccess, onInsertSuccess)             \
    X(m_nInsertFailed, onInsertFailed)               \
    X(m_nInsertRetries, onInsertRetry)               \
    X(m_nUpdateExist, onUpdateExist)                 \
    X(m_nUpdateNew, onUpdateNew)                     \
    X(m_nUpdateRetries, onUpdateRetry)               \
    X(m_nEraseSuccess, onEraseSuccess)               \
    X(m_nEraseFailed, onEraseFailed)                 \
    X(m_nEraseRetries, onEraseRetry)                 \
    X(m_nFindSuccess, onFindSuccess)                 \
    X(m_nFindFailed, onFindFailed)                   \
    X(m_nExtractMinSuccess, onExtractMinSuccess)     \
    X(m_nExtractMaxSuccess, onExtractMaxSuccess)     \
    X(m_nExtractMinFailed, onExtractMinFailed)       \
    X(m_nExtractMaxFailed, onExtractMaxFailed)       \
    X(m_nExtractMinRetries, onExtractMinRetry)       \
    X(m_nExtractMaxRetries, onExtractMaxRetry)       \
    X(m_nSearchRetry, onSearchRetry)                 \
    X(m_nHelpInsert, onHelpInsert)                   \
    X(m_nHelpDelete, onHelpDelete)                   \
    X(m_nHelpMark, onHelpMark)                       \
    X(m_nHelpGuardSuccess, onHelpGuardSuccess)       \
    X(m_nHelpGuardFailed, onHelpGuardFailed)

// The events of libcds's tree. An erasure that is finished for somebody else is `onHelpDelete`.
// What tells of update descriptors does not happen here. Routing nodes that a look for the first
// or the last item unlinks are not counted.
CDS_DEFINE_STAT(event_counter, CDS_ELLEN_BINTREE_EVENTS)

/// The options that intrusive and owning trees have in common.
struct common_traits {
    /// Copies the key of an item; it must be given, save for maps.
    using key_extractor = opt::none;
    /// The order of items and keys, each with each: `compare`, else by `less`, else by `<`.
    using compare = opt::none;
    using less = opt::none;
    using item_counter = cds::atomicity::empty_item_counter;
    using memory_model = opt::v::relaxed_ordering;
    /// It is accepted for libcds's programs and allocates nothing: there are no update descriptors.
    using update_desc_allocator = CDS_DEFAULT_ALLOCATOR;
    /// It makes the routing nodes, of which there is one less than items.
    using node_allocator = CDS_DEFAULT_ALLOCATOR;
    using stat = empty_stat;
    /// What to do after losing a race for an edge.
    using back_off = cds::backoff::empty;
    using rcu_check_deadlock = opt::v::rcu_throw_deadlock;
};

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits : common_traits {
    /// Where an object keeps its node; `opt::gc` must be given.
    using hook = base_hook<>;
    /// What happens to an erased object when nobody looks at it any more.
    using disposer = opt::v::empty_disposer;
    /// A node has no link that could be checked.
    static constexpr opt::link_check_type link_checker = opt::never_check_link;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

/// The algorithm: a search tree with all items in its leaves, in which an erasure marks edges.
///
///   algorithm      A. Natarajan, N. Mittal, "Fast Concurrent Lock-free Binary Search Trees", PPoPP
///                  2014. An insert puts a routing node, with the new leaf and the old one, in the
///                  place of the old one. An erase *flags* the edge into its leaf, *tags* the other
///                  edge of the leaf's parent, and splices what that leads to into the edge above
///                  the parent, and above all tagged edges that lead to it. Libcds's tree, of
///                  F. Ellen, P. Fatourou, E. Ruppert, F. van Breugel, PODC 2010, marks nodes, by
///                  records that each operation makes; this one makes none and marks less
///   progress       lock-free; find, get and contains store to their own guards and nowhere else
///   guards         4 on the way down: the owner of the last clean edge, the node behind that, the
///                  last routing node, and what comes next. A fifth for the item that is inserted
///                  or erased. Two instead of that where the way to the next greater item is looked
///                  for: the node behind which it is, and the one behind which it was
///   linearizes at  insert [ET3]; erase [ET4]; found, and not found: [ET1] if the edge was clean or
///                  the first one, else [ET2]. The first item and the last one likewise. What is
///                  not below a key is where [ET1] found it, and between that and the key there
///                  was nothing when the walk came by: two moments if the walk had to turn back
///   invariants     I1  a marked edge leads where it leads for ever; only an edge without marks can
///                      be flagged, and only one into a leaf is. An edge is tagged when the other
///                      edge of its owner is flagged
///                  I2  when a routing node is unlinked both its edges are marked. So the owner of
///                      an edge without marks (a clean one) is linked
///                  I3  the keys that an edge leads to, as long as its owner is linked, only become
///                      more
///                  I4  from a clean edge along tagged ones to a routing node, and along one of its
///                      edges: as long as the first edge is clean and leads where it led, and all
///                      these nodes are guarded, what is reached is linked. Re-reading validates
///                      a guard: that of the edge itself if it is clean, else of that first edge
///                  I5  whose [ET6] took a path out of the tree retires what was on it: the routing
///                      nodes from the one behind the first edge to the last, and the flagged leaf
///                      that each of them had. The path cannot change any more (I1)
///   departs        The paper reclaims nothing. A walk that goes on along a tagged or a flagged
///                  edge, and has seen that edge again after publishing its guard, knows nothing:
///                  the whole path may be unlinked, retired and reclaimed by then, with all its
///                  edges as they were. That is how trees of this kind crash under hazard pointers
///                  (SCOT, PPoPP 2026), and why the edge above the marks is read again: I4, [ET2].
///                  The paper's sentinels, two routing nodes and three leaves with infinite keys,
///                  are one edge here, which is null when the tree is empty
///
/// Erased is what is flagged. A look-up that comes to a flagged leaf does not find it, whether it
/// has been unlinked or not; who wants to change something there unlinks it first, as does a look
/// for the first or the last item. An eraser without memory for retiring what it would unlink, or
/// one that was stopped, leaves it to them.
///
/// Where a section protects (RCU), look-ups read each edge once, by [R3]. What they come to was
/// linked at a moment of the section, which keeps it: the owner of the edge was, and if it is not
/// any more, the edge leads where it led when its owner was unlinked (I1, I2). A leaf that is
/// found by such an edge was in the tree then.
///
/// An erased object may be inserted again, here or elsewhere, when its disposer has got it, and not
/// before: others may stand on it.
template <class GC, class Key, class T, class Traits>
class external_tree
    : public intrusive::details::structure<GC, T, Traits,
                                           intrusive::details::policies::that_erase> {
    using base =
        intrusive::details::structure<GC, T, Traits, intrusive::details::policies::that_erase>;

    static_assert(std::is_default_constructible_v<Key>,
                  "a routing node begins with a default key, which key_extractor overwrites");
    static_assert(!std::is_same_v<typename Traits::key_extractor, opt::none>,
                  "the traits of an EllenBinTree must name a key_extractor");

public:
    using typename base::back_off;
    using typename base::disposer;
    using typename base::item_counter;
    using typename base::node_traits;
    using typename base::node_type;
    using typename base::stat;
    using key_type = Key;
    using key_extractor = typename Traits::key_extractor;
    using node_allocator = typename Traits::node_allocator;
    using update_desc_allocator = typename Traits::update_desc_allocator;
    /// By `<` if the traits name no order.
    using key_comparator = typename opt::details::make_comparator_from<
        T, Traits, opt::details::make_comparator_from_less<std::less<>>>::type;

    /// Guards that one operation takes at most.
    static constexpr std::size_t c_nHazardPtrCount = 7;

    external_tree() = default;

protected:
    using typename base::order;
    using typename base::policy;
    using guarded_ptr = typename policy::template guarded_ptr<T>;
    using router = routing_node<Key>;

    /// The edge to all that is in the tree.
    class link {
        friend external_tree;
        edge root_;
    };

    /// Inserts `value`, if allowed, or finds what is there; then `f(inserted, item, value)`.
    template <class F>
    std::pair<bool, bool> update_at(link& head, T& value, F&& f, bool may_insert) {
        writer pos;
        if (!may_insert) {
            if (!look(head, value, key_comparator(), pos))
                return {false, false};
        } else if (put(head, value, pos, [this] { stat_.onUpdateRetry(); })) {
            stat_.onUpdateNew();
            f(true, value, value);
            return {true, true};
        }
        stat_.onUpdateExist();
        f(false, item_of(pos.seen), value);
        return {true, false};
    }

    /// Inserts `value` unless its key is there; then `on_linked(value)`.
    template <class F>
    bool insert_at(link& head, T& value, F&& on_linked) {
        writer pos;
        bool const done = put(head, value, pos, [this] { stat_.onInsertRetry(); });
        done ? stat_.onInsertSuccess() : stat_.onInsertFailed();
        if (done)
            on_linked(value);
        return done;
    }

    /// Erases the item equal to `key`, if `only` is null or that very node; then
    /// `on_erased(item)`. Returns the item, guarded. (A leaf's node is empty, so a compiler would
    /// say of a pointer to a const one that it leads to nothing initialized.)
    template <class Q, class Compare, class F>
    guarded_ptr extract_at(link& head, Q const& key, Compare compare, F on_erased,
                           node_type* only = nullptr) {
        writer pos;
        for (back_off wait; look(head, key, compare, pos); wait()) {
            if (only && only != pos.seen.ptr())
                break;
            must_reserve(pos);
            if (pos.seen.bits() & tagged)
                help(pos);
            else if (flag(pos)) {
                --counter_;
                T& item = item_of(pos.seen);
                std::swap(pos.next_guard, pos.item_guard);
                tidy(head, item, pos);
                on_erased(item);
                return policy::hold(pos.guards, pos.item_guard, item);
            }
            stat_.onEraseRetry();
        }
        return guarded_ptr();
    }

    /// `Short` is for chains of an item or so, which no tree is.
    template <bool Short, class Q, class Compare, class F>
    bool find_at(link& head, Q const& key, Compare compare, F&& f) const {
        reader pos;
        return report(look(head, key, compare, pos)) && (f(item_of(pos.seen)), true);
    }
    template <bool Short, class Q, class Compare>
    guarded_ptr get_at(link& head, Q const& key, Compare compare) const {
        reader pos;
        return report(look(head, key, compare, pos))
                   ? policy::hold(pos.guards, pos.next_guard, item_of(pos.seen))
                   : guarded_ptr();
    }

    /// The first item that is not below `key`, guarded. Like next_item() and last_item() it throws
    /// `std::bad_alloc` where an erased leaf is in its way that it cannot retire.
    template <class Q, class Compare>
    static guarded_ptr not_below_at(link& head, Q const& key, Compare compare) {
        seeker pos;
        if (!seek(head, key, compare, pos))
            while (pos.goes_on() && !seek(head, pos.from->m_Key, key_comparator(), pos))
                ;
        return pos.answer();
    }
    /// The last item, guarded.
    static guarded_ptr last_item(link& head) {
        seeker pos;
        do
            descend(head, nullptr, below_all(), pos);
        while (pos.is_flagged() && (remove(pos), true));
        return pos.answer();
    }
    /// The first item behind the guarded `after`, or the very first, guarded.
    static guarded_ptr next_item(link& head, T const* after) {
        return not_below_at(head, after, behind());
    }

    void clear_at(link& head) {
        for (guarded_ptr first; (first = next_item(head, nullptr));)
            extract_at(head, *first, key_comparator(), [](T&) {}, node_traits::to_node_ptr(*first));
    }

    /// Takes the tree apart where nobody else can be inside, in O(items) and without recursion:
    /// left edges to routing nodes are turned to the right until there are none. `dispose(T*)` gets
    /// every item, also those that are erased and still linked.
    template <class Disposer>
    void drop_at(link& head, Disposer dispose) {
        // relaxed: quiescent
        edge_value rest = head.root_.load(order::memory_order_relaxed);
        // relaxed: quiescent
        head.root_.store(edge_value(), order::memory_order_relaxed);
        while (rest != nullptr && !is_leaf(rest)) {
            router* const top = router_of(rest);
            // relaxed: quiescent
            edge_value const left = top->m_pLeft.load(order::memory_order_relaxed);
            if (is_leaf(left)) {
                drop_leaf(left, dispose);
                // relaxed: quiescent
                rest = top->m_pRight.load(order::memory_order_relaxed);
                stat_.onInternalNodeDeleted();
                router_disposer()(top);
            } else {
                edge& inner = router_of(left)->m_pRight;
                // relaxed: quiescent
                top->m_pLeft.store(inner.load(order::memory_order_relaxed),
                                   order::memory_order_relaxed);
                // relaxed: quiescent
                inner.store(to_router(top), order::memory_order_relaxed);
                rest = left;
            }
        }
        if (rest != nullptr)
            drop_leaf(rest, dispose);
    }

    /// Whether all that is linked is erased.
    static bool is_empty(link& head) {
        // relaxed: compared with null, not followed
        return head.root_.load(order::memory_order_relaxed) == nullptr || !next_item(head, nullptr);
    }

    /// Whether each leaf is where its key leads to, as far as nobody else is inside. O(items), and
    /// memory for a place at each level.
    static bool is_consistent(link const& head) {
        struct part {
            edge const* from;
            Key const* least; // null: any
            Key const* bound; // what is in it is less
        };
        key_comparator const compare{};
        auto const fits = [&](auto const& key, part const& in) {
            return (!in.least || cds::details::sign(compare(key, *in.least)) >= 0) &&
                   (!in.bound || cds::details::sign(compare(key, *in.bound)) < 0);
        };
        std::vector<part> parts{{&head.root_, nullptr, nullptr}};
        while (!parts.empty()) {
            part const in = parts.back();
            parts.pop_back();
            // relaxed: quiescent
            edge_value const to = in.from->load(order::memory_order_relaxed);
            if (to == nullptr) {
                if (in.from != &head.root_)
                    return false;
            } else if (is_leaf(to)) {
                if (!fits(std::as_const(item_of(to)), in))
                    return false;
            } else {
                router const& r = *router_of(to);
                if (!fits(r.m_Key, in))
                    return false;
                parts.push_back({&r.m_pRight, &r.m_Key, in.bound});
                parts.push_back({&r.m_pLeft, in.least, &r.m_Key});
            }
        }
        return true;
    }

    /// What a retired item goes through: it has no link to be cleared, and is the user's again.
    struct retirer {
        void operator()(T* p) const { disposer()(p); }
    };

    item_counter counter_;
    mutable stat stat_; // a look-up is counted, too

private:
    template <class, bool>
    friend class intrusive::details::chain_iterator;

    static constexpr int flagged = 1; // the leaf behind the edge is erased
    static constexpr int tagged = 2;  // the owner of the edge is to be unlinked
    static constexpr int marks = flagged | tagged;
    static constexpr int leaf = 4;

    struct router_disposer {
        void operator()(router* r) const {
            cds::details::Allocator<router, node_allocator>().Delete(r);
        }
    };

    static edge_value to_router(router* r) noexcept { return edge_value(r); }
    static edge_value to_leaf(T& item) noexcept {
        return edge_value(node_traits::to_node_ptr(item), leaf);
    }
    static bool is_leaf(edge_value v) noexcept { return (v.bits() & leaf) != 0; }
    static bool is_clean(edge_value v) noexcept { return (v.bits() & marks) == 0; }
    static router* router_of(edge_value v) noexcept { return static_cast<router*>(v.ptr()); }
    static T& item_of(edge_value v) noexcept {
        return *node_traits::to_value_ptr(static_cast<node_type*>(v.ptr()));
    }
    /// What a guard publishes for an edge.
    static void const* address_of(edge_value v) noexcept {
        if (is_leaf(v))
            return node_traits::to_value_ptr(static_cast<node_type*>(v.ptr()));
        return v.ptr();
    }

    /// Where a walk is: at an edge, and above it a path of tagged edges, which may have but one
    /// node, behind the last clean edge. Guards change roles by changing their numbers.
    struct place {
        edge* anchor = nullptr;   // the last clean edge above `parent`
        edge_value top;           // what it held: the first node of the path
        router* parent = nullptr; // the last node of the path; null: the head
        edge* down = nullptr;     // the edge of `parent` that one looks at
        edge_value seen;          // what it held
        std::size_t path = 0;     // routing nodes from `top` to `parent`
        unsigned anchor_guard = 0;
        unsigned top_guard = 1; // not in use where `top` is the parent
        unsigned parent_guard = 2;
        unsigned next_guard = 3;
        unsigned item_guard = 4;

        void start(edge& root) noexcept {
            parent = nullptr;
            anchor = down = &root;
            path = 0;
        }
        /// Over `seen`, a routing node.
        void step_over_routing_node() noexcept {
            if (is_clean(seen)) {
                std::swap(anchor_guard, parent_guard);
                anchor = down;
                top = seen;
                path = 1;
            } else if (path++ == 1)
                std::swap(top_guard, parent_guard);
            std::swap(parent_guard, next_guard);
            parent = router_of(seen);
        }
        bool is_flagged() const noexcept { return (seen.bits() & flagged) != 0; }
        /// How many objects are retired if the path and its leaves are unlinked.
        std::size_t to_retire() const noexcept { return parent ? 2 * path : 1; }
    };

    /// What a look-up holds, from its first look to its end.
    template <std::size_t Guards>
    struct position : place {
        /// Whether a walk reads an edge again when what it leads to is guarded. A look-up without
        /// guards need not; who is to change something is to come to what is linked.
        static constexpr bool looks_twice = policy::guards;

        [[no_unique_address]] typename policy::section section;
        typename policy::template guard_array<Guards> guards;

        static constexpr void turns_left(router*) noexcept {}
    };
    using reader = position<4>;

    /// What an operation holds that may unlink: its section ends before what it unlinked is
    /// retired.
    struct remover : private policy::lease {
        [[no_unique_address]] typename policy::template deferred<retirer> retire;
        [[no_unique_address]] typename policy::template deferred<router_disposer> retire_router;
    };
    struct writer : remover, position<5> {
        static constexpr bool looks_twice = true;
    };

    /// A look for the first item that is not below a key. Where the leaf of that key is below it,
    /// the item is the first behind the last node at which the walk went left.
    struct seeker : remover, position<6> {
        static constexpr bool looks_twice = true;

        router* bound = nullptr; // that node, in this walk
        router* from = nullptr;  // that of the walk before, from whose key this one looks
        unsigned bound_guard = 4;
        unsigned from_guard = 5;

        void start(edge& root) noexcept {
            place::start(root);
            bound = nullptr;
        }
        /// Publishes a node that is guarded; the next look down from it validates both guards.
        void turns_left(router* r) noexcept {
            bound = r;
            this->guards.publish(bound_guard, r);
        }
        bool goes_on() noexcept {
            std::swap(bound_guard, from_guard);
            from = std::exchange(bound, nullptr);
            this->seen = edge_value();
            return from != nullptr;
        }
        guarded_ptr answer() {
            return this->seen == nullptr
                       ? guarded_ptr()
                       : policy::hold(this->guards, this->next_guard, item_of(this->seen));
        }
    };

    /// The order of next_item(): what has no greater key than `after` is below.
    struct behind {
        template <class Q>
        int operator()(Q const& q, T const* after) const {
            return after && cds::details::sign(key_comparator()(q, *after)) <= 0 ? -1 : 1;
        }
    };
    /// The order of last_item().
    struct below_all {
        template <class Q>
        int operator()(Q const&, std::nullptr_t) const noexcept {
            return -1;
        }
    };

    /// Guards what `at.down` leads to, which is `at.seen` then (I4); false if that may have been
    /// unlinked, and the way is lost.
    template <class Position>
    static bool look_down(Position& at) noexcept {
        edge_value candidate = intrusive::details::first_look<policy, order>(*at.down);
        if constexpr (!Position::looks_twice) {
            at.seen = candidate;
            return true;
        }
        for (;;) {
            at.guards.publish(at.next_guard, address_of(candidate));
            // [ET1] acquire-load <- [ET3, ET4, ET6]: what is behind the edge is built
            at.seen = at.down->load(order::memory_order_acquire);
            if ((at.seen | marks) == (candidate | marks)) [[likely]]
                break;
            candidate = at.seen;
        }
        if (is_clean(at.seen) || !at.parent) [[likely]]
            return true;
        // [ET2] acquire-load <- [ET4, ET6]: the path was still linked after the guard was published
        return at.anchor->load(order::memory_order_acquire) == at.top;
    }

    /// From the root to the leaf of `key`, or to the edge without one; false if the way was lost.
    template <class Q, class Compare, class Position>
    static bool try_descend(link& head, Q const& key, Compare& compare, Position& at) {
        at.start(head.root_);
        while (look_down(at)) {
            if (at.seen == nullptr || is_leaf(at.seen))
                return true;
            at.step_over_routing_node();
            bool const left = cds::details::sign(compare(std::as_const(at.parent->m_Key), key)) > 0;
            if (left)
                at.turns_left(at.parent);
            at.down = left ? &at.parent->m_pLeft : &at.parent->m_pRight;
        }
        return false;
    }
    template <class Q, class Compare, class Position>
    static void descend(link& head, Q const& key, Compare compare, Position& at) {
        while (!try_descend(head, key, compare, at))
            ;
    }

    /// Whether there is an item equal to `key`: `at.seen`. Otherwise that is where it would be.
    template <class Q, class Compare, class Position>
    bool look(link& head, Q const& key, Compare compare, Position& at) const {
        while (!try_descend(head, key, compare, at))
            stat_.onSearchRetry();
        return at.seen != nullptr && !at.is_flagged() &&
               cds::details::sign(compare(std::as_const(item_of(at.seen)), key)) == 0;
    }
    bool report(bool found) const {
        found ? stat_.onFindSuccess() : stat_.onFindFailed();
        return found;
    }

    /// Whether the leaf of `key` is not below it, or there is none at all: it is the answer then.
    template <class Q, class Compare>
    static bool seek(link& head, Q const& key, Compare compare, seeker& at) {
        for (;;) {
            descend(head, key, compare, at);
            if (at.seen == nullptr)
                return true;
            if (cds::details::sign(compare(std::as_const(item_of(at.seen)), key)) < 0)
                return false;
            if (!at.is_flagged())
                return true;
            remove(at);
        }
    }

    /// A routing node until it is linked.
    class branch {
    public:
        explicit branch(stat& events) noexcept : events_(events) {}
        ~branch() {
            if (!made_)
                return;
            events_.onInternalNodeDeleted();
            router_disposer()(made_);
        }
        branch(branch const&) = delete;
        branch& operator=(branch const&) = delete;

        /// Leads to the two items, which differ.
        edge_value over(T& a, T& b) {
            if (!made_) {
                made_ = cds::details::Allocator<router, node_allocator>().New();
                events_.onInternalNodeCreated();
            }
            bool const ascends =
                cds::details::sign(key_comparator()(std::as_const(a), std::as_const(b))) < 0;
            key_extractor()(made_->m_Key, std::as_const(ascends ? b : a));
            // relaxed: still private; [ET3] publishes them
            made_->m_pLeft.store(to_leaf(ascends ? a : b), order::memory_order_relaxed);
            // relaxed: still private
            made_->m_pRight.store(to_leaf(ascends ? b : a), order::memory_order_relaxed);
            return to_router(made_);
        }
        void stays() noexcept { made_ = nullptr; }

    private:
        stat& events_;
        router* made_ = nullptr;
    };

    /// Links `value`, unless its key is there: `at.seen` is it then.
    template <class Retry>
    bool put(link& head, T& value, writer& at, Retry retry) {
        branch fresh(stat_);
        for (back_off wait;; wait()) {
            if (look(head, value, key_comparator(), at))
                return false;
            if (!is_clean(at.seen)) {
                must_reserve(at);
                help(at);
            } else if (link_new(value, fresh, at))
                return true;
            retry();
        }
    }
    bool link_new(T& value, branch& fresh, writer& at) {
        // Before it can be erased: the functors of insert and update see a guarded item.
        at.guards.publish(at.item_guard, std::addressof(value));
        bool const is_first = at.seen == nullptr;
        edge_value const grown = is_first ? to_leaf(value) : fresh.over(item_of(at.seen), value);
        intrusive::details::counted_in<item_counter> counted(counter_);
        bool const linked = graft(at, grown);
        if (linked)
            counted.stays();
        if (linked && !is_first)
            fresh.stays();
        return linked;
    }
    static bool graft(place const& at, edge_value grown) noexcept {
        edge_value expected = at.seen;
        // [ET3] release-CAS -> [ET1, ET5, ET7]: publishes the item, and the node that leads to it
        return at.down->compare_exchange_strong(expected, grown, order::memory_order_release,
                                                order::memory_order_relaxed);
    }

    /// Erases the leaf that is seen.
    static bool flag(place& at) noexcept {
        edge_value expected = at.seen;
        bool const erased =
            // [ET4] release-CAS -> [ET1, ET2]: what the eraser did before, for those who see it
            at.down->compare_exchange_strong(expected, at.seen | flagged,
                                             order::memory_order_release,
                                             order::memory_order_relaxed);
        if (erased)
            at.seen |= flagged;
        return erased;
    }

    static void must_reserve(place const& at) { policy::reserve(at.to_retire()); }

    /// Unlinks the erased `item`, or leaves it to others where retiring cannot be reserved.
    void tidy(link& head, T const& item, writer& at) {
        while (policy::try_reserve(at.to_retire())) {
            if (std::size_t const routers = unlink(at)) {
                count_deleted(routers - 1);
                return;
            }
            look(head, item, key_comparator(), at);
            if (at.seen == nullptr || std::addressof(item_of(at.seen)) != std::addressof(item))
                return;
        }
    }
    /// Unlinks what somebody else has erased.
    void help(writer& at) {
        if (std::size_t const routers = unlink(at)) {
            count_deleted(routers - 1);
            stat_.onHelpDelete();
        }
    }
    static void remove(seeker& at) {
        must_reserve(at);
        unlink(at);
    }
    void count_deleted(std::size_t routers) {
        for (; routers != 0; --routers)
            stat_.onInternalNodeDeleted();
    }

    /// Unlinks the path that ends with the marked edge `at.down`, for which retiring was reserved.
    /// Returns 0 if somebody else has changed something there, else 1 and the routing nodes that
    /// were unlinked.
    template <class Remover>
    static std::size_t unlink(Remover& at) {
        if (!at.parent) {
            bool const done = splice(*at.anchor, at.seen, edge_value());
            if (done)
                at.retire(std::addressof(item_of(at.seen)));
            return done ? 1 : 0;
        }
        edge& gone = at.is_flagged() ? *at.down : other_edge(*at.parent, at.down);
        edge_value const kept = tag(other_edge(*at.parent, &gone));
        if (!splice(*at.anchor, at.top, kept))
            return 0;
        retire_path(at, gone);
        return 1 + at.path;
    }
    static edge& other_edge(router& r, edge const* one) noexcept {
        return one == &r.m_pLeft ? r.m_pRight : r.m_pLeft;
    }

    /// What is behind an edge whose owner is guarded: it is built.
    static edge_value behind_edge(edge const& e) noexcept {
        // [ET7] acquire-load <- [ET3, ET6]: it is handed on, or disposed of
        return e.load(order::memory_order_acquire);
    }

    /// Tags an edge, and returns what is to be spliced in: where it leads, erased or not.
    static edge_value tag(edge& kept) noexcept {
        edge_value v = behind_edge(kept);
        while (!(v.bits() & tagged))
            // [ET5] acquire-CAS <- [ET3, ET6]: as [ET7]; those who see the tag go on with the
            // release sequence of who stored the edge
            if (kept.compare_exchange_weak(v, v | tagged, order::memory_order_acquire,
                                           order::memory_order_acquire))
                break;
        return v & (leaf | flagged);
    }

    static bool splice(edge& anchor, edge_value top, edge_value kept) noexcept {
        // [ET6] release-CAS -> [ET1, ET2, ET5, ET7]: hands on what is kept, and that the leaves of
        // the path are erased
        return anchor.compare_exchange_strong(top, kept, order::memory_order_release,
                                              order::memory_order_relaxed);
    }

    /// Retires the path and the leaves beside it (I5).
    template <class Remover>
    static void retire_path(Remover& at, edge const& gone) {
        router* r = router_of(at.top);
        while (r != at.parent) {
            edge_value const left = behind_edge(r->m_pLeft);
            edge_value const right = behind_edge(r->m_pRight);
            at.retire(std::addressof(item_of(is_leaf(left) ? left : right)));
            at.retire_router(std::exchange(r, router_of(is_leaf(left) ? right : left)));
        }
        at.retire(std::addressof(item_of(behind_edge(gone))));
        at.retire_router(r);
    }

    template <class Disposer>
    void drop_leaf(edge_value v, Disposer& dispose) {
        if (!(v.bits() & flagged))
            --counter_;
        dispose(std::addressof(item_of(v)));
    }
};

} // namespace ellen_bintree

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_STRUCTURES_TREE_NATARAJAN_MITTAL_H
