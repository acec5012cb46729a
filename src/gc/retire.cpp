// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The slow paths of retiring: a fresh block, a scan when one is due, and the service that a
// retire does now and then. Only domain.cpp stands above this file: nothing that a scan or a
// drain calls is in it.
#include "section.h"
#include "sweep.h"

#include <algorithm>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

bool domain::append_slowly(thread_record& self, retired r) noexcept {
    if (self.busy)
        return append_in_section(self, r);
    if (self.outer.filling.is_full())
        return append_to_fresh(self, r);
    self.outer.filling.set_stop(period_of(self));
    self.append(r);
    service(self);
    return true;
}

/// How many retires may go by without service. In a read section there is none, and the thread
/// stays at the stop, so that settle() finds it there.
std::uint32_t domain::period_of(thread_record const& self) const noexcept {
    return is_reading(self) ? 1 : options_.dispose_period;
}

void domain::settle(thread_record& self) noexcept {
    if (self.busy || is_reading(self) || self.outer.filling.position() == 0)
        return;
    self.outer.filling.set_stop(options_.dispose_period);
    if (due_.is_reached())
        collect_due(self);
    service(self); // in any case: whoever retires in sections alone comes here alone
}

/// Scans, unless the reclaimer thread is to do that and keeps up.
void domain::collect_due(thread_record& self) noexcept {
    if (!options_.scans_elsewhere || due_.is_far_exceeded() || !wake_reclaimer())
        collect(self, scan_listed);
}

/// Called for a disposer's retire: it must not wait for service, nor use up what the program has
/// reserved.
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
    self.outer.filling.set_stop(is_reading(self) ? 0 : options_.dispose_period);
    if (self.inner.spare.empty()) // then a disposer's retire finds room although memory is out
        if (retired_block* const b = blocks_.take(source_))
            self.inner.spare.push_front(b);
    if (due_.is_reached())
        collect_due(self);
    else
        service(self);
    return true;
}

// --- without memory --------------------------------------------------------------------------

void domain::retire_linked(thread_record* self, retired_link& link) noexcept {
    chained_total_.add(1); // before the object can be disposed of
    link_chain one(link);
    put_chained(one);
    if (due_.is_reached())
        collect_by(self, scan_listed);
}

void domain::collect_by(thread_record* self, scan_scope scope) noexcept {
    if (self != nullptr)
        collect(*self, scope);
    else if (sweep const mine{*this})
        collect(sweeper_, scope);
}

// --- service ---------------------------------------------------------------------------------

void domain::service(thread_record& self) noexcept {
    if (is_reading(self))
        return; // a disposer may wait for what waits for the section
    if (!self.proven.looks_empty())
        dispose_some(self);
    // At the first cell of a block, and at about every 64th after it. Never called before one is
    // stored.
    if ((self.outer.filling.position() - 1) % 64 < options_.dispose_period) {
        return_idle(self);
        collect_overdue(self);
    }
}

void domain::dispose_some(thread_record& self) noexcept {
    {
        section const here(
            *this, self, section::disposes); // before any is taken: a drain that misses it finds us
        if (self.attentive)
            dispose_all_proven(self);
        else
            serve_burst(self);
    }
    if (self.wish != scan_nothing)
        collect(self, static_cast<scan_scope>(self.wish), true);
}

/// Disposes of more objects than the thread retires between two bursts. The thread is in a section.
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
            ready_.subtract(b->end() - b->sealed);
            recycle(self, b);
        }
    }
}

void domain::collect_overdue(thread_record& self) noexcept {
    std::uint32_t const now = coarse_now_ms();
    // relaxed: a clock
    std::uint32_t last = last_full_ms_.load(atomics::memory_order_relaxed);
    if (now - last < options_.overdue_ms)
        return;
    // relaxed: selects one collector
    if (last_full_ms_.compare_exchange_strong(last, now, atomics::memory_order_relaxed,
                                              atomics::memory_order_relaxed) &&
        count_pending() != 0)
        collect(self, scan_everything);
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
