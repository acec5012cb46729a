// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_CUCKOO_MAP_H
#define CDSLIB_CONTAINER_CUCKOO_MAP_H

#include <cds/container/details/cuckoo_base.h>
#include <cds/face/cuckoo_values.h>
#include <cds/face/owning_locked.h>
#include <cds/intrusive/cuckoo_set.h>

namespace cds::container {

/// Cuckoo hash map, with locks inside; it grows. The interface is that of
/// `details::owning_locked_map`, the algorithm and its progress are in
/// structures/hash/cuckoo/table.h.
template <class Key, class T, class Traits>
class CuckooMap
    : public details::owning_locked_map<
          details::cuckoo_values<details::map_item<details::cuckoo_node<Traits>, Key, T>, Traits>> {
    using base = typename CuckooMap::owning_locked_map;

public:
    using base::base;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_CUCKOO_MAP_H
