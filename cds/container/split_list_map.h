// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_SPLIT_LIST_MAP_H
#define CDSLIB_CONTAINER_SPLIT_LIST_MAP_H

#include <cds/container/details/make_split_list.h>

#include <cstddef>

namespace cds::container {

/// Hash map, which grows with the number of its items: `intrusive::SplitListSet` with nodes of its
/// own. The interface is that of `details::owning_map`.
template <class GC, class Key, class Value, class Traits>
class SplitListMap
    : public details::owning_split_list<details::owning_map, GC,
                                        details::split_map_item<GC, Key, Value, Traits>, Traits> {
public:
    using SplitListMap::owning_split_list::owning_split_list;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_SPLIT_LIST_MAP_H
