// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// How retired blocks are filled, listed and used again.
#include "domain_internal.h"

#include <algorithm>

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

retired_block* domain::take_block() noexcept {
    retired_block* const b = blocks_.acquire(source_);
    if (b != nullptr) {
        b->cells = blocks_.payload(b->index).cell;
        b->discarded = false;
        // relaxed: a statistic
        blocks_granted_.fetch_add(1, atomics::memory_order_relaxed);
    }
    return b;
}

/// For scans, which ask for no memory.
retired_block* domain::take_block_at_hand() noexcept {
    retired_block* const b = blocks_.try_acquire();
    if (b != nullptr) {
        b->cells = blocks_.payload(b->index).cell;
        b->discarded = false;
    }
    return b;
}

/// A block that a disposer's retire will need comes before the pool.
void domain::recycle(thread_record& self, retired_block* block) noexcept {
    if (self.inner.spares == 0)
        self.inner.set_aside(block);
    else
        blocks_.release(*block);
}

void domain::return_spares(filling_stock& stock) noexcept {
    while (retired_block* b = stock.take_spare())
        blocks_.release(*b);
}

bool domain::reserve(thread_record& self, std::size_t n) noexcept {
    filling_stock& stock = self.busy ? self.inner : self.outer;
    while (stock.room(options_.block_capacity) < n) {
        retired_block* b = take_block();
        if (b == nullptr)
            return false;
        stock.set_aside(b);
    }
    return true;
}

/// Lists the present block, if any, and begins with an empty one. False, and nothing is done,
/// without memory.
bool domain::begin_fresh(thread_record& self, filling_stock& stock) noexcept {
    retired_block* fresh = stock.take_spare();
    if (fresh == nullptr && (fresh = take_block()) == nullptr)
        return false;
    list_filling(self, stock);
    bool const inner = &stock == &self.inner;
    fresh->home = self.index;
    fresh->from_disposers = inner;
    fresh->era = inner ? self.era : drains_.era();
    stock.filling.fill(fresh, options_.block_capacity, inner && self.attentive);
    return true;
}

bool domain::append_slowly(thread_record& self, retired r) noexcept {
    if (self.busy)
        return append_in_section(self, r);
    if (self.outer.filling.is_full())
        return append_to_fresh(self, r);
    self.outer.filling.set_stop(options_.dispose_period);
    self.append(r);
    service(self);
    return true;
}

/// By a disposer: it must not wait for service, nor use up what the program has reserved.
bool domain::append_in_section(thread_record& self, retired r) noexcept {
    filling_block& inner = self.inner.filling;
    if (inner.is_full() && !begin_fresh(self, self.inner))
        return false;
    return inner.append(r);
}

bool domain::append_to_fresh(thread_record& self, retired r) noexcept {
    if (!begin_fresh(self, self.outer))
        return false;
    self.append(r);
    self.outer.filling.set_stop(options_.dispose_period);
    if (self.inner.spares == 0) // so that a disposer's retire finds room although memory is out
        if (retired_block* const b = take_block())
            self.inner.set_aside(b);
    if (is_due())
        collect(self, scan_listed);
    else
        service(self);
    return true;
}

bool domain::is_due() const noexcept {
    // relaxed: a hint; the lists themselves decide
    return due_.is_reached(listed_.load(atomics::memory_order_relaxed));
}

void domain::list_filling(thread_record& self, filling_stock& stock) noexcept {
    retired_block* const b = stock.filling.to_be_listed();
    if (b == nullptr)
        return;
    if (self.lineage && self.attentive && &stock == &self.inner)
        b->era = 0; // hidden: nobody else knows it yet
    // a drain's era changes the era of outer blocks alone, while it holds them
    bool const awaited = &stock == &self.inner && drains_.awaits(b->era);
    b->counted = awaited ? 0 : b->size();
    // relaxed: a hint (C-I7)
    listed_.fetch_add(b->counted, atomics::memory_order_relaxed);
    block_chain chain{b, b};
    (awaited ? drains_.kept : retired_).push(chain);
    stock.filling.forget();
}

void domain::list(thread_record& self, block_chain& chain) noexcept {
    block_chain listed;
    block_chain awaited;
    std::size_t cells = 0;
    while (retired_block* b = chain.pop_front())
        if (b->size() == 0)
            recycle(self, b);
        else if (drains_.awaits(b->era)) {
            b->counted = 0;
            awaited.push_front(b);
        } else {
            cells += b->counted = b->size();
            listed.push_front(b);
        }
    // relaxed: a hint (C-I7)
    listed_.fetch_add(cells, atomics::memory_order_relaxed);
    retired_.push(listed);
    drains_.kept.push(awaited);
}

// --- shrinking ---------------------------------------------------------------------------

void domain::trim_if_sparse(thread_record& self, std::size_t hazards) noexcept {
    // relaxed: a hint
    std::size_t const threads = threads_.load(atomics::memory_order_relaxed);
    std::size_t const lines = 16 + threads * 4 + hazards / (options_.line_slots / 2 + 1);
    std::size_t const blocks = 64 + 8 * threads + 4 * (due_.theta() / options_.block_capacity);
    bool const sparse = slots_.scan_depth() > 2 * lines || blocks_.depth() > blocks;
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
    std::uint32_t dropped = slots_.trim();
    dropped +=
        blocks_.trim([](retired_block&) { return true; }, static_cast<std::uint32_t>(blocks));
    tables_.trim(2 * words_for(slots_.scan_depth()));
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

/// So that what lies high goes home and what lies low is used instead.
void domain::return_idle(thread_record& self) noexcept {
    // relaxed: a hint
    std::uint32_t const now = trims_.load(atomics::memory_order_relaxed);
    if (self.trims_seen != now) {
        self.trims_seen = now;
        return_cached_slots(self);
    }
}

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG
