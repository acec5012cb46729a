// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_DETAILS_MICHAEL_LIST_BASE_H
#define CDSLIB_CONTAINER_DETAILS_MICHAEL_LIST_BASE_H

#include <cds/container/details/ordered_list_traits.h>
#include <cds/intrusive/details/michael_list_base.h>

/// Containers that copy or move values into nodes of their own.
namespace cds::container {

/// Names `MichaelList` where a container is built over an ordered list.
struct michael_list_tag {};

/// Statistics and options of `MichaelList` and `MichaelKVList`.
namespace michael_list {

template <class Counter = cds::atomicity::event_counter>
using stat = intrusive::michael_list::stat<Counter>;
using intrusive::michael_list::empty_stat;
template <class Stat = stat<>>
using wrapped_stat = intrusive::michael_list::wrapped_stat<Stat>;

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits : details::ordered_list_traits {
    /// What to do after losing a race for a link.
    using back_off = cds::backoff::empty;
    using stat = empty_stat;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace michael_list

template <class GC, class T, class Traits = michael_list::traits>
class MichaelList;
template <class GC, class Key, class Value, class Traits = michael_list::traits>
class MichaelKVList;

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_MICHAEL_LIST_BASE_H
