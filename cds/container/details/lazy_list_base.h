// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_DETAILS_LAZY_LIST_BASE_H
#define CDSLIB_CONTAINER_DETAILS_LAZY_LIST_BASE_H

#include <cds/container/details/ordered_list_traits.h>
#include <cds/intrusive/details/lazy_list_base.h>

/// Containers that copy or move values into nodes of their own.
namespace cds::container {

/// Names `LazyList` where a container is built over an ordered list.
struct lazy_list_tag {};

/// Statistics and options of `LazyList` and `LazyKVList`.
namespace lazy_list {

template <class Counter = cds::atomicity::event_counter>
using stat = intrusive::lazy_list::stat<Counter>;
using intrusive::lazy_list::empty_stat;
template <class Stat = stat<>>
using wrapped_stat = intrusive::lazy_list::wrapped_stat<Stat>;

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits : details::ordered_list_traits {
    /// What is equal in a list that is not sorted; without it `compare`, `less` or `std::equal_to`
    /// says so.
    using equal_to = opt::none;
    /// With `gc::nogc`, false: what is inserted comes last. The other policies always sort.
    static constexpr bool sort = true;
    /// One for each node, and one for the list.
    using lock_type = cds::sync::spin;
    /// What to do after the place of an operation has changed.
    using back_off = cds::backoff::Default;
    using stat = empty_stat;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

/// `Traits` with all that says how items are compared in one comparator, for the keys of `Item`.
template <class GC, class Item, class Traits>
struct by_comparison : opt::base_traits<Traits> {
    static constexpr bool sort = intrusive::details::reclaim<GC>::erases || Traits::sort;
    using compare = typename intrusive::lazy_list::details::order_of<typename Item::key_type,
                                                                     Traits, sort>::type;
    using equal_to = opt::none;
};

} // namespace lazy_list

template <class GC, class T, class Traits = lazy_list::traits>
class LazyList;
template <class GC, class Key, class Value, class Traits = lazy_list::traits>
class LazyKVList;

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_LAZY_LIST_BASE_H
