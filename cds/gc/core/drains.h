// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_DRAINS_H
#define CDSLIB_GC_CORE_DRAINS_H

#include <cds/gc/core/retired_chain.h>

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

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
        return era_.load(atomics::memory_order_relaxed);
    }
    /// The drain at work; 0 if there is none. For sections: what began after the drain looked for
    /// sections sees it ([AC1]).
    std::size_t at_work() const noexcept {
        // relaxed: the fences of activity::begin() and of the drain order it
        return at_work_.load(atomics::memory_order_relaxed);
    }
    /// That a block of `era` is to be kept for the drain at work.
    bool awaits(std::size_t era) const noexcept {
        std::size_t const n = at_work();
        return n != 0 && era < n;
    }

    /// That sections shall leave nothing for later: neither proven-free objects to their threads,
    /// nor what disposers retire within the reach of others. While a drain or a clean-up is at
    /// work.
    bool want_attention() const noexcept {
        // relaxed: as at_work()
        return at_work() != 0 || cleaning_.load(atomics::memory_order_relaxed) != 0;
    }

    /// \name Of a clean-up. Fence after its beginning
    ///@{
    void begin_cleaning() noexcept {
        // relaxed: the fence of the clean-up orders it
        cleaning_.fetch_add(1, atomics::memory_order_relaxed);
    }
    void end_cleaning() noexcept {
        // relaxed: who still sees it is attentive for nothing
        cleaning_.fetch_sub(1, atomics::memory_order_relaxed);
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
        // relaxed: [DR1] orders it against the last turn
        std::size_t const n = era_.load(atomics::memory_order_relaxed) + 1;
        // relaxed: the fence of the drain orders it
        era_.store(n, atomics::memory_order_relaxed);
        // relaxed: the fence of the drain orders it
        at_work_.store(n, atomics::memory_order_relaxed);
        return n;
    }
    void end() noexcept {
        // relaxed: who still sees it keeps something for nobody; the next scan takes it
        at_work_.store(0, atomics::memory_order_relaxed);
    }
    void end_turn() noexcept {
        // [DR2] release-store -> [DR1]: this turn is over
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
    atomics::atomic<std::size_t> era_{1};
    atomics::atomic<std::size_t> at_work_{0};
    atomics::atomic<std::uint32_t> turn_{0};
    atomics::atomic<std::uint32_t> cleaning_{0};
};

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG

#endif // #ifndef CDSLIB_GC_CORE_DRAINS_H
