// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_ALGO_ELIMINATION_OPT_H
#define CDSLIB_ALGO_ELIMINATION_OPT_H

// Options of structures whose opposite operations can meet and cancel each other.

#include <cds/opt/options.h>

namespace cds::opt {

/// Whether operations that lose a race try to meet an opposite one.
CDS_VALUE_OPTION(bool, enable_elimination);
/// How long an operation waits for a partner.
CDS_TYPE_OPTION(elimination_backoff);
/// Where a thread keeps its elimination record.
CDS_TYPE_OPTION(elimination_storage);

} // namespace cds::opt

#endif // #ifndef CDSLIB_ALGO_ELIMINATION_OPT_H
