// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_STRIPED_MAP_H
#define CDSLIB_CONTAINER_STRIPED_MAP_H

#include <cds/container/details/base.h>
#include <cds/container/striped_set/adapter.h>
#include <cds/face/owning_locked.h>
#include <cds/face/striped_values.h>
#include <cds/container/striped_set.h>

namespace cds::container {

/// Hash map with locks inside; it grows. The buckets are containers of pairs of a constant key and
/// a mapped value, whose adapter is in a header of `striped_map/`, or whatever `striped_set::adapt`
/// makes buckets of. The interface is that of `details::owning_locked_map`, the algorithm and its
/// progress are in structures/hash/striped/table.h.
///
/// The options are those of `StripedSet`; the hash and the order take keys.
template <class Container, class... Options>
class StripedMap
    : public details::owning_locked_map<details::striped_values<Container, true, Options...>> {
    using base = typename StripedMap::owning_locked_map;

public:
    using base::base;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_STRIPED_MAP_H
