// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_THREADING_DETAILS_COMMON_H
#define CDSLIB_THREADING_DETAILS_COMMON_H

#include <cds/algo/atomic.h>
#include <cds/algo/elimination_tls.h>
#include <cds/details/defs.h>

#include <cstddef>

/// The library's view of threads.
namespace cds::threading {
inline namespace CDS_ATOMICS_TAG {

/// What the library keeps for an attached thread.
struct CDS_EXPORT_API ThreadData {
    std::size_t m_nFakeProcessorNumber = 0;     ///< handed out round-robin
    std::size_t m_nAttachCount = 0;             ///< nesting of attachThread()
    bool m_bNumbered = false;                   ///< the thread has its processor number
    algo::elimination::record m_EliminationRec; ///< returned by algo::elimination::storage

    static atomics::atomic<std::size_t> s_nLastUsedProcNo;
    static std::size_t s_nProcCount;

    /// Enters one level of attaching; the first one attaches the thread to the policies in use.
    void init();
    /// Leaves one level; the last one detaches the thread, and returns true.
    bool fini() noexcept;

    std::size_t fake_current_processor() const noexcept { return m_nFakeProcessorNumber; }
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::threading

#endif // #ifndef CDSLIB_THREADING_DETAILS_COMMON_H
