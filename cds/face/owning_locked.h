// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_OWNING_LOCKED_H
#define CDSLIB_FACE_OWNING_LOCKED_H

#include <cds/details/defs.h>
#include <cds/face/concepts.h>

#include <concepts>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

namespace cds::container::details {

using intrusive::details::ignore_all;

/// What sets and maps with locks inside have in common: no policy, no guards, no iterators.
///
/// `Store` keeps the values. It has `insert_at(key, f)`, `emplace_at(args...)`, `update_at(key, f,
/// allow)`, `erase_at(key, f, pred...)`, `find_at(key, f, pred...)`, which are protected, and what
/// users may know of it.
///
/// Q is any type that the hash and the order of the store accept beside the key. Each functor is
/// called under the locks of its item, has the item to itself, and must not use the container. When
/// a functor throws, its operation is done.
template <class Store>
class owning_locked : public Store {
public:
    /// Whether a predicate of the caller can look for items.
    using Store::has_find_with;
    using Store::Store;

    /// Erases the item equal to `key`; `f(item)` sees it for the last time.
    template <class Q>
    bool erase(Q const& key) {
        return Store::erase_at(key, ignore_all());
    }
    template <class Q, class F>
    bool erase(Q const& key, F&& f) {
        return Store::erase_at(key, f);
    }
    /// `pred` orders as the container does, or is equal where the container has no order.
    template <class Q, class Pred>
        requires has_find_with
    bool erase_with(Q const& key, Pred pred) {
        return Store::erase_at(key, ignore_all(), pred);
    }
    template <class Q, class Pred, class F>
        requires has_find_with
    bool erase_with(Q const& key, Pred pred, F&& f) {
        return Store::erase_at(key, f, pred);
    }

    /// Whether there is an item equal to `key`.
    template <class Q>
    [[nodiscard]] bool contains(Q const& key) {
        return Store::find_at(key, ignore_all());
    }
    template <class Q, class Pred>
        requires has_find_with
    [[nodiscard]] bool contains(Q const& key, Pred pred) {
        return Store::find_at(key, ignore_all(), pred);
    }
    template <class Q>
    [[deprecated("use contains()")]]
    bool find(Q const& key) {
        return contains(key);
    }
    template <class Q, class Pred>
        requires has_find_with
    [[deprecated("use contains()")]]
    bool find_with(Q const& key, Pred pred) {
        return contains(key, pred);
    }
};

/// The interface of a set of values with locks inside.
template <class Store>
class owning_locked_set : public owning_locked<Store> {
    using base = owning_locked<Store>;

public:
    using typename base::value_type;
    using base::base;
    using base::find;
    using base::find_with;
    using base::has_find_with;

    /// Inserts a value made of `val` if it is not there; then `f(item)`.
    template <class Q>
    bool insert(Q const& val) {
        return Store::insert_at(val, ignore_all());
    }
    template <class Q, class F>
    bool insert(Q const& val, F&& f) {
        return Store::insert_at(val, [&f](value_type& item) { std::invoke(f, item); });
    }
    /// Inserts a value made of `args` if it is not there. It is made before the set is looked at.
    template <class... Args>
    bool emplace(Args&&... args) {
        return Store::emplace_at(std::forward<Args>(args)...);
    }

    /// Finds the item equal to `val`, or inserts one made of it if allowed, then calls
    /// `f(inserted, item, val)`. First: whether there is such an item now; second: inserted.
    template <class Q, class F>
    std::pair<bool, bool> update(Q const& val, F&& f, bool bAllowInsert = true) {
        return Store::update_at(
            val,
            [&](bool inserted, value_type& item, auto const&) {
                std::invoke(f, inserted, item, val);
            },
            bAllowInsert);
    }
    template <class Q, class F>
    [[deprecated("use update()")]]
    std::pair<bool, bool>(ensure)(Q const& val, F&& f) {
        return update(val, f, true);
    }

    /// Calls `f(item, key)` for the item equal to `key`; false if there is none.
    template <class Q, class F>
    bool find(Q&& key, F&& f) {
        return Store::find_at(key, [&](value_type& item) { std::invoke(f, item, key); });
    }
    template <class Q, class Pred, class F>
        requires has_find_with
    bool find_with(Q&& key, Pred pred, F&& f) {
        return Store::find_at(key, [&](value_type& item) { std::invoke(f, item, key); }, pred);
    }
};

/// The interface of a map with locks inside. Hash, order and predicates take keys.
template <class Store>
class owning_locked_map : public owning_locked<Store> {
    using base = owning_locked<Store>;

public:
    using typename base::value_type;
    using key_type = std::remove_const_t<typename value_type::first_type>;
    using mapped_type = typename value_type::second_type;
    using base::base;
    using base::find;
    using base::find_with;
    using base::has_find_with;

    /// Inserts `key` with a mapped value of `val`, or a default one, if the key is not there.
    template <class K>
    bool insert(K const& key) {
        return Store::insert_at(key, ignore_all());
    }
    template <class K, class V>
    bool insert(K const& key, V const& val) {
        if constexpr (std::constructible_from<mapped_type, V const&>)
            return emplace(key, val);
        else
            return insert_with(key, [&val](value_type& pair) { pair.second = val; });
    }
    /// Inserts `key` with a default mapped value, then calls `f(pair)`.
    template <class K, class F>
    bool insert_with(K const& key, F&& f) {
        return Store::insert_at(key, [&f](value_type& pair) { std::invoke(f, pair); });
    }
    /// Inserts `key` with a mapped value made of `args` if the key is not there.
    template <class K, class... Args>
    bool emplace(K&& key, Args&&... args) {
        return Store::emplace_at(std::forward<K>(key), std::forward<Args>(args)...);
    }

    /// Finds the pair of `key`, or inserts one with a default mapped value if allowed, then calls
    /// `f(inserted, pair)`. First: whether there is such a pair now; second: inserted.
    template <class K, class F>
    std::pair<bool, bool> update(K const& key, F&& f, bool bAllowInsert = true) {
        return Store::update_at(
            key,
            [&f](bool inserted, value_type& pair, auto const&) { std::invoke(f, inserted, pair); },
            bAllowInsert);
    }
    template <class K, class F>
    [[deprecated("use update()")]]
    std::pair<bool, bool>(ensure)(K const& key, F&& f) {
        return update(key, f, true);
    }

    /// Inserts `key` with a mapped value of `val`, or assigns `val` to the one that is there; true
    /// if it was inserted. Both are one operation. An assignment that throws leaves what it leaves.
    template <class K, class V>
    bool insert_or_assign(K const& key, V&& val) {
        return update(key, [&val](bool, value_type& pair) { pair.second = std::forward<V>(val); })
            .second;
    }
    /// Returns a copy of the mapped value of `key`, or `otherwise`, converted, if there is none.
    template <class Q, class U>
    [[nodiscard]] mapped_type get_or(Q const& key, U&& otherwise) {
        std::optional<mapped_type> copy;
        find(key, [&copy](value_type const& pair) { copy.emplace(pair.second); });
        return copy ? *std::move(copy) : static_cast<mapped_type>(std::forward<U>(otherwise));
    }

    /// Calls `f(pair)` for the pair of `key`; false if there is none.
    template <class Q, class F>
    bool find(Q const& key, F&& f) {
        return Store::find_at(key, [&f](value_type& pair) { std::invoke(f, pair); });
    }
    template <class Q, class Pred, class F>
        requires has_find_with
    bool find_with(Q const& key, Pred pred, F&& f) {
        return Store::find_at(key, [&f](value_type& pair) { std::invoke(f, pair); }, pred);
    }
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_OWNING_LOCKED_H
