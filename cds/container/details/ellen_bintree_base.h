// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_DETAILS_ELLEN_BINTREE_BASE_H
#define CDSLIB_CONTAINER_DETAILS_ELLEN_BINTREE_BASE_H

#include <cds/container/details/base.h>
#include <cds/face/owning_map.h>
#include <cds/face/owning_set.h>
#include <cds/intrusive/details/ellen_bintree_base.h>

/// Containers that copy or move values into nodes of their own.
namespace cds::container {

/// Nodes, statistics and options of `EllenBinTreeSet` and `EllenBinTreeMap`.
namespace ellen_bintree {

using intrusive::ellen_bintree::empty_stat;
using intrusive::ellen_bintree::internal_node;
using intrusive::ellen_bintree::key_extractor;
using intrusive::ellen_bintree::update_desc;
using intrusive::ellen_bintree::update_desc_allocator;

template <class Counter = cds::atomicity::event_counter>
using stat = intrusive::ellen_bintree::stat<Counter>;

/// A leaf with a value, and one with a pair.
template <class GC, class T>
using node = typename details::set_item<intrusive::ellen_bintree::node<GC>, T>::node_type;
template <class GC, class Key, class T>
using map_node = typename details::map_item<intrusive::ellen_bintree::node<GC>, Key, T>::node_type;

/// What there is in a tree of `Key`, by libcds's names: a map's, or the set's of T if `Mapped` is
/// void.
template <class GC, class Key, class T, class Mapped = void>
struct node_types {
    using leaf_node_type = node<GC, T>;
    using internal_node_type = internal_node<Key, leaf_node_type>;
    using update_desc_type = update_desc<leaf_node_type, internal_node_type>;
};
template <class GC, class Key, class T, class Mapped>
    requires(!std::is_void_v<Mapped>)
struct node_types<GC, Key, T, Mapped> {
    using leaf_node_type = map_node<GC, Key, Mapped>;
    using internal_node_type = internal_node<Key, leaf_node_type>;
    using update_desc_type = update_desc<leaf_node_type, internal_node_type>;
};

/// The options and their defaults; derive from it or compose with `make_set_traits` and
/// `make_map_traits`. The order is that of `compare`, else of `less`, else `std::less`; it compares
/// values with keys as well.
struct traits : intrusive::ellen_bintree::common_traits {
    /// It makes the leaves.
    using allocator = CDS_DEFAULT_ALLOCATOR;
    /// How a map copies keys: `void operator()(Key& to, Key const& from)`; by assignment if none.
    using copy_policy = opt::none;
};

/// `make_set_traits<options...>::type`
template <class... Options>
struct make_set_traits : opt::compose_traits<traits, Options...> {};
/// `make_map_traits<options...>::type`
template <class... Options>
struct make_map_traits : opt::compose_traits<traits, Options...> {};

} // namespace ellen_bintree

template <class GC, class Key, class T, class Traits = ellen_bintree::traits>
class EllenBinTreeSet;
template <class GC, class Key, class T, class Traits = ellen_bintree::traits>
class EllenBinTreeMap;

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_ELLEN_BINTREE_BASE_H
