// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_DETAILS_FELDMAN_HASHMAP_BASE_H
#define CDSLIB_CONTAINER_DETAILS_FELDMAN_HASHMAP_BASE_H

#include <cds/container/details/base.h>
#include <cds/intrusive/details/feldman_hashset_base.h>
#include <cds/opt/hash.h>

/// Statistics and options of `FeldmanHashMap`.
namespace cds::container::feldman_hashmap {

using intrusive::feldman_hashset::bitwise_compare;
using intrusive::feldman_hashset::empty_stat;
using intrusive::feldman_hashset::hash_size;
using intrusive::feldman_hashset::hash_splitter;
using intrusive::feldman_hashset::level_statistics;
template <class Counter = cds::atomicity::event_counter>
using stat = intrusive::feldman_hashset::stat<Counter>;

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// What makes a hash value of a key. Two keys with the same one are the same key. None: the key
    /// is its own hash value, a fixed number of bytes.
    using hash = opt::none;
    static constexpr std::size_t hash_size = 0;
    using hash_splitter = opt::none;
    /// How hash values are told apart: by `compare`, else by `less`, else bit by bit.
    using compare = opt::none;
    using less = opt::none;
    using item_counter = cds::atomicity::item_counter;
    /// For the pairs.
    using allocator = CDS_DEFAULT_ALLOCATOR;
    /// For the arrays.
    using node_allocator = CDS_DEFAULT_ALLOCATOR;
    using memory_model = opt::v::relaxed_ordering;
    using back_off = cds::backoff::Default;
    using stat = empty_stat;
    using rcu_check_deadlock = opt::v::rcu_throw_deadlock;
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
