// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_ALGO_BITOP_H
#define CDSLIB_ALGO_BITOP_H

// Bit operations on integers of 32 and 64 bits, signed or not.

#include <cds/details/bitop_generic.h>

#include <cassert>

/// Bit operations.
namespace cds::bitop {

namespace details {

/// The unsigned integer of `Size` bytes and its operations.
template <int Size>
struct BitOps;

template <>
struct BitOps<4> : platform::bits_of<std::uint32_t> {};

template <>
struct BitOps<8> : platform::bits_of<std::uint64_t> {};

template <class T>
using ops = BitOps<static_cast<int>(sizeof(T))>;

template <class T>
constexpr typename ops<T>::uint_type word(T x) noexcept {
    return static_cast<typename ops<T>::uint_type>(x);
}

} // namespace details

/// The position of the lowest set bit, counted from 1; 0 when there is none.
template <class T>
constexpr int LSB(T x) noexcept {
    return details::ops<T>::lsb(details::word(x));
}

/// The position of the highest set bit, counted from 1; 0 when there is none.
template <class T>
constexpr int MSB(T x) noexcept {
    return details::ops<T>::msb(details::word(x));
}

/// The position of the lowest set bit of a non-zero number, counted from 0.
template <class T>
constexpr int LSBnz(T x) noexcept {
    assert(x != 0);
    return LSB(x) - 1;
}

/// The position of the highest set bit of a non-zero number, counted from 0.
template <class T>
constexpr int MSBnz(T x) noexcept {
    assert(x != 0);
    return MSB(x) - 1;
}

/// Returns the number of bits that are set.
template <class T>
constexpr int SBC(T x) noexcept {
    return details::ops<T>::sbc(details::word(x));
}

/// Returns the number of bits that are zero.
template <class T>
constexpr int ZBC(T x) noexcept {
    return static_cast<int>(sizeof(T) * 8) - SBC(x);
}

/// Returns the bits in reverse order.
template <class T>
constexpr T RBO(T x) noexcept {
    return static_cast<T>(details::ops<T>::rbo(details::word(x)));
}

/// Flips bit `nBit` of `x` and returns what it was.
template <class T>
constexpr bool complement(T& x, int nBit) noexcept {
    auto const bit = static_cast<typename details::ops<T>::uint_type>(1) << nBit;
    bool const was = (details::word(x) & bit) != 0;
    x = static_cast<T>(details::word(x) ^ bit);
    return was;
}

/// Returns the next number of a xor-shift sequence; 0 starts a new one.
template <class T>
constexpr T RandXorShift(T x) noexcept {
    return static_cast<T>(details::ops<T>::rand_xor_shift(details::word(x)));
}

} // namespace cds::bitop

#endif // #ifndef CDSLIB_ALGO_BITOP_H
