// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_LIST_SKIP_H
#define CDSLIB_STRUCTURES_LIST_SKIP_H

#include <cds/algo/atomic.h>
#include <cds/algo/backoff_strategy.h>
#include <cds/details/allocator.h>
#include <cds/details/marked_ptr.h>
#include <cds/details/sign.h>
#include <cds/opt/compare.h>
#include <cds/structures/counted_in.h>
#include <cds/structures/hooks.h>
#include <cds/structures/list/level_generators.h>
#include <cds/structures/list/marked_place.h>
#include <cds/structures/stat.h>
#include <cds/structures/structure.h>
#include <cds/urcu/options.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace cds::intrusive {

namespace details {
template <class Chain, bool Const>
class chain_iterator;
}

/// Nodes, statistics and options of `SkipListSet`.
namespace skip_list {

/// What an object of a skip list carries: its link at the lowest level, and a tower of links for
/// the levels above. The mark in a link says that the object is being erased; at the lowest level,
/// that it is erased.
template <class GC, class Tag = opt::none>
struct node {
    using gc = GC;
    using tag = Tag;
    using marked_ptr = cds::details::marked_ptr<node, 1>;
    using atomic_marked_ptr = atomics::atomic<marked_ptr>;
    using tower_item_type = atomic_marked_ptr;

    atomic_marked_ptr m_pNext;

    /// Gives the node `height` levels, whose links above the lowest are at `tower`.
    void make_tower(unsigned height, atomic_marked_ptr* tower) noexcept {
        tower_ = tower;
        height_ = height;
    }
    /// Leaves the node one level, and returns its tower.
    atomic_marked_ptr* release_tower() noexcept {
        height_ = 1;
        return std::exchange(tower_, nullptr);
    }
    atomic_marked_ptr* get_tower() const noexcept { return tower_; }
    bool has_tower() const noexcept { return tower_ != nullptr; }

    unsigned height() const noexcept { return height_; }
    /// The links that are behind the node, where the two are one allocation.
    std::size_t shape() const noexcept { return height_ - 1; }

    atomic_marked_ptr& next(unsigned level) noexcept {
        return level == 0 ? m_pNext : tower_[level - 1];
    }
    atomic_marked_ptr const& next(unsigned level) const noexcept {
        return const_cast<node&>(*this).next(level);
    }
    atomic_marked_ptr& operator[](unsigned level) noexcept { return next(level); }
    atomic_marked_ptr const& operator[](unsigned level) const noexcept { return next(level); }

    /// Leaves the node no link and no tower.
    void clear() noexcept {
        (void)release_tower();
        // relaxed: whoever clears a node has it for himself
        m_pNext.store(marked_ptr(), atomics::memory_order_relaxed);
    }
    bool is_cleared() const noexcept {
        // relaxed: whoever asks has the node for himself
        return m_pNext.load(atomics::memory_order_relaxed) == nullptr && !has_tower();
    }

    /// Before the node is linked: each level that it may be linked at is a reference to it, and so
    /// is the inserter, who links the upper ones; where there are none he has none.
    void refer() noexcept {
        // relaxed: still private; [SK4] publishes it
        references_.store(height_ == 1 ? 1 : height_ + 1, atomics::memory_order_relaxed);
    }
    /// Gives `levels` references back; true for the last ones: the node is linked nowhere then, and
    /// nobody is going to link it.
    bool level_unlinked(unsigned levels = 1) noexcept {
        // [SK7] acq_rel-fetch_sub <-> [SK7]: that the node left the other levels
        return references_.fetch_sub(levels, atomics::memory_order_acq_rel) == levels;
    }

    // Nobody else's business, and public all the same: a member hook is found by `offsetof`, which
    // asks that data are all public or all private.
    atomic_marked_ptr* tower_ = nullptr;
    unsigned height_ = 1;
    atomics::atomic<unsigned> references_{0};
};

/// What hooks.h must know of these nodes.
struct hook_family {
    struct default_hook {
        using gc = intrusive::details::undefined_gc;
        using tag = opt::none;
    };
    template <class Options>
    using node = skip_list::node<typename Options::gc, typename Options::tag>;
};

template <class... Options>
using base_hook = intrusive::details::base_hook<hook_family, Options...>;
template <std::size_t MemberOffset, class... Options>
using member_hook = intrusive::details::member_hook<hook_family, MemberOffset, Options...>;
template <class NodeTraits, class... Options>
using traits_hook = intrusive::details::traits_hook<hook_family, NodeTraits, Options...>;

/// Where the towers of nodes come from that are not made with their node.
CDS_TYPE_OPTION(internal_node_builder);

#define CDS_SKIP_LIST_EVENTS(X)                            \
    X(m_nInsertSuccess, onInsertSuccess)                   \
    X(m_nInsertFailed, onInsertFailed)                     \
    X(m_nInsertRetries, onInsertRetry)                     \
    X(m_nUpdateExist, onUpdateExist)                       \
    X(m_nUpdateNew, onUpdateNew)                           \
    X(m_nUnlinkSuccess, onUnlinkSuccess)                   \
    X(m_nUnlinkFailed, onUnlinkFailed)                     \
    X(m_nEraseSuccess, onEraseSuccess)                     \
    X(m_nEraseFailed, onEraseFailed)                       \
    X(m_nEraseRetry, onEraseRetry)                         \
    X(m_nFindFastSuccess, onFindFastSuccess)               \
    X(m_nFindFastFailed, onFindFastFailed)                 \
    X(m_nFindSlowSuccess, onFindSlowSuccess)               \
    X(m_nFindSlowFailed, onFindSlowFailed)                 \
    X(m_nRenewInsertPosition, onRenewInsertPosition)       \
    X(m_nLogicDeleteWhileInsert, onLogicDeleteWhileInsert) \
    X(m_nRemoveWhileInsert, onRemoveWhileInsert)           \
    X(m_nFastErase, onFastErase)                           \
    X(m_nFastExtract, onFastExtract)                       \
    X(m_nSlowErase, onSlowErase)                           \
    X(m_nSlowExtract, onSlowExtract)                       \
    X(m_nExtractSuccess, onExtractSuccess)                 \
    X(m_nExtractFailed, onExtractFailed)                   \
    X(m_nExtractRetries, onExtractRetry)                   \
    X(m_nExtractMinSuccess, onExtractMinSuccess)           \
    X(m_nExtractMinFailed, onExtractMinFailed)             \
    X(m_nExtractMinRetries, onExtractMinRetry)             \
    X(m_nExtractMaxSuccess, onExtractMaxSuccess)           \
    X(m_nExtractMaxFailed, onExtractMaxFailed)             \
    X(m_nExtractMaxRetries, onExtractMaxRetry)             \
    X(m_nEraseWhileFind, onEraseWhileFind)                 \
    X(m_nExtractWhileFind, onExtractWhileFind)             \
    X(m_nMarkFailed, onMarkFailed)                         \
    X(m_nEraseContention, onEraseContention)

/// The events of libcds's skip list. What is unlinked or extracted by its key counts as erased, a
/// look-up as fast; the events that tell libcds's ways of erasing apart do not happen here.
template <class EventCounter = cds::atomicity::event_counter>
struct stat {
    CDS_STAT_EVENTS(event_counter, EventCounter, CDS_SKIP_LIST_EVENTS)
    /// How many nodes of each height came and went.
    event_counter m_nNodeHeightAdd[c_nHeightLimit];
    event_counter m_nNodeHeightDel[c_nHeightLimit];

    void onAddNode(unsigned height) { ++m_nNodeHeightAdd[height - 1]; }
    void onRemoveNode(unsigned height) { ++m_nNodeHeightDel[height - 1]; }

    void reset() {
        CDS_SKIP_LIST_EVENTS(CDS_STAT_RESET_)
        for (unsigned i = 0; i != c_nHeightLimit; ++i) {
            m_nNodeHeightAdd[i].reset();
            m_nNodeHeightDel[i].reset();
        }
    }
    stat& operator+=(stat const& other) {
        CDS_SKIP_LIST_EVENTS(CDS_STAT_ADD_)
        for (unsigned i = 0; i != c_nHeightLimit; ++i) {
            m_nNodeHeightAdd[i] += static_cast<std::size_t>(other.m_nNodeHeightAdd[i]);
            m_nNodeHeightDel[i] += static_cast<std::size_t>(other.m_nNodeHeightDel[i]);
        }
        return *this;
    }
};

struct empty_stat {
    CDS_EMPTY_STAT_MEMBERS(CDS_SKIP_LIST_EVENTS)
    void onAddNode(unsigned) const noexcept {}
    void onRemoveNode(unsigned) const noexcept {}
};

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// How high towers are; its `c_nUpperBound`, at most 32, is the number of levels.
    using random_level_generator = turbo32;
    /// For towers.
    using allocator = CDS_DEFAULT_ALLOCATOR;
    /// Where an object keeps its node; `opt::gc` must be given.
    using hook = base_hook<>;
    /// The order: `compare`, else by `less`, else by `std::less<T>`.
    using compare = opt::none;
    using less = opt::none;
    /// What happens to an erased object when nobody looks at it any more.
    using disposer = opt::v::empty_disposer;
    using stat = empty_stat;
    using item_counter = cds::atomicity::empty_item_counter;
    using memory_model = opt::v::relaxed_ordering;
    /// What to do after losing a race for a link.
    using back_off = cds::backoff::Default;
    using rcu_check_deadlock = opt::v::rcu_throw_deadlock;
    using internal_node_builder = opt::none;
    static constexpr opt::link_check_type link_checker = opt::debug_check_link;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

/// Builds the tower of a node that has none when it is inserted, and takes towers down. A tower
/// that a node comes with must be from `Alloc` as well.
template <class Node, class Generator, class Alloc>
struct tower_builder {
    static void build(Node* n) {
        unsigned const height = details::random_height<Generator>();
        n->make_tower(height, height > 1 ? allocator().NewArray(height - 1) : nullptr);
    }
    static void dispose(Node* n) {
        unsigned const height = n->height();
        if (auto* const tower = n->release_tower())
            allocator().Delete(tower, height - 1);
    }

private:
    using allocator = cds::details::Allocator<typename Node::atomic_marked_ptr, Alloc>;
};

/// The tower is made and destroyed with its node.
struct built_with_the_node {
    template <class Node>
    static void build(Node*) noexcept {}
    template <class Node>
    static void dispose(Node*) noexcept {}
};

/// The algorithm: an ordered chain of nodes, and above it express lanes of fewer and fewer of them.
///
///   algorithm      M. Herlihy, N. Shavit, "The Art of Multiprocessor Programming" 14.4, after
///                  K. Fraser 2003: each level is a list of T. Harris's. A node is inserted at the
///                  lowest level, then linked upward level by level; it is marked from its top
///                  down, the lowest level last, and then unlinked from each level
///   progress       lock-free; a look-up stores to its own guards and nowhere else
///   guards         3 in a walk, whatever the level: the last unmarked node, the first marked one
///                  after it, the current one. A fourth for the item that is inserted or erased, a
///                  fifth for the first or the last item on the way to being extracted
///   linearizes at  insert [SK4] at the lowest level; erase [SK5] there; found: [SK1] at any
///                  level, which saw a link unmarked that is marked before the lowest one; not
///                  found: the last [SK2]. The first item, the last one, and the one not below a
///                  key likewise
///   invariants     I1  keys increase strictly along the unmarked nodes of a level; marked nodes
///                      with the key of an unmarked one stand before it
///                  I2  a marked link never changes again
///                  I3  a node is linked at each level at most once, from the lowest upward: it
///                      was linked at all levels below one where it is met
///                  I4  as long as an unmarked link of a level holds `first`, and `first` is
///                      guarded, all that is reached from `first` through marked links of that
///                      level is linked there: re-reading that one link validates a guard. So
///                      does a CAS on it: what is linked may be linked before a marked node
///                  I5  a node has a reference for each level that it is linked at or may yet be
///                      linked at, and one for its inserter until he leaves. Who unlinks it from a
///                      level gives that level's back; the inserter gives his own, and those of
///                      the levels that he did not come to. Who gives the last one back retires
///                      the node: it is linked nowhere then, and nobody is going to link it
///   departs        The book keeps a place at every level, with two guards for each. Here the way
///                  down is taken anew for each upper level that a node is linked at, once in
///                  three inserts on average with `turbo`, and three guards do for any height.
///                  Look-ups step over marked nodes, as in the list of M. Michael (I4; SCOT, PPoPP
///                  2026), and stop at the first level where they meet the key. A walk whose
///                  predecessor was erased begins anew at the top
///
/// The trap of this algorithm is an inserter who links a node at an upper level when its eraser has
/// been there already. His reference keeps the node (I5), and linked it is a marked node like any
/// other: having linked he looks for the mark, and tidies up himself. Where the two miss each
/// other, which takes a processor that lets a load overtake a CAS, the node waits, marked and with
/// its reference, for the next operation that changes something there.
///
/// Where a policy has no guards, because a section protects or nothing is erased, look-ups leave
/// [SK2] out. They step down only from a node whose link of the level above was not marked when
/// they came there: it was linked at all levels below then. From it they go on as the list of M.
/// Michael says: along marked links to what was linked when the node was unlinked.
///
/// An erased object may be inserted again, here or elsewhere, when its disposer has got it, and not
/// before: others may stand on it, and go on along its links.
template <class GC, class T, class Traits>
class levels
    : public intrusive::details::structure<GC, T, Traits, intrusive::details::policies::all> {
    using base = intrusive::details::structure<GC, T, Traits, intrusive::details::policies::all>;

public:
    using typename base::back_off;
    using typename base::disposer;
    using typename base::item_counter;
    using typename base::link_checker;
    using typename base::node_traits;
    using typename base::node_type;
    using typename base::stat;
    using key_comparator = typename opt::details::make_comparator<T, Traits>::type;
    using random_level_generator = typename Traits::random_level_generator;
    using allocator_type = typename Traits::allocator;

    /// Guards that one operation takes at most.
    static constexpr std::size_t c_nHazardPtrCount = 5;
    /// Levels of the list.
    static constexpr unsigned c_nMaxHeight = details::max_height<random_level_generator>;
    static constexpr unsigned max_height() noexcept { return c_nMaxHeight; }

    levels() = default;

protected:
    using typename base::order;
    using typename base::policy;
    using guarded_ptr = typename policy::template guarded_ptr<T>;
    using level_link = typename node_type::atomic_marked_ptr;
    using link_type = typename node_type::marked_ptr;

    /// The head of all levels.
    class link {
        friend levels;

        /// The highest level that a tower came to.
        unsigned top() const noexcept {
            // relaxed: a walk that begins too low is slow, and none the worse
            return height_.load(order::memory_order_relaxed) - 1;
        }
        void grow(unsigned height) noexcept {
            // relaxed: as in top()
            unsigned seen = height_.load(order::memory_order_relaxed);
            // relaxed: as in top()
            while (seen < height &&
                   !height_.compare_exchange_weak(seen, height, order::memory_order_relaxed,
                                                  order::memory_order_relaxed))
                ;
        }

        level_link next_[c_nMaxHeight];
        atomics::atomic<unsigned> height_{1};
    };

    /// Inserts `value`, if allowed, or finds what is there; then `f(inserted, item, value)`.
    template <class F>
    std::pair<bool, bool> update_at(link& head, T& value, F&& f, bool may_insert) {
        writer pos;
        newcomer fresh(value);
        if (!may_insert) {
            if (look(head, value, key_comparator(), pos) != outcome::present)
                return {false, false};
        } else if (put(head, fresh, pos)) {
            stat_.onUpdateNew();
            f(true, value, value);
            return {true, true};
        }
        stat_.onUpdateExist();
        f(false, value_of(pos.cur), value);
        return {true, false};
    }

    /// Inserts `value` unless its key is there; then `on_linked(value)`.
    template <class F>
    bool insert_at(link& head, T& value, F&& on_linked) {
        writer pos;
        newcomer fresh(value);
        bool const done = put(head, fresh, pos);
        done ? stat_.onInsertSuccess() : stat_.onInsertFailed();
        if (done)
            on_linked(value);
        return done;
    }

    /// Erases the item equal to `key`, if `only` is null or that very node; then
    /// `on_erased(item)`. Returns the item, guarded.
    template <class Key, class Compare, class F>
    guarded_ptr extract_at(link& head, Key const& key, Compare compare, F on_erased,
                           node_type const* only = nullptr) {
        writer pos;
        for (back_off wait; look(head, key, compare, pos) == outcome::present; wait()) {
            if (only && only != pos.cur)
                break;
            policy::reserve(1);
            if (mark(*pos.cur)) {
                --counter_;
                T& item = value_of(pos.cur);
                stat_.onRemoveNode(pos.cur->height());
                std::swap(pos.cur_guard, pos.item_guard);
                tidy(head, item, pos, may_reserve<0>);
                on_erased(item);
                return policy::hold(pos.guards, pos.item_guard, item);
            }
            stat_.onMarkFailed();
            stat_.onEraseRetry();
        }
        return guarded_ptr();
    }

    /// `Short` is for chains of an item or so, which these are not.
    template <bool Short, class Key, class Compare, class F>
    bool find_at(link& head, Key const& key, Compare compare, F&& f) const {
        reader pos;
        return report(look(head, key, compare, pos)) && (f(value_of(pos.cur)), true);
    }
    template <bool Short, class Key, class Compare>
    guarded_ptr get_at(link& head, Key const& key, Compare compare) const {
        reader pos;
        return report(look(head, key, compare, pos))
                   ? policy::hold(pos.guards, pos.cur_guard, value_of(pos.cur))
                   : guarded_ptr();
    }

    /// The first item that is not below `key`, guarded.
    template <class Key, class Compare>
    static guarded_ptr not_below_at(link& head, Key const& key, Compare compare) {
        reader pos;
        look(head, key, compare, pos);
        return pos.cur ? policy::hold(pos.guards, pos.cur_guard, value_of(pos.cur)) : guarded_ptr();
    }
    /// The last item, guarded.
    static guarded_ptr last_item(link& head) {
        reader pos;
        look(head, nullptr, [](T const&, std::nullptr_t) { return -1; }, pos);
        return pos.pred ? policy::hold(pos.guards, pos.prev_guard, value_of(pos.pred))
                        : guarded_ptr();
    }
    /// The first item behind the guarded `after`, or the very first, guarded: one step along the
    /// link where that is safe, else, with `after` erased, a walk to the first greater key.
    static guarded_ptr next_item(link& head, T const* after) {
        { // its guard is given back before the walk takes three: with that of `after` it has four
            looker look_once;
            level_link const& from =
                after ? node_traits::to_node_ptr(*after)->next(0) : head.next_[0];
            // [SK3] protect-load <- [SK4, SK6]: the item behind is built, and guarded while linked
            link_type const next = intrusive::details::protect_by<order>(
                [&] { return look_once.guard.protect(from, address_of); }, from);
            if (!next.bits()) {
                if (!next.ptr())
                    return guarded_ptr();
                if (!is_marked(next->next(0)))
                    return policy::hold(look_once.guard, value_of(next.ptr()));
            }
        }
        return not_below_at(head, after, behind());
    }

    void clear_at(link& head) {
        while (guarded_ptr const first = next_item(head, nullptr))
            extract_at(head, *first, key_comparator(), [](T&) {}, node_traits::to_node_ptr(*first));
    }

    /// Takes the list apart where nobody else can be inside; `dispose(T*)` gets every item, also
    /// those that are erased and still linked somewhere.
    template <class Disposer>
    void drop_at(link& head, Disposer dispose) {
        for (unsigned level = c_nMaxHeight; level-- != 0;) {
            // relaxed: quiescent
            node_type* cur = head.next_[level].load(order::memory_order_relaxed).ptr();
            // relaxed: quiescent
            head.next_[level].store(link_type(), order::memory_order_relaxed);
            while (cur) {
                node_type* const gone = cur;
                // relaxed: quiescent
                link_type const next = gone->next(level).load(order::memory_order_relaxed);
                if (level == 0 && !next.bits())
                    --counter_;
                cur = next.ptr();
                if (gone->level_unlinked())
                    dispose(node_traits::to_value_ptr(gone));
            }
        }
    }

    /// Whether all that is linked is erased: an eraser that was stopped half-way makes no list
    /// other than empty.
    static bool is_empty(link& head) {
        // relaxed: compared with null, not followed
        return head.next_[0].load(order::memory_order_relaxed).ptr() == nullptr ||
               !next_item(head, nullptr);
    }

    using internal_node_builder = std::conditional_t<
        std::is_same_v<typename Traits::internal_node_builder, opt::none>,
        tower_builder<node_type, random_level_generator, typename Traits::allocator>,
        typename Traits::internal_node_builder>;

    /// What a retired item goes through: its tower is taken down, then it is the user's again.
    struct retirer {
        void operator()(T* p) const {
            clear_link(p);
            disposer()(p);
        }
        static void clear_link(T* p) {
            node_type* const n = node_traits::to_node_ptr(p);
            // relaxed: whoever disposes an object has it for himself
            n->m_pNext.store(link_type(), order::memory_order_relaxed);
            internal_node_builder::dispose(n);
        }
    };

    item_counter counter_;
    mutable stat stat_; // a look-up is counted, too

private:
    template <class, bool>
    friend class intrusive::details::chain_iterator;

    /// `lost`: the predecessor was erased, or what is to be unlinked cannot be retired.
    enum class outcome { on_the_way, absent, present, cut, lost };

    /// An item on its way in. Unless it is linked it loses the tower that it got here.
    class newcomer {
    public:
        explicit newcomer(T& item) : item_(item) { link_checker::is_empty(node()); }
        ~newcomer() {
            if (built_)
                internal_node_builder::dispose(node());
        }
        newcomer(newcomer const&) = delete;
        newcomer& operator=(newcomer const&) = delete;

        T const& item() const noexcept { return item_; }
        node_type* node() const noexcept { return node_traits::to_node_ptr(item_); }
        void get_a_tower() {
            if (!built_ && !node()->has_tower()) {
                internal_node_builder::build(node());
                built_ = true;
            }
        }
        void stays() noexcept { built_ = false; }

    private:
        T& item_;
        bool built_ = false;
    };

    /// A place between two nodes of a level.
    struct place : intrusive::details::marked_place<level_link, node_type> {
        node_type* pred = nullptr; // the last unmarked node; null: the head
        unsigned level = 0;

        /// To the level `l` of the predecessor, which stays guarded.
        void enter(link& head, unsigned l) noexcept {
            level = l;
            level_link& from = pred ? pred->next(l) : head.next_[l];
            this->start(from, intrusive::details::first_look<policy, order>(from).ptr());
        }
        void enter_from_the_top(link& head) noexcept {
            pred = nullptr;
            enter(head, head.top());
        }
        void step_over(node_type* n, node_type* next) noexcept {
            pred = n;
            this->step(n->next(level), next);
        }
    };

    /// What an operation holds, from its first look to its end. What it unlinked is retired when
    /// the section has ended: members are destroyed from the last to the first.
    template <std::size_t Guards>
    struct position : place {
        /// Whether a walk reads each link again when what it leads to is guarded. A look-up without
        /// guards need not; who is to change something is to come to a link that is not marked.
        static constexpr bool looks_twice = policy::guards;

        [[no_unique_address]] typename policy::template deferred<retirer> retire;
        [[no_unique_address]] typename policy::section section;
        typename policy::template guard_array<Guards> guards;
    };
    using reader = position<3>;
    struct writer : private policy::lease, position<4> {
        static constexpr bool looks_twice = true;
    };

    /// What a look at the next item holds.
    struct looker {
        [[no_unique_address]] typename policy::section section;
        typename policy::guard guard;
    };

    /// Marked nodes that one [SK6] unlinks at most, so that retiring them can be reserved before.
    static constexpr std::size_t longest_cut = 32;

    /// Room for retiring `n` nodes that are unlinked on the way. Before an item is inserted the
    /// lack of it ends the operation, afterwards it merely leaves work to others; `Own` more were
    /// reserved for what the operation itself is to retire.
    static bool must_reserve(std::size_t n) {
        policy::reserve(n);
        return true;
    }
    template <std::size_t Own>
    static bool may_reserve(std::size_t n) noexcept {
        return policy::try_reserve(n + Own);
    }

    static T& value_of(node_type* p) noexcept { return *node_traits::to_value_ptr(*p); }

    /// What a guard publishes for a link.
    static constexpr auto address_of = [](link_type l) {
        return node_traits::to_value_ptr(l.ptr());
    };

    static bool is_marked(level_link const& l) noexcept {
        // relaxed: may be marked a moment later all the same
        return l.load(order::memory_order_relaxed).bits() != 0;
    }

    /// The order of next_item(): the first unmarked node with a key greater than `after`'s.
    struct behind {
        int operator()(T const& item, T const* after) const {
            return after && cds::details::sign(key_comparator()(item, *after)) <= 0 ? -1 : 1;
        }
    };

    /// Along the level of `pos` to the first unmarked node that does not compare less than `key`,
    /// or above the lowest level to a marked one that compares greater; or, `cut`, to a marked node
    /// that has `limit` marked ones before it.
    template <class Key, class Compare, class Position>
    static outcome walk(Key const& key, Compare compare, Position& pos, std::size_t limit) {
        place at = pos; // a local: it stays in registers
        outcome seen;
        do
            seen = look_at_one<Position::looks_twice>(key, compare, at, pos.guards, limit);
        while (seen == outcome::on_the_way);
        static_cast<place&>(pos) = at;
        return seen;
    }
    template <bool LooksTwice, class Key, class Compare, class Guards>
    static outcome look_at_one(Key const& key, Compare& compare, place& at, Guards& guards,
                               std::size_t limit) {
        node_type* const cur = at.cur;
        if constexpr (LooksTwice) {
            if (cur)
                guards.publish(at.cur_guard, node_traits::to_value_ptr(cur));
            // [SK2] acquire-load <- [SK4, SK6]: `cur` is built; linked after it was guarded (I4)
            link_type const again = at.prev->load(order::memory_order_acquire);
            if (again.all() != at.first) [[unlikely]] {
                at.start(*at.prev, again.ptr());
                return again.bits() ? outcome::lost : outcome::on_the_way;
            }
        }
        if (!cur)
            return outcome::absent;
        int const comparison = cds::details::sign(compare(value_of(cur), key));
        if (comparison > 0 && at.level != 0)
            return outcome::absent; // marked or not: its tower would be another cache line
        // [SK1] acquire-load <- [SK4, SK5, SK6]: what `cur` leads to is built
        link_type const next = cur->next(at.level).load(order::memory_order_acquire);
        if (next.bits()) [[unlikely]] {
            if (at.skipped() == limit)
                return outcome::cut;
            at.skip(next.ptr());
            return outcome::on_the_way;
        }
        if (comparison < 0) {
            at.step_over(cur, next.all());
            return outcome::on_the_way;
        }
        return comparison == 0 ? outcome::present : outcome::absent;
    }

    /// From the top down to where the key is met, at whatever level, or to its place at the lowest.
    template <class Key, class Compare, class Position>
    static outcome look(link& head, Key const& key, Compare compare, Position& pos) {
        pos.enter_from_the_top(head);
        for (;;) {
            outcome const seen = walk(key, compare, pos, SIZE_MAX);
            if (seen == outcome::lost) [[unlikely]]
                pos.enter_from_the_top(head);
            else if (seen == outcome::present || pos.level == 0)
                return seen;
            else
                pos.enter(head, pos.level - 1);
        }
    }

    /// From the top down to the place of `item` at the level `target`, with nothing between `*prev`
    /// and `cur` there. What is marked on the way is unlinked; `lost` where there is no `room` for
    /// retiring it.
    template <class Room>
    outcome search(link& head, T const& item, unsigned target, writer& pos, Room room) {
        pos.enter_from_the_top(head);
        for (;;) {
            outcome const seen = walk(item, key_comparator(), pos, longest_cut);
            if (seen == outcome::lost) {
                pos.enter_from_the_top(head);
                continue;
            }
            if (pos.skipped() != 0) {
                if (!room(pos.skipped()))
                    return outcome::lost;
                if (!unlink(pos)) {
                    stat_.onEraseContention();
                    pos.enter(head, pos.level);
                    continue;
                }
                stat_.onEraseWhileFind();
            }
            if (seen == outcome::cut)
                continue;
            if (pos.level == target)
                return seen;
            pos.enter(head, pos.level - 1);
        }
    }

    /// Unlinks an erased item wherever it is linked. Where retiring cannot be reserved it is left
    /// to the next operation that changes something there.
    template <class Room>
    void tidy(link& head, T const& item, writer& pos, Room room) {
        search(head, item, 0, pos, room);
    }

    bool report(outcome seen) const {
        bool const found = seen == outcome::present;
        found ? stat_.onFindFastSuccess() : stat_.onFindFastFailed();
        return found;
    }

    /// Links the newcomer, unless its key is there: `at.cur` has it then.
    bool put(link& head, newcomer& fresh, writer& at) {
        for (back_off wait;; wait()) {
            if (search(head, fresh.item(), 0, at, must_reserve) == outcome::present)
                return false;
            fresh.get_a_tower();
            if (link_new(fresh.node(), at)) {
                fresh.stays();
                stat_.onAddNode(fresh.node()->height());
                if (fresh.node()->height() > 1)
                    raise(head, fresh.node(), at);
                return true;
            }
            stat_.onInsertRetry();
        }
    }

    /// Links a node at the lowest level, where `at` is its place.
    bool link_new(node_type* fresh, writer& at) {
        // Before it can be erased: the functors of insert and update see a guarded item.
        at.guards.publish(at.item_guard, node_traits::to_value_ptr(fresh));
        fresh->refer();
        if (fresh->height() > 1)
            policy::reserve(1); // its eraser may leave the last reference to us
        intrusive::details::counted_in<item_counter> counted(counter_);
        // relaxed: `fresh` is still private; [SK4] publishes it
        fresh->next(0).store(link_type(at.cur), order::memory_order_relaxed);
        bool const linked = link_at(at, fresh);
        if (linked)
            counted.stays();
        else
            // relaxed: still private
            fresh->next(0).store(link_type(), order::memory_order_relaxed);
        return linked;
    }

    /// Links the upper levels of an inserted node, unless it is erased meanwhile.
    void raise(link& head, node_type* fresh, writer& at) {
        unsigned const height = fresh->height();
        head.grow(height);
        unsigned level = 1; // how many are linked
        while (level != height &&
               search(head, value_of(fresh), level, at, may_reserve<1>) == outcome::absent &&
               aim(fresh->next(level), at.cur)) {
            if (link_at(at, fresh))
                ++level;
            else
                stat_.onRenewInsertPosition();
        }
        if (is_marked(fresh->next(level - 1))) {
            stat_.onLogicDeleteWhileInsert();
            // its eraser may have been there before the link was
            tidy(head, value_of(fresh), at, may_reserve<1>);
        }
        if (give_back(at, fresh, 1 + height - level))
            stat_.onRemoveWhileInsert();
    }

    /// Lets a link that nobody comes along yet lead to `next`; false if it is marked already.
    static bool aim(level_link& upper, node_type* next) noexcept {
        // relaxed: who marks it meanwhile makes the CAS fail
        link_type old = upper.load(order::memory_order_relaxed);
        // relaxed: [SK4] publishes it
        return !old.bits() &&
               upper.compare_exchange_strong(old, link_type(next), order::memory_order_relaxed,
                                             order::memory_order_relaxed);
    }

    static bool link_at(place const& at, node_type* fresh) noexcept {
        link_type expected(at.cur);
        // [SK4] release-CAS -> [SK1, SK2, SK3]: publishes the item and its link
        return at.prev->compare_exchange_strong(
            expected, link_type(fresh), order::memory_order_release, order::memory_order_relaxed);
    }

    /// Marks a node from its top down; true for the one who marks the lowest level: he erased it.
    static bool mark(node_type& n) noexcept {
        for (unsigned level = n.height() - 1; level != 0; --level)
            mark_at(n.next(level));
        return mark_at(n.next(0));
    }
    static bool mark_at(level_link& l) noexcept {
        // relaxed: not followed; the CAS goes on with the release sequence of who stored it
        link_type next = l.load(order::memory_order_relaxed);
        while (!next.bits())
            // [SK5] release-CAS -> [SK1]: what the eraser did before, for those who skip the item
            if (l.compare_exchange_weak(next, next | 1, order::memory_order_release,
                                        order::memory_order_relaxed))
                return true;
        return false;
    }

    /// Unlinks the marked nodes from `first` to before `cur` from this level, and gives back what
    /// the level held of them (I5).
    static bool unlink(writer& at) {
        link_type expected(at.first);
        // [SK6] release-CAS -> [SK1, SK2, SK3]: hands `cur` on to those who come through `prev`
        if (!at.prev->compare_exchange_strong(expected, link_type(at.cur),
                                              order::memory_order_release,
                                              order::memory_order_relaxed))
            return false;
        node_type* gone = at.first;
        do {
            // relaxed: the same link that [SK1] read, and it is marked (I2)
            link_type const next = gone->next(at.level).load(order::memory_order_relaxed);
            give_back(at, gone, 1);
            gone = next.ptr();
        } while (gone != at.cur);
        at.start(*at.prev, at.cur);
        return true;
    }

    /// Gives references back, and retires the node if they were the last.
    static bool give_back(writer& at, node_type* n, unsigned references) {
        bool const last = n->level_unlinked(references);
        if (last)
            at.retire(node_traits::to_value_ptr(n));
        return last;
    }
};

} // namespace skip_list

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_STRUCTURES_LIST_SKIP_H
