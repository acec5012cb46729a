// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_FACE_OWNING_H
#define CDSLIB_FACE_OWNING_H

#include <cds/algo/atomicity.h>
#include <cds/algo/backoff_strategy.h>
#include <cds/face/concepts.h>
#include <cds/face/owning_node.h>
#include <cds/details/binary_functor_wrapper.h>
#include <cds/details/defs.h>
#include <cds/structures/options.h>
#include <cds/structures/reclaim.h>
#include <cds/structures/visited.h>
#include <cds/opt/compare.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace cds::container::details {

/// What an owning container does to be intrusive: nodes of its own, made by its allocator and
/// disposed by it, compared by what they hold.
///
/// `Item` says what a node holds: `value_type`, `key_type`, `value(node)`, `key(node)`, and
/// `erased(node)` for the functor of erase. `Factory` makes the nodes.
template <class GC, class Item, class Traits,
          class Factory = node_factory<typename Item::node_type, typename Traits::allocator>>
struct owned_nodes : Item, Factory {
    using factory = Factory;
    using factory::factory;
    using gc = GC;
    using traits = Traits;
    using typename Item::node_type;
    using key_comparator =
        typename opt::details::make_comparator<typename Item::key_type, Traits>::type;

    struct get_key {
        auto const& operator()(node_type const& n) const noexcept { return Item::key(n); }
    };
    template <class Less>
    using less_of = cds::details::predicate_wrapper<node_type, Less, get_key>;

    /// The traits of the intrusive list of these nodes; `Hook` says where its links are.
    template <class Hook>
    struct intrusive_traits : opt::base_traits<Traits> {
        using hook = Hook;
        using disposer = typename owned_nodes::disposer;
        using compare = cds::details::compare_wrapper<node_type, key_comparator, get_key>;
        using less = opt::none;
        static constexpr intrusive::opt::link_check_type link_checker =
            intrusive::opt::never_check_link;
    };
};

/// The base of a node without a link: its address is all that a trie or an iterable list keeps. The
/// lowest bits of that address say something else there, whatever the allocator.
struct alignas(void*) no_link {};

/// The iterator of the set of nodes, standing on what a node holds.
template <class Base, class Nodes>
class owned_iterator : public Base {
    static constexpr bool is_const = std::is_const_v<typename Base::value_type>;
    using pair_type =
        std::conditional_t<is_const, typename Nodes::value_type const, typename Nodes::value_type>;
    using mapped_type = std::conditional_t<is_const, typename Nodes::mapped_type const,
                                           typename Nodes::mapped_type>;

public:
    using value_type = pair_type;
    using value_ptr = mapped_type*; // of a map: the mapped value
    using value_ref = mapped_type&;
    using pair_ptr = pair_type*;
    using pair_ref = pair_type&;
    using pointer = pair_ptr;
    using reference = pair_ref;

    owned_iterator() = default;
    explicit owned_iterator(Base position) : Base(std::move(position)) {}
    /// Converts an iterator to a const one.
    template <class Other>
        requires(is_const && !std::is_same_v<Base, Other>)
    owned_iterator(owned_iterator<Other, Nodes> const& other)
        : Base(static_cast<Other const&>(other)) {}

    pair_ptr operator->() const noexcept {
        auto* const node = Base::operator->();
        return node ? std::addressof(Nodes::value(*node)) : nullptr;
    }
    pair_ref operator*() const noexcept { return Nodes::value(Base::operator*()); }

    /// Returns the key of the pair. Only iterators of maps have it.
    auto const& key() const noexcept
        requires Nodes::is_map
    {
        return operator*().first;
    }
    /// Returns the mapped value of the pair. Only iterators of maps have it.
    value_ref val() const noexcept
        requires Nodes::is_map
    {
        return operator*().second;
    }

    /// Two are equal if they stand on the same node, as the iterators of nodes inside are.
    friend bool operator==(owned_iterator const& a, owned_iterator const& b) noexcept {
        return static_cast<Base const&>(a) == static_cast<Base const&>(b);
    }
    friend bool operator==(owned_iterator const& a,
                           owned_iterator<typename Base::opposite, Nodes> const& b) noexcept {
        return static_cast<Base const&>(a) == static_cast<typename Base::opposite const&>(b);
    }

    owned_iterator& operator++() {
        Base::operator++();
        return *this;
    }
    owned_iterator& operator--()
        requires requires(Base& b) { --b; }
    {
        Base::operator--();
        return *this;
    }
    auto operator++(int) {
        if constexpr (std::is_void_v<decltype(Base::operator++(0))>)
            ++*this;
        else
            return owned_iterator(Base::operator++(0));
    }
};

/// What all owning sets and maps have in common: nodes, made before `Set` is looked at, and the
/// members that take no key.
template <class Nodes, class Set>
class node_owner
    : protected Set,
      public intrusive::details::visited<node_owner<Nodes, Set>,
                                         intrusive::details::reclaim<typename Nodes::gc>::erases> {
    using visitor =
        intrusive::details::visited<node_owner,
                                    intrusive::details::reclaim<typename Nodes::gc>::erases>;
    friend visitor;

protected:
    using nodes = Nodes;
    using node_type = typename Nodes::node_type;
    using scoped_node = typename Nodes::owner;
    using policy = intrusive::details::reclaim<typename Nodes::gc>;
    static constexpr bool erases = policy::erases;

public:
    using gc = typename Nodes::gc;
    using traits = typename Nodes::traits;
    using value_type = typename Nodes::value_type;
    using allocator_type = typename traits::allocator;
    using typename Set::back_off;
    using typename Set::item_counter;
    using typename Set::memory_model;
    using typename Set::stat;
    using guarded_ptr =
        typename policy::template guarded_ptr<node_type, value_type, typename Nodes::get_value>;
    /// What `get` of a const container returns.
    using const_guarded_ptr = typename policy::template guarded_ptr<node_type, value_type const,
                                                                    typename Nodes::get_value>;
    /// What `extract` returns.
    using extracted_ptr =
        typename policy::template extracted_ptr<node_type, value_type, typename Nodes::get_value>;
    using raw_ptr = guarded_ptr; ///< libcds's names for the same in containers over RCU
    using exempt_ptr = extracted_ptr;
    using iterator = owned_iterator<typename Set::iterator, Nodes>;
    using const_iterator = owned_iterator<typename Set::const_iterator, Nodes>;

    using Set::c_bExtractLockExternal;
    using Set::c_nHazardPtrCount;
    using Set::empty;
    using Set::size;
    using Set::statistics;
    using visitor::erase_if;
    using visitor::for_each;
    using typename Set::rcu_lock;

    /// Whether `size()` says anything: with `atomicity::empty_item_counter` it is always 0.
    static constexpr bool counts_items =
        !std::is_same_v<item_counter, cds::atomicity::empty_item_counter>;
    /// Whether `insert_or_assign` replaces an item in one step, so that no look-up finds its key
    /// absent.
    static constexpr bool assigns_in_one_step = requires { requires Set::assigns_in_one_step; };

    using Set::Set;
    node_owner() = default;
    /// Nodes come from `memory` and from copies of it; each node keeps one. `args` are those of the
    /// set: sizes, or a statistics object.
    template <class... Args>
        requires stateful_allocator<allocator_type>
    explicit node_owner(std::allocator_arg_t, allocator_type const& memory, Args&&... args)
        : Set(std::forward<Args>(args)...), nodes_(memory) {}
    explicit node_owner(allocator_type const& memory)
        requires stateful_allocator<allocator_type>
        : node_owner(std::allocator_arg, memory) {}
    ~node_owner() {
        static_assert(
            nodes_of<Nodes>); // here, so that an item may have such a container as a member
    }

    /// Erases the items one by one. With `gc::nogc` nobody else may be inside.
    void clear() { Set::clear(); }

    iterator begin() { return iterator(Set::begin()); }
    iterator end() { return iterator(Set::end()); }
    const_iterator begin() const { return cbegin(); }
    const_iterator end() const { return cend(); }
    const_iterator cbegin() const { return const_iterator(Set::cbegin()); }
    const_iterator cend() const { return const_iterator(Set::cend()); }

    /// What nodes are allocated with.
    allocator_type get_allocator() const {
        if constexpr (stateful_allocator<allocator_type>)
            return nodes_.memory();
        else
            return allocator_type();
    }

protected:
    static constexpr auto no_functor = [](value_type&) {};

    /// Hands the node over to the set; if its key is there already, the node is destroyed.
    template <class F>
    auto adopt(scoped_node fresh, F&& f) {
        node_type* const node = fresh.get();
        bool const inserted = Set::insert(*node, [&](node_type& n) {
            (void)fresh.release();
            std::invoke(std::forward<F>(f), Nodes::value(n));
        });
        if constexpr (erases)
            return inserted;
        else
            return answer(inserted ? node : nullptr);
    }

    /// Hands the node over to the set, where it takes the place of the node with its key, if there
    /// is one. Whether there was none.
    bool adopt_or_replace(scoped_node fresh) {
        return Set::upsert(*fresh, true, [&fresh](bool) { (void)fresh.release(); }).second;
    }

    /// What a member says that has found something or not; with `gc::nogc`, where it is.
    auto answer(bool found) const noexcept { return found; }
    auto answer(node_type* found) { return iterator(Set::iterator_to(found)); }
    auto answer(node_type const* found) const {
        return const_iterator(
            typename Set::const_iterator(Set::iterator_to(const_cast<node_type*>(found))));
    }

    [[no_unique_address]] Nodes nodes_;

private:
    bool unlink_at(iterator const& it) {
        return Set::unlink_at(static_cast<typename Set::iterator const&>(it));
    }
};

/// What owning sets and maps have in common whose keys are compared: everything that takes a key
/// and makes no node.
///
/// Q is any type that the comparator (and the hash, where there is one) accepts beside the key.
/// With `gc::nogc` nothing is erased, and members that return bool elsewhere return an iterator.
template <class Nodes, class Set>
class owning : public node_owner<Nodes, Set> {
    using base = node_owner<Nodes, Set>;

protected:
    using base::answer;
    using base::erases;
    using typename base::node_type;
    using typename base::scoped_node;
    template <class Less>
    using less_of = typename Nodes::template less_of<Less>;

public:
    using key_comparator = typename Nodes::key_comparator;
    using typename base::const_guarded_ptr;
    using typename base::extracted_ptr;
    using typename base::guarded_ptr;
    using typename base::iterator;
    using base::base;

    /// Erases the item equal to `key`; `f(item)` sees it erased and guarded.
    template <class Q>
    bool erase(Q const& key)
        requires erases
    {
        return Set::erase(key);
    }
    template <class Q, class Less>
    bool erase_with(Q const& key, Less)
        requires erases
    {
        return Set::erase_with(key, less_of<Less>());
    }
    template <class Q, class F>
    bool erase(Q const& key, F&& f)
        requires erases
    {
        return Set::erase(key, on_erased(f));
    }
    template <class Q, class Less, class F>
    bool erase_with(Q const& key, Less, F&& f)
        requires erases
    {
        return Set::erase_with(key, less_of<Less>(), on_erased(f));
    }

    /// Erases the item equal to `key` and returns it guarded; empty if there is none.
    template <class Q>
    extracted_ptr extract(Q const& key)
        requires erases
    {
        return extracted_ptr(Set::extract(key));
    }
    template <class Q, class Less>
    extracted_ptr extract_with(Q const& key, Less)
        requires erases
    {
        return extracted_ptr(Set::extract_with(key, less_of<Less>()));
    }

    /// The item equal to `key`, guarded; empty if there is none. Of a const container a const item.
    template <class Q>
    [[nodiscard]] guarded_ptr get(Q const& key)
        requires erases
    {
        return guarded_ptr(Set::get(key));
    }
    template <class Q>
    [[nodiscard]] const_guarded_ptr get(Q const& key) const
        requires erases
    {
        return const_guarded_ptr(Set::get(key));
    }
    template <class Q, class Less>
    [[nodiscard]] guarded_ptr get_with(Q const& key, Less)
        requires erases
    {
        return guarded_ptr(Set::get_with(key, less_of<Less>()));
    }
    template <class Q, class Less>
    [[nodiscard]] const_guarded_ptr get_with(Q const& key, Less) const
        requires erases
    {
        return const_guarded_ptr(Set::get_with(key, less_of<Less>()));
    }

    /// Whether there is an item equal to `key`; for `gc::nogc` where it is, or end().
    template <class Q>
    [[nodiscard]] auto contains(Q const& key) {
        return answer(Set::contains(key));
    }
    template <class Q>
    [[nodiscard]] auto contains(Q const& key) const {
        return answer(Set::contains(key));
    }
    template <class Q, class Less>
    [[nodiscard]] auto contains(Q const& key, Less) {
        return answer(Set::contains(key, less_of<Less>()));
    }
    template <class Q, class Less>
    [[nodiscard]] auto contains(Q const& key, Less) const {
        return answer(Set::contains(key, less_of<Less>()));
    }
    template <class Q>
    [[deprecated("use contains()")]]
    auto find(Q const& key) {
        return contains(key);
    }
    template <class Q, class Less>
    [[deprecated("use contains()")]]
    auto find_with(Q const& key, Less pred) {
        return contains(key, pred);
    }

protected:
    /// Hands it over, if allowed, unless there is such an item; then `f(inserted, item)`.
    template <class F>
    auto adopt_or_find(scoped_node fresh, F&& f, bool may_insert) {
        return Set::update(
            *fresh,
            [&](bool inserted, node_type& n, node_type&) {
                if (inserted)
                    (void)fresh.release();
                f(inserted, n);
            },
            may_insert);
    }

    /// Does so with `gc::nogc`, and returns where the item is and whether it was inserted.
    std::pair<iterator, bool> adopt_or_find(scoped_node fresh, bool may_insert)
        requires(!erases)
    {
        node_type* found = nullptr;
        auto const done = adopt_or_find(
            std::move(fresh), [&](bool, node_type& n) { found = std::addressof(n); }, may_insert);
        return {answer(found), done.second};
    }

private:
    template <class F>
    static auto on_erased(F& f) {
        return [&f](node_type& n) { std::invoke(f, Nodes::erased(n)); };
    }
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_OWNING_H
