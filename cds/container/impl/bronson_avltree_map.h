// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_IMPL_BRONSON_AVLTREE_MAP_H
#define CDSLIB_CONTAINER_IMPL_BRONSON_AVLTREE_MAP_H

#include <cds/container/details/bronson_avltree_base.h>
#include <cds/details/allocator.h>
#include <cds/face/tree_map.h>

namespace cds::container {
namespace details {

/// Disposes of a value that `Alloc` has made.
template <class T, class Alloc>
struct value_disposer {
    void operator()(T* p) const { cds::details::Allocator<T, Alloc>().Delete(p); }
};

template <class GC, class Key, class T, class Traits>
using tree_of_values =
    bronson_tree<GC, Key, T, value_disposer<T, typename Traits::allocator>, Traits>;
template <class GC, class Key, class T, class Traits>
using tree_of_pointers = bronson_tree<GC, Key, T, typename Traits::disposer, Traits>;

} // namespace details

/// Sorted map, a balanced tree with a lock in each node, which look-ups do not take.
/// The interface is that of `details::value_tree_map` and `details::tree_map`.
template <class GC, class Key, class T, class Traits>
class BronsonAVLTreeMap
    : public details::value_tree_map<details::tree_of_values<GC, Key, T, Traits>, T,
                                     typename Traits::allocator> {};

/// Here the map points to values that are the user's. The interface is that of
/// `details::pointer_tree_map` and `details::tree_map`.
template <class GC, class Key, class T, class Traits>
class BronsonAVLTreeMap<GC, Key, T*, Traits>
    : public details::pointer_tree_map<details::tree_of_pointers<GC, Key, T, Traits>, T> {};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_IMPL_BRONSON_AVLTREE_MAP_H
