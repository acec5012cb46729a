// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_STRIPED_SET_H
#define CDSLIB_CONTAINER_STRIPED_SET_H

#include <cds/container/details/base.h>
#include <cds/container/striped_set/adapter.h>
#include <cds/face/owning_locked.h>
#include <cds/face/striped_values.h>
#include <cds/intrusive/striped_set.h>

namespace cds::container {

/// Hash set of values, with locks inside; it grows. The buckets are containers of the standard
/// library or of Boost, whose adapter is in a header of `striped_set/`, or whatever
/// `striped_set::adapt` makes buckets of. The interface is that of `details::owning_locked_set`,
/// the algorithm and its progress are in structures/hash/striped/table.h.
///
/// The options are those of `intrusive::StripedSet`, without a buffer, and `opt::copy_policy`.
template <class Container, class... Options>
class StripedSet
    : public details::owning_locked_set<details::striped_values<Container, false, Options...>> {
    using base = typename StripedSet::owning_locked_set;

public:
    using base::base;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_STRIPED_SET_H
