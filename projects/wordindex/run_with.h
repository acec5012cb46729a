// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_RUN_WITH_H
#define CDSLIB_PROJECTS_WORDINDEX_RUN_WITH_H

#include "documents.h"
#include "options.h"
#include "outcome.h"

namespace wordindex {

/// Does the run that the options say, with the policy HP or DHP and the map of their choice.
template <class GC>
[[nodiscard]] outcome run_with(options const& opt, documents& all);

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_RUN_WITH_H
