// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_FACE_OWNING_ITERABLE_H
#define CDSLIB_FACE_OWNING_ITERABLE_H

#include <cds/face/owning_map.h>
#include <cds/face/owning_set.h>

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace cds::container::details {

/// `Item` with the item to itself for whoever erased it.
template <class Item>
struct iterable_item : Item {
    static auto& erased(typename Item::node_type& n) noexcept { return Item::value(n); }
};

/// `Face`, the interface of a set or a map, over `Set`, an intrusive `iterable_set` of nodes: what
/// is replaced, and where iterators stay.
template <template <class, class> class Face, class Nodes, class Set>
class owning_iterable : public Face<Nodes, Set> {
    using base = Face<Nodes, Set>;
    using node_type = typename Nodes::node_type;

public:
    using typename base::iterator;
    using base::base;

    /// Erases the item that `it` stands on, if it is still in its place. The iterator stays on it,
    /// and may be gone on from.
    bool erase_at(iterator const& it) { return Set::erase_at(it); }

    /// Calls `f` with what is equal to `key`, as other sets and maps do; false if there is none.
    template <class Q, class F>
    bool find(Q&& key, F&& f) const {
        return items().find(key, f);
    }
    template <class Q, class Less, class F>
    bool find_with(Q&& key, Less pred, F&& f) const {
        return items().find_with(key, pred, f);
    }
    /// An iterator to the item equal to `key`; `end()` if there is none.
    template <class Q>
    [[nodiscard]] iterator find(Q const& key) const {
        return iterator(Set::find(key));
    }
    template <class Q, class Less>
    [[nodiscard]] iterator find_with(Q const& key, Less) const {
        return iterator(Set::find_with(key, typename base::template less_of<Less>()));
    }

protected:
    /// Puts the node in the place of that with its key, or inserts it if allowed; then
    /// `f(value, replaced value or null)`.
    template <class F>
    std::pair<bool, bool> replace(typename base::scoped_node fresh, F&& f, bool may_insert) {
        return Set::update(
            *fresh,
            [&](node_type& n, node_type* old) {
                (void)fresh.release();
                std::invoke(f, Nodes::value(n), old ? std::addressof(Nodes::value(*old)) : nullptr);
            },
            may_insert);
    }
    static constexpr auto no_matter = [](auto&, auto*) {};

private:
    /// They may be changed in a constant container: it is constant what is in it.
    base& items() const noexcept { return const_cast<owning_iterable&>(*this); }
};

/// The interface of a set of values that can be replaced.
template <class Nodes, class Set>
class owning_iterable_set : public owning_iterable<owning_set, Nodes, Set> {
    using base = owning_iterable<owning_set, Nodes, Set>;

public:
    using base::base;

    /// Puts a value made of `key` in the place of the equal one, or inserts it if allowed; then
    /// `f(value, value* replaced)`, null if there was none. First: whether it is in the set now;
    /// second: inserted.
    template <class Q, class F>
    std::pair<bool, bool> update(Q&& key, F&& f, bool bAllowInsert = true) {
        return this->replace(this->nodes_.make(std::forward<Q>(key)), f, bAllowInsert);
    }
    template <class Q>
    std::pair<bool, bool> upsert(Q&& key, bool bAllowInsert = true) {
        return update(std::forward<Q>(key), base::no_matter, bAllowInsert);
    }
};

/// The interface of a map whose pairs can be replaced.
template <class Nodes, class Set>
class owning_iterable_map : public owning_iterable<owning_map, Nodes, Set> {
    using base = owning_iterable<owning_map, Nodes, Set>;

public:
    using base::base;

    /// Puts a pair of `key` and a default mapped value in the place of that of the key, or inserts
    /// it if allowed; then `f(pair, pair* replaced)`, null if there was none. First: whether it is
    /// in the map now; second: inserted.
    template <class K, class F>
    std::pair<bool, bool> update(K&& key, F&& f, bool bAllowInsert = true) {
        return this->replace(this->nodes_.make(std::forward<K>(key)), f, bAllowInsert);
    }
    /// Does so with a mapped value made of `val`, without a functor.
    template <class K, class V>
    std::pair<bool, bool> upsert(K&& key, V&& val, bool bAllowInsert = true) {
        return this->replace(this->nodes_.make(std::forward<K>(key), std::forward<V>(val)),
                             base::no_matter, bAllowInsert);
    }
};

/// What nodes for the items of an iterable list say beside others: how a hash set or map of them
/// looks.
template <class Item>
struct iterable_faces {
    static constexpr bool is_iterable = true;
    template <class Nodes, class Set>
    using face_over = std::conditional_t<Item::is_map, owning_iterable_map<Nodes, Set>,
                                         owning_iterable_set<Nodes, Set>>;
};

/// The face of a hash set or map whose buckets are `OrderedList`: its own, if it says one.
template <class OrderedList, template <class, class> class Usual>
struct face_of {
    template <class Nodes, class Set>
    using type = Usual<Nodes, Set>;
};
template <class OrderedList, template <class, class> class Usual>
    requires OrderedList::owned::is_iterable
struct face_of<OrderedList, Usual> {
    template <class Nodes, class Set>
    using type = typename OrderedList::owned::template face_over<Nodes, Set>;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_OWNING_ITERABLE_H
