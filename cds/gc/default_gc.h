// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_DEFAULT_GC_H
#define CDSLIB_GC_DEFAULT_GC_H

#include <cds/gc/hp.h>

namespace cds::gc {
/// The policy of a hook that names none.
using default_gc = HP;
} // namespace cds::gc

#endif // #ifndef CDSLIB_GC_DEFAULT_GC_H
