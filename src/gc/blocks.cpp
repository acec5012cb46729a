// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// How retired blocks are filled, listed and used again.
#include "domain_internal.h"

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// Keeps the block as the spare that a disposer's retire needs; if there is one, gives it to the
/// pool.
void domain::recycle(thread_record& self, retired_block* block) noexcept {
    if (self.inner.spare.empty())
        self.inner.spare.push_front(block);
    else
        blocks_.give_back(block);
}

void domain::return_spares(filling_stock& stock) noexcept {
    while (retired_block* b = stock.spare.pop_front())
        blocks_.give_back(b);
}

bool domain::reserve(thread_record& self, std::size_t n) noexcept {
    filling_stock& stock = self.busy ? self.inner : self.outer;
    while (stock.room(options_.block_capacity) < n) {
        retired_block* b = blocks_.take(source_);
        if (b == nullptr)
            return false;
        stock.spare.push_front(b);
    }
    return true;
}

/// Lists the present block, if any, and begins with an empty one. Returns false and does nothing
/// without memory.
bool domain::begin_fresh(thread_record& self, filling_stock& stock) noexcept {
    retired_block* fresh = stock.spare.pop_front();
    if (fresh == nullptr && (fresh = blocks_.take(source_)) == nullptr)
        return false;
    list_filling(self, stock);
    bool const inner = &stock == &self.inner;
    fresh->home = self.index;
    fresh->from_disposers = inner;
    fresh->era = inner ? self.era : drains_.era();
    stock.filling.fill(fresh, options_.block_capacity, inner && self.attentive);
    return true;
}

void domain::list_filling(thread_record& self, filling_stock& stock) noexcept {
    retired_block* const b = stock.filling.to_be_listed();
    if (b == nullptr)
        return;
    if (self.lineage && self.attentive && &stock == &self.inner)
        b->era = 0; // a hidden block: no other thread knows it yet
    // A drain sets the era of outer blocks only, and holds them meanwhile.
    bool const awaited = &stock == &self.inner && drains_.awaits(b->era);
    b->counted = awaited ? 0 : b->size();
    due_.note_listed(b->counted);
    block_chain chain(*b);
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
    due_.note_listed(cells);
    retired_.push(listed);
    drains_.kept.push(awaited);
}

// --- shrinking ---------------------------------------------------------------------------

void domain::trim_if_sparse(thread_record& self, std::size_t hazards) noexcept {
    std::size_t const threads = threads_.get();
    std::size_t const lines = 16 + threads * 4 + hazards / (options_.line_slots / 2 + 1);
    std::size_t const blocks = 64 + 8 * threads + 4 * (due_.theta() / options_.block_capacity);
    if (!trimming_.is_due(slots_.scan_depth() > 2 * lines || blocks_.depth() > blocks,
                          slots_.scan_depth() + blocks_.depth()))
        return;
    trimming_.ask_for_idle();
    return_idle(self);
    trimming_.note_dropped(slots_.trim() + blocks_.trim(blocks));
    tables_.trim(2 * words_for(slots_.scan_depth()));
}

/// Returns idle slots if a trim has asked for them.
void domain::return_idle(thread_record& self) noexcept {
    if (std::size_t const now = trimming_.requests(); self.trims_seen != now) {
        self.trims_seen = now;
        return_cached_slots(self);
    }
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
