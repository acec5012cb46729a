// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_IS_ALIGNED_H
#define CDSLIB_DETAILS_IS_ALIGNED_H

#include <cassert>
#include <cstddef>
#include <cstdint>

namespace cds::details {

/// Whether `p` is a multiple of `alignment`, a power of two.
template <class T>
inline bool is_aligned(T const* p, std::size_t alignment) noexcept {
    assert(alignment != 0 && (alignment & (alignment - 1)) == 0);
    return (reinterpret_cast<std::uintptr_t>(p) & (alignment - 1)) == 0;
}

template <std::size_t Alignment, class T>
inline bool is_aligned(T const* p) noexcept {
    static_assert(Alignment != 0 && (Alignment & (Alignment - 1)) == 0,
                  "an alignment is a power of two");
    return is_aligned(p, Alignment);
}

} // namespace cds::details

#endif // #ifndef CDSLIB_DETAILS_IS_ALIGNED_H
