// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_BOUNDED_CONTAINER_H
#define CDSLIB_DETAILS_BOUNDED_CONTAINER_H

namespace cds {

/// The base of containers whose capacity is fixed.
struct bounded_container {};

} // namespace cds

#endif // #ifndef CDSLIB_DETAILS_BOUNDED_CONTAINER_H
