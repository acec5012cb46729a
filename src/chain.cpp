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
    if (!is_due())
        return;
    if (self == nullptr)
        sweep_chained();
    else
        collect(*self, scan_listed);
}

link_chain domain::take_chained() noexcept {
    link_chain taken = chained_.take_all();
    // relaxed: a hint (C-I7)
    listed_.fetch_sub(taken.size, atomics::memory_order_relaxed);
    return taken;
}

void domain::put_chained(link_chain& chain) noexcept {
    if (chain.empty())
        return;
    if (drains_.at_work() != 0)
        return drains_.kept_linked.push(chain); // linked objects have no era: all may be old
    // relaxed: a hint (C-I7)
    listed_.fetch_add(chain.size, atomics::memory_order_relaxed);
    chained_.push(chain);
}

bool domain::try_begin_sweep() noexcept {
    // [CH1] acquire-exchange <- [CH2]: the sweeper's record as the last one left it
    return sweeping_.exchange(1, atomics::memory_order_acquire) == 0;
}

void domain::end_sweep() noexcept {
    // [CH2] release-store -> [CH1]: our use of the sweeper's record
    sweeping_.store(0, atomics::memory_order_release);
}

/// By a thread for whose record there is no memory.
void domain::sweep_chained() noexcept {
    if (chain_pass::is_running(this) || !try_begin_sweep())
        return; // in a disposer below, or another thread is at it
    chain_pass const here(this);
    collect(sweeper_, scan_listed);
    end_sweep();
}

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG
