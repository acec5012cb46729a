// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_OUTCOME_H
#define CDSLIB_PROJECTS_WORDINDEX_OUTCOME_H

#include "counts.h"
#include "reclamation.h"

#include <cstdint>

namespace wordindex {

/// The results of a run.
struct outcome {
    counts totals;
    double seconds = 0;
    std::uint64_t documents_counted = 0;
    std::uint64_t words = 0;
    std::uint64_t bytes = 0;
    std::uint64_t evicted = 0;
    std::uint64_t lookups = 0;
    std::uint64_t finds = 0;
    std::uint64_t held_past_eviction = 0;
    std::uint64_t faults = 0;
    std::uint64_t largest_bound = 0; ///< the bound moves with the threads and guards in use
    reclamation at_end;              ///< with the index gone and everything drained
    bool drained = false;
};

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_OUTCOME_H
