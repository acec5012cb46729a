// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_SCAN_DRAINS_H
#define CDSLIB_GC_CORE_SCAN_DRAINS_H

#include <cds/gc/core/retire/retired_chain.h>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// What a drain shares with the scans beside it. drain.cpp has the protocol.
///
/// Eras number the drains. A block carries the era in which it began to be filled, or a later one
/// that a drain has given it: its objects were retired in that era or later. For drain `n` a
/// block of an era below `n` is old, and the drain waits for its objects.
class drains {
public:
    constexpr drains() noexcept = default;

    /// Returns the present era.
    std::size_t era() const noexcept {
        // relaxed: an era too low makes a drain wait for a young object, no more
        return word_.load(atomics::memory_order_relaxed) / 2;
    }
    /// Returns the number of the drain at work; 0 if there is none. A section that began after
    /// the drain looked for sections sees the drain here ([AC1]).
    std::size_t at_work() const noexcept {
        // relaxed: ordered by the fences of activity::begin() and of the drain. A thread that has
        // seen an era sees its drain at work or ended, for both are one word
        std::size_t const n = word_.load(atomics::memory_order_relaxed);
        return n % 2 != 0 ? n / 2 : 0;
    }
    /// Whether the drain at work waits for the objects of a block of `era`.
    bool awaits(std::size_t era) const noexcept {
        std::size_t const n = at_work();
        return n != 0 && era < n;
    }

    /// Whether a drain or a clean-up is at work. Then sections leave nothing for later: they
    /// neither give ready objects to their threads nor leave what disposers retire where others
    /// can take it.
    bool want_attention() const noexcept {
        // relaxed: see at_work()
        return at_work() != 0 || cleaning_.load(atomics::memory_order_relaxed) != 0;
    }

    /// \name Old objects that a scan found in a filling block and could not copy out, for lack of
    /// a block. They stay within reach of every scan
    ///@{
    void note_miss() noexcept {
        // [DR3] release-fetch_add -> [DR4]: the filling block was let go before
        misses_.fetch_add(1, atomics::memory_order_release);
    }
    std::size_t misses() const noexcept {
        // [DR4] acquire-load <- [DR3]: the objects missed before can be reached
        return misses_.load(atomics::memory_order_acquire);
    }
    ///@}

    /// \name Called by a clean-up. It issues a fence after the beginning
    ///@{
    void begin_cleaning() noexcept {
        // relaxed: the fence of the clean-up orders it
        cleaning_.fetch_add(1, atomics::memory_order_relaxed);
    }
    void end_cleaning() noexcept {
        // relaxed: a section that still sees it is attentive without need
        std::uint32_t n = cleaning_.load(atomics::memory_order_relaxed);
        while (n != 0 && // a forked child has forgotten it
               // relaxed: as above
               !cleaning_.compare_exchange_weak(n, n - 1, atomics::memory_order_relaxed,
                                                atomics::memory_order_relaxed))
            continue;
    }
    ///@}

    /// \name Called by drains, one at a time
    ///@{
    bool try_begin_turn() noexcept {
        // [DR1] acquire-exchange <- [DR2]: the last turn is over
        return turn_.exchange(1, atomics::memory_order_acquire) == 0;
    }
    /// Returns the caller's era. The caller issues a fence afterwards.
    std::size_t begin() noexcept {
        std::size_t const n = era() + 1; // [DR1] orders it against the last turn
        // relaxed: the fence of the drain orders it
        word_.store(2 * n + 1, atomics::memory_order_relaxed);
        return n;
    }
    void end() noexcept {
        // relaxed: a section that still sees the drain keeps something for it; the next scan
        // takes that
        word_.store(2 * era(), atomics::memory_order_relaxed);
    }
    /// Whether a drain has objects in hand.
    bool is_a_turn() const noexcept {
        // [DR5] acquire-load <- [DR2]: the objects it had in hand are listed
        return turn_.load(atomics::memory_order_acquire) != 0;
    }
    void end_turn() noexcept {
        // [DR2] release-store -> [DR1, DR5]: this turn is over, and the objects in hand are listed
        turn_.store(0, atomics::memory_order_release);
    }
    ///@}

    /// In a forked child: the threads that drained or cleaned up are gone. One that survives
    /// drains in vain.
    void forget() noexcept {
        // relaxed: one thread
        cleaning_.store(0, atomics::memory_order_relaxed);
        end();
        end_turn();
    }

    retired_list kept;         ///< old blocks that sections beside the drain gave to it
    retired_chain kept_linked; ///< such linked objects

private:
    atomics::atomic<std::size_t> word_{2}; ///< twice the era, and one while a drain is at work
    atomics::atomic<std::size_t> misses_{0};
    atomics::atomic<std::uint32_t> turn_{0};
    atomics::atomic<std::uint32_t> cleaning_{0};
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_SCAN_DRAINS_H
