// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_DETAILS_MICHAEL_SET_BASE_H
#define CDSLIB_CONTAINER_DETAILS_MICHAEL_SET_BASE_H

#include <cds/container/details/base.h>
#include <cds/intrusive/details/michael_set_base.h>

/// Options of the owning `MichaelHashSet`.
namespace cds::container::michael_set {

using intrusive::michael_set::make_traits;
using intrusive::michael_set::traits;

} // namespace cds::container::michael_set

namespace cds::container {

template <class GC, class OrderedList, class Traits = michael_set::traits>
class MichaelHashSet;

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_MICHAEL_SET_BASE_H
