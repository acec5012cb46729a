// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_SCAN_THRESHOLD_H
#define CDSLIB_GC_CORE_SCAN_THRESHOLD_H

#include <cds/gc/core/counters.h>

#include <algorithm>
#include <cstddef>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

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
        theta_.set(0);
        excess_.set(0);
    }

    std::size_t theta() const noexcept { return (std::max)(theta_.get(), least_); }
    bool is_reached() const noexcept { return listed_.get() >= theta() + excess_.get(); }
    /// theta with so many hazards.
    std::size_t with(std::size_t hazards) const noexcept {
        return (std::max)(least_, factor_ * hazards);
    }

    /// \name What waits for a scan: objects that were listed, and taken from the lists again
    ///@{
    void note_listed(std::size_t n) noexcept { listed_.add(n); }
    void note_taken(std::size_t n) noexcept { listed_.subtract(n); }
    void recount(std::size_t listed) noexcept { listed_.set(listed); }
    ///@}

    /// A scan saw `hazards`; the next one is to come `excess` objects later than they ask for.
    void adapt(std::size_t hazards, std::size_t excess) noexcept {
        theta_.set(with(hazards));
        excess_.set(excess);
    }
    /// No more than so many slots are left.
    void limit_to(std::size_t hazards) noexcept {
        if (std::size_t const most = with(hazards); most < theta())
            theta_.set(most);
    }

private:
    std::size_t least_;
    std::size_t factor_;
    shared_counter theta_;
    shared_counter excess_;
    shared_counter listed_;
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_SCAN_THRESHOLD_H
