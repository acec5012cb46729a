// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_OPTIONS_H
#define CDSLIB_PROJECTS_CACHED_OPTIONS_H

#include "settings.h"

#include <span>
#include <stdexcept>
#include <string_view>

namespace cached {

/// A command line that means nothing; the text says why.
struct usage_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

extern std::string_view const help_text;

/// Reads `--name=value` or `--name value`. Throws usage_error.
[[nodiscard]] settings parse_options(std::span<char const* const> arguments);

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_OPTIONS_H
