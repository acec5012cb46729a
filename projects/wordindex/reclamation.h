// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_RECLAMATION_H
#define CDSLIB_PROJECTS_WORDINDEX_RECLAMATION_H

#include <cstdint>

namespace wordindex {

/// The policy's figures about the garbage it has seen.
struct reclamation {
    std::uint64_t retired = 0;
    std::uint64_t reclaimed = 0;
    std::uint64_t pending = 0;
    std::uint64_t peak_pending = 0;
    std::uint64_t scans = 0;
    std::uint64_t bound = 0;
    bool full_fences = false; ///< no process-wide barrier on this machine: readers pay for it
};

template <class GC>
[[nodiscard]] reclamation reclamation_of() {
    typename GC::stat st;
    GC::statistics(st);
    return {st.retired_count, st.free_count, st.pending, st.peak_pending,
            st.scan_count,    GC::bound(),   st.fallback};
}

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_RECLAMATION_H
