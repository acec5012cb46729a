// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_SPLIT_LIST_SET_H
#define CDSLIB_CONTAINER_SPLIT_LIST_SET_H

#include <cds/container/details/make_split_list.h>

#include <cstddef>

namespace cds::container {

/// Hash set of values, which grows with the number of its items: `intrusive::SplitListSet` with
/// nodes of its own. The interface is that of `details::owning_set`.
template <class GC, class T, class Traits>
class SplitListSet
    : public details::owning_split_list<details::owning_set, GC,
                                        details::split_set_item<GC, T, Traits>, Traits> {
public:
    using SplitListSet::owning_split_list::owning_split_list;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_SPLIT_LIST_SET_H
