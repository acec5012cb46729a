// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_MEMORY_DETAILS_REGION_WORD_H
#define CDSLIB_MEMORY_DETAILS_REGION_WORD_H

#include <cds/algo/atomic.h>

#include <cstdint>
#include <type_traits>

namespace cds::memory {
inline namespace CDS_ATOMICS_TAG {
namespace details {

/// Place and length of a segment, in units of 16 bytes from the first header.
using region_position = std::uint32_t;
using region_length = std::uint32_t;

enum class segment_state : std::uint64_t {
    free = 1,
    busy = 2, ///< claimed by the program
    held = 3  ///< free, and in the hands of a merge
};

/// The first 8 bytes of a segment as one value: state (2 bits), tag (30 bits), length in units
/// (32 bits). The tag advances with each change, so that the handle of a former lifetime of the
/// segment does not release a later one. Tags wrap around: of two tags the later one is that
/// which the other reaches by fewer than half of all steps. No word is zero.
class region_word {
public:
    constexpr region_word(segment_state state, region_length length, std::uint32_t tag) noexcept
        : bits_(std::uint64_t{length} << 32 | (std::uint64_t{tag} << 2 & tag_mask) |
                static_cast<std::uint64_t>(state)) {}
    constexpr explicit region_word(std::uint64_t bits) noexcept : bits_(bits) {}

    constexpr bool is(segment_state s) const noexcept { return state() == s; }
    constexpr segment_state state() const noexcept { return segment_state(bits_ & state_mask); }
    constexpr region_length length() const noexcept { return region_length(bits_ >> 32); }
    constexpr std::uint32_t tag() const noexcept {
        return static_cast<std::uint32_t>((bits_ & tag_mask) >> 2);
    }
    constexpr std::uint64_t bits() const noexcept { return bits_; }

    /// Returns the word that follows this one.
    constexpr region_word then(segment_state s, region_length length) const noexcept {
        return region_word(s, length, tag() + 1);
    }
    constexpr region_word then(segment_state s) const noexcept { return then(s, length()); }
    /// Returns this word after its segment has swallowed its right neighbour, whose word was
    /// `right`: with both lengths, and the later tag, because headers may be built again where
    /// headers stood.
    constexpr region_word joined(region_word right) const noexcept {
        bool const right_is_later = (right.tag() - tag()) % tags < tags / 2;
        return region_word(state(), length() + right.length(),
                           right_is_later ? right.tag() : tag());
    }

private:
    static constexpr std::uint64_t state_mask = 3;
    static constexpr std::uint64_t tag_mask = 0xffff'fffc;
    static constexpr std::uint32_t tags = std::uint32_t{1} << 30;

    std::uint64_t bits_;
};

/// A header in place.
using region_header = atomics::atomic<std::uint64_t>;

static_assert(sizeof(region_header) == 8 && alignof(region_header) <= 8,
              "a header is the first 8 bytes of an 8-byte aligned segment");
static_assert(std::is_trivially_destructible_v<region_header>,
              "the life of a header ends when its memory becomes payload");

} // namespace details
} // namespace CDS_ATOMICS_TAG
} // namespace cds::memory

#endif // #ifndef CDSLIB_MEMORY_DETAILS_REGION_WORD_H
