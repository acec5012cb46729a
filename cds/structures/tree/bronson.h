// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_TREE_BRONSON_H
#define CDSLIB_STRUCTURES_TREE_BRONSON_H

#include <cds/algo/atomicity.h>
#include <cds/algo/backoff_strategy.h>
#include <cds/algo/stat.h>
#include <cds/details/allocator.h>
#include <cds/details/concepts.h>
#include <cds/details/sign.h>
#include <cds/opt/compare.h>
#include <cds/structures/counted_in.h>
#include <cds/structures/options.h>
#include <cds/structures/reclaim.h>
#include <cds/structures/tree/relaxed_avl.h>
#include <cds/sync/injecting_monitor.h>
#include <cds/sync/spinlock.h>
#include <cds/urcu/options.h>
#include <cds/user_setup/allocator.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace cds::container {

/// Nodes, statistics and options of `BronsonAVLTreeMap`.
namespace bronson_avltree {

/// When the node and the value of a new key are made. False: under the lock of its parent, when it
/// is certain that they are needed. True: before the lock, so that nobody waits while they are
/// made; in vain if another thread inserts the key first.
template <bool Enable>
struct relaxed_insert {
    template <class Base>
    struct pack : Base {
        enum { relaxed_insert = Enable };
    };
};

#define CDS_BRONSON_AVLTREE_EVENTS(X)                          \
    X(m_nFindSuccess, onFindSuccess)                           \
    X(m_nFindFailed, onFindFailed)                             \
    X(m_nFindRetry, onFindRetry)                               \
    X(m_nFindWaitShrinking, onFindWaitShrinking)               \
    X(m_nInsertSuccess, onInsertSuccess)                       \
    X(m_nInsertFailed, onInsertFailed)                         \
    X(m_nRelaxedInsertFailed, onRelaxedInsertFailed)           \
    X(m_nInsertRetry, onInsertRetry)                           \
    X(m_nUpdateWaitShrinking, onUpdateWaitShrinking)           \
    X(m_nUpdateRetry, onUpdateRetry)                           \
    X(m_nUpdateRootWaitShrinking, onUpdateRootWaitShrinking)   \
    X(m_nUpdateSuccess, onUpdateSuccess)                       \
    X(m_nUpdateUnlinked, onUpdateUnlinked)                     \
    X(m_nRemoveSuccess, onRemoveSuccess)                       \
    X(m_nRemoveFailed, onRemoveFailed)                         \
    X(m_nRemoveRetry, onRemoveRetry)                           \
    X(m_nRemoveWaitShrinking, onRemoveWaitShrinking)           \
    X(m_nRemoveRootWaitShrinking, onRemoveRootWaitShrinking)   \
    X(m_nExtractSuccess, onExtractSuccess)                     \
    X(m_nExtractFailed, onExtractFailed)                       \
    X(m_nMakeRoutingNode, onMakeRoutingNode)                   \
    X(m_nDisposedNode, onDisposeNode)                          \
    X(m_nDisposedValue, onDisposeValue)                        \
    X(m_nExtractedValue, onExtractValue)                       \
    X(m_nRightRotation, onRotateRight)                         \
    X(m_nLeftRotation, onRotateLeft)                           \
    X(m_nLeftRightRotation, onRotateLeftOverRight)             \
    X(m_nRightLeftRotation, onRotateRightOverLeft)             \
    X(m_nRotateAfterRightRotation, onRotateAfterRightRotation) \
    X(m_nRemoveAfterRightRotation, onRemoveAfterRightRotation) \
    X(m_nDamageAfterRightRotation, onDamageAfterRightRotation) \
    X(m_nRotateAfterLeftRotation, onRotateAfterLeftRotation)   \
    X(m_nRemoveAfterLeftRotation, onRemoveAfterLeftRotation)   \
    X(m_nDamageAfterLeftRotation, onDamageAfterLeftRotation)   \
    X(m_nRotateAfterRLRotation, onRotateAfterRLRotation)       \
    X(m_nRemoveAfterRLRotation, onRemoveAfterRLRotation)       \
    X(m_nRotateAfterLRRotation, onRotateAfterLRRotation)       \
    X(m_nRemoveAfterLRRotation, onRemoveAfterLRRotation)       \
    X(m_nInsertRebalanceReq, onInsertRebalanceRequired)        \
    X(m_nRemoveRebalanceReq, onRemoveRebalanceRequired)

/// The events of libcds's tree. Those that tell its ways of waiting and of rotating apart do not
/// happen here: `...Root...`, `...After...`, `...RebalanceReq`.
template <class Counter = cds::atomicity::event_counter>
struct stat {
    CDS_STAT_MEMBERS(stat, event_counter, Counter, CDS_BRONSON_AVLTREE_EVENTS)

    void onRemove(bool done) { done ? onRemoveSuccess() : onRemoveFailed(); }
    void onExtract(bool done) { done ? onExtractSuccess() : onExtractFailed(); }
};
/// Counts nothing.
struct empty_stat {
    CDS_EMPTY_STAT_MEMBERS(CDS_BRONSON_AVLTREE_EVENTS)
    void onRemove(bool) const noexcept {}
    void onExtract(bool) const noexcept {}
};

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// The order of the keys: `compare`, else by `less`, else by `std::less<Key>`.
    using compare = opt::none;
    using less = opt::none;
    /// For nodes, each of which has a key.
    using node_allocator = CDS_DEFAULT_ALLOCATOR;
    /// For the values of a map that owns them.
    using allocator = CDS_DEFAULT_ALLOCATOR;
    /// What happens to an erased value that was the user's, when nobody looks at it any more.
    using disposer = intrusive::opt::v::delete_disposer<>;
    /// How nodes are locked.
    using sync_monitor = cds::sync::injecting_monitor<cds::sync::spin>;
    /// See the option of this name.
    static constexpr bool relaxed_insert = false;
    using item_counter = cds::atomicity::empty_item_counter;
    using memory_model = opt::v::relaxed_ordering;
    using stat = empty_stat;
    /// What to do after losing a race for a node.
    using back_off = cds::backoff::empty;
    using rcu_check_deadlock = opt::v::rcu_throw_deadlock;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace bronson_avltree

namespace details {

/// The algorithm: a balanced tree of nodes with locks, whose readers take none.
///
///   algorithm      N. Bronson, J. Casper, H. Chafi, K. Olukotun, "A practical concurrent binary
///                  search tree", PPoPP 2010. A node has a version, which changes when a rotation
///                  takes keys away from below it. Who goes down reads a node's version, then its
///                  link, then the version again: if that is the same, the key belongs below the
///                  link. What changes a node locks it. A node that is erased and has two children
///                  stays, without a value, as a *routing node*; with one child or none it is
///                  unlinked. Who has changed a height mends what is out of balance above it
///   progress       look-ups take no lock, and wait for nothing but a rotation that another thread
///                  is in the middle of. All else waits for locks. They are taken downward, a
///                  node's after its parent's or as the first, which excludes deadlock
///   guards         2 on the way down: the last node and its child. A third for the way up, a
///                  fourth for the value that is taken out
///   locks          insert: the parent; erase, find with a functor: the node; a repair: the parent,
///                  the node, and below it the child and grandchild that change places
///   linearizes at  insert [AV1] of a new node, [BR5] in a routing node; update of a value that is
///                  the user's [BR5], of another under the lock; erase, extract, the first and the
///                  last [BR6]; found and not found: [BR4] or [AV3] of the value, or where there is
///                  no node the [BR1] that found no child
///   invariants     I1  keys are in order, and no rotation changes their order
///                  I2  the keys that belong below a node become fewer only while its version is
///                      marked as shrinking; a node that is unlinked keeps its links
///                  I3  a link is written under the lock of its node; a node that gets another
///                      parent gets it under the locks of both
///                  I4  before a node is retired its version says that it is unlinked, and no
///                      link of a node that is not unlinked leads to it, neither downward nor
///                      upward. Who changes such a link has a lock then that whoever unlinks the
///                      node later has had: all that happened before the retiring
///                  I5  a guard came in time if, when it is published, the link still holds what
///                      it guards, and the version of the link's node does not say unlinked. For
///                      what a scan that missed the guard was told of happened before it, and is
///                      seen after the guard's fence: by I4 that would be another link, or the
///                      version. So a walk reads [BR1] again, and the version. On the way up the
///                      node's lock stands for the version; and a value leaves its node before
///                      that is unlinked
///                  I6  who has changed a node owes a look at it, and at nothing else: a repair
///                      leaves nothing out of order but one parent, at which its thread looks
///                      next. Who rotates or unlinks a node takes over what others owe it
///   departs        The paper's threads are kept alive by a collector of garbage. Here they guard,
///                  and where a version has changed they begin at the root instead of going back
///                  to where it had not: the nodes behind them have no guard. Erasing makes a
///                  routing node first and lets the repair unlink it, so that there is one place
///                  for that. A double rotation is two single ones. A repair keeps its locks until
///                  all that it put out of order below the parent is in order again, where the
///                  paper leaves the lowest node for its next step and may then stop below another
///
/// Over RCU the section stands for the paper's collector: what a walk comes to by a link, if the
/// version of the link's node says then that it is not unlinked, is there until the section ends.
/// So [BR1] is not read again before the child is looked at, only, as in the paper, before the
/// walk goes down to it.
///
/// The least key is the first node in the order of the tree: that is the one without a left child
/// where a walk to the left ends, as long as its version is what the walk saw (I1). So the first
/// and the last are taken in one step.
template <class GC, class Key, class V, class Disposer, class Traits>
class bronson_tree
    : relaxed_avl<GC, bronson_avltree::link_node<V, typename Traits::sync_monitor>, Traits> {
    static_assert(intrusive::details::reclaims_erased<GC>,
                  "the GC of a BronsonAVLTreeMap must be a policy: cds::gc::DHP, HP or their like");
    static_assert(concepts::waiting<typename Traits::back_off>,
                  "a back-off must be default-constructible and callable without arguments");

    using link_node = bronson_avltree::link_node<V, typename Traits::sync_monitor>;
    using node_type = bronson_avltree::node<Key, V, typename Traits::sync_monitor>;
    using base = relaxed_avl<GC, link_node, Traits>;
    using typename base::node_lock;
    using typename base::order;
    using typename base::policy;
    using typename base::version_type;
    using base::child_of;
    using base::has_both_children;
    using base::is_unlinked;
    using base::most_unlinked;
    using base::place_of;
    using base::set_child;
    using base::value_in;
    using base::version_of;

public:
    using gc = GC;
    using key_type = Key;
    using traits = Traits;
    using key_comparator = typename opt::details::make_comparator<key_type, traits>::type;
    using item_counter = typename traits::item_counter;
    using memory_model = typename base::order;
    using node_allocator_type = typename traits::node_allocator;
    using stat = typename traits::stat;
    using back_off = typename traits::back_off;
    using sync_monitor = typename traits::sync_monitor;
    using rcu_check_deadlock = typename traits::rcu_check_deadlock;
    /// What `get` returns: a value, guarded.
    using guarded_ptr = typename policy::template guarded_ptr<V>;
    /// What `get` of a const map returns.
    using const_guarded_ptr = typename policy::template guarded_ptr<V, V const>;
    /// What `extract` returns.
    using exempt_ptr = typename policy::template extracted_ptr<V>;
    /// libcds's name for what an operation is over RCU.
    using rcu_lock = typename policy::section;

    /// Guards that one operation takes at most.
    static constexpr std::size_t c_nHazardPtrCount = 4;
    static constexpr bool c_bRelaxedInsert = traits::relaxed_insert;
    static constexpr bool c_bExtractLockExternal = false;
    /// Whether `size()` says anything: with `atomicity::empty_item_counter` it is always 0.
    static constexpr bool counts_items =
        !std::is_same_v<item_counter, cds::atomicity::empty_item_counter>;

    bronson_tree() = default;
    bronson_tree(bronson_tree const&) = delete;
    bronson_tree& operator=(bronson_tree const&) = delete;
    ~bronson_tree() {
        static_assert(concepts::disposer<Disposer, V>,
                      "a disposer must be default-constructible and callable with a V*: it carries "
                      "no state, and may run later and on another thread");
        unsafe_clear();
    }

    /// Whether there is no node. A node without a value that another thread is about to unlink
    /// counts. O(1), wait-free.
    [[nodiscard]] bool empty() const noexcept {
        // [BR2] acquire-load <- [AV1]: what the last eraser did
        return top_.m_pChild[right].load(order::memory_order_acquire) == nullptr;
    }
    [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::size_t>(counter_); }
    stat const& statistics() const noexcept { return stat_; }
    /// What locks the nodes.
    sync_monitor& monitor() noexcept { return monitor_; }
    sync_monitor const& monitor() const noexcept { return monitor_; }

    /// Erases what is the first, again and again, until there is nothing. It is no single
    /// operation: what others insert meanwhile may stay.
    void clear() {
        while (take_end(first_end, ignore, when_clearing())) {}
    }

    /// Whether the tree is sound: its keys are in order and its links consistent, and the sides of
    /// no node differ in height by more than one. `f(level, left_height, right_height)` is called
    /// for each node of which the last is untrue. O(n). No other thread may be inside.
    template <class F>
    bool check_consistency(F f) const {
        link_node const* last = nullptr;
        bool sound = true;
        check_below(top_, right, 1, last, sound, f);
        return sound;
    }
    bool check_consistency() const {
        return check_consistency([](std::size_t, std::size_t, std::size_t) {});
    }

protected:
    using base::monitor_;
    using base::stat_;
    using base::top_;

    // For take_end().
    static constexpr unsigned first_end = left;
    static constexpr unsigned last_end = right;

    /// Stands in for a functor.
    static constexpr auto ignore = [](auto const&...) {};

    // What an operation counts: that it begins again at the root, that it waits for a rotation,
    // and whether it has taken a value out.
    struct when_finding {
        static void retry(stat& s) { s.onFindRetry(); }
        static void wait(stat& s) { s.onFindWaitShrinking(); }
    };
    struct when_updating {
        static void retry(stat& s) { s.onUpdateRetry(); }
        static void wait(stat& s) { s.onUpdateWaitShrinking(); }
    };
    struct when_clearing {
        static void retry(stat& s) { s.onRemoveRetry(); }
        static void wait(stat& s) { s.onRemoveWaitShrinking(); }
        static void done(stat& s, bool) { s.onDisposeValue(); }
    };
    struct when_erasing : when_clearing {
        static void done(stat& s, bool erased) {
            s.onRemove(erased);
            if (erased)
                s.onDisposeValue();
        }
    };
    struct when_extracting_end : when_clearing {
        static void done(stat& s, bool extracted) {
            s.onExtract(extracted);
            if (extracted)
                s.onExtractValue();
        }
    };
    struct when_extracting : when_clearing {
        static void done(stat& s, bool extracted) {
            s.onRemove(extracted);
            when_extracting_end::done(s, extracted);
        }
    };

    /// Inserts what `source` has, or shows it what is there:
    ///
    ///   prepare()      makes what can be made before it is certain that the key is new
    ///   value(key)     the value that is to be inserted; it is certain now
    ///   inserted()     the value is the tree's
    ///   present(key, there)   the value that takes the place of `there`, or `there` itself
    ///
    /// All but prepare() are called under the lock of the node, or of its parent. `changes` says
    /// whether present() does anything, `replaces` whether it may return another value.
    template <class Q, class Source>
    std::pair<bool, bool> put(Q&& key, Source&& source, bool may_insert) {
        writer at;
        scoped_node fresh;
        for (back_off wait;; wait()) {
            if (find_place(key, fresh, at)) {
                if (auto const done = put_into(node_of(*at.child), source, may_insert, at))
                    return *done;
                stat_.onUpdateUnlinked();
            } else {
                if (!may_insert)
                    return {false, false};
                if (link_new(std::forward<Q>(key), source, fresh, at)) {
                    this->restore(at.node, at.child_guard, at);
                    return {true, true};
                }
                if (c_bRelaxedInsert)
                    stat_.onRelaxedInsertFailed();
                stat_.onInsertRetry();
            }
        }
    }

    /// Erases the value of `key`; then `f(key, value)`. Returns the value, guarded.
    template <class Q, class Compare, class F, class Events>
    guarded_ptr take(Q const& key, Compare compare, F&& f, Events events) {
        writer at;
        if (walk(key, compare, at, events)) {
            // A node that was unlinked since has no value: the key was absent then.
            take_value(*at.child, at, [] { return true; });
            if (at.value != nullptr)
                return taken(*at.child, at.node_guard, at, f, events);
        }
        if (at.node != &top_ || at.child != nullptr) // as libcds, an empty tree counts nothing
            events.done(stat_, false);
        return guarded_ptr();
    }

    /// Erases the first value, or the last; then `f(key, value)`. Returns the value, guarded.
    template <class F, class Events>
    guarded_ptr take_end(unsigned end, F&& f, Events events) {
        writer at;
        for (back_off wait;; wait()) {
            walk(end, [](unsigned e, auto const&) { return e == first_end ? -1 : 1; }, at, events);
            if (at.node == &top_)
                return guarded_ptr();
            link_node& n = *at.node;
            bool const still_the_end =
                take_value(n, at, [&] { return version_of(n) == at.version && !child_of(n, end); });
            if (still_the_end && at.value != nullptr)
                return taken(n, at.child_guard, at, f, events);
            if (still_the_end) // nothing but the way to others
                this->restore(&n, at.child_guard, at);
            events.retry(stat_);
        }
    }

    /// Calls `f(key, value)` for the value of `key`, under the lock of its node.
    template <class Q, class Compare, class F>
    bool find_value(Q const& key, Compare compare, F&& f) const {
        reader<2> at;
        if (!walk(key, compare, at, when_finding()))
            return report_found(false);
        node_type& n = node_of(*at.child);
        node_lock const own(monitor_, n);
        V* const value = value_in(n);
        if (value)
            f(n.m_key, *value);
        return report_found(value != nullptr);
    }

    template <class Q, class Compare>
    bool has(Q const& key, Compare compare) const {
        reader<2> at;
        return report_found(walk(key, compare, at, when_finding()) && has_value(*at.child));
    }

    /// The value of `key`, guarded; empty if there is none.
    template <class Q, class Compare>
    guarded_ptr value_of(Q const& key, Compare compare) const {
        reader<3> at;
        V* const value = walk(key, compare, at, when_finding())
                             ? this->guard(at.guards, at.spare_guard, at.child->m_pValue)
                             : nullptr;
        if (!report_found(value != nullptr))
            return guarded_ptr();
        return policy::hold(at.guards, at.spare_guard, *value);
    }

    /// Disposes of everything. No other thread may be inside; without memory for retiring them
    /// values are disposed of at once.
    void unsafe_clear() {
        for (link_node* n = &top_;;) {
            link_node* const l = child_of(*n, left);
            if (link_node* const below = l ? l : child_of(*n, right)) {
                n = below;
                continue;
            }
            if (n == &top_)
                return;
            // relaxed: nobody else is inside
            link_node* const parent = n->m_pParent.load(order::memory_order_relaxed);
            set_child(*parent, place_of(*n, *parent), nullptr);
            if (V* const value = value_in(*n)) {
                dispose_quiescent(value);
                --counter_;
            }
            node_disposer()(n);
            n = parent;
        }
    }

private:
    using node_allocator = cds::details::Allocator<node_type, typename traits::node_allocator>;

    struct node_disposer {
        void operator()(link_node* n) const { node_allocator().Delete(&node_of(*n)); }
    };
    using scoped_node = std::unique_ptr<node_type, node_disposer>;

    /// Where a walk is: a node, what it was like, and the side that the key is on.
    template <std::size_t Guards>
    struct reader {
        /// Whether a walk reads a link again when what it leads to is guarded.
        static constexpr bool looks_twice = policy::guards;

        link_node* node = nullptr;
        link_node* child = nullptr; // null, or equal to the key
        version_type version = 0;
        unsigned side = right;
        std::size_t node_guard = 0;
        std::size_t child_guard = 1;
        static constexpr std::size_t spare_guard = 2;
        [[no_unique_address]] typename policy::section section;
        typename policy::template guard_array<Guards> guards;

        void begin(link_node& top) noexcept {
            node = &top;
            version = 0;
            side = right;
        }
        void go_down(link_node& to, version_type seen, unsigned s) noexcept {
            node = &to;
            version = seen;
            side = s;
            std::swap(node_guard, child_guard);
        }
    };
    /// What an operation holds that changes something. What it unlinked is retired when the
    /// section has ended: members are destroyed from the last to the first.
    struct retiring : private policy::lease {
        [[no_unique_address]] typename policy::template deferred<node_disposer> retire_node;
        [[no_unique_address]] typename policy::template deferred<Disposer> retire_value;
    };
    struct writer : retiring, reader<c_nHazardPtrCount> {
        static constexpr std::size_t value_guard = 3;
        V* value = nullptr; // that was taken out
        bool is_routing = false;
    };

    enum class seen { on_the_way, found, absent, lost };

    static node_type& node_of(link_node& n) noexcept { return static_cast<node_type&>(n); }
    static node_type const& node_of(link_node const& n) noexcept {
        return static_cast<node_type const&>(n);
    }

    /// To the node equal to `key`, or to the place of a new one. `fresh`, if it is made already,
    /// has the key, which may have been moved into it.
    template <class Q>
    bool find_place(Q const& key, scoped_node const& fresh, writer& at) const {
        if (c_bRelaxedInsert && fresh) [[unlikely]]
            return walk(fresh->m_key, key_comparator(), at, when_updating());
        return walk(key, key_comparator(), at, when_updating());
    }

    /// From the root to the node equal to `key`, which is `at.child` then; or to the link that a
    /// node with this key would be in: that of `at.node` on `at.side`.
    template <class Q, class Compare, class Position, class Events>
    bool walk(Q const& key, Compare compare, Position& at, Events events) const {
        for (;;) {
            at.begin(const_cast<link_node&>(top_));
            seen what;
            do
                what = look_at_one(key, compare, at, events);
            while (what == seen::on_the_way);
            if (what != seen::lost) [[likely]]
                return what == seen::found;
            events.retry(stat_);
        }
    }
    template <class Q, class Compare, class Position, class Events>
    seen look_at_one(Q const& key, Compare& compare, Position& at, Events events) const {
        link_node* const child = child_in_sight(at);
        if (child)
            at.guards.publish(at.child_guard, child);
        bool const linked = !Position::looks_twice || child_in_sight(at) == child;
        if (!is_as_seen(at)) [[unlikely]]
            return seen::lost;
        at.child = child;
        if (!linked) [[unlikely]]
            return seen::on_the_way;
        if (!child)
            return seen::absent;
        // Now the child is guarded (I5).
        int const comparison = cds::details::sign(compare(key, node_of(*child).m_key));
        if (comparison == 0)
            return seen::found;
        // [BR3] acquire-load <- [AV4, AV5]: the links that a rotation left, or an unlinking
        version_type const version = child->m_nVersion.load(order::memory_order_acquire);
        if (version & link_node::shrinking) [[unlikely]] {
            wait_for_rotation(*child, version, events);
            return seen::on_the_way;
        }
        if (version == link_node::unlinked || child_in_sight(at) != child) [[unlikely]]
            return seen::on_the_way;
        if (!is_as_seen(at)) [[unlikely]]
            return seen::lost;
        at.go_down(*child, version, comparison < 0 ? left : right);
        return seen::on_the_way;
    }
    template <class Position>
    static link_node* child_in_sight(Position const& at) noexcept {
        // [BR1] acquire-load <- [AV1]: the child is built; a rotation that put it there has marked
        // its node before, which is_as_seen() finds out
        return at.node->m_pChild[at.side].load(order::memory_order_acquire);
    }
    /// Whether the node of the walk still has the version that the walk came with.
    template <class Position>
    static bool is_as_seen(Position const& at) noexcept {
        // relaxed: read after a link, which shows the mark of the rotation that changed it, [BR1]
        return at.node->m_nVersion.load(order::memory_order_relaxed) == at.version;
    }

    template <class Events>
    void wait_for_rotation(link_node const& n, version_type version, Events events) const {
        events.wait(stat_);
        cds::backoff::LockDefault wait;
        do
            wait();
        // relaxed: [BR3] reads it again
        while (n.m_nVersion.load(order::memory_order_relaxed) == version);
    }

    static bool has_value(link_node const& n) noexcept {
        // [BR4] acquire-load <- [BR5, BR6]: the value is built; what its eraser did before
        return n.m_pValue.load(order::memory_order_acquire) != nullptr;
    }

    /// Puts the value into a node that has the key already; nothing if that is unlinked.
    template <class Source>
    std::optional<std::pair<bool, bool>> put_into(node_type& n, Source& source, bool may_insert,
                                                  writer& at) {
        if constexpr (!Source::changes)
            if (has_value(n)) { // who merely looks does not write to the lock
                stat_.onInsertFailed();
                return std::pair(true, false);
            }
        if constexpr (Source::replaces)
            policy::reserve(1); // before the lock: a scan may dispose, and disposers use maps
        V* replaced = nullptr;
        {
            node_lock const own(monitor_, n);
            if (is_unlinked(n))
                return std::nullopt;
            V* const there = value_in(n);
            if (!there)
                return std::pair(may_insert, may_insert && fill(n, source));
            V* const now = source.present(n.m_key, *there);
            if (now != there) {
                replaced = there;
                set_value(n, now);
            }
        }
        if (replaced) {
            at.retire_value(replaced);
            stat_.onDisposeValue();
        }
        Source::changes ? stat_.onUpdateSuccess() : stat_.onInsertFailed();
        return std::pair(true, false);
    }
    /// Gives a node a value that has none.
    template <class Source>
    bool fill(node_type& n, Source& source) {
        intrusive::details::counted_in<item_counter> counted(counter_);
        set_value(n, source.value(n.m_key));
        source.inserted();
        counted.stays();
        stat_.onInsertSuccess();
        return true;
    }
    static void set_value(node_type& n, V* value) noexcept {
        // [BR5] release-store -> [AV3, BR4]: the value is built
        n.m_pValue.store(value, order::memory_order_release);
    }

    /// Links a node for `key` where the walk has found none; false if there is another by now.
    template <class Q, class Source>
    bool link_new(Q&& key, Source& source, scoped_node& fresh, writer& at) {
        auto const make = [&] {
            if (!fresh)
                fresh.reset(node_allocator().MoveNew(std::forward<Q>(key)));
        };
        if constexpr (c_bRelaxedInsert) {
            source.prepare();
            make();
        }
        node_lock const before(monitor_, *at.node);
        if (version_of(*at.node) != at.version || child_of(*at.node, at.side))
            return false;
        make();
        fill(*fresh, source);
        set_child(*at.node, at.side, fresh.release());
        return true;
    }

    /// Takes the value out of `n`, if there is one: it is `at.value` then, and guarded. False: `n`
    /// has changed, as `still()` says under its lock.
    template <class Still>
    bool take_value(link_node& n, writer& at, Still still) {
        policy::reserve(1 + most_unlinked); // before the lock: a scan may dispose
        {
            node_lock const own(monitor_, n);
            if (!still())
                return false;
            at.value = value_in(n);
            if (at.value == nullptr)
                return true;
            at.guards.publish(at.value_guard, at.value);
            at.is_routing = has_both_children(n);
            // [BR6] release-store -> [AV3, BR4]: what the eraser did before
            n.m_pValue.store(nullptr, order::memory_order_release);
        }
        --counter_;
        at.retire_value(at.value);
        return true;
    }
    /// Goes on when the value of `n` is taken. `free_guard` guards what is needed no more.
    template <class F, class Events>
    guarded_ptr taken(link_node& n, std::size_t free_guard, writer& at, F& f, Events events) {
        events.done(stat_, true);
        if (at.is_routing)
            stat_.onMakeRoutingNode();
        else
            this->restore(&n, free_guard, at);
        f(std::as_const(node_of(n).m_key), *at.value);
        return policy::hold(at.guards, at.value_guard, *at.value);
    }

    bool report_found(bool found) const {
        found ? stat_.onFindSuccess() : stat_.onFindFailed();
        return found;
    }

    static void dispose_quiescent(V* value) {
        if (policy::make_room(1))
            policy::template retire<Disposer>(value);
        else
            Disposer()(value);
    }

    /// The height of what is below `n` on side `s`; `last` is the node before it in order.
    template <class F>
    static std::size_t check_below(link_node const& n, unsigned s, std::size_t level,
                                   link_node const*& last, bool& sound, F& f) {
        link_node const* const child = child_of(n, s);
        if (!child)
            return 0;
        std::size_t const l = check_below(*child, left, level + 1, last, sound, f);
        // relaxed: nobody else is inside
        if (child->m_pParent.load(order::memory_order_relaxed) != &n)
            sound = false;
        if (last && key_comparator()(node_of(*last).m_key, node_of(*child).m_key) >= 0)
            sound = false;
        last = child;
        std::size_t const r = check_below(*child, right, level + 1, last, sound, f);
        if (l > r + 1 || r > l + 1) {
            sound = false;
            f(level, l, r);
        }
        return 1 + (l > r ? l : r);
    }

    item_counter counter_;
};

} // namespace details
} // namespace cds::container

#endif // #ifndef CDSLIB_STRUCTURES_TREE_BRONSON_H
