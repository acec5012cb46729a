// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_MICHAEL_SET_H
#define CDSLIB_CONTAINER_MICHAEL_SET_H

#include <cds/container/details/michael_set_base.h>
#include <cds/face/owning_iterable.h>
#include <cds/face/owning_hash.h>
#include <cds/intrusive/michael_set.h>

namespace cds::container {

/// Hash set of values, with a fixed number of buckets: `intrusive::MichaelHashSet` with nodes of
/// its own.
/// `OrderedList` is a `container::MichaelList`, or any other list that says what it owns.
/// The interface is that of `details::owning_set`.
template <class GC, class OrderedList, class Traits>
class MichaelHashSet
    : public details::owning_hash<details::face_of<OrderedList, details::owning_set>::template type,
                                  intrusive::MichaelHashSet, GC, OrderedList, Traits> {
public:
    using MichaelHashSet::owning_hash::owning_hash;
};

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_MICHAEL_SET_H
