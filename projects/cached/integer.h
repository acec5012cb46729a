// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_INTEGER_H
#define CDSLIB_PROJECTS_CACHED_INTEGER_H

#include <charconv>
#include <concepts>
#include <optional>
#include <string_view>
#include <system_error>

namespace cached {

/// Reads a number as Redis does: decimal, nothing before or behind it, no plus sign, no leading
/// zeros, no minus before a zero. A value that INCR accepts is written by it in the same way.
template <std::integral T>
[[nodiscard]] std::optional<T> parse_integer(std::string_view text) noexcept {
    std::string_view const digits = text.substr(!text.empty() && text.front() == '-' ? 1 : 0);
    bool const signed_zero = text.size() != digits.size() && digits == "0";
    if (signed_zero || (digits.size() > 1 && digits.front() == '0'))
        return std::nullopt;
    T value{};
    char const* const end = text.data() + text.size();
    auto const [at, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || at != end)
        return std::nullopt;
    return value;
}

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_INTEGER_H
