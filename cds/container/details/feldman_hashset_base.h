// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_DETAILS_FELDMAN_HASHSET_BASE_H
#define CDSLIB_CONTAINER_DETAILS_FELDMAN_HASHSET_BASE_H

#include <cds/container/details/base.h>
#include <cds/intrusive/details/feldman_hashset_base.h>

/// Statistics and options of the owning `FeldmanHashSet`.
namespace cds::container::feldman_hashset {

using intrusive::feldman_hashset::bitwise_compare, intrusive::feldman_hashset::empty_stat,
    intrusive::feldman_hashset::hash_accessor, intrusive::feldman_hashset::hash_size,
    intrusive::feldman_hashset::hash_splitter, intrusive::feldman_hashset::is_its_bytes,
    intrusive::feldman_hashset::level_statistics;
template <class Counter = cds::atomicity::event_counter>
using stat = intrusive::feldman_hashset::stat<Counter>;

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits : intrusive::feldman_hashset::common_traits {
    /// How to get the hash value of an item; must be given.
    using hash_accessor = opt::none;
    /// It makes the items.
    using allocator = CDS_DEFAULT_ALLOCATOR;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace cds::container::feldman_hashset

namespace cds::container {

template <class GC, class T, class Traits = feldman_hashset::traits>
class FeldmanHashSet;

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_FELDMAN_HASHSET_BASE_H
