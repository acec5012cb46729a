// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_CUCKOO_SET_H
#define CDSLIB_CONTAINER_CUCKOO_SET_H

#include <cds/container/details/cuckoo_base.h>
#include <cds/face/cuckoo_values.h>
#include <cds/face/owning_locked.h>
#include <cds/intrusive/cuckoo_set.h>

namespace cds::container {

/// Cuckoo hash set of values, with locks inside; it grows. The interface is that of
/// `details::owning_locked_set`, the algorithm and its progress are in
/// structures/hash/cuckoo/table.h.
template <class T, class Traits>
class CuckooSet
    : public details::owning_locked_set<
          details::cuckoo_values<details::set_item<details::cuckoo_node<Traits>, T>, Traits>> {
    using base = typename CuckooSet::owning_locked_set;

public:
    using base::base;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_CUCKOO_SET_H
