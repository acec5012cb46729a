// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_MICHAEL_MAP_H
#define CDSLIB_CONTAINER_MICHAEL_MAP_H

#include <cds/container/details/michael_map_base.h>
#include <cds/face/owning_iterable.h>
#include <cds/face/owning_hash.h>
#include <cds/intrusive/michael_set.h>

namespace cds::container {

/// Hash map, with a fixed number of buckets: `intrusive::MichaelHashSet` with nodes of its own.
/// `OrderedList` is a `container::MichaelKVList`, or any other list that says what it owns.
/// The interface is that of `details::owning_map`.
template <class GC, class OrderedList, class Traits>
class MichaelHashMap
    : public details::owning_hash<details::face_of<OrderedList, details::owning_map>::template type,
                                  intrusive::MichaelHashSet, GC, OrderedList, Traits> {
public:
    using MichaelHashMap::owning_hash::owning_hash;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_MICHAEL_MAP_H
