// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_BITOP_GENERIC_H
#define CDSLIB_DETAILS_BITOP_GENERIC_H

// The bit operations themselves, for unsigned words, and libcds's names of them.

#include <cds/details/defs.h>

#include <bit>
#include <cstdint>
#include <limits>

namespace cds::bitop::platform {

/// Operations on an unsigned word; the public ones in `cds::bitop` document them.
template <class UInt>
struct bits_of {
    typedef UInt uint_type;
    static constexpr int width = std::numeric_limits<UInt>::digits;

    static constexpr int msb(UInt x) noexcept { return width - std::countl_zero(x); }
    static constexpr int lsb(UInt x) noexcept { return x == 0 ? 0 : std::countr_zero(x) + 1; }
    static constexpr int sbc(UInt x) noexcept { return std::popcount(x); }

    /// Swaps halves, then the halves of halves, down to single bits.
    static constexpr UInt rbo(UInt x) noexcept {
        UInt mask = (std::numeric_limits<UInt>::max)();
        for (int half = width / 2; half != 0; half /= 2) {
            mask ^= mask << half;
            x = ((x >> half) & mask) | ((x & mask) << half);
        }
        return x;
    }

    static constexpr UInt rand_xor_shift(UInt x) noexcept {
        constexpr bool wide = width == 64;
        if (x == 0)
            x = static_cast<UInt>(0x9e3779b97f4a7c15u);
        x ^= x << 13;
        x ^= x >> (wide ? 7 : 17);
        x ^= x << (wide ? 17 : 5);
        return x;
    }
};

// libcds names each operation after its width.
#define CDS_BITOP_NAMES(bits)                                                                \
    constexpr int msb##bits(std::uint##bits##_t x) noexcept {                                \
        return bits_of<std::uint##bits##_t>::msb(x);                                         \
    }                                                                                        \
    constexpr int msb##bits##nz(std::uint##bits##_t x) noexcept { return msb##bits(x) - 1; } \
    constexpr int lsb##bits(std::uint##bits##_t x) noexcept {                                \
        return bits_of<std::uint##bits##_t>::lsb(x);                                         \
    }                                                                                        \
    constexpr int lsb##bits##nz(std::uint##bits##_t x) noexcept { return lsb##bits(x) - 1; } \
    constexpr int sbc##bits(std::uint##bits##_t x) noexcept {                                \
        return bits_of<std::uint##bits##_t>::sbc(x);                                         \
    }                                                                                        \
    constexpr int zbc##bits(std::uint##bits##_t x) noexcept { return bits - sbc##bits(x); }  \
    constexpr std::uint##bits##_t rbo##bits(std::uint##bits##_t x) noexcept {                \
        return bits_of<std::uint##bits##_t>::rbo(x);                                         \
    }                                                                                        \
    constexpr bool complement##bits(std::uint##bits##_t* x, unsigned bit) noexcept {         \
        bool const was = ((*x >> bit) & 1) != 0;                                             \
        *x ^= static_cast<std::uint##bits##_t>(1) << bit;                                    \
        return was;                                                                          \
    }                                                                                        \
    constexpr bool isPow2_##bits(std::uint##bits##_t x) noexcept {                           \
        return std::has_single_bit(x);                                                       \
    }                                                                                        \
    constexpr std::uint##bits##_t RandXorShift##bits(std::uint##bits##_t x) noexcept {       \
        return bits_of<std::uint##bits##_t>::rand_xor_shift(x);                              \
    }

CDS_BITOP_NAMES(32)
CDS_BITOP_NAMES(64)

#undef CDS_BITOP_NAMES

} // namespace cds::bitop::platform

#endif // #ifndef CDSLIB_DETAILS_BITOP_GENERIC_H
