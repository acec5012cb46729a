// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_STRIPED_SET_STD_VECTOR_H
#define CDSLIB_CONTAINER_STRIPED_SET_STD_VECTOR_H

// `std::vector` as the buckets of a StripedSet.

#include <cds/container/striped_set/adapter.h>

#include <vector>

#endif // #ifndef CDSLIB_CONTAINER_STRIPED_SET_STD_VECTOR_H
