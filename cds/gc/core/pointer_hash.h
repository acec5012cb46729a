// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_POINTER_HASH_H
#define CDSLIB_GC_CORE_POINTER_HASH_H

#include <cstdint>

namespace cds::gc::core {

/// Fibonacci hashing (Knuth, TAOCP 6.4): the high bits of a multiple of 2^64/phi.
inline std::uint64_t pointer_hash(void const* p) noexcept {
    auto const bits = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(p));
    return bits * 0x9E3779B97F4A7C15u;
}

} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_POINTER_HASH_H
