// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_STRIPED_MAP_STD_LIST_H
#define CDSLIB_CONTAINER_STRIPED_MAP_STD_LIST_H

// `std::list` as the buckets of a StripedMap.

#include <cds/container/striped_set/adapter.h>

#include <list>

#endif // #ifndef CDSLIB_CONTAINER_STRIPED_MAP_STD_LIST_H
