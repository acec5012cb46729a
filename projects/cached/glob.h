// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_GLOB_H
#define CDSLIB_PROJECTS_CACHED_GLOB_H

#include <cstddef>
#include <string_view>
#include <utility>

namespace cached {
namespace details {

/// One element of a pattern, other than a star: how long it is, and whether it matches `c`.
inline std::pair<std::size_t, bool> match_one(std::string_view pattern, unsigned char c) noexcept {
    auto const at = [&](std::size_t i) { return static_cast<unsigned char>(pattern[i]); };
    if (at(0) == '?')
        return {1, true};
    if (at(0) == '\\' && pattern.size() > 1)
        return {2, at(1) == c};
    if (at(0) != '[')
        return {1, at(0) == c};
    std::size_t i = 1;
    bool const negated = i < pattern.size() && at(i) == '^';
    i += negated;
    bool found = false;
    for (; i < pattern.size() && at(i) != ']'; ++i) {
        i += at(i) == '\\' && i + 1 < pattern.size();
        unsigned char low = at(i);
        unsigned char high = low;
        if (i + 2 < pattern.size() && at(i + 1) == '-' && at(i + 2) != ']')
            high = at(i += 2);
        if (low > high)
            std::swap(low, high);
        found = found || (low <= c && c <= high);
    }
    return {i < pattern.size() ? i + 1 : i, found != negated};
}

} // namespace details

/// The longest pattern that a client may send, with some room: keys can be long as well, and a loop
/// that compares serves nobody else.
inline constexpr std::size_t longest_pattern = 1024;

/// Whether `text` matches the pattern of SCAN and CONFIG GET: `*`, `?`, `[a-z]`, `[^a]`, and a
/// backslash before what is meant literally. A mismatch goes back to the last star only, so that no
/// pattern takes more than `pattern.size() * text.size()` steps.
[[nodiscard]] inline bool matches(std::string_view pattern, std::string_view text) noexcept {
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos;
    std::size_t after = 0; // the text that the last star does not cover begins here
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            after = t;
            continue;
        }
        if (p < pattern.size()) {
            auto const [length, same] =
                details::match_one(pattern.substr(p), static_cast<unsigned char>(text[t]));
            if (same) {
                p += length;
                ++t;
                continue;
            }
        }
        if (star == std::string_view::npos)
            return false;
        p = star + 1;
        t = ++after;
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_GLOB_H
