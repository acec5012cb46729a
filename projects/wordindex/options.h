// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_OPTIONS_H
#define CDSLIB_PROJECTS_WORDINDEX_OPTIONS_H

#include "shared/arguments.h"

#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

namespace wordindex {

enum class collector { dhp, hp };

/// The values of the command line, which the views look into.
struct options {
    collector gc = collector::dhp;
    std::string_view map = "michael"; ///< a name of maps.h
    std::string_view queue = "ms";    ///< a name of shared/queues.h
    unsigned threads = 0;             ///< 0: one for every processor
    unsigned readers = 0;             ///< 0: half as many as threads, at least one
    unsigned seconds = 3;             ///< 0: every file once, however long it takes
    unsigned top = 10;
    bool evict = true;
    bool help = false;
    std::filesystem::path counts_file; ///< empty: not written
    std::vector<std::filesystem::path> directories;
};

using shared::usage_error;

/// Parses `arguments`, which are without the program's name. Throws `usage_error`.
[[nodiscard]] options parse_options(std::span<char const* const> arguments);

extern std::string_view const help_text;

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_OPTIONS_H
