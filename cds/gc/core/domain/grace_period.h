// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_DOMAIN_GRACE_PERIOD_H
#define CDSLIB_GC_CORE_DOMAIN_GRACE_PERIOD_H

#include <cds/algo/atomic.h>

#include <cassert>
#include <cstdint>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

CDS_FENCES_BEGIN

/// Counts the grace periods of a domain, so that callers of synchronize() share them. A period
/// ends when every hazard has ended that existed when it began. One caller, the leader, runs it;
/// the others wait for its end.
///
/// The count is odd while a period runs: period n begins with the count n and ends with n + 1. A
/// caller needs a period that begins after its call. It may not use the running one, which may
/// have looked at the slots already: it uses the next, and so do all that call meanwhile.
///
/// Why this suffices: needed() returned `end`, so it has seen end - 2 or less, that is, not the
/// CAS [GP2] by which the period began. By the fences [GP1] and [GP2] everything before the call
/// is then visible to that period's heavy fences, as if the leader itself had done it: a reader
/// that validates after them sees what the caller unlinked, and a slot that held a hazard before
/// the call is looked at and waited for.
class grace_periods {
public:
    constexpr grace_periods() noexcept = default;

    /// Returns the count at the end of a period that begins after this call.
    std::uint64_t needed() const noexcept {
        // [GP1] seq_cst-fence <-> [GP2]: a caller that misses the begin has unlinked before it
        atomics::atomic_thread_fence(atomics::memory_order_seq_cst);
        // relaxed: [GP1] orders it: a period that the count does not show began after the fence
        return (count_.load(atomics::memory_order_relaxed) + 3) & ~std::uint64_t{1};
    }

    bool has_reached(std::uint64_t end) const noexcept {
        // [GP3] acquire-load <- [GP4]: the last accesses of the hazards that have ended
        return count_.load(atomics::memory_order_acquire) >= end;
    }

    /// Begins a period unless one runs or that of `end` is over. True: the caller is the leader,
    /// and calls end().
    bool try_begin(std::uint64_t end) noexcept {
        // relaxed: only proposes a value; [GP2] decides
        std::uint64_t idle = count_.load(atomics::memory_order_relaxed);
        return idle % 2 == 0 && idle < end &&
               // [GP2] seq_cst-CAS <-> [GP1, GP4, GP5]: see [GP1]; reads the last leader's phase
               count_.compare_exchange_strong(idle, idle + 1, atomics::memory_order_seq_cst,
                                              atomics::memory_order_relaxed);
    }

    void end() noexcept {
        // relaxed: the leader wrote it
        std::uint64_t const running = count_.load(atomics::memory_order_relaxed);
        assert(running % 2 == 1);
        // [GP4] release-store -> [GP2, GP3]: what the leader acquired from slots, and the phase
        count_.store(running + 1, atomics::memory_order_release);
    }

    /// Ends the period as if it had not begun: its leader could not wait. Callers that would have
    /// shared it wait for the next one.
    void abandon() noexcept {
        // relaxed: the leader wrote it
        std::uint64_t const running = count_.load(atomics::memory_order_relaxed);
        assert(running % 2 == 1);
        // [GP5] release-store -> [GP2]: the phase, for the next leader
        count_.store(running - 1, atomics::memory_order_release);
    }

    /// In a forked child: a period whose leader vanished has not begun.
    void forget() noexcept {
        // relaxed: one thread
        std::uint64_t const count = count_.load(atomics::memory_order_relaxed);
        // relaxed: one thread
        count_.store(count & ~std::uint64_t{1}, atomics::memory_order_relaxed);
    }

private:
    atomics::atomic<std::uint64_t> count_{0};
};

CDS_FENCES_END

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_DOMAIN_GRACE_PERIOD_H
