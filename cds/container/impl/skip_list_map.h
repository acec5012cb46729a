// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_IMPL_SKIP_LIST_MAP_H
#define CDSLIB_CONTAINER_IMPL_SKIP_LIST_MAP_H

#include <cds/container/details/make_skip_list_map.h>
#include <cds/face/owning_sorted.h>

namespace cds::container {

/// Sorted lock-free map: `intrusive::SkipListSet` with nodes of its own.
/// The interface is that of `details::owning_map` and `details::owning_sorted`.
template <class GC, class Key, class T, class Traits>
class SkipListMap : public details::owning_sorted<
                        details::owning_map, details::make_skip_list_map<GC, Key, T, Traits>,
                        typename details::make_skip_list_map<GC, Key, T, Traits>::type> {
public:
    using typename SkipListMap::owning_sorted::random_level_generator;
    using SkipListMap::owning_sorted::c_nMaxHeight;
    using SkipListMap::owning_sorted::max_height;

    using SkipListMap::owning_sorted::owning_sorted;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_IMPL_SKIP_LIST_MAP_H
