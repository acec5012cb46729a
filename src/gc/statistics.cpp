// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a domain counts, the bound it publishes, which threads it has, and which ones protect an
// object.
#include "domain_internal.h"

#include <algorithm>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

std::size_t domain::retired_total() const noexcept {
    std::size_t total = chained_total_.get();
    each_record([&](thread_record const& r) { total += r.retired_total(); });
    return total;
}

std::size_t domain::disposed_total() const noexcept {
    std::size_t total = 0;
    each_record([&](thread_record const& r) { total += r.disposed.get(); });
    return total;
}

std::size_t domain::count_pending() const noexcept {
    // In this order: what is retired and disposed in between is not counted as pending.
    std::size_t const retired = retired_total();
    std::size_t const gone = disposed_total();
    return retired > gone ? retired - gone : 0;
}

/// Returns theta for the most hazards so far, or for all slots that are out if these are more.
std::size_t domain::theta_at_most() const noexcept {
    return due_.with(std::max(peak_hazards_.get(), slots_.lines_out() * options_.line_slots));
}

std::size_t domain::bound() const noexcept {
    std::size_t const theta_most = theta_at_most();
    std::size_t const filling =
        std::max<std::size_t>(records_.high_water(), 1) * options_.block_capacity;
    std::size_t const scanners = std::max<std::size_t>(peak_scanners_.get(), 1);
    return (1 + scanners) * (theta_most + filling) + std::max(peak_ready_.get(), theta_most);
}

std::size_t domain::visit_holders(void const* p, void (*visit)(void*, OS::ThreadId),
                                  void* context) const {
    if (p == nullptr)
        return 0;
    std::size_t found = 0;
    (void)heavy_fence(); // if refused, hazards of readers with light fences may be missed
    auto const visit_line = [&](hazard_slot const* slots, std::uint32_t n, OS::ThreadId thread) {
        for (std::uint32_t i = 0; i != n; ++i)
            if (without_tag(slots[i].read(), options_.tag_mask) == p) {
                ++found;
                visit(context, thread);
            }
    };
    for (std::uint32_t i = 0, depth = slots_.scan_depth(); i != depth; ++i) {
        auto const* const holder = static_cast<thread_record const*>(slots_.holder(i));
        visit_line(slots_.line(i), slots_a_line(),
                   // relaxed: a hint
                   holder != nullptr ? holder->thread.load(atomics::memory_order_relaxed)
                                     : OS::c_NullThreadId);
    }
    if (options_.tag_mask != 0)
        visit_line(existence_.shared_slots().all, slot_line::max_slots, OS::c_NullThreadId);
    return found;
}

void domain::visit_threads(void (*visit)(void*, thread_stat const&), void* context) const {
    for (std::uint32_t i = 0, n = records_.high_water(); i != n; ++i) {
        thread_record const* const r = records_.find(i);
        if (r == nullptr)
            continue;
        thread_stat s;
        // relaxed: a hint
        s.thread = r->thread.load(atomics::memory_order_relaxed);
        s.retired_count = r->retired_total();
        s.free_count = r->disposed.get();
        s.scan_count = r->scans.get();
        s.in_section = activity::is_section(r->section.read());
        for (std::uint32_t l = 0, depth = slots_.scan_depth(); l != depth; ++l)
            if (slots_.holder(l) == r)
                std::for_each(slots_.line(l), slots_.line(l) + slots_a_line(),
                              [&](hazard_slot const& slot) {
                                  void const* const held = slot.read();
                                  if (existence_.is_read_mark(held))
                                      s.is_reading = true;
                                  else if (held != nullptr)
                                      ++s.slots_in_use;
                              });
        visit(context, s);
    }
}

stat domain::statistics() const noexcept {
    stat s;
    s.retired_count = retired_total();
    s.free_count = disposed_total();
    s.pending = s.retired_count > s.free_count ? s.retired_count - s.free_count : 0;
    s.guard_freed = slots_.returned_lines() * options_.line_slots; // in this order
    s.guard_allocated = slots_.granted_lines() * options_.line_slots;
    each_record([&s](thread_record const& r) { s.scan_count += r.scans.get(); });
    s.help_scan_count = full_scans_.get();
    s.thread_rec_count = records_.high_water();
    s.hp_block_count = slots_.high_water();
    s.retired_block_count = blocks_.high_water();
    s.hp_extend_count = slots_.granted_lines();
    s.retired_extend_count = blocks_.granted();
    s.peak_pending = std::max(peak_pending_.get(), s.pending);
    s.threshold = due_.theta();
    s.slots_in_use = hazards_seen_.get();
    s.peak_slots = peak_hazards_.get();
    s.scan_depth = slots_.scan_depth();
    fence_counters const fences = count_fences();
    s.heavy_fences = fences.heavy;
    s.fence_failures = fences.failed;
    s.fallback = fences_are_full();
    s.bound_suspended = suspended_.get() != 0;
    s.scanners_peak = peak_scanners_.get();
    s.threads = records_.depth();
    s.ready = ready_.get();
    s.peak_ready = peak_ready_.get();
    s.lost_in_fork = lost_in_fork_.get();
    s.peak_threshold = theta_at_most();
    return s;
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
