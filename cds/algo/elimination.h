// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_ALGO_ELIMINATION_H
#define CDSLIB_ALGO_ELIMINATION_H

// How an operation occupies its thread's elimination record and leaves it.

#include <cds/algo/elimination_opt.h>
#include <cds/algo/elimination_tls.h>
#include <cds/details/defs.h>
#include <cds/threading/model.h>

#include <memory>

namespace cds::algo::elimination {

/// The base of a descriptor, by which another thread may complete the operation.
struct operation_desc {
    record* pOwner = nullptr;
};

/// Makes `op` the calling thread's current operation. The thread must have no other.
template <class Storage = storage, class OperationDesc>
record* init_record(OperationDesc& op) {
    record& own = Storage::get();
    assert(own.is_free());
    op.pOwner = &own;
    own.pOp = std::addressof(op);
    return &own;
}

/// Ends the calling thread's current operation.
template <class Storage = storage>
void clear_record() {
    Storage::get().pOp = nullptr;
}

} // namespace cds::algo::elimination

#endif // #ifndef CDSLIB_ALGO_ELIMINATION_H
