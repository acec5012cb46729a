// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_DETAILS_MAKE_LAZY_KVLIST_H
#define CDSLIB_CONTAINER_DETAILS_MAKE_LAZY_KVLIST_H

#include <cds/container/details/make_lazy_list.h>
#include <cds/face/owning_map.h>

namespace cds::container::details {

/// The nodes for the pairs of a `LazyKVList`, and the intrusive list of them.
template <class GC, class Key, class T, class Traits,
          class Node = intrusive::lazy_list::node<GC, typename Traits::lock_type>>
using make_lazy_kvlist = make_lazy_nodes<GC, Node, map_item<Node, Key, T>, Traits>;

} // namespace cds::container::details

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_MAKE_LAZY_KVLIST_H
