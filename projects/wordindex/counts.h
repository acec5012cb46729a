// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_COUNTS_H
#define CDSLIB_PROJECTS_WORDINDEX_COUNTS_H

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace wordindex {

/// Enables look-up by `string_view` without a temporary string.
struct hash_text {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
        return std::hash<std::string_view>()(text);
    }
};

/// Counts how often each word occurs, for one thread.
using counts = std::unordered_map<std::string, std::uint64_t, hash_text, std::equal_to<>>;

inline void add_to(counts& sums, std::string_view word, std::uint64_t times) {
    if (auto const found = sums.find(word); found != sums.end())
        found->second += times;
    else
        sums.emplace(word, times);
}

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_COUNTS_H
