// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_DEFAULT_GC_H
#define CDSLIB_GC_DEFAULT_GC_H

#include <cds/gc/hp.h>

namespace cds::gc {
/// What a hook assumes when it is not told its policy.
using default_gc = HP;
} // namespace cds::gc

#endif // #ifndef CDSLIB_GC_DEFAULT_GC_H
