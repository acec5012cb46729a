// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_REPORT_H
#define CDSLIB_PROJECTS_WORDINDEX_REPORT_H

#include "counts.h"
#include "documents.h"
#include "options.h"
#include "outcome.h"

#include <ostream>

namespace wordindex {

/// Prints, before the run, what will be done.
void print_plan(options const& opt, documents const& all);

/// Prints the most frequent words, the throughput and the reclamation figures.
void print_outcome(options const& opt, documents const& all, outcome const& out);

/// Compares with an independent count and the policy's promises; false if anything is wrong.
[[nodiscard]] bool print_checks(documents const& all, outcome const& out);

/// Writes all counts in the form of `LC_ALL=C sort | uniq -c`.
void write_counts(std::ostream& to, counts const& totals);

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_REPORT_H
