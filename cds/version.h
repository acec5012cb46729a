// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_VERSION_H
#define CDSLIB_VERSION_H

/// The version as `0xMMmmpp`: major, minor, patch.
#define CDS_VERSION 0x030000

#define CDS_VERSION_MAJOR (CDS_VERSION >> 16)
#define CDS_VERSION_MINOR ((CDS_VERSION >> 8) & 0xff)
#define CDS_VERSION_PATCH (CDS_VERSION & 0xff)
#define CDS_VERSION_STRING "3.0.0"

#endif // #ifndef CDSLIB_VERSION_H
