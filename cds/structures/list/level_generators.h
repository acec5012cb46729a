// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_LIST_LEVEL_GENERATORS_H
#define CDSLIB_STRUCTURES_LIST_LEVEL_GENERATORS_H

#include <cds/opt/options.h>
#include <cds/os/timer.h>

#include <algorithm>
#include <bit>
#include <cstdint>

namespace cds::intrusive::skip_list {

/// No tower is higher.
inline constexpr unsigned c_nHeightLimit = 32;

/// Says how high the next tower is: an object that is called without arguments and returns the
/// number of levels above the lowest one, less than its `c_nUpperBound`. Each thread has a
/// generator of its own, which therefore needs no synchronisation.
CDS_TYPE_OPTION(random_level_generator);

namespace details {

/// G. Marsaglia's xorshift of 32 bits, begun anew by each thread.
class xor_shift_word {
public:
    xor_shift_word() noexcept
        : word_(static_cast<std::uint32_t>(OS::Timer::random_seed() ^
                                           (reinterpret_cast<std::uintptr_t>(this) >> 4)) |
                1u) {}

    std::uint32_t operator()() noexcept {
        word_ ^= word_ << 13;
        word_ ^= word_ >> 17;
        word_ ^= word_ << 5;
        return word_;
    }

private:
    std::uint32_t word_;
};

/// One of `1 << Bits` towers that have a level has the next one as well.
template <unsigned MaxHeight, unsigned Bits>
class geometric_levels {
    static_assert(MaxHeight > 0 && MaxHeight <= c_nHeightLimit);

public:
    static unsigned const c_nUpperBound = MaxHeight;

    unsigned operator()() noexcept {
        return (std::min)(static_cast<unsigned>(std::countr_zero(next_())) / Bits,
                          c_nUpperBound - 1);
    }

private:
    xor_shift_word next_;
};

constexpr unsigned limited(unsigned levels) noexcept {
    return levels < c_nHeightLimit ? levels : c_nHeightLimit;
}
/// The levels of a list with such a generator.
template <class Generator>
inline constexpr unsigned max_height = limited(Generator::c_nUpperBound);

/// The height of the next tower of this thread, 1 at least.
template <class Generator>
unsigned random_height() {
    static thread_local Generator generator;
    unsigned const level = generator();
    return (std::min)(level, max_height<Generator> - 1) + 1;
}

} // namespace details

/// Every second tower of a level goes on: the least comparisons, two links an item.
template <unsigned MaxHeight>
class xor_shift : public details::geometric_levels<MaxHeight, 1> {};

/// Every fourth tower of a level goes on: few links to insert and to unlink, four in three items.
template <unsigned MaxHeight>
class turbo : public details::geometric_levels<MaxHeight, 2> {};

using xorshift32 = xor_shift<32>;
using xorshift24 = xor_shift<24>;
using xorshift16 = xor_shift<16>;
using xorshift = xorshift32;
using turbo32 = turbo<32>;
using turbo24 = turbo<24>;
using turbo16 = turbo<16>;
using turbo_pascal = turbo32;

} // namespace cds::intrusive::skip_list

#endif // #ifndef CDSLIB_STRUCTURES_LIST_LEVEL_GENERATORS_H
