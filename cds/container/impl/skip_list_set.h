// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_IMPL_SKIP_LIST_SET_H
#define CDSLIB_CONTAINER_IMPL_SKIP_LIST_SET_H

#include <cds/container/details/make_skip_list_set.h>
#include <cds/face/owning_sorted.h>

namespace cds::container {

/// Sorted lock-free set of values: `intrusive::SkipListSet` with nodes of its own.
/// The interface is that of `details::owning_set` and `details::owning_sorted`.
template <class GC, class T, class Traits>
class SkipListSet
    : public details::owning_sorted<details::owning_set, details::make_skip_list_set<GC, T, Traits>,
                                    typename details::make_skip_list_set<GC, T, Traits>::type> {
public:
    using typename SkipListSet::owning_sorted::random_level_generator;
    using SkipListSet::owning_sorted::c_nMaxHeight;
    using SkipListSet::owning_sorted::max_height;

    using SkipListSet::owning_sorted::owning_sorted;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_IMPL_SKIP_LIST_SET_H
