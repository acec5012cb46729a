// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_DETAILS_ITERABLE_LIST_BASE_H
#define CDSLIB_CONTAINER_DETAILS_ITERABLE_LIST_BASE_H

#include <cds/container/details/ordered_list_traits.h>
#include <cds/intrusive/details/iterable_list_base.h>

/// Statistics and options of `IterableList` and `IterableKVList`.
namespace cds::container::iterable_list {

template <class Counter = cds::atomicity::event_counter>
using stat = intrusive::iterable_list::stat<Counter>;
using intrusive::iterable_list::empty_stat;
template <class Stat = stat<>>
using wrapped_stat = intrusive::iterable_list::wrapped_stat<Stat>;

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits : details::ordered_list_traits {
    /// What allocates the places that the values are in; `allocator` makes the values.
    using node_allocator = CDS_DEFAULT_ALLOCATOR;
    /// What to do after losing a race for a place.
    using back_off = cds::backoff::Default;
    using stat = empty_stat;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace cds::container::iterable_list

namespace cds::container {

template <class GC, class T, class Traits = iterable_list::traits>
class IterableList;
template <class GC, class Key, class Value, class Traits = iterable_list::traits>
class IterableKVList;

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_ITERABLE_LIST_BASE_H
