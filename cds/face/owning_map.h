// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_FACE_OWNING_MAP_H
#define CDSLIB_FACE_OWNING_MAP_H

#include <cds/face/guarded_ptr_cast.h>
#include <cds/face/modern_map.h>
#include <cds/face/owning.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cds::container::details {

/// A node that holds a pair of key and mapped value. `Base` is the node of the intrusive list.
template <class Base, class Key, class T>
struct map_item {
    using key_type = Key;
    using mapped_type = T;
    using value_type = std::pair<Key const, T>;
    struct node_type : Base {
        template <class K, class... Args>
        explicit node_type(std::in_place_t, K&& key, Args&&... args)
            : m_Data(std::piecewise_construct, std::forward_as_tuple(std::forward<K>(key)),
                     std::forward_as_tuple(std::forward<Args>(args)...)) {}
        template <class Alloc, class K, class... Args>
        explicit node_type(with_allocator<Alloc> memory, K&& key, Args&&... args)
            : m_Data(std::make_obj_using_allocator<value_type>(
                  memory.source, std::piecewise_construct,
                  std::forward_as_tuple(std::forward<K>(key)),
                  std::forward_as_tuple(std::forward<Args>(args)...))) {}
        value_type m_Data;
    };
    using get_value = guarded_ptr_cast_map<node_type, value_type>;
    static constexpr bool is_map = true;

    static value_type& value(node_type& n) noexcept { return n.m_Data; }
    static value_type const& value(node_type const& n) noexcept { return n.m_Data; }
    static Key const& key(node_type const& n) noexcept { return n.m_Data.first; }
    static value_type& erased(node_type& n) noexcept { return n.m_Data; }
};

/// The members that maps have in libcds, over `Set`, an intrusive set of nodes with pairs.
/// A pair is built before the map is looked at: if that throws, nothing has changed.
template <class Nodes, class Set>
class map_of_pairs : public owning<Nodes, Set> {
    using base = owning<Nodes, Set>;
    using typename base::node_type;

protected:
    using base::erases;

public:
    using key_type = typename Nodes::key_type;
    using mapped_type = typename Nodes::mapped_type;
    using typename base::guarded_ptr;
    using typename base::iterator;
    using typename base::value_type;
    using base::base;
    using base::find;
    using base::find_with;

    /// Inserts `key` with a mapped value of `val`, or a default one, if the key is not there.
    template <class K>
    auto insert(K&& key) {
        return emplace(std::forward<K>(key));
    }
    template <class K, class V>
    auto insert(K&& key, V&& val) {
        return emplace(std::forward<K>(key), std::forward<V>(val));
    }
    /// Does what `insert` does with a mapped value made of `args`.
    template <class K, class... Args>
    auto emplace(K&& key, Args&&... args) {
        return this->adopt(this->nodes_.make(std::forward<K>(key), std::forward<Args>(args)...),
                           base::no_functor);
    }
    /// Inserts `key` with a default mapped value, then calls `f(pair)`, visible to others.
    template <class K, class F>
    auto insert_with(K&& key, F&& f) {
        return this->adopt(this->nodes_.make(std::forward<K>(key)), std::forward<F>(f));
    }

    /// Finds the pair of `key`, or inserts one with a default mapped value if allowed, then calls
    /// `f(inserted, pair)`. First: whether there is such a pair now; second: inserted.
    template <class K, class F>
    std::pair<bool, bool> update(K&& key, F&& f, bool bAllowInsert = true)
        requires erases
    {
        return this->adopt_or_find(this->nodes_.make(std::forward<K>(key)), on_updated(f),
                                   bAllowInsert);
    }
    /// Does the same, and a pair that is inserted has `val` as its mapped value from the beginning:
    /// nobody sees it without. `val` is moved from, if it may be, even when the key is there.
    template <class K, class V, class F>
    std::pair<bool, bool> update(K&& key, V&& val, F&& f, bool bAllowInsert = true)
        requires(erases && std::is_invocable_v<F, bool, value_type&>)
    {
        return this->adopt_or_find(this->nodes_.make(std::forward<K>(key), std::forward<V>(val)),
                                   on_updated(f), bAllowInsert);
    }
    template <class K>
    std::pair<iterator, bool> update(K&& key, bool bAllowInsert = true)
        requires(!erases)
    {
        return this->adopt_or_find(this->nodes_.make(std::forward<K>(key)), bAllowInsert);
    }
    template <class K, class F>
    [[deprecated("use update()")]]
    std::pair<bool, bool>(ensure)(K const& key, F&& f)
        requires erases
    {
        return update(key, std::forward<F>(f), true);
    }
    template <class K>
    [[deprecated("use update()")]]
    std::pair<iterator, bool>(ensure)(K const& key)
        requires(!erases)
    {
        return update(key, true);
    }

    /// Calls `f(pair)` for the pair of `key`; false if there is none.
    template <class Q, class F>
    bool find(Q const& key, F&& f) {
        return Set::find(key, on_found<node_type>(f));
    }
    template <class Q, class F>
    bool find(Q const& key, F&& f) const {
        return Set::find(key, on_found<node_type const>(f));
    }
    template <class Q, class Less, class F>
    bool find_with(Q const& key, Less, F&& f) {
        return Set::find_with(key, typename base::template less_of<Less>(), on_found<node_type>(f));
    }
    template <class Q, class Less, class F>
    bool find_with(Q const& key, Less, F&& f) const {
        return Set::find_with(key, typename base::template less_of<Less>(),
                              on_found<node_type const>(f));
    }

private:
    template <class F>
    static auto on_updated(F& f) {
        return [&f](bool inserted, node_type& n) { std::invoke(f, inserted, Nodes::value(n)); };
    }
    template <class Node, class F>
    static auto on_found(F& f) {
        return [&f](Node& n, auto const&) { std::invoke(f, Nodes::value(n)); };
    }
};

/// The interface of a map over `Set`.
template <class Nodes, class Set>
class owning_map : public modern_map<map_of_pairs<Nodes, Set>> {
public:
    using owning_map::modern_map::modern_map;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_OWNING_MAP_H
