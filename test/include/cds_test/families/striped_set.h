// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_STRIPED_SET_H
#define CDSLIB_TEST_FAMILIES_STRIPED_SET_H

#include <cds/container/striped_map.h>
#include <cds/container/striped_map/std_hash_map.h>
#include <cds/container/striped_map/std_list.h>
#include <cds/container/striped_map/std_map.h>
#include <cds/container/striped_set.h>
#include <cds/container/striped_set/std_hash_set.h>
#include <cds/container/striped_set/std_list.h>
#include <cds/container/striped_set/std_set.h>
#include <cds/container/striped_set/std_vector.h>
#include <cds/intrusive/striped_set.h>
#include <cds/intrusive/striped_set/boost_list.h>
#include <cds/sync/spinlock.h>
#include <cds_test/type_lists.h>

#include <cstddef>
#include <tuple>
#include <utility>

namespace cds_test::families {

/// StripedSet and StripedMap, with the containers of the standard library as buckets. All grow.
struct striped_set {
    static constexpr char const* name = "StripedSet";

    template <class Order, class... More>
    using options_of =
        std::tuple<cds::opt::less<typename Order::less>, cds::opt::hash<typename Order::hash>,
                   cds::opt::resizing_policy<cds::container::striped_set::load_factor_resizing<2>>,
                   More...>;
    using spinning = cds::opt::mutex_policy<cds::container::striped_set::striping<cds::sync::spin>>;
    using refined = cds::opt::mutex_policy<cds::container::striped_set::refinable<>>;

    template <template <class, class...> class Set, class Container, class Options>
    struct with;
    template <template <class, class...> class Set, class Container, class... Options>
    struct with<Set, Container, std::tuple<Options...>> {
        using type = Set<Container, Options...>;
    };
    template <class Container, class Order, class... More>
    using set =
        typename with<cds::container::StripedSet, Container, options_of<Order, More...>>::type;
    template <class Container, class Order, class... More>
    using map =
        typename with<cds::container::StripedMap, Container, options_of<Order, More...>>::type;

    /// `Order` has the types `less`, `equal` and `hash`, which take what is looked up by as well.
    /// The ordered and hashed containers need those of the standard library besides.
    template <class T, class Order, class Alloc = std::allocator<T>,
              class Tables = cds::opt::allocator<Alloc>>
    using sets = join<std::tuple<set<std::list<T, Alloc>, Order, Tables, refined>,
                                 set<std::vector<T, Alloc>, Order, Tables>>,
                      beyond_cover<set<std::list<T, Alloc>, Order, Tables, spinning>,
                                   set<std::vector<T, Alloc>, Order, Tables, refined>>>;
    template <class T, class Order>
    using all_sets = join<
        sets<T, Order>,
        std::tuple<set<std::set<T, typename Order::less>, Order, refined>,
                   set<std::unordered_set<T, typename Order::hash, typename Order::equal>, Order>>>;

    template <class Key, class T, class Order,
              class Alloc = std::allocator<std::pair<Key const, T>>>
    using maps = std::tuple<
        map<std::list<std::pair<Key const, T>, Alloc>, Order, cds::opt::allocator<Alloc>, refined>>;
    template <class Key, class T, class Order>
    using all_maps =
        join<maps<Key, T, Order>,
             std::tuple<map<std::map<Key, T, typename Order::less>, Order>,
                        map<std::unordered_map<Key, T, typename Order::hash, typename Order::equal>,
                            Order, refined>>>;

    /// Of the user's objects: `Base` with a hook.
    template <class Base>
    struct item : Base, boost::intrusive::list_base_hook<> {
        using Base::Base;
    };
    template <class Base, class Order>
    using objects =
        std::tuple<typename with<cds::intrusive::StripedSet, boost::intrusive::list<item<Base>>,
                                 options_of<Order, refined>>::type,
                   typename with<cds::intrusive::StripedSet, boost::intrusive::list<item<Base>>,
                                 options_of<Order>>::type>;
};

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_STRIPED_SET_H
