// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_ALGO_ELIMINATION_TLS_H
#define CDSLIB_ALGO_ELIMINATION_TLS_H

// The elimination record of a thread.

#include <cds/algo/base.h>
#include <cds/details/defs.h>

/// Elimination: opposite operations meet and cancel each other without touching the structure.
namespace cds::algo::elimination {

struct operation_desc;

/// The operation of a thread that another thread could complete; a thread has at most one at a
/// time.
struct record {
    operation_desc* pOp = nullptr;

    bool is_free() const noexcept { return pOp == nullptr; }
};

/// One record per thread, in the thread-local storage of the library: the same in all modules.
class storage {
public:
    CDS_EXPORT_API static record& get() noexcept;
};

} // namespace cds::algo::elimination

#endif // #ifndef CDSLIB_ALGO_ELIMINATION_TLS_H
