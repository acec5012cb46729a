// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_ALGO_INT_ALGO_H
#define CDSLIB_ALGO_INT_ALGO_H

// Powers of two and binary logarithms of sizes.

#include <cds/algo/bitop.h>
#include <cds/details/defs.h>
#include <cds/details/number_cast.h>

#include <bit>
#include <cstddef>

/// Integer helpers.
namespace cds::beans {

/// The largest k with 2^k <= n; 0 for 0.
constexpr std::size_t log2floor(std::size_t n) noexcept {
    return n == 0 ? 0 : cds::details::number_cast<std::size_t>(std::bit_width(n)) - 1;
}

/// The smallest k with 2^k >= n; 0 for 0.
constexpr std::size_t log2ceil(std::size_t n) noexcept {
    return n <= 1 ? 0 : cds::details::number_cast<std::size_t>(std::bit_width(n - 1));
}

/// The largest power of two not above n; 1 for 0.
constexpr std::size_t floor2(std::size_t n) noexcept { return std::size_t(1) << log2floor(n); }

/// The smallest power of two not below n; 1 for 0.
constexpr std::size_t ceil2(std::size_t n) noexcept { return std::size_t(1) << log2ceil(n); }

/// Whether n is a power of two; 0 is not.
constexpr bool is_power2(std::size_t n) noexcept { return std::has_single_bit(n); }

/// The logarithm of a power of two; 0 for any other n.
constexpr std::size_t log2(std::size_t n) noexcept { return is_power2(n) ? log2floor(n) : 0; }

} // namespace cds::beans

#endif // #ifndef CDSLIB_ALGO_INT_ALGO_H
