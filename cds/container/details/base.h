// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_DETAILS_BASE_H
#define CDSLIB_CONTAINER_DETAILS_BASE_H

// What every container that owns its values starts from.

#include <cds/intrusive/details/base.h>

/// Containers that copy or move values into nodes of their own.
namespace cds::container {

/// Options of containers; everything of `cds::opt` and `cds::intrusive::opt` is here too.
namespace opt {

using namespace cds::intrusive::opt;

} // namespace opt

using cds::intrusive::is_iterable_list;
using cds::intrusive::iterable_list_tag;

} // namespace cds::container

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_BASE_H
