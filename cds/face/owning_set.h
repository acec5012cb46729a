// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_FACE_OWNING_SET_H
#define CDSLIB_FACE_OWNING_SET_H

#include <cds/face/guarded_ptr_cast.h>
#include <cds/face/modern_set.h>
#include <cds/face/owning.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace cds::container::details {

/// A node that holds a value, its own key. `Base` is the node of the intrusive list.
template <class Base, class T>
struct set_item {
    struct node_type : Base {
        template <class... Args>
        explicit node_type(std::in_place_t, Args&&... args)
            : m_Value(std::forward<Args>(args)...) {}
        template <class Alloc, class... Args>
        explicit node_type(with_allocator<Alloc> memory, Args&&... args)
            : m_Value(
                  std::make_obj_using_allocator<T>(memory.source, std::forward<Args>(args)...)) {}
        T m_Value;
    };
    using value_type = T;
    using key_type = T;
    using mapped_type = T;
    using get_value = guarded_ptr_cast_set<node_type, T>;
    static constexpr bool is_map = false;

    static T& value(node_type& n) noexcept { return n.m_Value; }
    static T const& value(node_type const& n) noexcept { return n.m_Value; }
    static T const& key(node_type const& n) noexcept { return n.m_Value; }
    static T const& erased(node_type const& n) noexcept { return n.m_Value; }
};

/// The members that sets have in libcds, over `Set`, an intrusive set of nodes with values.
/// A value is built before the set is looked at: if that throws, nothing has changed.
template <class Nodes, class Set>
class set_of_values : public owning<Nodes, Set> {
    using base = owning<Nodes, Set>;
    using typename base::node_type;

protected:
    using base::erases;

public:
    using typename base::guarded_ptr;
    using typename base::iterator;
    using typename base::value_type;
    using base::base;
    using base::find;
    using base::find_with;

    /// Inserts a value made of `val` if it is not there; then `f(item)`, visible to others.
    template <class Q>
    auto insert(Q&& val) {
        return emplace(std::forward<Q>(val));
    }
    template <class Q, class F>
    auto insert(Q&& val, F&& f) {
        return this->adopt(this->nodes_.make(std::forward<Q>(val)), std::forward<F>(f));
    }
    /// Does what `insert` does with a value made of `args`.
    template <class... Args>
    auto emplace(Args&&... args) {
        return this->adopt(this->nodes_.make(std::forward<Args>(args)...), base::no_functor);
    }

    /// Finds the item equal to `key`, or inserts one made of it if allowed, then calls
    /// `f(inserted, item, key)`. First: whether there is such an item now; second: inserted.
    /// An rvalue `key` is moved from even if the item is there.
    template <class Q, class F>
    std::pair<bool, bool> update(Q&& key, F&& f, bool bAllowInsert = true)
        requires erases
    {
        return this->adopt_or_find(
            this->nodes_.make(std::forward<Q>(key)),
            [&](bool inserted, node_type& n) {
                std::invoke(std::forward<F>(f), inserted, Nodes::value(n), std::as_const(key));
            },
            bAllowInsert);
    }
    template <class Q>
    std::pair<iterator, bool> update(Q&& key, bool bAllowInsert = true)
        requires(!erases)
    {
        return this->adopt_or_find(this->nodes_.make(std::forward<Q>(key)), bAllowInsert);
    }
    template <class Q, class F>
    [[deprecated("use update()")]]
    std::pair<bool, bool>(ensure)(Q const& key, F&& f)
        requires erases
    {
        return update(key, std::forward<F>(f), true);
    }
    template <class Q>
    [[deprecated("use update()")]]
    std::pair<iterator, bool>(ensure)(Q const& key)
        requires(!erases)
    {
        return update(key, true);
    }

    /// Calls `f(item, key)` for the item equal to `key`; false if there is none.
    template <class Q, class F>
    bool find(Q&& key, F&& f) {
        return Set::find(key, on_found<node_type>(f));
    }
    template <class Q, class F>
    bool find(Q&& key, F&& f) const {
        return Set::find(key, on_found<node_type const>(f));
    }
    template <class Q, class Less, class F>
    bool find_with(Q&& key, Less, F&& f) {
        return Set::find_with(key, typename base::template less_of<Less>(), on_found<node_type>(f));
    }
    template <class Q, class Less, class F>
    bool find_with(Q&& key, Less, F&& f) const {
        return Set::find_with(key, typename base::template less_of<Less>(),
                              on_found<node_type const>(f));
    }

private:
    template <class Node, class F>
    static auto on_found(F& f) {
        return [&f](Node& n, auto& key) { std::invoke(f, Nodes::value(n), key); };
    }
};

/// The interface of a set of values over `Set`.
template <class Nodes, class Set>
class owning_set : public modern_set<set_of_values<Nodes, Set>> {
public:
    using owning_set::modern_set::modern_set;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_OWNING_SET_H
