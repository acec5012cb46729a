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
        self.nested.add(self.retired_so_far() - self.retired_at_entry);
        self.end_activity();
    }

    void domain::dispose_cells(thread_record& self, retired const* cells,
                               std::size_t n) noexcept {
        assert(self.busy);
        for (std::size_t i = 0; i != n; ++i) {
            cells[i].dispose(cells[i].object);
            self.disposed.add(1);
        }
    }

    void domain::dispose_chain(thread_record& self, block_chain& chain) noexcept {
        while (retired_block* b = chain.pop_front()) {
            dispose_cells(self, b->cells + b->begin(), b->size());
            recycle(self, b);
        }
    }

    void domain::service(thread_record& self) noexcept {
        if (self.busy)
            return;
        if (self.has_proven())
            dispose_some(self);
        if ((self.position & 63) == 0) {
            return_idle_slots(self);
            collect_overdue(self);
        }
    }

    void domain::dispose_some(thread_record& self) noexcept {
        constexpr std::uint32_t most = 32;
        retired batch[most];
        if (!self.lock_proven())
            return;
        retired_block* const b = self.proven.first;
        if (b == nullptr) {
            self.unlock_proven();
            return;
        }
        std::uint32_t const burst = options_.dispose_burst < most ? options_.dispose_burst : most;
        std::uint32_t const n = b->size() < burst ? b->size() : burst;
        std::uint32_t const from = b->begin();
        for (std::uint32_t i = 0; i != n; ++i)
            batch[i] = b->cells[from + i];
        b->set_range(from + n, b->end());
        bool const emptied = b->size() == 0;
        if (emptied) {
            self.proven.pop_front();
            self.set_proven_hint();
        }
        enter(self); // before the lock goes: whoever finds them gone finds us busy
        self.unlock_proven();
        // relaxed: a hint
        ready_.fetch_sub(n, atomics::memory_order_relaxed);
        dispose_cells(self, batch, n);
        if (emptied)
            recycle(self, b);
        leave(self);
        if (self.wish != scan_nothing)
            collect(self, static_cast<scan_scope>(self.wish));
    }

    void domain::dispose_proven(thread_record& self, thread_record& of) noexcept {
        if (!of.has_proven())
            return;
        // its owner copies a few cells under the lock, a scan links a block: try a few times
        for (int tries = 0; !of.lock_proven(); ++tries)
            if (tries == 100)
                return;
        block_chain chain = of.proven;
        of.proven = {};
        of.set_proven_hint();
        bool const outermost = !self.busy;
        if (outermost)
            enter(self);
        of.unlock_proven();
        // relaxed: a hint
        ready_.fetch_sub(chain.cells(), atomics::memory_order_relaxed);
        dispose_chain(self, chain);
        if (outermost)
            leave(self);
    }

    bool domain::give_proven(retired_block* block) noexcept {
        thread_record& to = records_.at(block->home);
        if (!to.lock_proven())
            return false;
        // [D2] acquire-load <- [D1, D3]: a record that detaches takes back what it was given
        bool const attached = to.attached.load(atomics::memory_order_acquire) != 0;
        if (attached) {
            // relaxed: a hint
            std::size_t const ready =
                ready_.fetch_add(block->size(), atomics::memory_order_relaxed) + block->size();
            raise_peak(peak_ready_, ready);
            to.proven.push_front(block);
            to.set_proven_hint();
        }
        to.unlock_proven();
        return attached;
    }

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG
