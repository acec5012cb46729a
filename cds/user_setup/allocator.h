// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_USER_SETUP_ALLOCATOR_H
#define CDSLIB_USER_SETUP_ALLOCATOR_H

#include <cds/details/defs.h>
#include <cds/os/alloc_aligned.h>

#include <memory>

/// The allocator of every container for which none is named.
#if !defined(CDS_DEFAULT_ALLOCATOR)
#    define CDS_DEFAULT_ALLOCATOR std::allocator<int>
#endif

/// The default allocator for over-aligned objects.
#if !defined(CDS_DEFAULT_ALIGNED_ALLOCATOR)
#    define CDS_DEFAULT_ALIGNED_ALLOCATOR cds::OS::aligned_allocator<int>
#endif

#endif // #ifndef CDSLIB_USER_SETUP_ALLOCATOR_H
