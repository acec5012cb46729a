// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_PROTECT_HAND_OVER_WORDS_H
#define CDSLIB_GC_CORE_PROTECT_HAND_OVER_WORDS_H

#include <cds/algo/atomic.h>
#include <cds/details/defs.h>

#include <cstdint>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// Counts the protections that were copied from slot to slot, so that a scan knows whether one
/// was copied while it read the slots. There are a few counters, so that threads seldom share
/// one.
class hand_over_words {
public:
    constexpr hand_over_words() noexcept = default;

    /// Counts a hand-over: after the store to the destination, before any clear of the source.
    /// Wait-free.
    void note(std::uint32_t thread) noexcept {
        // [HO1] release-fetch_add -> [HO2]: a scan that sees the count sees the destination slot
        words_[thread % count].value.fetch_add(1, atomics::memory_order_release);
    }

    /// Returns a number that changes with every hand-over.
    std::uint64_t sum() const noexcept {
        std::uint64_t n = 0;
        for (word const& w : words_)
            // [HO2] acquire-load <- [HO1]: orders the scan's slot reads against the copy
            n += w.value.load(atomics::memory_order_acquire);
        return n;
    }

private:
    static constexpr std::uint32_t count = 4;
    struct alignas(64) word {
        atomics::atomic<std::uint64_t> value{0};
    };
    word words_[count];
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_PROTECT_HAND_OVER_WORDS_H
