// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_ALIGNED_TYPE_H
#define CDSLIB_DETAILS_ALIGNED_TYPE_H

// A type with a stricter alignment than its own.

#include <cds/details/defs.h>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace cds::details {

/// A scalar with another alignment; it converts from and to the scalar.
template <class T, std::size_t Alignment>
struct alignas(T) alignas(Alignment) aligned_scalar {
    aligned_scalar() = default;
    constexpr aligned_scalar(T value) noexcept : value_(value) {}
    constexpr operator T&() noexcept { return value_; }
    constexpr operator T const&() const noexcept { return value_; }

    T value_;
};

/// A class with another alignment; it has the constructors of the class.
template <class T, std::size_t Alignment>
struct alignas(T) alignas(Alignment) aligned_class : T {
    using T::T;
    aligned_class() = default;
};

/// `type` is T aligned to `Alignment`, a power of two up to 1024, or to its own if that is more.
template <class T, std::size_t Alignment>
struct aligned_type {
    static_assert(Alignment != 0 && (Alignment & (Alignment - 1)) == 0 && Alignment <= 1024,
                  "an alignment is a power of two from 1 to 1024");

    typedef aligned_class<T, Alignment> as_class;
    typedef aligned_scalar<T, Alignment> as_scalar;
    typedef std::conditional_t<std::is_class_v<T>, as_class, as_scalar> type;
};

/// T aligned like `AlignAs`.
template <class T, class AlignAs>
struct align_as : aligned_type<T, alignof(AlignAs)> {};

} // namespace cds::details

#endif // #ifndef CDSLIB_DETAILS_ALIGNED_TYPE_H
