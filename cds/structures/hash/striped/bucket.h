// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_HASH_STRIPED_BUCKET_H
#define CDSLIB_STRUCTURES_HASH_STRIPED_BUCKET_H

#include <cds/opt/buffer.h>
#include <cds/opt/compare.h>
#include <cds/opt/options.h>
#include <cds/structures/hash/striped/places.h>
#include <cds/structures/hash/striped/resizing.h>

#include <cstddef>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

// Sequential containers as the buckets of a striped table. `adapt` makes one of a container; a
// program specialises it for a container that it knows better.
namespace cds::intrusive::striped_set {

/// The name for a copy policy: growing copies the items.
struct copy_item;
/// The name for a copy policy: growing exchanges the items with new ones. As no item is looked at
/// meanwhile, this is what `move_item` does.
struct swap_item;
/// The name for a copy policy, which is the default: growing moves the items. A node goes over as
/// it is. An item of an array is moved, or copied where its move may throw.
struct move_item;

/// What the adapter of a row of items starts from: the table grows beyond four items a bucket.
struct adapted_sequential_container {
    using default_resizing_policy = load_factor_resizing<4>;
};
/// What the adapter of a container with an order or a hash starts from: the table does not grow.
struct adapted_container {
    using default_resizing_policy = no_resizing;
};

namespace details {

/// The options that concern buckets, and their defaults.
struct bucket_traits {
    using compare = opt::none;
    using less = opt::none;
    using copy_policy = opt::none;
    using buffer = opt::v::initialized_static_buffer<cds::any_type, 256>;
};

/// Says that the items of a bucket are pairs that are compared by their first.
struct of_pairs : opt::none {};

template <class C>
struct default_resizing
    : std::conditional_t<sequence<C>, adapted_sequential_container, adapted_container> {};
template <class C>
    requires(links_objects<C> && hashed<C>)
struct default_resizing<C> {
    using default_resizing_policy = load_factor_resizing<256>;
};

/// The container itself, and the array that a hash table of Boost.Intrusive needs.
template <class C, class Traits>
struct stored {
    C items;
};
template <class C, class Traits>
    requires(links_objects<C> && hashed<C>)
struct stored<C, Traits> {
    using buffer = typename Traits::buffer::template rebind<typename C::bucket_type>::other;
    buffer room;
    C items{typename C::bucket_traits(room.buffer(), room.capacity())};
};

/// Orders in three ways what `Less` orders.
template <class Less>
struct three_ways_by {
    template <class A, class B>
    int operator()(A const& a, B const& b) const {
        return less(a, b) ? -1 : less(b, a) ? 1 : 0;
    }
    [[no_unique_address]] Less less;
};

/// Compares the items of a map, which are pairs, by their keys.
template <class Pair, class Compare>
struct by_first {
    template <class Q>
    static Q const& key_of(Q const& key) noexcept {
        return key;
    }
    static auto const& key_of(Pair const& item) noexcept { return item.first; }

    template <class A, class B>
    auto operator()(A const& a, B const& b) const {
        return compare(key_of(a), key_of(b));
    }
    [[no_unique_address]] Compare compare;
};

/// What `move_item` does with an item.
enum class growth {
    relinks, ///< it goes over as it is, and only a comparison or a hash of the container may throw
    moves,   ///< its place stays, with what a move leaves; cannot fail after `reserve`
    copies   ///< it stays, until the old table is dropped
};

template <class C>
concept splices = requires(C& a, C& b) { a.splice(a.end(), b, b.begin()); };
template <class C>
concept hands_over = requires(C& a, C& b) { a.insert(b.extract(b.begin())); };

/// Whether a copy policy is a functor of the program: it is no name from above.
template <class Policy>
inline constexpr bool is_functor =
    !std::is_same_v<Policy, opt::none> && !std::is_same_v<Policy, move_item> &&
    !std::is_same_v<Policy, swap_item> && !std::is_same_v<Policy, copy_item>;

template <class C, class Policy>
constexpr growth growth_of() {
    if constexpr (links_objects<C>)
        return growth::relinks;
    else if constexpr (is_functor<Policy> || std::is_same_v<Policy, copy_item>)
        return growth::copies;
    else if constexpr (splices<C> || hands_over<C>)
        return growth::relinks;
    else if constexpr ((array<C> && moves_safely<typename C::value_type>) ||
                       !std::is_copy_constructible_v<typename C::value_type>)
        return growth::moves;
    else
        return growth::copies;
}

/// A sequential container as a bucket: `C` is any container that `places` knows. Each member is
/// called under the lock of the bucket.
///
/// An item is there when a functor sees it for the first time, and is gone when a functor has seen
/// it for the last time, also if that throws. Whatever else throws, nothing has changed.
template <class C, class Traits, bool Pairs>
class bucket : public default_resizing<C> {
    using at = places<C>;
    using found = typename at::found;
    using policy = typename Traits::copy_policy;
    static constexpr growth grows = growth_of<C, policy>();

public:
    using value_type = typename C::value_type;
    using iterator = typename C::iterator;
    using const_iterator = typename C::const_iterator;

    /// Whether a predicate of the caller can look for items. Containers that own ordered or hashed
    /// items look for them by their own.
    static constexpr bool has_find_with = links_objects<C> || sequence<C>;
    static constexpr bool has_erase_with = has_find_with;
    /// Whether a growth that fails moves the items back.
    static constexpr bool gives_back = grows == growth::relinks;

    bucket() = default;
    bucket(bucket const&) = delete;
    bucket& operator=(bucket const&) = delete;

    /// Puts `val` in, or an item made of it, unless there is an equal one; then `f(item)`.
    template <class Q, class F>
    bool insert(Q& val, F&& f) {
        found const where = seek(val, own_order());
        if (where.found)
            return false;
        f(item_at(make(where, val)));
        return true;
    }
    /// Does so with an item made of `args`; of a pair the first argument is the key.
    template <class Q, class... Args>
        requires(!links_objects<C>)
    bool emplace(Q&& val, Args&&... args) {
        found const where = seek(val, own_order());
        if (!where.found)
            make(where, std::forward<Q>(val), std::forward<Args>(args)...);
        return !where.found;
    }
    /// Finds the item equal to `val`, or puts one in if allowed; then `f(inserted, item, val)`.
    template <class Q, class F>
    std::pair<bool, bool> update(Q& val, F&& f, bool may_insert) {
        found const where = seek(val, own_order());
        if (where.found)
            f(false, item_at(where.at), val);
        else if (may_insert)
            f(true, item_at(make(where, val)), val);
        return {where.found || may_insert, !where.found && may_insert};
    }

    /// Takes `val` out if it is this very object that is in.
    bool unlink(value_type& val)
        requires links_objects<C>
    {
        found const where = seek(val, own_order());
        bool const mine = where.found && std::addressof(*where.at) == std::addressof(val);
        if (mine)
            at::take(c(), where);
        return mine;
    }

    /// Takes out the item equal to `key`, after `f(item)`: whether there was one, or the object.
    template <class Q, class F>
    auto erase(Q const& key, F&& f) {
        return take_out(seek(key, own_order()), f);
    }
    template <class Q, class Less, class F>
        requires has_erase_with
    auto erase(Q const& key, Less pred, F&& f) {
        return take_out(seek(key, order_by(pred)), f);
    }

    /// Calls `f(item, key)` with the item equal to `key`; false if there is none.
    template <class Q, class F>
    bool find(Q& key, F&& f) {
        return look_at(seek(key, own_order()), key, f);
    }
    template <class Q, class Less, class F>
        requires has_find_with
    bool find(Q& key, Less pred, F&& f) {
        return look_at(seek(key, order_by(pred)), key, f);
    }

    void clear() { c().clear(); }
    template <class Disposer>
        requires links_objects<C>
    void clear(Disposer disp) {
        c().clear_and_dispose(disp);
    }

    iterator begin() { return c().begin(); }
    iterator end() { return c().end(); }
    const_iterator begin() const { return stored_.items.begin(); }
    const_iterator end() const { return stored_.items.end(); }
    std::size_t size() const { return stored_.items.size(); }

    /// Makes room for items that are to be moved.
    void reserve(std::size_t count)
        requires(grows == growth::moves && requires(C& c) { c.reserve(count); })
    {
        c().reserve(count);
    }

    /// Takes an item from another bucket when the table grows. They come in the order of `from`.
    void move_item(bucket& from, iterator what) {
        if constexpr (links_objects<C>)
            relink(from, what);
        else if constexpr (grows == growth::relinks)
            hand_over(from, what);
        else if constexpr (grows == growth::moves)
            at::put(c(), at::end_of(c()), std::move(item_at(what)));
        else if constexpr (!is_functor<policy>)
            at::put(c(), at::end_of(c()), std::as_const(*what));
        else if constexpr (one_way<C>)
            policy()(c(), at::end_of(c()).before, what);
        else if constexpr (sequence<C>)
            policy()(c(), c().end(), what);
        else
            policy()(c(), what);
    }

private:
    C& c() noexcept { return stored_.items; }

    /// The items of a set are not constant for a program that does not change their order.
    static value_type& item_at(iterator where) noexcept { return const_cast<value_type&>(*where); }

    template <class Compare>
    static auto of_keys(Compare compare) {
        if constexpr (Pairs)
            return by_first<value_type, Compare>{compare};
        else
            return compare;
    }
    auto own_order() const {
        if constexpr (hashed<C>)
            return of_keys(stored_.items.key_eq());
        else if constexpr (ordered<C>)
            return of_keys(stored_.items.key_comp());
        else
            return of_keys(typename opt::details::make_comparator<typename row_key<Pairs>::type,
                                                                  Traits>::type());
    }
    template <class Less>
    static auto order_by(Less less) {
        if constexpr (hashed<C>)
            return of_keys(equality_by<Less>{less});
        else if constexpr (ordered<C>)
            return of_keys(less);
        else
            return of_keys(three_ways_by<Less>{less});
    }
    template <bool, class T = value_type>
    struct row_key {
        using type = T;
    };
    template <class T>
    struct row_key<true, T> {
        using type = std::remove_const_t<typename T::first_type>;
    };

    template <class Q, class Order>
    found seek(Q const& key, Order const& order) {
        if constexpr (links_objects<C> || sequence<C>)
            return at::seek(c(), key, order);
        else if constexpr (std::is_same_v<Q, typename C::key_type>)
            return at::seek(c(), key, order);
        else if constexpr (ordered<C> && requires { typename C::key_compare::is_transparent; })
            return at::seek(c(), key, order);
        else
            return at::seek(c(), static_cast<typename C::key_type>(key), order);
    }

    template <class Q, class... Args>
    auto make(found const& where, Q&& val, Args&&... args) {
        if constexpr (Pairs)
            return at::put(c(), where, std::piecewise_construct,
                           std::forward_as_tuple(std::forward<Q>(val)),
                           std::forward_as_tuple(std::forward<Args>(args)...));
        else
            return at::put(c(), where, std::forward<Q>(val), std::forward<Args>(args)...);
    }

    template <class Q, class F>
    bool look_at(found const& where, Q& key, F& f) {
        if (where.found)
            f(item_at(where.at), key);
        return where.found;
    }

    /// Takes an item out when its functor has seen it, or has thrown.
    struct removal {
        C& from;
        found const& where;
        bool pending = true;
        ~removal() {
            if (pending)
                at::take(from, where);
        }
    };
    template <class F>
    auto take_out(found const& where, F& f) {
        value_type* item = nullptr;
        if (where.found) {
            item = std::addressof(item_at(where.at));
            removal last{c(), where};
            f(*item);
            last.pending = false;
            at::take(c(), where);
        }
        if constexpr (links_objects<C>)
            return item;
        else
            return item != nullptr;
    }

    void relink(bucket& from, iterator what) {
        value_type& object = *what;
        if constexpr (hashed<C>) {
            typename C::insert_commit_data place;
            c().insert_check(object, c().hash_function(), c().key_eq(), place);
            from.c().erase(what);
            c().insert_commit(object, place);
        } else {
            from.c().erase(what);
            if constexpr (one_way<C>)
                c().insert_after(at::end_of(c()).before, object);
            else
                c().push_back(object);
        }
    }

    /// Holds a node on its way, and puts it back if it does not arrive.
    template <class Node>
    struct transfer {
        C& from;
        Node node;
        ~transfer() {
            if (!node.empty())
                from.insert(std::move(node));
        }
    };
    void hand_over(bucket& from, iterator what) {
        if constexpr (one_way<C>)
            c().splice_after(at::end_of(c()).before, from.c(), from.c().previous(what));
        else if constexpr (splices<C>)
            c().splice(c().end(), from.c(), what);
        else {
            transfer<typename C::node_type> goes{from.c(), from.c().extract(what)};
            if constexpr (hashed<C>)
                c().insert(std::move(goes.node));
            else
                c().insert(c().end(), std::move(goes.node));
        }
    }

    stored<C, Traits> stored_;
};

/// A container that has the interface of a bucket already.
template <class C>
concept is_bucket = requires(C& to, C& from) {
    typename C::default_resizing_policy;
    to.move_item(from, from.begin());
};

/// The options for buckets that a program has given, those of its own `type_traits` as well, and
/// the defaults of the others.
template <class... Options>
struct options_of_bucket {
    using given = typename opt::find_type_traits<bucket_traits, Options...>::type;
    template <class T>
    struct completed : bucket_traits {};
    template <class T>
        requires requires { typename T::buffer; }
    struct completed<T> {
        using compare = typename T::compare;
        using less = typename T::less;
        using copy_policy = typename T::copy_policy;
        using buffer = typename T::buffer;
    };
    template <class T>
        requires(
            requires { typename T::copy_policy; } && !requires { typename T::buffer; })
    struct completed<T> {
        using compare = typename T::compare;
        using less = typename T::less;
        using copy_policy = typename T::copy_policy;
        using buffer = bucket_traits::buffer;
    };
    using type = typename opt::make_options<completed<given>, Options...>::type;
};

template <class C, class... Options>
struct adapted {
    using type = bucket<C, typename options_of_bucket<Options...>::type,
                        (std::is_same_v<Options, of_pairs> || ...)>;
};
template <is_bucket C, class... Options>
struct adapted<C, Options...> {
    using type = C;
};

} // namespace details

/// The bucket that `Container` makes, with the options of the set: `type`. It is `Container` itself
/// if that has the interface of a bucket, and otherwise one of the standard library's or Boost's
/// with an adapter around it.
///
/// A specialisation for a container of a program names a `type` with the members of
/// `details::bucket`: `find`, `insert`, `update`, `erase`, `emplace` (or `unlink` and `clear(f)`),
/// `clear`, `size`, `begin`, `end`, `move_item`, `default_resizing_policy`, and of containers that
/// own their items `has_find_with` and `has_erase_with`.
template <class Container, class... Options>
struct adapt : details::adapted<Container, Options...> {};

} // namespace cds::intrusive::striped_set

#endif // #ifndef CDSLIB_STRUCTURES_HASH_STRIPED_BUCKET_H
