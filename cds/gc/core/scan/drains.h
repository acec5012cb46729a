// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_SCAN_DRAINS_H
#define CDSLIB_GC_CORE_SCAN_DRAINS_H

#include <cds/gc/core/retire/retired_chain.h>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// What a drain shares with the scans beside it. drain.cpp has the protocol.
///
/// Eras number the drains. A block carries the era in which it began to be filled, or into which a
/// drain has put it: what is in it was retired in that era or later. For drain `n` a block of an
/// era below `n` is old, and to be waited for.
class drains {
public:
    constexpr drains() noexcept = default;

    /// The present era.
    std::size_t era() const noexcept {
        // relaxed: an era too low makes a drain wait for a young object, no more
        return word_.load(atomics::memory_order_relaxed) / 2;
    }
    /// The drain at work; 0 if there is none. For sections: what began after the drain looked for
    /// sections sees it ([AC1]).
    std::size_t at_work() const noexcept {
        // relaxed: the fences of activity::begin() and of the drain order it; who has seen an era
        // sees its drain at work, or ended: it is one word
        std::size_t const n = word_.load(atomics::memory_order_relaxed);
        return n % 2 != 0 ? n / 2 : 0;
    }
    /// Whether a drain is at work that waits for what is in a block of `era`.
    bool awaits(std::size_t era) const noexcept {
        std::size_t const n = at_work();
        return n != 0 && era < n;
    }

    /// While a drain or a clean-up is at work, sections leave nothing for later: neither
    /// proven-free objects to their threads, nor what disposers retire within the reach of others.
    bool want_attention() const noexcept {
        // relaxed: as at_work()
        return at_work() != 0 || cleaning_.load(atomics::memory_order_relaxed) != 0;
    }

    /// \name Old objects that a scan found in a filling block, and had no block to take them out
    /// to: they stay within everybody's reach
    ///@{
    void note_miss() noexcept {
        // [DR3] release-fetch_add -> [DR4]: the filling block is let go
        misses_.fetch_add(1, atomics::memory_order_release);
    }
    std::size_t misses() const noexcept {
        // [DR4] acquire-load <- [DR3]: what was missed before can be reached
        return misses_.load(atomics::memory_order_acquire);
    }
    ///@}

    /// \name Of a clean-up. Fence after its beginning
    ///@{
    void begin_cleaning() noexcept {
        // relaxed: the fence of the clean-up orders it
        cleaning_.fetch_add(1, atomics::memory_order_relaxed);
    }
    void end_cleaning() noexcept {
        // relaxed: who still sees it is attentive for nothing
        std::uint32_t n = cleaning_.load(atomics::memory_order_relaxed);
        while (n != 0 && // a forked child has forgotten it
               // relaxed: as above
               !cleaning_.compare_exchange_weak(n, n - 1, atomics::memory_order_relaxed,
                                                atomics::memory_order_relaxed))
            continue;
    }
    ///@}

    /// \name Of one drain at a time
    ///@{
    bool try_begin_turn() noexcept {
        // [DR1] acquire-exchange <- [DR2]: the last turn is over
        return turn_.exchange(1, atomics::memory_order_acquire) == 0;
    }
    /// The caller's era. Fence after it.
    std::size_t begin() noexcept {
        std::size_t const n = era() + 1; // [DR1] orders it against the last turn
        // relaxed: the fence of the drain orders it
        word_.store(2 * n + 1, atomics::memory_order_relaxed);
        return n;
    }
    void end() noexcept {
        // relaxed: who still sees it keeps something for nobody; the next scan takes it
        word_.store(2 * era(), atomics::memory_order_relaxed);
    }
    /// A drain has objects in hand.
    bool is_a_turn() const noexcept {
        // [DR5] acquire-load <- [DR2]: what it had in hand is listed
        return turn_.load(atomics::memory_order_acquire) != 0;
    }
    void end_turn() noexcept {
        // [DR2] release-store -> [DR1, DR5]: this turn is over, and what was in hand is listed
        turn_.store(0, atomics::memory_order_release);
    }
    ///@}

    /// In a forked child: who drained or cleaned up is gone, or will do so in vain.
    void forget() noexcept {
        // relaxed: one thread
        cleaning_.store(0, atomics::memory_order_relaxed);
        end();
        end_turn();
    }

    retired_list kept;         ///< old blocks that sections beside the drain left
    retired_chain kept_linked; ///< the same for objects linked for want of memory

private:
    atomics::atomic<std::size_t> word_{2}; ///< twice the era, and one while a drain is at work
    atomics::atomic<std::size_t> misses_{0};
    atomics::atomic<std::uint32_t> turn_{0};
    atomics::atomic<std::uint32_t> cleaning_{0};
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_SCAN_DRAINS_H
