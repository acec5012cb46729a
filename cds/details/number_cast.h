// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_NUMBER_CAST_H
#define CDSLIB_DETAILS_NUMBER_CAST_H

#include <type_traits>

namespace cds::details {

/// Converts `n` to a `To`, for types that are the same on one platform and not on another: where
/// they are the same, some compilers warn that a cast is useless.
template <class To, class From>
constexpr To number_cast(From n) noexcept {
    if constexpr (std::is_same_v<To, From>)
        return n;
    else
        return static_cast<To>(n);
}

} // namespace cds::details

#endif // #ifndef CDSLIB_DETAILS_NUMBER_CAST_H
