// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_MEMORY_DETAILS_REGION_BITMAP_H
#define CDSLIB_MEMORY_DETAILS_REGION_BITMAP_H

#include <cds/memory/details/region_word.h>

#include <bit>
#include <cstddef>
#include <new>

namespace cds::memory {
inline namespace CDS_ATOMICS_TAG {
namespace details {

/// A set of positions, one bit each, in memory that is never used otherwise. Each bit is changed
/// only by the thread that owns the segment there, so no change gets lost.
class region_bitmap {
    using word = atomics::atomic<std::uint64_t>;

public:
    static constexpr region_position bits_per_word = 64;

    static constexpr std::size_t bytes_for(region_length bits) noexcept {
        return (std::size_t{bits} + bits_per_word - 1) / bits_per_word * sizeof(word);
    }

    /// Builds an empty set of positions below `bits` in the 8-aligned `storage`.
    region_bitmap(std::byte* storage, region_length bits) noexcept : words_(nullptr), end_(bits) {
        for (std::size_t i = 0; i != bytes_for(bits); i += sizeof(word)) {
            word* const built = ::new (storage + i) word(0);
            if (i == 0)
                words_ = built;
        }
    }

    void set(region_position p) noexcept {
        // [RB1] seq_cst-RMW <-> [RB3, RB4]: the header at `p` is built; and if two neighbours are
        // set free, the later one sees the other
        words_[p / bits_per_word].fetch_or(mask(p), atomics::memory_order_seq_cst);
    }

    void clear(region_position p) noexcept {
        // [RB2] seq_cst-RMW <-> [RB3, RB4, RW6, RW7]: a thread that comes to stand on `p` after
        // our look at the walkers sees that it must not
        words_[p / bits_per_word].fetch_and(~mask(p), atomics::memory_order_seq_cst);
    }

    bool contains(region_position p) const noexcept {
        // [RB3] seq_cst-load <-> [RB1, RB2, RW3, RW4]: with [RB1], the header at `p` is built
        auto const bits = words_[p / bits_per_word].load(atomics::memory_order_seq_cst);
        return (bits & mask(p)) != 0;
    }

    /// Returns the first member that is not below `from`; end() if there is none. O(end() / 64).
    region_position next(region_position from) const noexcept {
        if (from >= end_)
            return end_;
        region_position i = from / bits_per_word;
        std::uint64_t bits = members(i) & ~std::uint64_t{0} << from % bits_per_word;
        while (bits == 0) {
            if (++i > (end_ - 1) / bits_per_word)
                return end_;
            bits = members(i);
        }
        return i * bits_per_word + static_cast<region_position>(std::countr_zero(bits));
    }

    region_position end() const noexcept { return end_; }

    /// Returns the members among the 64 positions from `i * 64` on.
    std::uint64_t members(std::size_t i) const noexcept {
        // [RB4] seq_cst-load <-> [RB1, RB2]: sees what was set or cleared before this look, or
        // before a note of it that the summary showed
        return words_[i].load(atomics::memory_order_seq_cst);
    }

private:
    static constexpr std::uint64_t mask(region_position p) noexcept {
        return std::uint64_t{1} << p % bits_per_word;
    }

    word* words_;
    region_position end_;
};

} // namespace details
} // namespace CDS_ATOMICS_TAG
} // namespace cds::memory

#endif // #ifndef CDSLIB_MEMORY_DETAILS_REGION_BITMAP_H
