// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_HASH_STRIPED_PLACES_H
#define CDSLIB_STRUCTURES_HASH_STRIPED_PLACES_H

#include <cds/details/sign.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <type_traits>
#include <utility>

// How an item is found in a sequential container, put into it and taken out: once for each way in
// which containers of the standard library and of Boost keep their items. Which way that is shows
// in the members of the container, so no container is named here.
namespace cds::intrusive::striped_set::details {

/// The items are objects of the program, which the container links: those of Boost.Intrusive.
template <class C>
concept links_objects = requires { typename C::value_traits; };
/// The container has buckets of its own.
template <class C>
concept hashed = requires { typename C::hasher; };
/// The container keeps its items in their order: by a tree, or in an array.
template <class C>
concept ordered = requires { typename C::key_compare; } && !hashed<C>;
/// The items stand in a row, in the order in which they are put there.
template <class C>
concept sequence = !hashed<C> && !ordered<C>;
/// The row is linked in one direction: what stands before a place has to be known there.
template <class C>
concept one_way = sequence<C> && requires(C& c) { c.before_begin(); };
/// Items stand one beside the other, and those behind one that comes or goes are moved.
template <class C>
concept array = sequence<C> && requires(C& c) { c.reserve(c.size()); };

/// Whether an array may move its items about, because that cannot fail.
template <class T>
inline constexpr bool moves_safely =
    std::is_nothrow_move_constructible_v<T> && std::is_nothrow_move_assignable_v<T>;

/// Orders what `Less` orders, as an item and a key that are to be equal.
template <class Less>
struct equality_by {
    template <class A, class B>
    bool operator()(A const& a, B const& b) const {
        return !less(a, b) && !less(b, a);
    }
    [[no_unique_address]] Less less;
};

/// What stands at a place, and whether it is equal to the key that was looked for.
template <class Iterator>
struct place {
    Iterator at;
    bool found;
    Iterator before{}; // of containers that are linked in one direction
};

/// The result of a three-way comparison.
template <class Compare, class A, class B>
int sign_of(Compare const& compare, A const& a, B const& b) {
    return cds::details::sign(compare(a, b));
}

/// Places in rows. `compare(item, key)` orders in three ways; rows are sorted by it.
template <class C>
struct places {
    using found = place<typename C::iterator>;

    template <class Q, class Compare>
    static found seek(C& c, Q const& key, Compare const& compare) {
        auto const is_before = [&](auto const& item) { return sign_of(compare, item, key) < 0; };
        if constexpr (array<C>) {
            auto const at = std::partition_point(c.begin(), c.end(), is_before);
            return {at, at != c.end() && sign_of(compare, *at, key) == 0};
        } else if constexpr (one_way<C>) {
            auto before = c.before_begin();
            auto at = c.begin();
            for (; at != c.end() && is_before(*at); ++at)
                before = at;
            return {at, at != c.end() && sign_of(compare, *at, key) == 0, before};
        } else {
            auto const at = std::find_if_not(c.begin(), c.end(), is_before);
            return {at, at != c.end() && sign_of(compare, *at, key) == 0};
        }
    }

    /// Puts an item there, made of `args`, or the object that is given. If that throws, nothing has
    /// changed.
    template <class... Args>
    static auto put(C& c, found const& where, Args&&... args) {
        using value_type = typename C::value_type;
        if constexpr (links_objects<C> && one_way<C>)
            return c.insert_after(where.before, args...);
        else if constexpr (links_objects<C>)
            return c.insert(where.at, args...);
        else if constexpr (one_way<C>)
            return c.emplace_after(where.before, std::forward<Args>(args)...);
        else if constexpr (array<C> && !moves_safely<value_type> &&
                           std::is_copy_constructible_v<value_type>) {
            auto const index = std::distance(c.begin(), where.at);
            C fresh;
            fresh.reserve(c.size() + 1);
            fresh.insert(fresh.end(), std::as_const(c).begin(), std::as_const(c).begin() + index);
            fresh.emplace_back(std::forward<Args>(args)...);
            fresh.insert(fresh.end(), std::as_const(c).begin() + index, std::as_const(c).end());
            c.swap(fresh);
            return c.begin() + index;
        } else
            return c.emplace(where.at, std::forward<Args>(args)...);
    }

    /// Takes the item out, and destroys it if it is not the program's. If that throws, nothing has
    /// changed.
    static void take(C& c, found const& where) {
        using value_type = typename C::value_type;
        if constexpr (one_way<C>)
            c.erase_after(where.before);
        else if constexpr (array<C> && !moves_safely<value_type> &&
                           std::is_copy_constructible_v<value_type>) {
            C fresh;
            fresh.reserve(c.size());
            auto const here = c.cbegin() + std::distance(c.begin(), where.at);
            fresh.insert(fresh.end(), c.cbegin(), here);
            fresh.insert(fresh.end(), here + 1, c.cend());
            c.swap(fresh);
        } else
            c.erase(where.at);
    }

    /// The place behind the last item.
    static found end_of(C& c) {
        if constexpr (one_way<C>)
            return {c.end(), false, c.previous(c.end())};
        else
            return {c.end(), false};
    }
};

/// Places in containers that are ordered. `less` takes an item and a key, in both orders.
template <ordered C>
struct places<C> {
    using found = place<typename C::iterator>;

    template <class Q, class Less>
    static found seek(C& c, Q const& key, Less const& less) {
        if constexpr (links_objects<C>) {
            auto const at = c.lower_bound(key, less);
            return {at, at != c.end() && !less(key, *at)};
        } else {
            auto const at = c.lower_bound(key);
            return {at, at != c.end() && !less(key, *at)};
        }
    }
    template <class... Args>
    static auto put(C& c, found const& where, Args&&... args) {
        if constexpr (links_objects<C>)
            return c.insert_before(where.at, args...);
        else
            return c.emplace_hint(where.at, std::forward<Args>(args)...);
    }
    static void take(C& c, found const& where) { c.erase(where.at); }
    static found end_of(C& c) { return {c.end(), false}; }
};

/// Places in hash tables. `equal` takes a key and an item.
template <hashed C>
struct places<C> {
    using found = place<typename C::iterator>;

    template <class Q, class Equal>
    static found seek(C& c, Q const& key, Equal const& equal) {
        if constexpr (links_objects<C>) {
            auto const at = c.find(key, c.hash_function(), equal);
            return {at, at != c.end()};
        } else {
            auto const at = c.find(key);
            return {at, at != c.end()};
        }
    }
    template <class... Args>
    static auto put(C& c, found const&, Args&&... args) {
        if constexpr (links_objects<C>)
            return c.insert(args...).first;
        else
            return c.emplace(std::forward<Args>(args)...).first;
    }
    static void take(C& c, found const& where) { c.erase(where.at); }
    static found end_of(C& c) { return {c.end(), false}; }
};

} // namespace cds::intrusive::striped_set::details

#endif // #ifndef CDSLIB_STRUCTURES_HASH_STRIPED_PLACES_H
