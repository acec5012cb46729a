// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_DETAILS_FELDMAN_HASHMAP_BASE_H
#define CDSLIB_CONTAINER_DETAILS_FELDMAN_HASHMAP_BASE_H

#include <cds/container/details/base.h>
#include <cds/intrusive/details/feldman_hashset_base.h>
#include <cds/opt/hash.h>

/// Statistics and options of `FeldmanHashMap`.
namespace cds::container::feldman_hashmap {

using intrusive::feldman_hashset::bitwise_compare, intrusive::feldman_hashset::empty_stat,
    intrusive::feldman_hashset::hash_size, intrusive::feldman_hashset::hash_splitter,
    intrusive::feldman_hashset::is_its_bytes, intrusive::feldman_hashset::level_statistics;
template <class Counter = cds::atomicity::event_counter>
using stat = intrusive::feldman_hashset::stat<Counter>;

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits : intrusive::feldman_hashset::common_traits {
    /// What makes a hash value of a key. Two keys with the same one are the same key. None: the key
    /// is its own hash value, a fixed number of bytes that say which key it is (`is_its_bytes`).
    using hash = opt::none;
    /// It makes the pairs.
    using allocator = CDS_DEFAULT_ALLOCATOR;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

} // namespace cds::container::feldman_hashmap

namespace cds::container {

template <class GC, class Key, class T, class Traits = feldman_hashmap::traits>
class FeldmanHashMap;

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_FELDMAN_HASHMAP_BASE_H
