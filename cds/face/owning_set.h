// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_FACE_OWNING_SET_H
#define CDSLIB_FACE_OWNING_SET_H

#include <cds/face/guarded_ptr_cast.h>
#include <cds/face/owning.h>

#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
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

/// The interface of a set of values over `Set`, an intrusive set of nodes.
/// A value is built before the set is looked at: if that throws, nothing has changed.
template <class Nodes, class Set>
class owning_set : public owning<Nodes, Set> {
    using base = owning<Nodes, Set>;
    using typename base::node_type;
    static constexpr bool erases = base::erases;

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

    /// Inserts a value made of `args`, or replaces the item that is equal to it as a whole; true if
    /// it was inserted. The old item is erased as by `erase`: a thread that holds it in a
    /// `guarded_ptr` goes on reading it.
    ///
    /// Where `assigns_in_one_step` is true, one CAS does both: a look-up finds the old item or the
    /// new one, and the key is never absent. Otherwise this is an erase and an insert, one
    /// after the other, and a look-up between the two finds nothing. An iterator meets one of the
    /// two.
    template <class... Args>
    bool insert_or_assign(Args&&... args)
        requires erases
    {
        return this->adopt_or_replace(this->nodes_.make(std::forward<Args>(args)...));
    }
    /// Returns a copy of the item equal to `key`, made while it is guarded, or `otherwise`,
    /// converted, if there is none. An item that others change in place must not be copied at the
    /// same time.
    template <class Q, class U>
    [[nodiscard]] value_type get_or(Q const& key, U&& otherwise) const {
        std::optional<value_type> copy;
        find(key, [&copy](value_type const& item, Q const&) { copy.emplace(item); });
        return copy ? *std::move(copy) : static_cast<value_type>(std::forward<U>(otherwise));
    }

    /// Inserts a copy of what `extract` or `get` returned; true if it was inserted. The node itself
    /// cannot come back: it is retired, others may still read it and go on along its link, and it
    /// is disposed of when the last guard is gone. For the same reason the value is not moved from,
    /// and one that cannot be copied is refused by the compiler.
    bool reinsert(guarded_ptr const& extracted)
        requires(erases && std::copy_constructible<value_type>)
    {
        return extracted && emplace(std::as_const(*extracted));
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

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_OWNING_SET_H
