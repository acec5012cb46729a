// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// How hazard slots are handed to threads, and returned.
#include "domain_internal.h"

#include <cds/gc/core/errors.h>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

hazard_slot* domain::grant_line(thread_record* holder) noexcept {
    std::uint32_t const depth = slots_.scan_depth();
    hazard_slot* const line = slots_.grant(holder, source_);
    if (line == nullptr)
        return nullptr;
    if (options_.lines_name == line_name::domain)
        slot_line::of(line).set_name(this);
    else if (options_.lines_name == line_name::record)
        slot_line::of(line).set_name(holder != nullptr ? name_of(*holder) : nullptr);
    if (slots_.scan_depth() > depth)
        trimming_.note_growth();
    return line;
}

hazard_slot* domain::refill(thread_record& self) {
    // A disposer's guards have no limit: it must not fail for lack of them.
    std::uint32_t const limit = self.busy ? 0 : options_.guard_limit;
    std::uint32_t const out = self.quota.count();
    if (limit != 0 && out >= limit)
        CDS_THROW_EXCEPTION(hp::details::not_enough_hazard_ptr());
    hazard_slot* const line = grant_line(&self);
    if (line == nullptr)
        out_of_memory();
    std::uint32_t take = options_.line_slots;
    if (limit != 0 && limit - out < take)
        take = limit - out;
    self.quota.add(options_.line_slots);
    for (std::uint32_t i = take; i != options_.line_slots; ++i)
        return_slot(line + i);
    for (std::uint32_t i = take - 1; i != 0; --i)
        keep_slot(self, line + i);
    return line;
}

void domain::keep_slot(thread_record& self, hazard_slot* slot) noexcept {
    if (self.keep_slot(slot))
        return;
    // The older half is returned; the slots used last stay.
    self.free_slots.shrink_to(self.free_slots.size() / 2,
                              [this](hazard_slot* s) { return_slot(s); });
    return_slot(slot);
}

void domain::return_cached_slots(thread_record& self) noexcept {
    self.free_slots.shrink_to(0, [this](hazard_slot* s) { return_slot(s); });
    if (self.state != nullptr)
        if (hazard_slot* const slot = self.state->take_handy())
            return_slot(slot);
}

hazard_slot* domain::lend_slot() {
    decide_fences();
    hazard_slot* const line = grant_line(nullptr);
    if (line == nullptr)
        out_of_memory();
    for (std::uint32_t i = 1; i != options_.line_slots; ++i)
        return_slot(line + i);
    return line;
}

void domain::return_slot(hazard_slot* slot) noexcept {
    if (options_.lines_name == line_name::record) {
        auto const name = reinterpret_cast<std::uintptr_t>(slot_line::of(slot).name());
        std::uintptr_t const life = name % slot_quota::lives;
        if (name != 0)
            reinterpret_cast<thread_record*>(name - life)->quota.subtract(life, 1);
    }
    if (slots_.give_back(slot, options_.line_slots))
        due_.limit_to(slots_.lines_out() * options_.line_slots);
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
