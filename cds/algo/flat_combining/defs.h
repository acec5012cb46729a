// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_ALGO_FLAT_COMBINING_DEFS_H
#define CDSLIB_ALGO_FLAT_COMBINING_DEFS_H

#include <cds/algo/flat_combining/publication_record.h>

#endif // #ifndef CDSLIB_ALGO_FLAT_COMBINING_DEFS_H
