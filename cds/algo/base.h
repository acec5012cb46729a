// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_ALGO_BASE_H
#define CDSLIB_ALGO_BASE_H

#include <cds/details/defs.h>

/// Algorithms that are not tied to a container.
namespace cds::algo {}

#endif // #ifndef CDSLIB_ALGO_BASE_H
