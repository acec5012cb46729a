// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_IMPL_ELLEN_BINTREE_MAP_H
#define CDSLIB_CONTAINER_IMPL_ELLEN_BINTREE_MAP_H

#include <cds/container/details/make_ellen_bintree.h>
#include <cds/face/owning_sorted.h>

namespace cds::container {

/// Sorted lock-free map: `intrusive::EllenBinTree` with leaves of its own.
/// The interface is that of `details::owning_map` and `details::owning_sorted`.
template <class GC, class Key, class T, class Traits>
class EllenBinTreeMap
    : public details::owning_sorted<
          details::owning_map, details::make_ellen_bintree_map<GC, Key, T, Traits>,
          typename details::make_ellen_bintree_map<GC, Key, T, Traits>::type> {
public:
    using typename EllenBinTreeMap::owning_sorted::node_allocator;
    using typename EllenBinTreeMap::owning_sorted::update_desc_allocator;
    using node_allocator_type = node_allocator;
    using copy_policy = typename details::copies_key_of_pair<Traits>::copy_policy;
    using EllenBinTreeMap::owning_sorted::owning_sorted;
    using EllenBinTreeMap::owning_sorted::check_consistency;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_IMPL_ELLEN_BINTREE_MAP_H
