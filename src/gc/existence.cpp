// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Lines of slots that belong to thread records, and waiting for what they hold: the part of a
// domain that gc::hpref and cds::urcu use. cds/gc/hpref/README.md has the protocol and its proof.
#include "domain_internal.h"
#include "growing_pause.h"

#include <utility>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

hazard_slot* domain::own_line(thread_record& self) noexcept {
    if (self.line == nullptr)
        self.line = grant_line(&self);
    return self.line;
}

/// Returns the line, unless one of its slots still holds a hazard, whose handle may be anywhere.
void domain::return_own_line(thread_record& self) noexcept {
    if (self.line != nullptr && !holds(self, 0, ~std::uintptr_t{0}))
        slots_.give_back_line(std::exchange(self.line, nullptr));
}

bool domain::holds(thread_record const& self, std::uintptr_t first, std::uintptr_t last,
                   std::uint32_t except) const noexcept {
    for (std::uint32_t i = 0; self.line != nullptr && i != slot_line::max_slots; ++i) {
        if ((except >> i & 1) != 0)
            continue;
        auto const p =
            reinterpret_cast<std::uintptr_t>(without_tag(self.line[i].read(), options_.tag_mask));
        if (p != 0 && p >= first && p < last)
            return true;
    }
    return false;
}

// --- waiting -----------------------------------------------------------------------------

namespace {
/// Waits until the barrier works: if it fails, the slots prove nothing. Who is not `patient` is
/// told so.
bool await_fence(bool patient = true) noexcept {
    for (growing_pause waiting; !heavy_fence(); waiting.pause())
        if (!patient)
            return false;
    return true;
}
} // namespace

hazard_slot* existence::take_shared_slot(void const* p) noexcept {
    for (growing_pause waiting;; waiting.pause())
        for (hazard_slot& slot : shared_line_.all)
            if (slot.try_publish(with_phase(p))) {
                light_fence();
                return &slot;
            }
}

/// Looks at each slot until `held(value)` is false, one slot after the other: a hazard never
/// moves from slot to slot. To be called after the heavy fence.
template <class Held>
void existence::await_slots(slot_pool const& slots, Held held) const noexcept {
    auto const await_line = [&held](hazard_slot const* line) {
        for (std::uint32_t i = 0; i != slot_line::max_slots; ++i)
            for (growing_pause waiting; held(reinterpret_cast<std::uintptr_t>(line[i].read()));)
                waiting.pause();
    };
    await_line(shared_line_.all);
    for (std::uint32_t i = 0, depth = slots.scan_depth(); i != depth; ++i)
        await_line(slots.line(i));
}

void existence::synchronize(slot_pool const& slots, std::uintptr_t tag_mask, std::uintptr_t first,
                            std::uintptr_t last) noexcept {
    await_fence();
    await_slots(slots, [=](std::uintptr_t value) {
        std::uintptr_t const p = value & ~tag_mask;
        return p != 0 && p >= first && p < last;
    });
}

/// The fork handler must find the domain even if no thread has attached to it.
void domain::synchronize() noexcept {
    assert(options_.tag_mask == 1);
    (void)register_once(); // without memory this works, but a forked child must not use the domain
    existence_.synchronize(slots_);
}

void existence::synchronize(slot_pool const& slots) noexcept {
    (void)share_a_period(slots, true, [](std::uintptr_t value, std::uintptr_t tag) {
        return value > 1 && value % 2 == tag;
    });
}

bool existence::await_readers(slot_pool const& slots, bool patient) noexcept {
    auto const first = reinterpret_cast<std::uintptr_t>(marks_);
    return share_a_period(slots, patient, [first](std::uintptr_t value, std::uintptr_t phase) {
        return value == first + phase;
    });
}

/// The read sections of the domain's threads, waited for by their marks: other values of slots are
/// hazards, which may stay as long as they like.
void domain::await_readers() noexcept {
    assert(options_.read_sections);
    (void)register_once(); // see synchronize()
    existence_.await_readers(slots_, true);
}

bool domain::fence_of_a_scan() noexcept {
    return options_.read_sections ? existence_.await_readers(slots_, false) : heavy_fence();
}

/// Waits for the end of a period that begins after the call, as its leader or beside it. `is_of`
/// says of a slot's value whether it is one of those that are waited for, and of this phase.
template <class IsOf>
bool existence::share_a_period(slot_pool const& slots, bool patient, IsOf is_of) noexcept {
    std::uint64_t const end = synchronizing_.needed();
    for (growing_pause waiting; !synchronizing_.has_reached(end);)
        if (!synchronizing_.try_begin(end))
            waiting.pause();
        else if (await_both_tags(slots, patient, is_of))
            synchronizing_.end();
        else {
            synchronizing_.abandon();
            return false;
        }
    return true;
}

/// Runs one grace period, in two phases, as its leader.
template <class IsOf>
bool existence::await_both_tags(slot_pool const& slots, bool patient, IsOf is_of) noexcept {
    // relaxed: [GP2] orders it after the last leader's change
    std::uintptr_t const tag = phase_.load(atomics::memory_order_relaxed);
    bool fenced = true;
    auto const await_tag = [&](std::uintptr_t t) {
        fenced = fenced && await_fence(patient);
        if (fenced)
            await_slots(slots, [=](std::uintptr_t value) { return is_of(value, t); });
    };
    await_tag(tag ^ 1); // what is left from before the last flip; new ones have the other
    // relaxed: carries nothing; the next fence shows it to all running threads
    phase_.store(tag ^ 1, atomics::memory_order_relaxed);
    await_tag(tag); // the rest; new ones have the other tag again
    return fenced;
}

void existence::forget() noexcept {
    synchronizing_.forget();
    for (hazard_slot& slot : shared_line_.all)
        slot.clear();
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
