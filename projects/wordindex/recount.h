// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_RECOUNT_H
#define CDSLIB_PROJECTS_WORDINDEX_RECOUNT_H

#include "counts.h"
#include "documents.h"

#include <string>
#include <vector>

namespace wordindex {

/// Counts the documents again without the library: with one thread, the standard map, and another
/// way to find a word. A document counts as often as it was counted.
[[nodiscard]] counts recount(documents const& all);

/// Returns a line for each word whose counts differ, sorted; none if all agree.
[[nodiscard]] std::vector<std::string> differences(counts const& got, counts const& expected);

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_RECOUNT_H
