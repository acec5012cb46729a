// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_CUCKOO_SET_H
#define CDSLIB_TEST_FAMILIES_CUCKOO_SET_H

#include <cds/container/cuckoo_map.h>
#include <cds/container/cuckoo_set.h>
#include <cds/intrusive/cuckoo_set.h>
#include <cds/sync/spinlock.h>
#include <cds_test/type_lists.h>

#include <cstddef>
#include <memory>
#include <tuple>
#include <utility>

namespace cds_test::families {

/// CuckooSet and CuckooMap.
struct cuckoo_set {
    static constexpr char const* name = "CuckooSet";

    /// A second hash functor out of the first.
    template <class Hash>
    struct other_hash {
        template <class T>
        std::size_t operator()(T const& key) const {
            return (Hash()(key) + 1) * std::size_t(0x9E3779B97F4A7C15) >> 7;
        }
    };

    using spinning = cds::opt::mutex_policy<cds::container::cuckoo::striping<cds::sync::spin>>;
    using refined = cds::opt::mutex_policy<cds::container::cuckoo::refinable<>>;
    using in_arrays = cds::container::cuckoo::probeset_type<cds::container::cuckoo::vector<4>>;
    using with_hashes = cds::container::cuckoo::store_hash<true>;

    template <class Order, class... More>
    using traits = typename cds::container::cuckoo::make_traits<
        cds::opt::less<typename Order::less>,
        cds::opt::hash<std::tuple<typename Order::hash, other_hash<typename Order::hash>>>,
        More...>::type;
    template <class T, class Order, class... More>
    using set = cds::container::CuckooSet<T, traits<Order, More...>>;
    template <class Key, class T, class Order, class... More>
    using map = cds::container::CuckooMap<Key, T, traits<Order, More...>>;

    /// `Order` has the types `less` and `hash`, which take what is looked up by as well.
    template <class T, class Order, class Alloc = std::allocator<T>,
              class Memory = cds::opt::allocator<Alloc>>
    using sets = join<
        std::tuple<set<T, Order, Memory, refined>, set<T, Order, Memory, in_arrays, with_hashes>>,
        beyond_cover<set<T, Order, Memory, spinning, with_hashes>,
                     set<T, Order, Memory, refined, in_arrays>>>;
    template <class T, class Order>
    using all_sets = sets<T, Order>;

    template <class Key, class T, class Order,
              class Alloc = std::allocator<std::pair<Key const, T>>>
    using maps = std::tuple<map<Key, T, Order, cds::opt::allocator<Alloc>, refined>>;
    template <class Key, class T, class Order>
    using all_maps = join<maps<Key, T, Order>, std::tuple<map<Key, T, Order, in_arrays>>>;

    /// Of the user's objects: `Base` with a hook.
    template <class Base>
    struct item : Base, cds::intrusive::cuckoo::node<> {
        using Base::Base;
    };
    template <class Order, class... More>
    using intrusive_traits = typename cds::intrusive::cuckoo::make_traits<
        cds::opt::less<typename Order::less>,
        cds::opt::hash<std::tuple<typename Order::hash, other_hash<typename Order::hash>>>,
        More...>::type;
    template <class Base, class Order>
    using objects =
        std::tuple<cds::intrusive::CuckooSet<item<Base>, intrusive_traits<Order, refined>>,
                   cds::intrusive::CuckooSet<item<Base>, intrusive_traits<Order>>>;
};

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_CUCKOO_SET_H
