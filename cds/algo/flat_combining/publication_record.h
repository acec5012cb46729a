// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_ALGO_FLAT_COMBINING_PUBLICATION_RECORD_H
#define CDSLIB_ALGO_FLAT_COMBINING_PUBLICATION_RECORD_H

#include <cds/algo/atomic.h>
#include <cds/os/thread.h>

#include <exception>

namespace cds::algo::flat_combining {

/// The values of `publication_record::nRequest`. A structure numbers its operations from
/// `req_Operation` on.
enum request_value {
    req_EmptyRecord, ///< nothing is requested
    req_Response,    ///< the operation has been done
    req_Operation    ///< the first number of an operation that waits to be done
};

/// The values of `publication_record::nState`.
enum record_state {
    inactive, ///< not in the publication list
    active,   ///< in the list, where combiners see it
    removed ///< libcds's name for the record of a thread that has ended; here it stays, for others
};

/// A thread writes its request here and finds the answer here. A structure derives its own record
/// from it, with members for the arguments and the result of its operations.
///
/// The record belongs to its kernel and is destroyed with it. In between one thread at a time
/// owns it, from `acquire_record` to `release_record`; while it requests an operation, the
/// combiner has it instead.
struct publication_record {
    atomics::atomic<unsigned> nRequest{req_EmptyRecord};
    atomics::atomic<unsigned> nState{inactive};
    /// The number of the last session that served it. Only combiners use it.
    atomics::atomic<unsigned> nAge{0};
    /// The next record in the publication list.
    atomics::atomic<publication_record*> pNext{nullptr};
    /// The next record that the kernel owns. Fixed before the record is published.
    atomics::atomic<publication_record*> pNextAllocated{nullptr};
    /// The thread that owns the record, or none.
    atomics::atomic<OS::ThreadId> nOwner{OS::c_NullThreadId};
    /// The exception of the operation. `combine` throws it to the owner.
    std::exception_ptr pException;

    /// Returns the operation that is requested, or another request_value.
    unsigned op(atomics::memory_order order = atomics::memory_order_relaxed) const noexcept {
        return nRequest.load(order);
    }

    /// \name The way of a request to the combiner and back
    void ask(unsigned operation) noexcept {
        // [FR1] release-store -> [FR2, FR5]: the arguments, and what the owner did before it asked
        nRequest.store(operation, atomics::memory_order_release);
    }
    bool is_pending() const noexcept {
        // [FR2] acquire-load <- [FR1]: reads the arguments, if an operation waits to be done
        return nRequest.load(atomics::memory_order_acquire) >= req_Operation;
    }
    /// The operation, of a record that may have been served and asked again since it was looked at.
    unsigned asked_for() const noexcept {
        // [FR5] acquire-load <- [FR1]: the arguments of this operation are there
        return nRequest.load(atomics::memory_order_acquire);
    }
    void answer() noexcept {
        // [FR3] release-store -> [FR4]: publishes the result, and all that the operation did
        nRequest.store(req_Response, atomics::memory_order_release);
    }
    bool is_done() const noexcept {
        // [FR4] acquire-load <- [FR3]: reads the result, if the operation has been done
        return nRequest.load(atomics::memory_order_acquire) == req_Response;
    }
};

} // namespace cds::algo::flat_combining

#endif // #ifndef CDSLIB_ALGO_FLAT_COMBINING_PUBLICATION_RECORD_H
