// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_ALGO_SPLIT_BITSTRING_H
#define CDSLIB_ALGO_SPLIT_BITSTRING_H

// Cuts a bit string, usually a hash value, into pieces from its low end upwards.

#include <cds/algo/base.h>
#include <cds/details/defs.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <type_traits>

namespace cds::algo {

namespace details {

/// The part that all splitters share: `Source` extracts `n` bits at a bit offset, this keeps the
/// offset.
template <class Source>
class splitter : public Source {
public:
    typedef typename Source::uint_type uint_type;

    using Source::Source;

    explicit operator bool() const noexcept { return !eos(); }
    /// Whether everything was cut.
    bool eos() const noexcept { return rest_count() == 0; }

    /// Returns the next `bits` bits; so many must be left.
    uint_type cut(unsigned bits) noexcept {
        assert(bits <= rest_count() && Source::is_correct(bits));
        uint_type const piece = this->extract(this->offset_, bits);
        this->offset_ += bits;
        return piece;
    }

    /// Returns the next `bits` bits, or what is left of them; 0 at the end.
    uint_type safe_cut(unsigned bits) noexcept {
        auto const rest = static_cast<unsigned>(rest_count());
        return rest == 0 ? uint_type(0) : cut((std::min)(bits, rest));
    }

    /// Starts over at the first bit.
    void reset() noexcept { this->offset_ = 0; }
    /// Returns how many bits were cut.
    std::size_t bit_offset() const noexcept { return this->offset_; }
    /// Returns how many bits are left.
    std::size_t rest_count() const noexcept { return Source::c_bits - this->offset_; }
};

/// The bits of an object, byte by byte in memory order; each byte from its lowest bit.
template <class BitString, std::size_t Size, class UInt>
class byte_source {
public:
    typedef BitString bitstring;
    typedef UInt uint_type;
    static constexpr std::size_t const c_bitstring_size = Size != 0 ? Size : sizeof(BitString);
    static constexpr unsigned const c_nBitPerByte = 8;

    explicit byte_source(bitstring const& bits) noexcept : byte_source(bits, 0) {}
    byte_source(bitstring const& bits, std::size_t bit_offset) noexcept
        : source_(std::addressof(bits)), offset_(bit_offset) {
        assert(bit_offset < c_bits);
    }

    bitstring const* source() const noexcept { return source_; }

protected:
    static constexpr std::size_t c_bits = c_bitstring_size * c_nBitPerByte;

    uint_type extract(std::size_t at, unsigned bits) const noexcept {
        assert(bits <= unsigned(std::numeric_limits<uint_type>::digits));
        auto const* const bytes = reinterpret_cast<std::uint8_t const*>(source_);
        uint_type piece = 0;
        for (unsigned done = 0; done < bits;) {
            std::size_t const position = at + done;
            unsigned const in_byte = static_cast<unsigned>(position % c_nBitPerByte);
            unsigned const take = (std::min)(bits - done, c_nBitPerByte - in_byte);
            unsigned const mask = (1u << take) - 1;
            auto const part =
                static_cast<uint_type>((bytes[position / c_nBitPerByte] >> in_byte) & mask);
#if defined(CDS_ARCH_BIG_ENDIAN)
            piece = static_cast<uint_type>((piece << take) | part);
#else
            piece = static_cast<uint_type>(piece | (part << done));
#endif
            done += take;
        }
        return piece;
    }

    bitstring const* source_;
    std::size_t offset_;
};

template <class BitString, std::size_t Size, class UInt>
class any_bits : public byte_source<BitString, Size, UInt> {
public:
    using byte_source<BitString, Size, UInt>::byte_source;
    static constexpr bool is_correct(unsigned) noexcept { return true; }
};

template <class BitString, std::size_t Size, class UInt>
class whole_bytes : public byte_source<BitString, Size, UInt> {
public:
    using byte_source<BitString, Size, UInt>::byte_source;
    static constexpr bool is_correct(unsigned bits) noexcept { return bits % 8 == 0; }
};

template <class Int>
class number_source {
public:
    typedef Int int_type;
    typedef Int uint_type;

    explicit number_source(int_type number) noexcept : number_source(number, 0) {}
    number_source(int_type number, std::size_t bit_offset) noexcept
        : number_(number), offset_(bit_offset) {
        assert(bit_offset < c_bits);
    }

    int_type source() const noexcept { return number_; }
    static constexpr bool is_correct(unsigned bits) noexcept { return bits < c_bits; }

protected:
    typedef std::make_unsigned_t<int_type> word;
    static constexpr std::size_t c_bits = sizeof(int_type) * 8;

    uint_type extract(std::size_t at, unsigned bits) const noexcept {
        word const low = bits == 0 ? word(0) : static_cast<word>(~word(0)) >> (c_bits - bits);
        return static_cast<uint_type>((static_cast<word>(number_) >> at) & low);
    }

    int_type number_;
    std::size_t offset_;
};

} // namespace details

/// Cuts any number of bits from an object of `Size` bytes (0: all of it), which it refers to.
template <class BitString, std::size_t Size = sizeof(BitString), class UInt = unsigned>
class split_bitstring : public details::splitter<details::any_bits<BitString, Size, UInt>> {
    using details::splitter<details::any_bits<BitString, Size, UInt>>::splitter;
};

/// Does the same by whole bytes.
template <class BitString, std::size_t Size = sizeof(BitString), class UInt = unsigned>
class byte_splitter : public details::splitter<details::whole_bytes<BitString, Size, UInt>> {
    using details::splitter<details::whole_bytes<BitString, Size, UInt>>::splitter;
};

/// Cuts from a number, which it holds.
template <class Int>
class number_splitter : public details::splitter<details::number_source<Int>> {
    using details::splitter<details::number_source<Int>>::splitter;
};

namespace details {

template <class T>
inline constexpr bool is_splittable_number =
    std::is_integral_v<T> && !std::is_same_v<T, bool> && sizeof(T) >= sizeof(short);

} // namespace details

/// `number_splitter` for integers taken whole, `split_bitstring` for everything else.
template <class BitString, std::size_t Size>
struct select_splitter {
    static constexpr bool whole_number =
        details::is_splittable_number<BitString> && Size == sizeof(BitString);
    typedef split_bitstring<BitString, Size> by_bytes;
    typedef std::conditional_t<whole_number, number_splitter<BitString>, by_bytes> type;
};

} // namespace cds::algo

#endif // #ifndef CDSLIB_ALGO_SPLIT_BITSTRING_H
