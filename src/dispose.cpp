// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Disposing of what a scan has proven free. No lock is held while a disposer runs, and whatever
// a disposer retires waits in the thread's filling block for the next snapshot (I5).
#include "domain_internal.h"

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

void domain::enter(thread_record& self) noexcept {
    self.begin_activity();
    self.retired_at_entry = self.retired_so_far();
}

void domain::leave(thread_record& self) noexcept {
    if (std::size_t const n = self.retired_so_far() - self.retired_at_entry; n != 0)
        self.count_nested(n);
    self.end_activity();
}

void domain::dispose_cells(thread_record& self, retired const* cells, std::size_t n) noexcept {
    assert(self.busy);
    for (std::size_t i = 0; i != n; ++i)
        cells[i].dispose(cells[i].object);
    self.disposed.add(n);
}

void domain::dispose_chain(thread_record& self, block_chain& chain) noexcept {
    while (retired_block* b = chain.pop_front()) {
        dispose_cells(self, b->cells + b->begin(), b->size());
        recycle(self, b);
    }
}

void domain::dispose_links(thread_record& self, link_chain& chain) noexcept {
    std::size_t const n = chain.size;
    chain.dispose_all();
    self.disposed.add(n);
}

void domain::service(thread_record& self) noexcept {
    if (self.busy || self.is_promised())
        return;
    if (self.has_proven())
        dispose_some(self);
    // the first of a block, and about every 64th after it; never called before one is stored
    if ((self.position - 1) % 64 < options_.dispose_period) {
        return_idle(self);
        collect_overdue(self);
    }
}

void domain::dispose_some(thread_record& self) noexcept {
    constexpr std::uint32_t most = 32;
    retired batch[most];
    if (!self.begin_serving())
        return;
    enter(self); // before anything is gone: whoever finds it gone finds us busy
    retired_block* const b = self.proven.first;
    if (b == nullptr) {
        self.end_serving();
        leave(self);
        return;
    }
    std::uint32_t const burst = options_.dispose_burst < most ? options_.dispose_burst : most;
    std::uint32_t const n = b->size() < burst ? b->size() : burst;
    std::uint32_t const from = b->begin();
    for (std::uint32_t i = 0; i != n; ++i) // too few for a call of memmove
        batch[i] = b->cells[from + i];
    b->set_range(from + n, b->end());
    bool const emptied = b->size() == 0;
    if (emptied) {
        self.proven.pop_front();
        self.set_proven_hint();
    }
    self.end_serving();
    dispose_cells(self, batch, n);
    if (emptied) {
        // relaxed: a hint
        ready_.fetch_sub(b->end() - b->sealed, atomics::memory_order_relaxed);
        recycle(self, b);
    }
    leave(self);
    if (self.wish != scan_nothing)
        collect(self, static_cast<scan_scope>(self.wish));
}

void domain::dispose_own_proven(thread_record& self) noexcept {
    if (self.busy || !self.has_proven() || !self.begin_serving())
        return; // claimed just now: whoever claimed it may take it, the record keeps the rest
    enter(self);
    block_chain chain = self.take_proven();
    self.end_serving();
    std::size_t const cells = ready_cells(chain);
    dispose_chain(self, chain);
    // relaxed: a hint; not before they are disposed, or nothing would count them
    ready_.fetch_sub(cells, atomics::memory_order_relaxed);
    leave(self);
}

void domain::give_proven(thread_record& to, retired_block* block) noexcept {
    block->sealed = block->begin(); // what ready_ counts, until the block is gone
    // relaxed: a hint
    std::size_t const ready =
        ready_.fetch_add(block->size(), atomics::memory_order_relaxed) + block->size();
    raise_peak(peak_ready_, ready);
    to.proven.push_front(block);
    to.set_proven_hint();
}

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG
