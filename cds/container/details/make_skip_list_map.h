// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_DETAILS_MAKE_SKIP_LIST_MAP_H
#define CDSLIB_CONTAINER_DETAILS_MAKE_SKIP_LIST_MAP_H

#include <cds/container/details/make_skip_list.h>
#include <cds/face/owning_map.h>

namespace cds::container::details {

/// The nodes for the pairs of a `SkipListMap`, and the intrusive list of them.
template <class GC, class Key, class T, class Traits>
using make_skip_list_map = make_skip_list<GC, map_item<skip_list_node<GC>, Key, T>, Traits>;

} // namespace cds::container::details

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_MAKE_SKIP_LIST_MAP_H
