// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What is retired when memory has run out: objects that bring their link along form one chain per
// domain. Every scan takes it whole; a thread for whose record there is no memory sweeps it alone.
#include "domain_internal.h"
#include "thread_leases.h"

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

void domain::retire_linked(thread_record* self, retired_link& link) noexcept {
    // relaxed: a statistic; before the object can be disposed of
    chained_total_.fetch_add(1, atomics::memory_order_relaxed);
    link_chain one;
    one.push_front(&link);
    put_chained(one);
    if (self != nullptr && self->busy)
        --self->retired_at_entry; // one more to count in leave()
    // relaxed: a hint
    if (listed_.load(atomics::memory_order_relaxed) < theta())
        return;
    if (self == nullptr)
        sweep_chained();
    else if (!self->is_promised())
        collect(*self, scan_listed);
}

link_chain domain::take_chained() noexcept {
    link_chain taken = chained_.take_all();
    // relaxed: a hint (I7)
    listed_.fetch_sub(taken.size, atomics::memory_order_relaxed);
    return taken;
}

void domain::put_chained(link_chain& chain) noexcept {
    if (chain.empty())
        return;
    // relaxed: a hint (I7)
    listed_.fetch_add(chain.size, atomics::memory_order_relaxed);
    chained_.push(chain);
}

void domain::sweep_chained() noexcept {
    if (chain_pass::is_running(this))
        return; // in a disposer below: the sweep around it comes back to the chain
    chain_pass const here(this);
    std::size_t disposed = 0;
    if (begin_scan())
        do {
            link_chain chain = take_chained();
            link_chain free = take_unprotected(chain);
            put_chained(chain);
            disposed = free.size;
            free.dispose_all();
            // relaxed: a statistic
            chained_disposed_.fetch_add(disposed, atomics::memory_order_relaxed);
        } while (disposed != 0);
    end_scan();
}

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG
