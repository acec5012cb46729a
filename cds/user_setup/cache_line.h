// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_USER_SETUP_CACHE_LINE_H
#define CDSLIB_USER_SETUP_CACHE_LINE_H

#include <cds/details/defs.h>

/// The number of bytes that two threads should not share when one of them writes.
#if !defined(CDS_CACHE_LINE_SIZE)
#    define CDS_CACHE_LINE_SIZE 64
#endif

namespace cds {

static constexpr std::size_t const c_nCacheLineSize = CDS_CACHE_LINE_SIZE;

} // namespace cds

#endif // #ifndef CDSLIB_USER_SETUP_CACHE_LINE_H
