// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Threads, slots and blocks of a domain. Scanning is in scan.cpp, disposing in dispose.cpp.
#include "domain_internal.h"

#include <cds/gc/core/errors.h>

#include <algorithm>

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

constinit thread_record unattached_record;

void domain::configure(domain_options const& options) noexcept {
    assert(options.block_capacity >= 1 && options.block_capacity <= retired_cells::max_cells);
    assert(options.line_slots >= 1 && options.line_slots <= slot_line::max_slots);
    assert(options.dispose_period >= 1 && options.fallback_table >= 2);
    assert(options.watch_words <= hand_over_watch::max_words &&
           std::has_single_bit(options.watch_words));
    assert(!options.lines_name_domain || options.line_slots < slot_line::max_slots);
    assert(options.cache_slots >= 1 && options.cache_slots <= thread_record::max_cached);
    options_ = options;
    // relaxed: nobody else uses the domain now
    threshold_.store(0, atomics::memory_order_relaxed);
}

void domain::set_memory_source(memory_source const& source) noexcept { source_ = source; }

domain::~domain() {
    stop_reclaimer();
    unregister_domain(*this);
    sweep_chained(); // needs no record, and its disposers may make one and retire
    if (thread_record* const self = any_record())
        dispose_unguarded(*self);
    // relaxed: nobody else is left
    if (lookup_table* table = table_.exchange(nullptr, atomics::memory_order_relaxed))
        give_memory(memory_run(table->memory));
}

void domain::dispose_unguarded(thread_record& self) noexcept {
    if (self.busy)
        return;
    // as long as disposers retire more
    for (std::size_t last = ~std::size_t{0}; last != nested_total();) {
        last = nested_total();
        collect(self, scan_everything);
    }
}

// --- threads -----------------------------------------------------------------------------

void domain::initialise(thread_record& r) noexcept {
    r.home = this;
    r.bottom = r.cache;
    r.limit = r.cache + options_.cache_slots;
    if (r.top == nullptr)
        r.top = r.bottom;
    r.busy = false;
    r.wish = scan_nothing;
    // slots that left with a guard to another thread are no longer this record's
    r.granted = static_cast<std::uint32_t>(r.top - r.bottom);
    bool const too_many = options_.guard_limit != 0 && r.granted > options_.guard_limit;
    if (too_many || r.top > r.limit) // the options have changed
        return_cached_slots(r);
}

thread_record& domain::attach(thread_record* parked) {
    thread_record* const r = try_attach(parked);
    if (r == &unattached_record)
        out_of_memory();
    return *r;
}

/// A free record: from the pool, or else parked by a thread that has not come back.
thread_record* domain::take_record() noexcept {
    if (thread_record* const r = records_.try_acquire())
        return r;
    for (std::uint32_t i = 0, depth = records_.depth(); i != depth; ++i)
        if (thread_record& r = records_.at(i); r.unpark())
            return &r;
    return records_.acquire(source_);
}

thread_record* domain::try_attach(thread_record* parked) noexcept {
    // relaxed: registering twice is harmless and prevented under the registry's lock
    if (registered_.load(atomics::memory_order_relaxed) == 0) {
        decide_fences();
        register_domain(*this);
        // relaxed: see above
        registered_.store(1, atomics::memory_order_relaxed);
    }
    thread_record* r = parked;
    if (r == nullptr || !r->unpark()) { // I9: acquires what the last owner left
        if ((r = take_record()) == nullptr)
            return &unattached_record;
        r->visits = 0;
    }
    initialise(*r);
    r->thread = this_thread_mark();
    // relaxed: a hint for scans, which give proven-free objects to attached threads
    r->attached.store(1, atomics::memory_order_relaxed);
    return r;
}

void domain::quiesce(thread_record& self) noexcept {
    if (self.busy)
        return;
    do { // disposers may retire again
        bool const retired = self.position != 0;
        list_filling(self);
        if (retired) // as in libcds: a thread that leaves reclaims what it can
            collect(self, scan_listed);
        dispose_own_proven(self);
        if (self.wish != scan_nothing)
            collect(self, static_cast<scan_scope>(self.wish));
    } while (self.position != 0);
}

void domain::detach(thread_record& self, bool parking) noexcept {
    if (self.visits % 16 == 1) // the visits that looked at the clock when they began
        collect_overdue(self);
    // relaxed: a hint: scans keep what they prove free from now on. What they have given already,
    // or give too late, goes below, or stays with the record, where scans find it
    self.attached.store(0, atomics::memory_order_relaxed);
    if (self.position != 0 || self.has_proven())
        quiesce(self);
    if (self.spares != 0)
        return_spare(self);
    self.thread = nullptr;
    if (self.state != nullptr) // a borrowed record has none
        if (hazard_slot* slot = std::exchange(self.state, nullptr)->take_handy())
            if (!self.keep_slot(slot))
                spill(self, slot);
    if (parking) // I9: releases all of the above to the next owner
        self.park();
    else
        records_.release(self);
}

void domain::give_up(thread_record& parked) noexcept {
    if (parked.unpark())
        records_.release(parked);
}

void domain::abandon(thread_record& self) noexcept {
    // relaxed: a hint: what a scan gives it nevertheless stays with the record, where scans find it
    self.attached.store(0, atomics::memory_order_relaxed);
    list_filling(self);
    return_spare(self);
    self.thread = nullptr;
    records_.release(self); // I9: as in detach()
}

thread_record* domain::any_record() noexcept {
    if (records_.high_water() == 0)
        return nullptr;
    thread_record* const fresh = try_attach();
    return fresh != &unattached_record ? fresh : &records_.at(0); // nobody else is left
}

// --- slots -------------------------------------------------------------------------------

hazard_slot* domain::grant_line(thread_record& self) noexcept {
    std::uint32_t const known = slots_.high_water();
    std::uint32_t const depth = slots_.scan_depth();
    hazard_slot* const line = grant_line(&self);
    if (line == nullptr)
        return nullptr;
    if (slots_.high_water() != known)
        grow_table();
    if (slots_.scan_depth() > depth)
        // relaxed: a hint; there will be something to trim again
        futile_trims_.store(0, atomics::memory_order_relaxed);
    // relaxed: a statistic
    lines_granted_.fetch_add(1, atomics::memory_order_relaxed);
    return line;
}

hazard_slot* domain::refill(thread_record& self) {
    std::uint32_t const limit = options_.guard_limit;
    if (limit != 0 && self.granted >= limit)
        CDS_THROW_EXCEPTION(hp::details::not_enough_hazard_ptr());
    hazard_slot* const line = grant_line(self);
    if (line == nullptr)
        out_of_memory();
    std::uint32_t take = options_.line_slots;
    if (limit != 0 && limit - self.granted < take)
        take = limit - self.granted;
    for (std::uint32_t i = take; i != options_.line_slots; ++i)
        slots_.give_back(line + i, options_.line_slots);
    self.granted += take;
    self.slots_granted.add(take);
    for (std::uint32_t i = take - 1; i != 0; --i)
        if (!self.keep_slot(line + i))
            spill(self, line + i);
    return line;
}

hazard_slot* domain::grant_line(void const* holder) noexcept {
    hazard_slot* const line = slots_.grant(holder, source_);
    if (line != nullptr && options_.lines_name_domain)
        slot_line::of(line).set_owner(this);
    return line;
}

void domain::spill(thread_record& self, hazard_slot* slot) noexcept {
    // the oldest half goes home, the hot half stays
    std::uint32_t const kept = static_cast<std::uint32_t>(self.top - self.bottom) / 2;
    hazard_slot** const first_kept = self.top - kept;
    std::uint32_t returned = 1;
    for (hazard_slot** s = self.bottom; s != first_kept; ++s, ++returned)
        slots_.give_back(*s, options_.line_slots);
    for (std::uint32_t i = 0; i != kept; ++i)
        self.bottom[i] = first_kept[i];
    self.top = self.bottom + kept;
    slots_.give_back(slot, options_.line_slots);
    self.granted -= returned < self.granted ? returned : self.granted;
    self.slots_returned.add(returned);
}

void domain::return_cached_slots(thread_record& self) noexcept {
    for (;;) {
        hazard_slot* slot = self.take_slot();
        if (slot == nullptr &&
            (self.state == nullptr || (slot = self.state->take_handy()) == nullptr))
            return;
        slots_.give_back(slot, options_.line_slots);
        self.slots_returned.add(1);
        self.granted -= self.granted != 0 ? 1 : 0;
    }
}

hazard_slot* domain::lend_slot() {
    decide_fences();
    hazard_slot* const line = grant_line(nullptr);
    if (line == nullptr)
        out_of_memory();
    for (std::uint32_t i = 1; i != options_.line_slots; ++i)
        slots_.give_back(line + i, options_.line_slots);
    // relaxed: a statistic
    lines_granted_.fetch_add(1, atomics::memory_order_relaxed);
    return line;
}

void domain::return_slot(hazard_slot* slot) noexcept {
    slots_.give_back(slot, options_.line_slots);
    // relaxed: a statistic
    slots_returned_.fetch_add(1, atomics::memory_order_relaxed);
}

void domain::note_hand_over() noexcept {
    // [D4] release-fetch_add -> [D5]: as [TR1], for threads that have no word of their own
    orphan_hand_over_.fetch_add(1, atomics::memory_order_release);
}

void domain::grow_table() noexcept {
    std::size_t const words = lookup_table::words_for(slots_.scan_depth());
    lookup_table* old = take_table();
    if (old != nullptr && old->words >= words) {
        put_table(old);
        return;
    }
    memory_run const run = take_memory(source_, sizeof(lookup_table) + words * sizeof(void*), 64);
    if (run.bytes == nullptr) { // scans go in passes then
        if (old != nullptr)
            put_table(old);
        return;
    }
    if (old != nullptr)
        give_memory(memory_run(old->memory));
    put_table(::new (run.bytes) lookup_table{run, words});
}

/// Gives back the pages that scans of the present depth leave alone.
void domain::trim_table() noexcept {
    lookup_table* const table = take_table();
    if (table == nullptr)
        return;
    std::size_t const used = lookup_table::words_for(slots_.scan_depth());
    if (table->memory.from_system && used < table->words)
        discard_pages(table->entries() + used, (table->words - used) * sizeof(void*));
    put_table(table);
}

domain::lookup_table* domain::take_table() noexcept {
    // [D6] acquire-exchange <- [D7]: the table's extent; one user at a time
    return table_.exchange(nullptr, atomics::memory_order_acquire);
}

void domain::put_table(lookup_table* table) noexcept {
    lookup_table* none = nullptr;
    // [D7] release-CAS -> [D6]: the table and our last use of it
    if (!table_.compare_exchange_strong(none, table, atomics::memory_order_release,
                                        atomics::memory_order_relaxed))
        give_memory(memory_run(table->memory)); // a larger one has come meanwhile
}

// --- retired blocks ----------------------------------------------------------------------

retired_block* domain::take_block() noexcept {
    retired_block* const b = blocks_.acquire(source_);
    if (b != nullptr) {
        b->cells = blocks_.payload(b->index).cell;
        // relaxed: a statistic
        blocks_granted_.fetch_add(1, atomics::memory_order_relaxed);
    }
    return b;
}

void domain::recycle(thread_record& self, retired_block* block) noexcept {
    if (self.spares == 0) {
        self.spare.push_front(block);
        self.spares = 1;
    } else
        blocks_.release(*block);
}

void domain::top_up_spare(thread_record& self) noexcept {
    if (self.spares != 0)
        return;
    if (retired_block* b = take_block()) {
        self.spare.push_front(b);
        self.spares = 1;
    }
}

bool domain::reserve(thread_record& self, std::size_t n) noexcept {
    std::size_t const capacity = options_.block_capacity;
    while (self.room() + self.spares * capacity < n) {
        retired_block* b = take_block();
        if (b == nullptr)
            return false;
        self.spare.push_front(b);
        ++self.spares;
    }
    if (!self.busy)
        self.promised = self.retired_so_far() + n;
    return true;
}

bool domain::append_slowly(thread_record& self, retired r) noexcept {
    if (self.is_full())
        return append_to_fresh(self, r);
    self.set_stop(options_.dispose_period);
    self.append(r); // first: disposers may use up the room
    service(self);
    return true;
}

bool domain::append_to_fresh(thread_record& self, retired r) noexcept {
    retired_block* fresh = self.spare.pop_front();
    if (fresh != nullptr)
        --self.spares;
    else if ((fresh = take_block()) == nullptr)
        return false;
    list_filling(self);
    self.fill(fresh, options_.block_capacity);
    self.append(r);
    self.set_stop(options_.dispose_period);
    top_up_spare(self); // so that a disposer's retire finds room although memory is out
    if (self.is_promised())
        return true; // scans and disposers wait until the reservation is used up
    // relaxed: a hint; the lists themselves decide
    if (listed_.load(atomics::memory_order_relaxed) >= theta())
        collect(self, scan_listed);
    else
        service(self);
    return true;
}

void domain::list_filling(thread_record& self) noexcept {
    // relaxed: this thread wrote it
    retired_block* const b = self.filling.load(atomics::memory_order_relaxed);
    if (b == nullptr)
        return;
    block_chain chain;
    chain.push_front(b);
    self.begin_withdrawal();
    count_listed(chain);
    self.listed.push(chain);
    self.forget_filling();
}

void domain::list(thread_record& self, block_chain& chain) noexcept {
    block_chain full;
    while (retired_block* b = chain.pop_front())
        if (b->size() != 0)
            full.push_front(b);
        else
            recycle(self, b);
    count_listed(full);
    self.listed.push(full);
}

void domain::count_listed(block_chain const& chain) noexcept {
    std::size_t cells = 0;
    for (retired_block* b = chain.first; b != nullptr; b = b->next)
        cells += b->counted = b->size();
    // relaxed: a hint (I7)
    listed_.fetch_add(cells, atomics::memory_order_relaxed);
}

// --- shrinking ---------------------------------------------------------------------------

void domain::trim_if_sparse(thread_record& self, std::size_t hazards) noexcept {
    std::size_t const threads = attached_threads();
    std::size_t const needed = 16 + threads * 4 + hazards / (options_.line_slots / 2 + 1);
    bool const sparse =
        slots_.scan_depth() > 2 * needed || records_.depth() > 16 + 2 * threads ||
        blocks_.depth() > 64 + 8 * threads + 4 * count_pending() / options_.block_capacity;
    if (!sparse) {
        // relaxed: a hint
        sparse_scans_.store(0, atomics::memory_order_relaxed);
        return;
    }
    // relaxed: a hint
    if (sparse_scans_.fetch_add(1, atomics::memory_order_relaxed) < patience())
        return;
    // relaxed: a hint
    sparse_scans_.store(0, atomics::memory_order_relaxed);
    // relaxed: asks the other threads to return their idle slots at their next service
    trims_.fetch_add(1, atomics::memory_order_relaxed);
    return_idle(self);
    std::uint32_t dropped = records_.trim([this](thread_record& parked) { return strip(parked); });
    dropped += slots_.trim();
    dropped += blocks_.trim([](retired_block&) { return true; });
    trim_table();
    // relaxed: hints
    std::uint32_t const futile = futile_trims_.load(atomics::memory_order_relaxed);
    // relaxed: hints
    futile_trims_.store(dropped != 0 ? 0 : std::min(futile + 1, 5u), atomics::memory_order_relaxed);
}

/// Sparse scans before the next trim: 4, and twice as many after each that dropped nothing, so
/// that trims, which cost a walk over the pools, stay a small part of all scans.
std::uint32_t domain::patience() const noexcept {
    // relaxed: a hint
    return 4u << futile_trims_.load(atomics::memory_order_relaxed);
}

void domain::return_spare(thread_record& self) noexcept {
    while (retired_block* b = self.spare.pop_front())
        blocks_.release(*b);
    self.spares = 0;
}

/// So that what lies high goes home and what lies low is used instead.
void domain::return_idle(thread_record& self) noexcept {
    // relaxed: a hint
    std::uint32_t const now = trims_.load(atomics::memory_order_relaxed);
    if (self.trims_seen != now) {
        self.trims_seen = now;
        return_cached_slots(self);
        if (!self.is_promised())
            return_spare(self);
    }
}

std::size_t domain::attached_threads() const noexcept {
    std::size_t n = 0;
    for (std::uint32_t i = 0, depth = records_.depth(); i != depth; ++i)
        // relaxed: a hint
        n += records_.at(i).attached.load(atomics::memory_order_relaxed);
    return n;
}

/// Empties a parked record that we own, so that it may vanish from the scans' view. False
/// when a scan has its proven-free objects in hand.
bool domain::strip(thread_record& parked) noexcept {
    if (holds(parked, 0, ~std::uintptr_t{0}))
        return false; // what its thread took and passed on is still in use
    return_cached_slots(parked);
    if (!parked.begin_serving())
        return false; // claimed: a scan may be about to give it proven-free objects
    block_chain proven = parked.take_proven();
    parked.end_serving();
    // relaxed: a hint
    ready_.fetch_sub(ready_cells(proven), atomics::memory_order_relaxed);
    count_listed(proven);
    block_chain left = parked.listed.take_all();
    left.splice(proven); // to be proven once more: cheaper than a way of their own
    orphans_.push(left);
    if (hazard_slot* const line = std::exchange(parked.line, nullptr))
        slots_.give_back_line(line);
    note_hand_over(); // the record's word may leave the sum that gatherings compare
    return true;
}

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG
