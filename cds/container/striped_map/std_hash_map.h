// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_STRIPED_MAP_STD_HASH_MAP_H
#define CDSLIB_CONTAINER_STRIPED_MAP_STD_HASH_MAP_H

// `std::unordered_map` as the buckets of a StripedMap.

#include <cds/container/striped_set/adapter.h>

#include <unordered_map>

#endif // #ifndef CDSLIB_CONTAINER_STRIPED_MAP_STD_HASH_MAP_H
