// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_ALGO_BIT_REVERSAL_H
#define CDSLIB_ALGO_BIT_REVERSAL_H

// Reversing the bits of a word, by three methods with one result.

#include <cds/algo/base.h>
#include <cds/details/bitop_generic.h>

#include <array>
#include <cstdint>

/// Functors that reverse the bits of a word.
namespace cds::algo::bit_reversal {

namespace details {

/// Makes a functor for both widths of `Bytes::reverse`, which reverses the bits of one byte.
template <class Bytes>
struct bytewise {
    constexpr std::uint32_t operator()(std::uint32_t x) const noexcept { return reverse(x); }
    constexpr std::uint64_t operator()(std::uint64_t x) const noexcept { return reverse(x); }

    template <class UInt>
    static constexpr UInt reverse(UInt x) noexcept {
        UInt result = 0;
        for (unsigned i = 0; i < sizeof(UInt); ++i, x >>= 8)
            result = (result << 8) | Bytes::reverse(static_cast<std::uint8_t>(x & 0xff));
        return result;
    }
};

/// The reverse of each byte.
inline constexpr std::array<std::uint8_t, 256> byte_table = [] {
    std::array<std::uint8_t, 256> table{};
    for (unsigned i = 0; i < 256; ++i)
        table[i] = static_cast<std::uint8_t>(bitop::platform::rbo32(i) >> 24);
    return table;
}();

struct table_byte {
    static constexpr std::uint8_t reverse(std::uint8_t x) noexcept { return byte_table[x]; }
};

/// Makes five copies of the byte, masks in each the bits that are in place, and gathers them by a
/// remainder.
struct muldiv_byte {
    static constexpr std::uint8_t reverse(std::uint8_t x) noexcept {
        return static_cast<std::uint8_t>(((x * 0x0202020202ull) & 0x010884422010ull) % 1023);
    }
};

} // namespace details

/// Swaps halves, then the halves of halves, and so on.
struct swar {
    constexpr std::uint32_t operator()(std::uint32_t x) const noexcept {
        return bitop::platform::rbo32(x);
    }
    constexpr std::uint64_t operator()(std::uint64_t x) const noexcept {
        return bitop::platform::rbo64(x);
    }
};

/// Reverses byte by byte, from a table.
struct lookup : details::bytewise<details::table_byte> {};

/// Reverses byte by byte, with a multiplication and a division.
struct muldiv : details::bytewise<details::muldiv_byte> {
    static constexpr std::uint8_t muldiv32_byte(std::uint8_t x) noexcept {
        return details::muldiv_byte::reverse(x);
    }
    static constexpr std::uint8_t muldiv64_byte(std::uint8_t x) noexcept {
        return details::muldiv_byte::reverse(x);
    }
    static constexpr std::uint32_t muldiv32(std::uint32_t x) noexcept { return reverse(x); }
    static constexpr std::uint64_t muldiv32(std::uint64_t x) noexcept { return reverse(x); }
    static constexpr std::uint32_t muldiv64(std::uint32_t x) noexcept { return reverse(x); }
    static constexpr std::uint64_t muldiv64(std::uint64_t x) noexcept { return reverse(x); }
};

} // namespace cds::algo::bit_reversal

#endif // #ifndef CDSLIB_ALGO_BIT_REVERSAL_H
