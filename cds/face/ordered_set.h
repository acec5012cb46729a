// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_FACE_ORDERED_SET_H
#define CDSLIB_FACE_ORDERED_SET_H

#include <cds/details/counted_size.h>
#include <cds/details/defs.h>
#include <cds/face/chain_iterator.h>
#include <cds/face/concepts.h>
#include <cds/opt/compare.h>
#include <cds/structures/probes.h>
#include <cds/structures/reclaim.h>
#include <cds/structures/visited.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace cds::intrusive::details {

/// One head for all keys: the set is a list.
struct one_head {
    static constexpr bool short_chains = false;

    template <class Link>
    class row : public plain_probes {
    public:
        template <class Chain, class Probe>
        Link& of(Chain&, Probe const&) noexcept {
            return head_;
        }
        template <class Chain, class Item>
        Link& of_new(Chain&, Item&) noexcept {
            return head_;
        }
        Link* begin() noexcept { return &head_; }
        Link* end() noexcept { return &head_ + 1; }

    private:
        Link head_;
    };
};

/// What the predicate of `x_with` makes a comparator of: an order, unless the chain says otherwise.
template <class Chain, class Predicate>
struct comparator_for : opt::details::make_comparator_from_less<Predicate> {};
template <class Chain, class Predicate>
    requires requires { typename Chain::template order_by<Predicate>; }
struct comparator_for<Chain, Predicate> : Chain::template order_by<Predicate> {};

/// Chains may bring iterators of their own; other sets have those that go from item to item.
template <class Chain, bool Const>
struct iterator_of {
    using type = chain_iterator<Chain, Const>;
};
template <class Chain, bool Const>
    requires requires { typename Chain::template iterator_type<Const>; }
struct iterator_of<Chain, Const> {
    using type = typename Chain::template iterator_type<Const>;
};

/// The functor of `contains`. A chain that has locks need not take one for it.
template <class Item>
struct address_taker {
    static constexpr bool merely_looks = true;
    void operator()(Item& item) const noexcept { found = std::addressof(item); }
    Item*& found;
};

/// The interface of an intrusive set: each call finds the head of its key's chain and leaves the
/// rest to `Chain`. One head makes a list of it, one head for every hash value a hash set.
///
/// Q is any type that the comparator (and the hash, where there is one) accepts beside T.
/// Members that erase exist for policies that reclaim, not for `gc::nogc`.
template <class Chain, class Heads>
class ordered_set
    : public Chain,
      public cds::details::counted_size<ordered_set<Chain, Heads>, typename Chain::item_counter>,
      public visited<ordered_set<Chain, Heads>, reclaim<typename Chain::gc>::erases> {
    friend cds::details::counted_size<ordered_set, typename Chain::item_counter>;
    friend visited<ordered_set, reclaim<typename Chain::gc>::erases>;
    static constexpr bool short_chains = Heads::short_chains;

protected:
    using policy = typename Chain::policy;
    static constexpr bool erases = policy::erases;

public:
    using typename Chain::key_comparator;
    using typename Chain::stat;
    using typename Chain::value_type;
    using guarded_ptr = typename Chain::guarded_ptr;
    /// What `get` of a const set returns.
    using const_guarded_ptr = typename policy::template guarded_ptr<value_type, value_type const>;
    /// What `extract` returns.
    using extracted_ptr = typename policy::template extracted_ptr<value_type>;
    /// \name libcds's names for the same in sets over RCU
    ///@{
    using raw_ptr = guarded_ptr;
    using exempt_ptr = extracted_ptr;
    using rcu_lock = typename policy::section;
    static constexpr bool c_bExtractLockExternal = false; ///< extract needs no section around it
    ///@}
    using iterator = typename iterator_of<Chain, false>::type;
    using const_iterator = typename iterator_of<Chain, true>::type;

    /// Whether `upsert` replaces an item in one step, so that no look-up finds the key absent.
    static constexpr bool assigns_in_one_step = requires { requires Chain::upserts_in_one_step; };

    ordered_set() = default;
    /// `shared` is the statistics object that events are counted in.
    template <class Stat>
        requires std::is_constructible_v<stat, Stat&>
    explicit ordered_set(Stat& shared) : Chain(shared) {}
    ~ordered_set() {
        static_assert(chain_of<Chain>); // here, so that an item may have such a set as a member
        static_assert(heads_of<Heads, Chain>);
        [[maybe_unused]] typename policy::lease const all_the_time;
        for (auto& head : heads_)
            this->drop_at(head, [](value_type* item) {
                // Without memory even after a scan the item is leaked: it may still be guarded.
                if (policy::make_room(1))
                    policy::template retire<typename Chain::retirer>(item);
            });
    }

    /// Inserts `val` if its key is not there. `f(val)` is called when it is visible to others.
    bool insert(value_type& val) {
        return insert(val, [](value_type&) {});
    }
    template <class F>
    bool insert(value_type& val, F&& f) {
        return this->insert_at(head_of_new(val), val, f);
    }

    /// Finds the item with the key of `val`, or inserts `val` if allowed, then calls
    /// `f(inserted, item, val)`. First: whether there is such an item now; second: inserted.
    template <class F>
    std::pair<bool, bool> update(value_type& val, F&& f, bool bInsert = true) {
        return this->update_at(head_of_new(val), val, f, bInsert);
    }
    template <class F>
    [[deprecated("use update()")]]
    std::pair<bool, bool>(ensure)(value_type& val, F&& f) {
        return update(val, std::forward<F>(f), true);
    }

    /// Inserts `val`, or puts it in the place of the item with its key, which is erased as by
    /// `erase` and may still be read by those who hold it. First: whether `val` is in the set now,
    /// which is false only where it would have to be inserted and `bInsert` is false; second:
    /// whether it was inserted.
    ///
    /// Where `assigns_in_one_step` is true, one CAS does both: a look-up finds the old item or the
    /// new one, and the key is never absent. Otherwise this is an erase and an insert, one after
    /// the other, and a look-up between the two finds nothing. It is lock-free; nothing has changed
    /// where a reservation or a back-off throws before the old item is erased.
    std::pair<bool, bool> upsert(value_type& val, bool bInsert = true)
        requires erases
    {
        return upsert(val, bInsert, ignore_all());
    }

    /// Erases `val` if it is this very object that the set holds.
    bool unlink(value_type& val)
        requires erases
    {
        expect_no_section();
        return unlink_it(val);
    }

    /// Erases the item equal to `key`; `f(item)` sees it erased and guarded.
    template <class Q>
    bool erase(Q const& key)
        requires erases
    {
        return erase(key, [](value_type&) {});
    }
    template <class Q, class Less>
    bool erase_with(Q const& key, Less pred)
        requires erases
    {
        return erase_with(key, pred, [](value_type&) {});
    }
    template <class Q, class F>
    bool erase(Q const& key, F&& f)
        requires erases
    {
        expect_no_section();
        return bool(take<key_comparator>(key, f));
    }
    template <class Q, class Less, class F>
    bool erase_with(Q const& key, Less, F&& f)
        requires erases
    {
        expect_no_section();
        return bool(take<comparator_of<Less>>(key, f));
    }

    /// Erases the item equal to `key` and returns it guarded; empty if there is none.
    template <class Q>
    extracted_ptr extract(Q const& key)
        requires erases
    {
        return extract_by<key_comparator>(key);
    }
    template <class Q, class Less>
    extracted_ptr extract_with(Q const& key, Less)
        requires erases
    {
        return extract_by<comparator_of<Less>>(key);
    }

    /// The item equal to `key`, guarded; empty if there is none. Of a const set a const item.
    template <class Q>
    [[nodiscard]] guarded_ptr get(Q const& key)
        requires erases
    {
        return look_up<key_comparator>(key);
    }
    template <class Q>
    [[nodiscard]] const_guarded_ptr get(Q const& key) const
        requires erases
    {
        return const_guarded_ptr(look_up<key_comparator>(key));
    }
    template <class Q, class Less>
    [[nodiscard]] guarded_ptr get_with(Q const& key, Less)
        requires erases
    {
        return look_up<comparator_of<Less>>(key);
    }
    template <class Q, class Less>
    [[nodiscard]] const_guarded_ptr get_with(Q const& key, Less) const
        requires erases
    {
        return const_guarded_ptr(look_up<comparator_of<Less>>(key));
    }

    /// Calls `f(item, key)` for the item equal to `key`; false if there is none.
    template <class Q, class F>
    bool find(Q&& key, F&& f) {
        return find_by<key_comparator, value_type>(key, f);
    }
    template <class Q, class F>
    bool find(Q&& key, F&& f) const {
        return find_by<key_comparator, value_type const>(key, f);
    }
    template <class Q, class Less, class F>
    bool find_with(Q&& key, Less, F&& f) {
        return find_by<comparator_of<Less>, value_type>(key, f);
    }
    template <class Q, class Less, class F>
    bool find_with(Q&& key, Less, F&& f) const {
        return find_by<comparator_of<Less>, value_type const>(key, f);
    }

    /// Whether there is an item equal to `key`; for `gc::nogc` that item, or null.
    template <class Q>
    [[nodiscard]] auto contains(Q const& key) {
        return look_for<key_comparator, value_type>(key);
    }
    template <class Q>
    [[nodiscard]] auto contains(Q const& key) const {
        return look_for<key_comparator, value_type const>(key);
    }
    template <class Q, class Less>
    [[nodiscard]] auto contains(Q const& key, Less) {
        return look_for<comparator_of<Less>, value_type>(key);
    }
    template <class Q, class Less>
    [[nodiscard]] auto contains(Q const& key, Less) const {
        return look_for<comparator_of<Less>, value_type const>(key);
    }
    template <class Q>
    [[deprecated("use contains()")]]
    auto find(Q const& key) const {
        return contains(key);
    }
    template <class Q, class Less>
    [[deprecated("use contains()")]]
    auto find_with(Q const& key, Less pred) const {
        return contains(key, pred);
    }

    /// Erases the items one by one. With `gc::nogc` nobody else may be inside; each item is
    /// disposed at once, by `disp(item)` if given.
    void clear() {
        if constexpr (erases) {
            expect_no_section();
            [[maybe_unused]] typename policy::lease const all_the_time;
            for (auto& head : heads_)
                this->clear_at(head);
        } else
            clear(typename Chain::disposer());
    }
    template <class Disposer>
    void clear(Disposer&& disp)
        requires(!erases)
    {
        for (auto& head : heads_)
            this->drop_at(head, [&disp](value_type* item) {
                Chain::retirer::clear_link(item);
                disp(item);
            });
    }

    /// Whether there is no item, whatever the item counter says: in a list at one moment of the
    /// call, in a hash set in each bucket at a moment of its own. Lock-free; takes guards where
    /// there is something to be looked at, and throws as these do.
    [[nodiscard]] bool empty() const {
        return std::all_of(heads_.begin(), heads_.end(),
                           [](auto& head) { return Chain::is_empty(head); });
    }
    /// What the statistics object of the traits has counted.
    stat const& statistics() const noexcept { return this->stat_; }

    /// \name Iteration in the order of keys, of a hash set within each bucket
    /// cds/container/README.md says what is seen while others insert and erase. A step is
    /// lock-free; an iterator guards its item.
    ///@{
    iterator begin() { return iterator(heads_.begin(), heads_.end()); }
    iterator end() { return iterator(heads_.end(), heads_.end()); }
    const_iterator begin() const { return cbegin(); }
    const_iterator end() const { return cend(); }
    const_iterator cbegin() const { return const_iterator(heads_.begin(), heads_.end()); }
    const_iterator cend() const { return const_iterator(heads_.end(), heads_.end()); }
    ///@}

protected:
    using row = typename Heads::template row<typename Chain::link>;

    template <class... Sizes>
    explicit ordered_set(std::in_place_t, Sizes... sizes) : heads_(sizes...) {}

    row& heads() const noexcept { return heads_; }
    /// Erases the very item that `it` stands on, if it is still in the set.
    bool unlink_at(iterator const& it) { return unlink_it(*it); }
    /// `f(inserted)` is called when `val` is in the set.
    template <class F>
    std::pair<bool, bool> upsert(value_type& val, bool may_insert, F&& f) {
        if constexpr (assigns_in_one_step)
            return this->upsert_at(head_of_new(val), val, f, may_insert);
        else
            for (bool erased = false;;) {
                if ((may_insert || erased) &&
                    insert(val, [&f, erased](value_type&) { std::invoke(f, !erased); }))
                    return {true, !erased};
                if (erase(val))
                    erased = true;
                else if (!may_insert && !erased)
                    return {false, false};
            }
    }

    iterator iterator_to(value_type* found) const {
        if (!found)
            return iterator(heads_.end(), heads_.end());
        auto* head = heads_.begin();
        if constexpr (!iterator::has_dummies) // these stand in one chain, behind one head
            head = &heads_.of(chain(), heads_.probe(std::as_const(*found)));
        return iterator(head, heads_.end(), guarded_ptr(found));
    }

    /// `f(chain's head, end of all heads, probe)` for the chain that `key` is in.
    template <class Q, class F>
    auto with_chain_of(Q const& key, F&& f) const {
        auto const& probe = heads_.probe(key);
        return f(heads_.of(chain(), probe), heads_.end(), probe);
    }

    template <class Less>
    using comparator_of = comparator_for<Chain, Less>;

    template <class Compare>
    using order = typename row::template order<Compare>;

    /// An operation begins that may have to wait for all read sections, where there are any.
    static void expect_no_section() {
        if constexpr (policy::defers) // else the traits need not say anything about it
            policy::template expect_no_section<typename Chain::traits::rcu_check_deadlock>();
    }

private:
    std::size_t counted() const noexcept { return static_cast<std::size_t>(this->counter_); }

    /// The chain as one that may change: a look-up may add a dummy to it, which is no item.
    Chain& chain() const noexcept { return const_cast<ordered_set&>(*this); }

    typename Chain::link& head_of_new(value_type& item) { return heads_.of_new(chain(), item); }

    template <class Compare, class Q, class F, class Node = typename Chain::node_type>
    guarded_ptr take(Q const& key, F&& f, Node* only = nullptr) {
        auto const& probe = heads_.probe(key);
        auto const on_erased = [&](value_type& item) {
            this->stat_.onEraseSuccess();
            std::invoke(f, item);
        };
        guarded_ptr taken =
            this->extract_at(heads_.of(chain(), probe), probe, order<Compare>(), on_erased, only);
        if (!taken)
            this->stat_.onEraseFailed();
        return taken;
    }

    bool unlink_it(value_type& val) {
        return bool(
            take<key_comparator>(val, [](value_type&) {}, Chain::node_traits::to_node_ptr(val)));
    }

    template <class Compare, class Q>
    extracted_ptr extract_by(Q const& key) {
        typename policy::template extraction<guarded_ptr> extracted;
        return extracted(take<Compare>(key, [](value_type&) {}));
    }

    template <class Compare, class Q>
    guarded_ptr look_up(Q const& key) const {
        policy::expect_section();
        auto const& probe = heads_.probe(key);
        return this->template get_at<short_chains>(heads_.of(chain(), probe), probe,
                                                   order<Compare>());
    }

    template <class Compare, class Item, class Q, class F>
    bool find_by(Q& key, F&& f) const {
        auto const& probe = heads_.probe(key);
        return this->template find_at<short_chains>(heads_.of(chain(), probe), probe,
                                                    order<Compare>(),
                                                    [&](Item& item) { std::invoke(f, item, key); });
    }

    template <class Compare, class Item, class Q>
    auto look_for(Q const& key) const {
        Item* found = nullptr;
        auto const& probe = heads_.probe(key);
        bool const there = this->template find_at<short_chains>(
            heads_.of(chain(), probe), probe, order<Compare>(), address_taker<Item>{found});
        if constexpr (erases)
            return there;
        else
            return found;
    }

    mutable row heads_; // a const walk guards, and the links are atomic
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_FACE_ORDERED_SET_H
