// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Disposing of what a scan has proven free. No lock is held while a disposer runs, and whatever
// a disposer retires waits in the record's block for that until the next snapshot (C-I5).
#include "section.h"

#include <algorithm>

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

void domain::dispose_cells(thread_record& self, retired const* cells, std::size_t n) noexcept {
    assert(self.busy);
    for (std::size_t i = 0; i != n; ++i)
        cells[i].dispose(cells[i].object);
    self.disposed.add(n);
}

/// Before something of the block is disposed of in the thread's section.
void domain::note_lineage(thread_record& self, retired_block const& b) const noexcept {
    self.lineage = self.lineage || drains_.awaits(b.era);
}

void domain::dispose_chain(thread_record& self, block_chain& chain) noexcept {
    while (retired_block* b = chain.pop_front()) {
        note_lineage(self, *b);
        dispose_cells(self, b->cells + b->begin(), b->size());
        recycle(self, b);
    }
}

void domain::dispose_links(thread_record& self, link_chain& chain) noexcept {
    std::size_t const n = chain.size;
    if (n != 0 && drains_.at_work() != 0)
        self.lineage = true; // linked objects have no era: all may be old
    chain.dispose_all();
    self.disposed.add(n);
}

void domain::service(thread_record& self) noexcept {
    if (!self.proven.looks_empty())
        dispose_some(self);
    // the first of a block, and about every 64th after it; never called before one is stored
    if ((self.outer.filling.position() - 1) % 64 < options_.dispose_period) {
        return_idle(self);
        collect_overdue(self);
    }
}

void domain::dispose_some(thread_record& self) noexcept {
    {
        section const here(*this, self); // before anything is gone: who finds it gone finds us busy
        if (self.attentive)
            dispose_all_proven(self);
        else
            serve_burst(self);
    }
    if (self.wish != scan_nothing)
        collect(self, static_cast<scan_scope>(self.wish), true);
}

/// In a section of the thread's: more objects than it retires from one burst to the next.
void domain::serve_burst(thread_record& self) noexcept {
    constexpr std::uint32_t most = 32;
    std::uint32_t left = std::min(options_.dispose_burst, most);
    while (left != 0) {
        retired_block* const b = self.proven.begin_service();
        if (b == nullptr)
            return;
        retired batch[most];
        std::uint32_t const n = std::min(b->size(), left);
        std::uint32_t const from = b->begin();
        for (std::uint32_t i = 0; i != n; ++i) // too few for a call of memmove
            batch[i] = b->cells[from + i];
        b->set_range(from + n, b->end());
        bool const emptied = b->size() == 0;
        self.proven.end_service(emptied ? b->next : b);
        dispose_cells(self, batch, n);
        left -= n;
        if (emptied) {
            // relaxed: a hint
            ready_.fetch_sub(b->end() - b->sealed, atomics::memory_order_relaxed);
            recycle(self, b);
        }
    }
}

/// In a section of the thread's.
void domain::dispose_all_proven(thread_record& self) noexcept {
    block_chain chain = self.proven.take_all();
    std::size_t const cells = ready_cells(chain);
    dispose_chain(self, chain);
    // relaxed: a hint; not before they are disposed, or nothing would count them
    ready_.fetch_sub(cells, atomics::memory_order_relaxed);
}

void domain::give_proven(thread_record& to, retired_block* block) noexcept {
    block->sealed = block->begin(); // what ready_ counts, until the block is gone
    // relaxed: a hint
    std::size_t const ready =
        ready_.fetch_add(block->size(), atomics::memory_order_relaxed) + block->size();
    raise_peak(peak_ready_, ready);
    block_chain one{block, block};
    to.proven.give(one);
}

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG
