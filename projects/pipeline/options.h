// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_PIPELINE_OPTIONS_H
#define CDSLIB_PROJECTS_PIPELINE_OPTIONS_H

#include "shared/arguments.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pipeline {

using shared::usage_error;

/// The values of the command line, which the view looks into.
struct options {
    std::string_view queue = "sc"; ///< a name of shared/queues.h
    unsigned threads = 0;          ///< that pack; 0: one for every processor
    unsigned level = 6;
    unsigned block_kib = 128;
    bool verbose = false;
    bool help = false;
    std::string output;              ///< empty: standard output
    std::vector<std::string> inputs; ///< none: standard input

    [[nodiscard]] std::size_t block_size() const { return std::size_t{block_kib} * 1024; }
};

/// Parses `arguments`, which are without the program's name. Throws `usage_error`.
[[nodiscard]] options parse_options(std::span<char const* const> arguments);

extern std::string_view const help_text;

} // namespace pipeline

#endif // #ifndef CDSLIB_PROJECTS_PIPELINE_OPTIONS_H
