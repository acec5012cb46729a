// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_STRIPED_SET_STD_SET_H
#define CDSLIB_CONTAINER_STRIPED_SET_STD_SET_H

// `std::set` as the buckets of a StripedSet.

#include <cds/container/striped_set/adapter.h>

#include <set>

#endif // #ifndef CDSLIB_CONTAINER_STRIPED_SET_STD_SET_H
