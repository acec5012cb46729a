// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_USER_SETUP_THREADING_H
#define CDSLIB_USER_SETUP_THREADING_H

#include <cds/details/defs.h>

// Which threading model the library uses. There is one, `thread_local`; the macros of libcds's
// other models are accepted and change nothing.
#if !defined(CDS_THREADING_AUTODETECT)
#    define CDS_THREADING_AUTODETECT
#endif

#endif // #ifndef CDSLIB_USER_SETUP_THREADING_H
