// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_THREADING_DETAILS_MANAGER_H
#define CDSLIB_THREADING_DETAILS_MANAGER_H

#include <cds/threading/details/_common.h>

#include <cstddef>

namespace cds::threading {
inline namespace CDS_ATOMICS_TAG {

/// Attaches and detaches threads explicitly. This is never necessary: the first use of a policy
/// attaches the thread, its exit detaches it. A thread calls these if it cannot afford the cost
/// of a first use later, or wants its ready objects disposed before it exits. All calls nest.
class CDS_EXPORT_API Manager {
public:
    /// Accepted for compatibility with libcds; there is nothing to do.
    static void init() noexcept {}
    static void fini() noexcept {}

    static bool isThreadAttached() noexcept;
    /// O(1), lock-free. Throws std::bad_alloc.
    static void attachThread();
    /// Disposes of the thread's ready objects, and detaches it from the policies. What it has
    /// retired stays within reach of every scan, and guards that are still alive go on protecting.
    /// Without a matching attachThread() it does nothing.
    static void detachThread() noexcept;
    /// Returns null when the thread is not attached.
    static ThreadData* thread_data() noexcept;
    static std::size_t fake_current_processor();
};

} // namespace CDS_ATOMICS_TAG

// libcds has a manager for each threading model, and programs may name one. Here all are the
// same.
namespace cxx11 {
using threading::Manager;
}
namespace gcc {
using threading::Manager;
}
namespace pthread {
using threading::Manager;
}
} // namespace cds::threading

#endif // #ifndef CDSLIB_THREADING_DETAILS_MANAGER_H
