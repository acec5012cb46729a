// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Disposing of what a scan has proven free. No lock is held while a disposer runs, and what a
// disposer retires waits in the record's inner block for the next pass (C-I5).
#include "section.h"

#include <algorithm>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

void domain::dispose_cells(thread_record& self, retired const* cells, std::size_t n) noexcept {
    assert(self.busy);
    for (std::size_t i = 0; i != n; ++i)
        cells[i].dispose(cells[i].object);
    self.disposed.add(n);
}

/// Notes in the thread's section that an object of the block is disposed of next.
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

/// The thread is in a section.
void domain::dispose_all_proven(thread_record& self) noexcept {
    block_chain chain = self.proven.take_all();
    std::size_t const cells = ready_cells(chain);
    dispose_chain(self, chain);
    ready_.subtract(cells); // not earlier, or nothing would count them
}

void domain::give_proven(thread_record& to, retired_block* block) noexcept {
    block->sealed = block->begin(); // the cells that ready_ counts, until the block is gone
    peak_ready_.raise(ready_.add(block->size()) + block->size());
    block_chain one(*block);
    to.proven.give(one);
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
