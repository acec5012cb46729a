// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A domain as a whole: configuration, threads, its end. Slots are in slots.cpp, retired blocks in
// blocks.cpp, scanning in scan.cpp, disposing in dispose.cpp.
#include "section.h"
#include "sweep.h"

#include <cds/gc/core/errors.h>

#include <utility>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

constinit thread_record unattached_record;

void domain::configure(domain_options const& options) noexcept {
    assert(options.block_capacity >= 1 && options.block_capacity <= retired_cells::max_cells);
    assert(options.line_slots >= 1 && options.line_slots <= slot_line::max_slots);
    assert(options.dispose_period >= 1 && options.fallback_table >= 2);
    assert(options.watch_words <= hand_over_watches::max_words &&
           std::has_single_bit(options.watch_words));
    assert(options.lines_name == line_name::nothing || options.line_slots < slot_line::max_slots);
    assert(options.cache_slots >= 1 && options.cache_slots <= slot_stack::most);
    options_ = options;
    due_.configure(options.threshold, options.hazard_factor);
}

void domain::set_memory_source(memory_source const& source) noexcept {
    source_ = source;
    from_elsewhere_ = from_elsewhere_ || !source.is_system();
}

domain::~domain() {
    stop_reclaimer();
    unregister_domain(*this);
    dispose_unguarded(nullptr);
    unbind_threads();
    tables_.trim(0);
}

/// Makes threads forget their records. No thread is inside a call.
void domain::unbind_threads() noexcept {
    each_record([](thread_record& r) {
        if (thread_state* const state = std::exchange(r.state, nullptr)) {
            if (state->record == &r)
                state->detach();
            if (state->kept == &r)
                state->kept = nullptr;
        }
    });
}

void domain::dispose_unguarded(thread_record* self) noexcept {
    if (self == nullptr) {
        if (sweep const mine{*this})
            dispose_unguarded(&sweeper_);
        return;
    }
    if (self->busy)
        return;
    // Goes on as long as disposers retire more.
    for (std::size_t last = ~std::size_t{0}; last != disposed_total();) {
        last = disposed_total();
        collect(*self, scan_everything);
    }
}

void domain::give_memory_back(bool detach_all, std::uint32_t own) noexcept {
    if (!from_elsewhere_ || (!detach_all && threads_.get() > own) || count_pending() != 0)
        return;
    each_record([this](thread_record& r) {
        return_cached_slots(r);
        return_own_line(r);
    });
    if (slots_.lines_out() != 0)
        return; // a guard may end at any time, and its slot must exist
    unbind_threads();
    // What the records have counted stays counted.
    each_record([this](thread_record& r) {
        if (&r == &sweeper_)
            return;
        chained_total_.add(r.retired_total());
        sweeper_.disposed.add(r.disposed.get());
        sweeper_.scans.add(r.scans.get());
    });
    tables_.trim(0);
    records_.give_back_all();
    blocks_.give_back_all();
    slots_.give_back_all();
    sweeper_.inner.spare = {};
    due_.recount(0);
    threads_.set(0);
    source_ = {}; // the source may end soon
    from_elsewhere_ = false;
}

// --- threads -----------------------------------------------------------------------------

void domain::initialise(thread_record& r) noexcept {
    r.free_slots.keep_in(r.cache, options_.cache_slots);
    r.busy = false;
    r.wish = scan_nothing;
    if (r.free_slots.overflows() || // the options have changed
        (options_.guard_limit != 0 && r.quota.count() > options_.guard_limit))
        return_cached_slots(r);
    // relaxed: read by the same thread after a fork; a hint for others
    r.thread.store(OS::get_current_thread_id(), atomics::memory_order_relaxed);
    // relaxed: a hint for scans, which give ready objects to attached threads
    r.attached.store(1, atomics::memory_order_relaxed);
}

thread_record& domain::attach(thread_record* kept) {
    thread_record* const r = try_attach(kept);
    if (r == &unattached_record)
        out_of_memory();
    return *r;
}

/// Makes the domain known to the fork handler. False when there is no memory for that.
bool domain::register_once() noexcept {
    // relaxed: registering twice is harmless and prevented under the registry's lock
    if (registered_.load(atomics::memory_order_relaxed) != 0)
        return true;
    decide_fences();
    if (!register_domain(*this))
        return false;
    // relaxed: see above
    registered_.store(1, atomics::memory_order_relaxed);
    return true;
}

thread_record* domain::try_attach(thread_record* kept) noexcept {
    if (!register_once())
        return &unattached_record;
    thread_record* r = kept;
    if (r == nullptr) {
        if ((r = records_.acquire(source_)) == nullptr) // C-I9: acquires what the last owner left
            return &unattached_record;
        r->visits = 0;
        r->quota.begin_life();
        threads_.add(1);
    }
    initialise(*r);
    return r;
}

void domain::detach(thread_record& self) noexcept {
    if (self.visits % 16 == 1) // visits that checked the clock when they began
        collect_overdue(self);
    // relaxed: a hint: from now on scans keep what they prove free. What they have given already,
    // or give too late, is disposed of below, or stays with the record, where scans find it
    self.attached.store(0, atomics::memory_order_relaxed);
    if (!self.busy && !self.proven.looks_empty()) {
        section const here(*this, self, section::disposes);
        dispose_all_proven(self);
    }
    if (self.wish != scan_nothing && !self.busy)
        collect(self, static_cast<scan_scope>(self.wish), true);
    if (self.state != nullptr)
        if (hazard_slot* slot = self.state->take_handy())
            keep_slot(self, slot);
}

void domain::release(thread_record& self, bool lent) noexcept {
    // relaxed: see detach()
    self.attached.store(0, atomics::memory_order_relaxed);
    return_cached_slots(self);
    return_spares(self.outer);
    return_spares(self.inner);
    std::size_t const threads = threads_.subtract(1) - 1;
    if (self.outer.filling.position() != 0 || self.inner.filling.position() != 0)
        left_behind_.set(1);                // the next scan looks at it
    if (self.index >= 8 + threads && !lent) // many have left; few will come to fill its block
        list_filling(self, self.outer);
    return_own_line(self);
    self.state = nullptr;
    // relaxed: see detach()
    self.thread.store(OS::c_NullThreadId, atomics::memory_order_relaxed);
    records_.release(self); // C-I9: releases all of the above to the next owner
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
