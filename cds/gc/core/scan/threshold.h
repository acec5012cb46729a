// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_SCAN_THRESHOLD_H
#define CDSLIB_GC_CORE_SCAN_THRESHOLD_H

#include <cds/gc/core/counters.h>

#include <algorithm>
#include <cstddef>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// When the next scan is due: theta = max(C, k * H) objects after the last one. H is the number
/// of hazards that scan saw, or the number of slots that are out if that is smaller by now. So a
/// scan frees at least 1 - 1/k of what it examines, and a retire costs O(1) amortised.
///
/// What a scan keeps although no slot may protect it does not raise theta. If it was kept because
/// a fence was refused, which may last, the next scan comes only when as much has been retired
/// again. The next scan also comes one object later for every eight lines that it has to read,
/// used or not.
class threshold {
public:
    constexpr threshold(std::size_t least, std::size_t factor) noexcept
        : least_(least), factor_(factor) {}

    /// Sets C and k. No other thread may use the domain.
    void configure(std::size_t least, std::size_t factor) noexcept {
        least_ = least;
        factor_ = factor;
        theta_.set(0);
        excess_.set(0);
    }

    std::size_t theta() const noexcept { return (std::max)(theta_.get(), least_); }
    bool is_reached() const noexcept { return listed_.get() >= theta() + excess_.get(); }
    /// Whether so many are listed that whoever was to scan does not keep up.
    bool is_far_exceeded() const noexcept {
        constexpr std::size_t times = 8;
        return listed_.get() >= times * theta() + excess_.get();
    }
    /// Returns theta for so many hazards.
    std::size_t with(std::size_t hazards) const noexcept {
        return (std::max)(least_, factor_ * hazards);
    }

    /// \name Objects that wait for a scan: they are listed, and taken from the lists again
    ///@{
    void note_listed(std::size_t n) noexcept { listed_.add(n); }
    void note_taken(std::size_t n) noexcept { listed_.subtract(n); }
    void recount(std::size_t listed) noexcept { listed_.set(listed); }
    ///@}

    /// Records that a scan saw `hazards`. The next one is to come `excess` objects later than
    /// they demand.
    void adapt(std::size_t hazards, std::size_t excess) noexcept {
        theta_.set(with(hazards));
        excess_.set(excess);
    }
    /// Lowers theta to what `hazards` demand, the number of slots that are left.
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
