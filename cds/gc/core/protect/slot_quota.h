// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_PROTECT_SLOT_QUOTA_H
#define CDSLIB_GC_CORE_PROTECT_SLOT_QUOTA_H

#include <cds/details/number_cast.h>
#include <cds/algo/atomic.h>
#include <cds/details/defs.h>

#include <cstddef>
#include <cstdint>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// Counts the slots that a thread has out, where a policy limits them. Each slot of such a policy
/// names the record that it was granted to and the life of that record, and is counted off there
/// when its guard ends on another thread.
///
///   invariants  SQ-I1  the count is that of the slots granted in the present life and not yet
///                      returned: a slot of a former life changes nothing
class slot_quota {
public:
    /// The number of lives that a name tells apart; records are aligned to as much.
    static constexpr std::uintptr_t lives = 64;

    constexpr slot_quota() noexcept = default;

    std::uint32_t count() const noexcept {
        // relaxed: a count; other threads lower it a little later
        return count_of(word_.load(atomics::memory_order_relaxed));
    }
    /// Called by the owner.
    void add(std::uint32_t n) noexcept {
        // relaxed: a count
        word_.fetch_add(n, atomics::memory_order_relaxed);
    }
    /// Called by any thread, for slots that were granted in `life`.
    void subtract(std::uintptr_t life, std::uint32_t n) noexcept {
        // relaxed: a count
        std::uint64_t old = word_.load(atomics::memory_order_relaxed);
        while (life_of(old) == life && count_of(old) >= n &&
               // relaxed: a count
               !word_.compare_exchange_weak(old, old - n, atomics::memory_order_relaxed,
                                            atomics::memory_order_relaxed))
            continue;
    }
    std::uintptr_t life() const noexcept {
        // relaxed: the owner began it
        return life_of(word_.load(atomics::memory_order_relaxed));
    }
    /// Called by a thread that takes the record over.
    void begin_life() noexcept {
        // relaxed: a count
        std::uint64_t const old = word_.load(atomics::memory_order_relaxed);
        // relaxed: a count
        word_.store(((old >> 32) + 1) << 32, atomics::memory_order_relaxed);
    }

private:
    static constexpr std::uint32_t count_of(std::uint64_t w) noexcept {
        return static_cast<std::uint32_t>(w);
    }
    static constexpr std::uintptr_t life_of(std::uint64_t w) noexcept {
        return cds::details::number_cast<std::uintptr_t>(w >> 32) % lives;
    }

    atomics::atomic<std::uint64_t> word_{0};
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_PROTECT_SLOT_QUOTA_H
