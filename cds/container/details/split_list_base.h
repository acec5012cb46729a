// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_DETAILS_SPLIT_LIST_BASE_H
#define CDSLIB_CONTAINER_DETAILS_SPLIT_LIST_BASE_H

#include <cds/container/details/base.h>
#include <cds/container/details/michael_list_base.h>
#include <cds/intrusive/details/split_list_base.h>

/// Statistics and options of the owning `SplitListSet` and `SplitListMap`.
namespace cds::container::split_list {

using intrusive::split_list::bit_reversal;
using intrusive::split_list::dynamic_bucket_table;
using intrusive::split_list::empty_stat;
using intrusive::split_list::expandable_bucket_table;
using intrusive::split_list::static_bucket_table;
template <class Counter = cds::atomicity::event_counter>
using stat = intrusive::split_list::stat<Counter>;

/// Which list the set is made of: `michael_list_tag`; or `lazy_list_tag` or `iterable_list_tag`,
/// and the list's header must be included then.
CDS_TYPE_OPTION(ordered_list);
/// The traits of that list: they have the order, and the allocator of the nodes.
CDS_TYPE_OPTION(ordered_list_traits);

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits : intrusive::split_list::traits {
    using ordered_list = michael_list_tag;
    /// None: the list's own defaults.
    using ordered_list_traits = opt::none;
    using key_accessor = opt::none;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits {
    using type = typename opt::make_options<traits, Options...>::type;
};

} // namespace cds::container::split_list

namespace cds::container {

template <class GC, class T, class Traits = split_list::traits>
class SplitListSet;
template <class GC, class Key, class Value, class Traits = split_list::traits>
class SplitListMap;

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_SPLIT_LIST_BASE_H
