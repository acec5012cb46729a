// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_DETAILS_ORDERED_LIST_TRAITS_H
#define CDSLIB_CONTAINER_DETAILS_ORDERED_LIST_TRAITS_H

#include <cds/container/details/base.h>
#include <cds/opt/compare.h>
#include <cds/urcu/options.h>

namespace cds::container::details {

/// The options that all ordered lists of values have, and their defaults.
struct ordered_list_traits {
    /// What allocates the nodes.
    using allocator = CDS_DEFAULT_ALLOCATOR;
    /// The order of the values, or of a map's keys: `compare`, else by `less`, else `std::less`.
    using compare = opt::none;
    using less = opt::none;
    using item_counter = cds::atomicity::empty_item_counter;
    using memory_model = opt::v::relaxed_ordering;
    using rcu_check_deadlock = opt::v::rcu_throw_deadlock;
    using key_accessor = opt::none;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_ORDERED_LIST_TRAITS_H
