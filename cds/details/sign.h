// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_SIGN_H
#define CDSLIB_DETAILS_SIGN_H

#include <type_traits>

namespace cds::details {

/// Returns the result of a three-way comparison as a number below, equal to or above 0. `R` is
/// what `<=>` returns, or a signed integer of any width: a plain conversion to int could cut off
/// its upper half. `std::partial_ordering::unordered` counts as equal, as two keys do of which
/// `std::less` puts neither first.
///
/// Refused is what is never below 0, above all a bool: an order given as `compare` by mistake would
/// call each smaller key an equal or a greater one, and items would get lost.
template <class R>
constexpr int sign(R const& result) {
    static_assert(!std::is_unsigned_v<R>,
                  "a compare functor must return an int below, equal to or above 0, or what <=> "
                  "returns: one that returns bool is an order, and is given as less");
    if constexpr (std::is_integral_v<R> && std::is_signed_v<R> && sizeof(R) <= sizeof(int))
        return result;
    else
        return result < 0 ? -1 : result > 0 ? 1 : 0;
}

} // namespace cds::details

#endif // #ifndef CDSLIB_DETAILS_SIGN_H
