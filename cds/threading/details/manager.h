// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_THREADING_DETAILS_MANAGER_H
#define CDSLIB_THREADING_DETAILS_MANAGER_H

#include <cds/algo/atomic.h>
#include <cds/details/defs.h>

#include <cstddef>

namespace cds::threading {

/// What the library keeps for an attached thread.
struct CDS_EXPORT_API ThreadData {
    std::size_t m_nFakeProcessorNumber = 0; ///< handed out round-robin
    std::size_t m_nAttachCount = 0;         ///< nesting of attachThread()
    bool m_bNumbered = false;               ///< has its processor number

    static atomics::atomic<std::size_t> s_nLastUsedProcNo;
    static std::size_t s_nProcCount;

    /// One level deeper; the first attaches the thread to the policies in use.
    void init();
    /// One level up; true when that was the last, which detaches it.
    bool fini() noexcept;

    std::size_t fake_current_processor() const noexcept { return m_nFakeProcessorNumber; }
};

/// Attaches and detaches threads by hand. Nobody must: the first use of a policy attaches the
/// thread, its exit detaches it. A thread that cannot afford the first-use cost later, or that
/// wants its garbage listed before it exits, calls these. All of it nests.
class CDS_EXPORT_API Manager {
public:
    /// For libcds's sake; nothing is left to do.
    static void init() noexcept {}
    static void fini() noexcept {}

    static bool isThreadAttached() noexcept;
    /// O(1), lock-free. Throws std::bad_alloc.
    static void attachThread();
    /// Lists what the thread has retired and gives its records back. Guards that are still
    /// alive go on protecting. Without a matching attachThread() it does nothing.
    static void detachThread() noexcept;
    /// Null when the thread is not attached.
    static ThreadData* thread_data() noexcept;
    static std::size_t fake_current_processor();
};

} // namespace cds::threading

#endif // #ifndef CDSLIB_THREADING_DETAILS_MANAGER_H
