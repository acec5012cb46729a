// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_DEFS_H
#define CDSLIB_DETAILS_DEFS_H

// The start of every header of the library: the version, the build environment, and the assertion
// macros. Programs written for libcds also rely on the standard headers below.

#include <stddef.h>
#include <stdlib.h>
#include <assert.h>

#include <cstdint>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>

#include <cds/version.h>
#include <cds/compiler/defs.h>

/// Lock-free memory reclamation and concurrent containers.
namespace cds {

/// Stands for any type; it is never used as an object.
struct any_type {};

} // namespace cds

#if !defined(CDS_DEBUG) && (defined(_DEBUG) || !defined(NDEBUG))
#    define CDS_DEBUG
#endif

/// CDS_DEBUG_ONLY(e) is `e` where CDS_DEBUG is defined: with `_DEBUG`, or with assertions.
#if defined(CDS_DEBUG)
#    define CDS_BUILD_TYPE "DEBUG"
#    define CDS_DEBUG_ONLY(e) e
#else
#    define CDS_BUILD_TYPE "RELEASE"
#    define CDS_DEBUG_ONLY(e)
#endif

// CDS_VERIFY is an assertion whose argument release builds still evaluate; cds_assert is one that
// they still check: a false `e` ends the program.
#if defined(NDEBUG)
#    define CDS_VERIFY(e) static_cast<void>(e)
#    define CDS_VERIFY_FALSE(e) static_cast<void>(e)
#    define CDS_VERIFY_EQ(e, v) static_cast<void>(e)
#    define cds_assert(e) ((e) ? static_cast<void>(0) : ::abort())
#else
#    define CDS_VERIFY(e) assert(e)
#    define CDS_VERIFY_FALSE(e) assert(!(e))
#    define CDS_VERIFY_EQ(e, v) assert((e) == (v))
#    define cds_assert(e) assert(e)
#endif

/// CDS_STRICT_DO(e) is `e` where CDS_STRICT is defined, nothing elsewhere.
#if defined(CDS_STRICT)
#    define CDS_STRICT_DO(e) e
#else
#    define CDS_STRICT_DO(e)
#endif

/// Marks `x` as deliberately unused.
#define CDS_UNUSED(x) static_cast<void>(x)

#endif // #ifndef CDSLIB_DETAILS_DEFS_H
