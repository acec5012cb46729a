// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_STRIPED_SET_ADAPTER_H
#define CDSLIB_CONTAINER_STRIPED_SET_ADAPTER_H

#include <cds/container/details/base.h>
#include <cds/intrusive/striped_set/adapter.h>
#include <cds/intrusive/striped_set/striping_policy.h>

/// Locks, resizing policies and adapters of `StripedSet` and `StripedMap`.
namespace cds::container::striped_set {

using intrusive::striped_set::adapt;
using intrusive::striped_set::adapted_container;
using intrusive::striped_set::adapted_sequential_container;

using intrusive::striped_set::copy_item;
using intrusive::striped_set::move_item;
using intrusive::striped_set::swap_item;

using intrusive::striped_set::load_factor_resizing;
using intrusive::striped_set::no_resizing;
using intrusive::striped_set::rational_load_factor_resizing;
using intrusive::striped_set::single_bucket_size_threshold;

using intrusive::striped_set::refinable;
using intrusive::striped_set::striping;

} // namespace cds::container::striped_set

#endif // #ifndef CDSLIB_CONTAINER_STRIPED_SET_ADAPTER_H
