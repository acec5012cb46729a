// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a domain counts, and the bound it publishes.
#include "domain_internal.h"

#include <algorithm>

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

namespace {
std::size_t read(atomics::atomic<std::size_t> const& counter) noexcept {
    // relaxed: a statistic
    return counter.load(atomics::memory_order_relaxed);
}

} // namespace

std::size_t domain::retired_total() const noexcept {
    std::size_t total = read(chained_total_);
    each_record([&](thread_record const& r) { total += r.retired_total(); });
    return total;
}

std::size_t domain::disposed_total() const noexcept {
    std::size_t total = 0;
    each_record([&](thread_record const& r) { total += r.disposed.get(); });
    return total;
}

std::size_t domain::count_pending() const noexcept {
    // in this order: what is retired and disposed in between is not counted as pending
    std::size_t const retired = retired_total();
    std::size_t const gone = disposed_total();
    return retired > gone ? retired - gone : 0;
}

/// The highest so far, and what the slots that there are may ask for at once.
std::size_t domain::theta_at_most() const noexcept {
    std::size_t const hazards =
        std::max(read(peak_hazards_), slots_.lines_out() * options_.line_slots);
    return std::max({due_.theta(), due_.with(hazards), read(peak_threshold_)});
}

std::size_t domain::bound() const noexcept {
    std::size_t const theta_most = theta_at_most();
    std::size_t const filling =
        std::max<std::size_t>(records_.high_water(), 1) * options_.block_capacity;
    std::size_t const scanners = std::max<std::size_t>(read(peak_scanners_), 1);
    return (1 + scanners) * (theta_most + filling) + std::max(read(peak_ready_), theta_most);
}

stat domain::statistics() const noexcept {
    stat s;
    s.retired_count = retired_total();
    s.free_count = disposed_total();
    s.pending = s.retired_count > s.free_count ? s.retired_count - s.free_count : 0;
    s.guard_freed = slots_.returned_lines() * options_.line_slots; // in this order
    s.guard_allocated = slots_.granted_lines() * options_.line_slots;
    each_record([&s](thread_record const& r) { s.scan_count += r.scans.get(); });
    s.help_scan_count = read(full_scans_);
    s.thread_rec_count = records_.high_water();
    s.hp_block_count = slots_.high_water();
    s.retired_block_count = blocks_.high_water();
    s.hp_extend_count = slots_.granted_lines();
    s.retired_extend_count = read(blocks_granted_);
    s.peak_pending = std::max(read(peak_pending_), s.pending);
    s.threshold = due_.theta();
    s.slots_in_use = read(hazards_seen_);
    s.peak_slots = read(peak_hazards_);
    s.scan_depth = slots_.scan_depth();
    fence_counters const fences = count_fences();
    s.heavy_fences = fences.heavy;
    s.fence_failures = fences.failed;
    s.fallback = fences_are_full();
    // relaxed: a statistic
    s.bound_suspended = suspended_.load(atomics::memory_order_relaxed) != 0;
    s.scanners_peak = read(peak_scanners_);
    s.threads = records_.depth();
    s.ready = read(ready_);
    s.peak_ready = read(peak_ready_);
    s.lost_in_fork = read(lost_in_fork_);
    s.peak_threshold = theta_at_most();
    return s;
}

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG
