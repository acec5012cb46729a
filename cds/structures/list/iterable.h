// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_LIST_ITERABLE_H
#define CDSLIB_STRUCTURES_LIST_ITERABLE_H

#include <cds/algo/atomic.h>
#include <cds/algo/backoff_strategy.h>
#include <cds/details/allocator.h>
#include <cds/details/concepts.h>
#include <cds/details/marked_ptr.h>
#include <cds/details/sign.h>
#include <cds/opt/compare.h>
#include <cds/structures/counted_in.h>
#include <cds/structures/node_traits.h>
#include <cds/structures/options.h>
#include <cds/structures/probes.h>
#include <cds/structures/reclaim.h>
#include <cds/structures/stat.h>
#include <cds/user_setup/allocator.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

namespace cds::intrusive::details {
template <class Chain, bool Const>
class place_iterator;
}

/// Nodes, statistics and options of `IterableList`.
namespace cds::intrusive::iterable_list {

/// A place in a list. Its word is the address of the item that is there, or else the place is free,
/// or closed, which is to be free soon; then the word is odd, and is never the same again.
template <class T>
struct node {
    using value_type = T;
    using marked_data_ptr = cds::details::marked_ptr<T, 1>;

    atomics::atomic<node*> next{nullptr};
    atomics::atomic<marked_data_ptr> data;
    atomics::atomic<std::uintptr_t> version{0};
};

/// A dummy among items that are, like it, an `Element`; and the place where it stands for good.
template <class Element>
struct dummy : Element {
    node<Element>* place = nullptr;
};

/// What the words of places lead to: items, or the part of them that dummies are, too.
template <class T, class Traits>
struct element_of {
    using type = T;
};
template <class T, class Traits>
    requires requires { typename Traits::list_element; }
struct element_of<T, Traits> {
    using type = typename Traits::list_element;
};

#define CDS_ITERABLE_LIST_EVENTS(X)        \
    X(m_nInsertSuccess, onInsertSuccess)   \
    X(m_nInsertFailed, onInsertFailed)     \
    X(m_nInsertRetry, onInsertRetry)       \
    X(m_nReuseNode, onReuseNode)           \
    X(m_nNodeMarkFailed, onNodeMarkFailed) \
    X(m_nNodeSeqBreak, onNodeSeqBreak)     \
    X(m_nNullPrevABA, onNullPrevABA)       \
    X(m_nNewNodeCreated, onNewNodeCreated) \
    X(m_nUpdateNew, onUpdateNew)           \
    X(m_nUpdateExisting, onUpdateExisting) \
    X(m_nUpdateFailed, onUpdateFailed)     \
    X(m_nUpdateRetry, onUpdateRetry)       \
    X(m_nEraseSuccess, onEraseSuccess)     \
    X(m_nEraseFailed, onEraseFailed)       \
    X(m_nEraseRetry, onEraseRetry)         \
    X(m_nFindSuccess, onFindSuccess)       \
    X(m_nFindFailed, onFindFailed)         \
    X(m_nNodeCreated, onNodeCreated)       \
    X(m_nNodeRemoved, onNodeRemoved)

CDS_DEFINE_STAT(event_counter, CDS_ITERABLE_LIST_EVENTS)
CDS_DEFINE_WRAPPED_STAT(CDS_ITERABLE_LIST_EVENTS)

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// The order of the items: `compare`, else `less`, else `std::less<T>`.
    using compare = opt::none;
    using less = opt::none;
    /// What allocates the places, which the list keeps until it is destroyed.
    using node_allocator = CDS_DEFAULT_ALLOCATOR;
    /// What to do after a lost race for a place.
    using back_off = cds::backoff::Default;
    /// What happens to an item that was erased or replaced when no thread looks at it any more.
    using disposer = opt::v::empty_disposer;
    using item_counter = cds::atomicity::empty_item_counter;
    using stat = empty_stat;
    using memory_model = opt::v::relaxed_ordering;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

/// The algorithm: places in a row, none of which is ever taken out, with items in ascending order.
///
///   algorithm      M. Khizhinsky's idea, libcds 2017: an item is one word in a place; erasing
///                  makes the place free, and an insertion fills it again. Of his locks (marks on
///                  the words on both sides of an insertion) nothing is left: see `departs`
///   progress       lock-free; look-ups and iterators store to their own guards and nowhere else
///   guards         look-ups, iterators and erasing 1; insertion and update 3
///   places         A place is full, closed or free. erase: full -> closed; who comes by opens it:
///                  closed -> free; insertion: free -> full. A new place is linked closed. An
///                  insertion fills the place directly behind the last lesser item, if that is
///                  free; if it is not, it links a new place there first
///   linearizes at  insert, update and erase at their [IT3]; found: the [IT1] that read the item
///                  again when it was guarded; not found: at some moment of the walk, since a key
///                  that is there all the time stays in its place, which the walk passes
///   invariants     I1  keys increase strictly along the full places
///                  I2  a word without item is never written twice to a place: it has a version
///                  I3  a place is opened when the one behind it is not closed, and after that
///                      one, if it is free, got a new word
///                  I4  let p be full and s, free, directly behind it. As long as s keeps its word,
///                      neither p's place, be p erased, nor one linked between them is opened: the
///                      last of them would be first, and s would have a new word (I3)
///                  I5  an insertion walks on from s over free places only, to a greater item.
///                      As long as s keeps its word no lesser or equal one comes behind it: that
///                      would need a lesser item behind s to stand directly behind
///                  I6  a place with a dummy keeps it, and so is as good a head as the one in front
///   departs        In the original a place between two items could be filled, erased and free
///                  again while an insertion slept, which then filled it, though its key was there
///                  by then, farther left (the ABA of free places). By I2 its CAS fails; by I4 it
///                  fails too when the item before the place has gone and another one came
///
/// All accesses to places are sequentially consistent: who opens a place and who inserts behind it
/// write one of two places each and read the other one.
///
/// An object that was erased or replaced may be inserted again, here or elsewhere, when its
/// disposer has got it, and not before: an insertion may know by its address alone that it is
/// still there.
///
/// A version has the word's bits but two: on 32 bits, an insertion that sleeps while its place
/// changes exactly 2^30 times is not safe.
template <class GC, class T, class Traits>
class chain {
    static_assert(concepts::hazard_policy<GC>,
                  "the GC of an IterableList must be a policy: cds::gc::DHP, HP or their like");
    static_assert(concepts::waiting<typename Traits::back_off>,
                  "a back-off must be default-constructible and callable without arguments");
    static_assert(concepts::disposer<typename Traits::disposer, T>,
                  "a disposer must be default-constructible and callable with a T*: it carries no "
                  "state, and may run later and on another thread");

public:
    using gc = GC;
    using value_type = T;
    using traits = Traits;
    using node_type = node<typename element_of<T, Traits>::type>;
    using key_comparator = typename opt::details::make_comparator<T, Traits>::type;
    using disposer = typename Traits::disposer;
    using back_off = typename Traits::back_off;
    using item_counter = typename Traits::item_counter;
    using memory_model = intrusive::details::annotated_orders<typename Traits::memory_model>;
    using node_allocator = typename Traits::node_allocator;
    using stat = typename Traits::stat;

    /// The most guards that one operation takes.
    static constexpr std::size_t c_nHazardPtrCount = 4;

    /// What `unlink` compares: the address of the object itself.
    struct node_traits {
        static T* to_node_ptr(T& item) noexcept { return std::addressof(item); }
    };

    /// Iterators know the place that they stand in.
    template <bool Const>
    using iterator_type = intrusive::details::place_iterator<chain, Const>;

    chain() = default;
    template <class Stat>
    explicit chain(Stat& shared) : stat_(shared) {}
    chain(chain const&) = delete;
    chain& operator=(chain const&) = delete;

protected:
    using policy = intrusive::details::reclaim<GC>;
    using guarded_ptr = typename policy::template guarded_ptr<T>;
    using link = node_type; // what stands before the first place; its word says nothing
    using retirer = disposer;
    using element = typename node_type::value_type;
    /// Whether heads put dummies among the items.
    static constexpr bool has_dummies = !std::is_same_v<element, T>;

    /// Inserts `value` unless its key is there; then calls `on_linked(value)`.
    template <class F>
    bool insert_at(link& head, T& value, F&& on_linked) {
        writer pos(head);
        for (back_off wait; !search(head, operand(value), key_comparator(), pos);)
            switch (fill(pos, value)) {
            case filled: stat_.onInsertSuccess(); return on_linked(value), true;
            case lost:
                stat_.onInsertRetry();
                wait();
                break;
            case lengthened: break;
            }
        stat_.onInsertFailed();
        return false;
    }

    /// Inserts `value`, if allowed, or replaces what is there by it; then `f(value, replaced)`,
    /// which is null if there was nothing. An item that is there itself is left alone, without `f`.
    template <class F>
    std::pair<bool, bool> update_at(link& head, T& value, F&& f, bool may_insert) {
        writer pos(head);
        for (back_off wait;;) {
            if (search(head, operand(value), key_comparator(), pos)) {
                T* const old = address_of(pos.item);
                if (old == std::addressof(value))
                    return {true, false};
                pos.guards.publish(pos.item_guard, std::addressof(value));
                policy::reserve(1);
                if (change(*pos.cur, word(pos.item), word(std::addressof(value)))) {
                    policy::template retire<retirer>(old);
                    stat_.onUpdateExisting();
                    f(value, old);
                    return {true, false};
                }
            } else if (!may_insert) {
                stat_.onUpdateFailed();
                return {false, false};
            } else if (int const done = fill(pos, value); done == filled) {
                stat_.onUpdateNew();
                f(value, static_cast<T*>(nullptr));
                return {true, true};
            } else if (done == lengthened)
                continue;
            stat_.onUpdateRetry();
            wait();
        }
    }

    /// `upsert_at` replaces an item by one CAS.
    static constexpr bool upserts_in_one_step = true;

    /// Does what update_at() does; then `f(inserted)`.
    template <class F>
    std::pair<bool, bool> upsert_at(link& head, T& value, F&& f, bool may_insert) {
        return update_at(
            head, value, [&f](T&, T const* replaced) { f(replaced == nullptr); }, may_insert);
    }

    /// Erases the item equal to `key`, provided that `only` is null or that very item; then
    /// calls `on_erased(item)`. Returns the item, guarded.
    template <class Key, class Compare, class F>
    guarded_ptr extract_at(link& head, Key const& key, Compare compare, F on_erased,
                           void const* only = nullptr) {
        [[maybe_unused]] typename policy::lease const until_retired;
        looker look;
        for (back_off wait; find(head, key, compare, look); wait()) {
            T* const item = address_of(look.item);
            if (only && only != item)
                break;
            if (erase_from(*look.node, item)) {
                on_erased(*item);
                return policy::hold(look.guards, 0, *item);
            }
            stat_.onEraseRetry();
        }
        return guarded_ptr();
    }

    /// Erases the guarded `item` if it is still in `place`.
    bool erase_from(node_type& place, T* item) {
        policy::reserve(1);
        if (!change(place, word(item), odd(place, closed)))
            return false;
        --counter_;
        policy::template retire<retirer>(item);
        open(place);
        return true;
    }

    template <bool, class Key, class Compare, class F>
    bool find_at(link& head, Key const& key, Compare compare, F&& f) const {
        looker look;
        return report_found(find(head, key, compare, look)) && (f(*address_of(look.item)), true);
    }

    template <bool, class Key, class Compare>
    guarded_ptr get_at(link& head, Key const& key, Compare compare) const {
        looker look;
        return report_found(find(head, key, compare, look))
                   ? policy::hold(look.guards, 0, *address_of(look.item))
                   : guarded_ptr();
    }

    /// Erases what is there, place by place.
    void clear_at(link& head) {
        looker look;
        for (node_type* n = next_of(head); n; n = next_of(*n))
            while (guard_item(*n, look.guards, 0, look.item) && !is_dummy(*look.item))
                if (erase_from(*n, address_of(look.item)))
                    break;
    }

    /// Takes the chain apart where nobody else can be inside; `dispose(T*)` gets every item.
    template <class Disposer>
    void drop_at(link& head, Disposer dispose) {
        static_assert(alignof(element) >= 2, "the lowest bit of an item's address must be free");
        node_type* n = next_of(head);
        // relaxed: quiescent
        head.next.store(nullptr, atomics::memory_order_relaxed);
        while (node_type* const gone = n) {
            n = next_of(*gone);
            if (word const w = word_of(*gone); is_item(w) && !is_dummy(*w.ptr())) {
                --counter_;
                dispose(address_of(w.ptr()));
            }
            nodes().Delete(gone);
            stat_.onNodeRemoved();
        }
    }

    /// The first item behind the key of `after`, or the very first, guarded.
    static guarded_ptr next_item(link& head, T const* after) {
        looker look;
        for (node_type* n = next_of(head); n; n = next_of(*n))
            if (guard_item(*n, look.guards, 0, look.item) && !is_dummy(*look.item) &&
                (!after || cds::details::sign(key_comparator()(*look.item, operand(*after))) > 0))
                return policy::hold(look.guards, 0, *address_of(look.item));
        return guarded_ptr();
    }

    /// Whether no place has an item; each is looked at at a moment of its own.
    static bool is_empty(link& head) {
        if constexpr (has_dummies)
            return !next_item(head, nullptr);
        for (node_type* n = next_of(head); n; n = next_of(*n))
            if (is_item(word_of(*n)))
                return false;
        return true;
    }

    /// Puts a dummy into a place, `fresh.place`; false if there is one with its key. It is never
    /// erased, and counts for nothing.
    bool anchor_at(link& head, dummy<element>& fresh)
        requires has_dummies
    {
        writer pos(head);
        for (back_off wait; !search(head, static_cast<element&>(fresh), key_comparator(), pos);)
            if (!is(free, pos.seen))
                lengthen(pos);
            else if (put(pos, fresh)) {
                fresh.place = pos.slot;
                return true;
            } else
                wait();
        return false;
    }

    /// What a look-up holds.
    struct looker {
        typename policy::template guard_array<1> guards;
        node_type* node = nullptr;
        element* item = nullptr;
    };
    /// The object that an element is, and the address that guards protect; a dummy is none, and
    /// has no more than that address.
    static T* address_of(element* e) noexcept {
        return intrusive::details::base_conversion<T, element>::value_of(e);
    }

    /// To the item equal to `key`, guarded; false if there is none.
    template <class Key, class Compare>
    static bool find(link& head, Key const& key, Compare compare, looker& look) {
        for (look.node = next_of(head); look.node; look.node = next_of(*look.node))
            if (guard_item(*look.node, look.guards, 0, look.item))
                if (int const c = cds::details::sign(compare(*look.item, key)); c >= 0)
                    return c == 0;
        return false;
    }

    bool report_found(bool found) const {
        found ? stat_.onFindSuccess() : stat_.onFindFailed();
        return found;
    }

    item_counter counter_;
    mutable stat stat_; // counts look-ups, too

private:
    template <class, bool>
    friend class intrusive::details::place_iterator;
    friend struct intrusive::details::chain_access;

    using word = typename node_type::marked_data_ptr;
    using nodes = cds::details::Allocator<node_type, node_allocator>;

    // What an odd word says beside its version.
    enum state : std::uintptr_t { free = 1, closed = 3 };
    enum outcome { filled, lost, lengthened };

    static link& head_behind(dummy<element>& d) noexcept { return *d.place; }
    static bool is_dummy(element const& e) noexcept {
        if constexpr (has_dummies)
            return Traits::is_dummy(e);
        else
            return false;
    }
    /// What comparators get of an item.
    static element const& operand(T const& item) noexcept { return item; }

    static bool is_item(word w) noexcept { return w.bits() == 0 && w.all() != nullptr; }
    static bool is(state s, word w) noexcept {
        return (reinterpret_cast<std::uintptr_t>(w.all()) & 3) == s && w.bits() != 0;
    }
    static word of(std::uintptr_t version, state s) noexcept {
        return word(reinterpret_cast<element*>(version << 2 | s));
    }
    /// A word that `n` has never had (I2).
    static word odd(node_type& n, state s) noexcept {
        // relaxed: only that no two are the same; [IT3] publishes the word that is made of it
        return of(n.version.fetch_add(1, atomics::memory_order_relaxed), s);
    }

    static word word_of(node_type const& n) noexcept {
        // [IT1] seq_cst-load <-> [IT3]: the item is built; what was written before a free word
        return n.data.load(atomics::memory_order_seq_cst);
    }
    static node_type* next_of(node_type const& n) noexcept {
        // [IT2] seq_cst-load <-> [IT4]: the place is built
        return n.next.load(atomics::memory_order_seq_cst);
    }
    static bool change(node_type& n, word from, word to) noexcept {
        // [IT3] seq_cst-CAS <-> [IT1]: publishes the item, or that the place behind has a new word
        return n.data.compare_exchange_strong(from, to, atomics::memory_order_seq_cst,
                                              atomics::memory_order_relaxed);
    }

    /// Where something is to be inserted or replaced.
    struct writer : private policy::lease {
        explicit writer(link& head) noexcept : prev(&head) {}

        typename policy::template guard_array<3> guards;
        node_type* prev;           // the last place with a lesser item, or the head
        element* before = nullptr; // that item, guarded
        node_type* slot = nullptr; // directly behind `prev`
        word seen;                 // its word then
        node_type* cur = nullptr;  // the place with the first item that is not less
        element* item = nullptr;   // that item, guarded
        unsigned prev_guard = 0;
        unsigned cur_guard = 1;
        unsigned item_guard = 2;
    };

    /// Returns the word of `n`; `item` is the item that it is, which `publish` guards, or null.
    template <class Publish>
    static word look_at(node_type const& n, element*& item, Publish publish) {
        for (word w = word_of(n);;) {
            item = is_item(w) ? w.ptr() : nullptr;
            if (!item)
                return w;
            publish(address_of(item));
            word const again = word_of(n);
            if (again == w)
                return w;
            w = again;
        }
    }
    template <class Guards>
    static word look_at(node_type const& n, Guards& guards, std::size_t i, element*& item) {
        return look_at(n, item, [&](T* seen) { guards.publish(i, seen); });
    }
    template <class Guards>
    static bool guard_item(node_type const& n, Guards& guards, std::size_t i, element*& item) {
        look_at(n, guards, i, item);
        return item != nullptr;
    }

    /// Returns the item in `n`, guarded, or null; a dummy is none. An iterator asks for it.
    static T* item_in(node_type const& n, typename policy::guard& guard) {
        element* item;
        look_at(n, item, [&](T* seen) { guard.assign(seen); });
        return item && !is_dummy(*item) ? address_of(item) : nullptr;
    }

    /// On from `pos.prev` to the item equal to `key`; false if there is none, and then the place is
    /// such that an insertion into `slot` fails if anything of it has changed (I4, I5).
    template <class Key, class Compare>
    static bool search(link& head, Key const& key, Compare compare, writer& pos) {
        for (;;) {
            pos.slot = next_of(*pos.prev);
            pos.seen = word();
            pos.item = nullptr;
            pos.cur = pos.slot;
            word w;
            for (; pos.cur; pos.cur = next_of(*pos.cur)) {
                w = look_at(*pos.cur, pos.guards, pos.cur_guard, pos.item);
                if (pos.cur == pos.slot)
                    pos.seen = w;
                if (!is(free, w))
                    break;
            }
            if (pos.cur && !pos.item) {
                open(*pos.cur);
                continue;
            }
            int const c = pos.cur ? cds::details::sign(compare(*pos.item, key)) : 1;
            if (c == 0)
                return true;
            if (c < 0) {
                pos.prev = pos.cur;
                pos.before = pos.item;
                std::swap(pos.prev_guard, pos.cur_guard);
                continue;
            }
            if (next_of(*pos.prev) == pos.slot &&
                (!pos.before || word_of(*pos.prev) == word(pos.before)))
                return false;
            pos.prev = &head;
            pos.before = nullptr;
        }
    }

    /// Puts `value` into the place behind a search that found nothing; or, if there is an item in
    /// it, links a new place.
    outcome fill(writer& pos, T& value) {
        if (!is(free, pos.seen))
            return lengthen(pos), lengthened;
        // Guarded before it can be erased: the functors of insert and update see a guarded item.
        pos.guards.publish(pos.item_guard, std::addressof(value));
        intrusive::details::counted_in<item_counter> counts(counter_);
        if (!put(pos, value))
            return lost;
        counts.stays();
        return filled;
    }
    bool put(writer& pos, element& fresh) {
        bool const done = change(*pos.slot, pos.seen, word(std::addressof(fresh)));
        if (done)
            stat_.onReuseNode();
        return done;
    }

    /// Links a new place behind `pos.prev`, unless somebody else did. It is linked closed: before
    /// it may be filled the place behind it must have a new word (I3).
    void lengthen(writer& pos) {
        node_type* const fresh = nodes().New();
        // relaxed: `fresh` is still private; [IT4] publishes it
        fresh->data.store(odd(*fresh, closed), atomics::memory_order_relaxed);
        // relaxed: still private
        fresh->next.store(pos.slot, atomics::memory_order_relaxed);
        node_type* behind = pos.slot;
        // [IT4] seq_cst-CAS <-> [IT2]: publishes the place
        if (!pos.prev->next.compare_exchange_strong(behind, fresh, atomics::memory_order_seq_cst,
                                                    atomics::memory_order_relaxed)) {
            nodes().Delete(fresh);
            return;
        }
        stat_.onNodeCreated();
        stat_.onNewNodeCreated();
        open(*fresh);
    }

    /// Makes `n` free if it is closed; of closed ones in a row the last is opened first.
    static void open(node_type& n) noexcept {
        for (word first = word_of(n); is(closed, first); first = word_of(n)) {
            node_type* last = &n;
            word mine = first;
            node_type* behind;
            word theirs;
            for (;; last = behind, mine = theirs) {
                behind = next_of(*last);
                theirs = behind ? word_of(*behind) : word();
                if (!is(closed, theirs))
                    break;
            }
            if (!is(free, theirs) || change(*behind, theirs, odd(*behind, free)))
                change(*last, mine, opened(mine));
        }
    }
    static word opened(word w) noexcept {
        return word(
            reinterpret_cast<element*>(reinterpret_cast<std::uintptr_t>(w.all()) ^ closed ^ free));
    }
};

} // namespace cds::intrusive::iterable_list

#endif // #ifndef CDSLIB_STRUCTURES_LIST_ITERABLE_H
