// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_FIBONACCI_HASH_H
#define CDSLIB_DETAILS_FIBONACCI_HASH_H

#include <cstdint>

namespace cds::details {

/// Fibonacci hashing (Knuth, TAOCP 6.4): the high bits of a multiple of 2^64/phi.
constexpr std::uint64_t fibonacci_hash(std::uint64_t key) noexcept {
    return key * 0x9E3779B97F4A7C15u;
}

} // namespace cds::details

#endif // #ifndef CDSLIB_DETAILS_FIBONACCI_HASH_H
