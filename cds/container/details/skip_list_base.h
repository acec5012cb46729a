// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_DETAILS_SKIP_LIST_BASE_H
#define CDSLIB_CONTAINER_DETAILS_SKIP_LIST_BASE_H

#include <cds/container/details/base.h>
#include <cds/intrusive/details/skip_list_base.h>

/// Containers that copy or move values into nodes of their own.
namespace cds::container {

/// Statistics and options of `SkipListSet` and `SkipListMap`.
namespace skip_list {

using intrusive::skip_list::c_nHeightLimit;
using intrusive::skip_list::empty_stat;
using intrusive::skip_list::random_level_generator;
using intrusive::skip_list::turbo;
using intrusive::skip_list::turbo16;
using intrusive::skip_list::turbo24;
using intrusive::skip_list::turbo32;
using intrusive::skip_list::turbo_pascal;
using intrusive::skip_list::xor_shift;
using intrusive::skip_list::xorshift;
using intrusive::skip_list::xorshift16;
using intrusive::skip_list::xorshift24;
using intrusive::skip_list::xorshift32;

template <class Counter = cds::atomicity::event_counter>
using stat = intrusive::skip_list::stat<Counter>;

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// How high towers are; its `c_nUpperBound`, at most 32, is the number of levels.
    using random_level_generator = turbo32;
    /// It makes the nodes, each with its tower.
    using allocator = CDS_DEFAULT_ALLOCATOR;
    /// The order of the values, or of a map's keys: `compare`, else by `less`, else `std::less`.
    using compare = opt::none;
    using less = opt::none;
    using stat = empty_stat;
    using item_counter = cds::atomicity::empty_item_counter;
    using memory_model = opt::v::relaxed_ordering;
    /// What to do after losing a race for a link.
    using back_off = cds::backoff::Default;
    using rcu_check_deadlock = opt::v::rcu_throw_deadlock;
    using key_accessor = opt::none;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace skip_list

template <class GC, class T, class Traits = skip_list::traits>
class SkipListSet;
template <class GC, class Key, class T, class Traits = skip_list::traits>
class SkipListMap;

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_SKIP_LIST_BASE_H
