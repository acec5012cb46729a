// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_SRC_DOMAIN_INTERNAL_H
#define CDSLIB_SRC_DOMAIN_INTERNAL_H

#include <cds/gc/core/domain.h>

#include <bit>
#include <cstddef>
#include <cstdint>

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

/// Entries of a look-up table that a scan of so many guard blocks makes use of.
inline std::size_t words_for(std::uint32_t lines) noexcept {
    return std::bit_ceil(2 * std::size_t{lines} * slot_line::max_slots + 2);
}

template <class F>
void domain::each_record(F f) const noexcept {
    for (std::uint32_t i = 0, n = records_.high_water(); i != n; ++i)
        if (thread_record* const r = records_.find(i))
            f(*r);
    f(const_cast<thread_record&>(sweeper_));
}

/// Domains known to the fork handler. Never blocks for long; called once per domain.
void register_domain(domain& d) noexcept;
void unregister_domain(domain& d) noexcept;

/// domain::abandon(), unless the domain of that serial has gone. It does not go meanwhile. Waits
/// for a fork, and for domains that begin or end.
void abandon_if_registered(domain* d, std::uint64_t serial, thread_record& record) noexcept;
/// The same; false if it would have to wait.
bool try_abandon_if_registered(domain* d, std::uint64_t serial, thread_record& record) noexcept;

/// An address that is the calling thread's own as long as it lives, also across fork.
void const* this_thread_mark() noexcept;

/// A cheap clock; wraps around after 49 days.
std::uint32_t coarse_now_ms() noexcept;

/// What a chain of proven-free blocks adds to domain::ready_.
inline std::size_t ready_cells(block_chain const& chain) noexcept {
    std::size_t n = 0;
    for (retired_block const* b = chain.first; b != nullptr; b = b->next)
        n += b->end() - b->sealed;
    return n;
}

/// Raises `peak` to at least `value`.
inline void raise_peak(atomics::atomic<std::size_t>& peak, std::size_t value) noexcept {
    // relaxed: a statistic
    std::size_t seen = peak.load(atomics::memory_order_relaxed);
    while (seen < value &&
           // relaxed: a statistic
           !peak.compare_exchange_weak(seen, value, atomics::memory_order_relaxed,
                                       atomics::memory_order_relaxed))
        continue;
}

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG

#endif // #ifndef CDSLIB_SRC_DOMAIN_INTERNAL_H
