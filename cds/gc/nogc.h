// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_NOGC_H
#define CDSLIB_GC_NOGC_H

namespace cds::gc {

/// No reclamation: a policy for containers that never erase while they are shared. Nothing is
/// guarded and nothing is retired; clear() and the destructor dispose at once.
class nogc {
public:
    static void scan() noexcept {}
    static void force_dispose() noexcept {}
};

} // namespace cds::gc

#endif // #ifndef CDSLIB_GC_NOGC_H
