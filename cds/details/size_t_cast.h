// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_SIZE_T_CAST_H
#define CDSLIB_DETAILS_SIZE_T_CAST_H

#include <cds/details/defs.h>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace cds::details {

/// The `uintN_t` as wide as `size_t`.
typedef std::conditional_t<sizeof(std::size_t) == 8, std::uint64_t, std::uint32_t> size_t_unsigned;

/// Converts `n` to that type, for functions overloaded on it.
constexpr size_t_unsigned size_t_cast(std::size_t n) noexcept { return n; }

} // namespace cds::details

#endif // #ifndef CDSLIB_DETAILS_SIZE_T_CAST_H
