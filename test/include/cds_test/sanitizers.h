// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_SANITIZERS_H
#define CDSLIB_TEST_SANITIZERS_H

#include <cds/details/defs.h>

namespace cds_test {

/// True where a sanitizer makes everything slower by an order of magnitude, and keeps memory that
/// was freed. Sizes may depend on it, verdicts may not.
#if defined(CDS_THREAD_SANITIZER_ENABLED) || defined(CDS_ADDRESS_SANITIZER_ENABLED)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_SANITIZERS_H
