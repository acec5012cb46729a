// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_REPORT_H
#define CDSLIB_GC_REPORT_H

#include <cds/gc/core/domain/report.h>

namespace cds::gc {

using core::report;
using core::report_at_exit;

} // namespace cds::gc

#endif // #ifndef CDSLIB_GC_REPORT_H
