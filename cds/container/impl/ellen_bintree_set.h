// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_IMPL_ELLEN_BINTREE_SET_H
#define CDSLIB_CONTAINER_IMPL_ELLEN_BINTREE_SET_H

#include <cds/container/details/make_ellen_bintree.h>
#include <cds/face/owning_sorted.h>

namespace cds::container {

/// Sorted lock-free set of values: `intrusive::EllenBinTree` with leaves of its own.
/// The interface is that of `details::owning_set` and `details::owning_sorted`.
template <class GC, class Key, class T, class Traits>
class EllenBinTreeSet
    : public details::owning_sorted<
          details::owning_set, details::make_ellen_bintree_set<GC, Key, T, Traits>,
          typename details::make_ellen_bintree_set<GC, Key, T, Traits>::type> {
public:
    using key_type = Key;
    using key_extractor = typename Traits::key_extractor;
    using typename EllenBinTreeSet::owning_sorted::node_allocator;
    using typename EllenBinTreeSet::owning_sorted::update_desc_allocator;
    using EllenBinTreeSet::owning_sorted::owning_sorted;
    using EllenBinTreeSet::owning_sorted::check_consistency;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_IMPL_ELLEN_BINTREE_SET_H
