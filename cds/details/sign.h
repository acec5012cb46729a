// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_SIGN_H
#define CDSLIB_DETAILS_SIGN_H

#include <type_traits>

namespace cds::details {

/// Returns the result of a three-way comparison as a number below, equal to or above 0. `R` is
/// what `<=>` returns, or an integer of any width: a plain conversion to int could cut off its
/// upper half.
template <class R>
constexpr int sign(R const& result) {
    if constexpr (std::is_integral_v<R> && std::is_signed_v<R> && sizeof(R) <= sizeof(int))
        return result;
    else
        return result < 0 ? -1 : result > 0 ? 1 : 0;
}

} // namespace cds::details

#endif // #ifndef CDSLIB_DETAILS_SIGN_H
