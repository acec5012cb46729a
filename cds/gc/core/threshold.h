// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_THRESHOLD_H
#define CDSLIB_GC_CORE_THRESHOLD_H

#include <cds/algo/atomic.h>
#include <cds/details/defs.h>

#include <algorithm>
#include <cstddef>

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

/// When the next scan is due: theta = max(C, k * H) objects after the last one, H being the hazards
/// that it saw, or the slots that there are if they are fewer by now. So a scan frees at least
/// 1 - 1/k of what it examines, and a retire costs O(1) amortised.
///
/// What a scan kept although no slot may protect it does not raise theta. If it was for want of a
/// fence, which may be refused for long, the next scan comes only when as much has come in again.
/// And it comes one object later for every eight lines of slots that it has to read, used or not.
class threshold {
public:
    constexpr threshold(std::size_t least, std::size_t factor) noexcept
        : least_(least), factor_(factor) {}

    /// While nobody else uses the domain.
    void configure(std::size_t least, std::size_t factor) noexcept {
        least_ = least;
        factor_ = factor;
        // relaxed: nobody else is there
        theta_.store(0, atomics::memory_order_relaxed);
        // relaxed: nobody else is there
        excess_.store(0, atomics::memory_order_relaxed);
    }

    std::size_t theta() const noexcept {
        // relaxed: a hint
        return std::max(theta_.load(atomics::memory_order_relaxed), least_);
    }
    bool is_reached(std::size_t listed) const noexcept {
        // relaxed: hints (C-I7)
        return listed >= theta() + excess_.load(atomics::memory_order_relaxed);
    }
    /// theta with so many hazards.
    std::size_t with(std::size_t hazards) const noexcept {
        return std::max(least_, factor_ * hazards);
    }

    /// A scan saw `hazards`; the next one is to come `excess` objects later than they ask for.
    void adapt(std::size_t hazards, std::size_t excess) noexcept {
        // relaxed: hints
        theta_.store(with(hazards), atomics::memory_order_relaxed);
        // relaxed: hints
        excess_.store(excess, atomics::memory_order_relaxed);
    }
    /// No more than so many slots are left.
    void limit_to(std::size_t slots) noexcept {
        if (std::size_t const most = with(slots); most < theta())
            // relaxed: a hint
            theta_.store(most, atomics::memory_order_relaxed);
    }

private:
    std::size_t least_;
    std::size_t factor_;
    atomics::atomic<std::size_t> theta_{0};
    atomics::atomic<std::size_t> excess_{0};
};

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG

#endif // #ifndef CDSLIB_GC_CORE_THRESHOLD_H
