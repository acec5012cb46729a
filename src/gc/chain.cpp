// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Objects retired when memory has run out. They bring their link along and form one chain per
// domain. Every scan takes all of it.
#include "domain_internal.h"

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

link_chain domain::take_chained() noexcept {
    link_chain taken = chained_.take_all();
    due_.note_taken(taken.size);
    return taken;
}

void domain::put_chained(link_chain& chain) noexcept {
    if (chain.empty())
        return;
    if (drains_.at_work() != 0)
        return drains_.kept_linked.push(chain); // linked objects have no era: all may be old
    due_.note_listed(chain.size);
    chained_.push(chain);
}

bool domain::try_begin_sweep() noexcept {
    // [CH1] acquire-exchange <- [CH2]: reads the sweeper's record as the last sweep left it
    return sweeping_.exchange(1, atomics::memory_order_acquire) == 0;
}

void domain::end_sweep() noexcept {
    // [CH2] release-store -> [CH1]: publishes what we did with the sweeper's record
    sweeping_.store(0, atomics::memory_order_release);
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
