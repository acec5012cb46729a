// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_THREADING_DETAILS_COMMON_H
#define CDSLIB_THREADING_DETAILS_COMMON_H

#include <cds/algo/atomic.h>
#include <cds/algo/elimination_tls.h>
#include <cds/details/defs.h>

#include <cstddef>

/// Threads, as far as the library must know them.
namespace cds::threading {
inline namespace CDS_ATOMICS_TAG {

/// What the library keeps for an attached thread.
struct CDS_EXPORT_API ThreadData {
    std::size_t m_nFakeProcessorNumber = 0;     ///< handed out round-robin
    std::size_t m_nAttachCount = 0;             ///< nesting of attachThread()
    bool m_bNumbered = false;                   ///< has its processor number
    algo::elimination::record m_EliminationRec; ///< what algo::elimination::storage finds

    static atomics::atomic<std::size_t> s_nLastUsedProcNo;
    static std::size_t s_nProcCount;

    /// One level deeper; the first attaches the thread to the policies in use.
    void init();
    /// One level up; true when that was the last, which detaches it.
    bool fini() noexcept;

    std::size_t fake_current_processor() const noexcept { return m_nFakeProcessorNumber; }
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::threading

#endif // #ifndef CDSLIB_THREADING_DETAILS_COMMON_H
