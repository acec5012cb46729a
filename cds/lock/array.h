// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_LOCK_ARRAY_H
#define CDSLIB_LOCK_ARRAY_H

// libcds's old names for the contents of `cds/sync/lock_array.h`.

#include <cds/sync/lock_array.h>

/// Deprecated: use `cds::sync`.
namespace cds::lock {

using cds::sync::mod_select_policy;
using cds::sync::pow2_select_policy;
using cds::sync::trivial_select_policy;

template <class Lock, class SelectPolicy = mod_select_policy, class Alloc = CDS_DEFAULT_ALLOCATOR>
using array = cds::sync::lock_array<Lock, SelectPolicy, Alloc>;

} // namespace cds::lock

#endif // #ifndef CDSLIB_LOCK_ARRAY_H
