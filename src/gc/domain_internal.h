// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_SRC_GC_DOMAIN_INTERNAL_H
#define CDSLIB_SRC_GC_DOMAIN_INTERNAL_H

#include "registry.h"

#include <cds/gc/core/domain/domain.h>

#include <bit>
#include <cstddef>
#include <cstdint>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// Returns the look-up table entries that a scan of so many lines can use.
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

/// Returns the time of a cheap clock, which wraps around after 49 days.
std::uint32_t coarse_now_ms() noexcept;

/// Returns what a chain of ready blocks adds to domain::ready_.
inline std::size_t ready_cells(block_chain const& chain) noexcept {
    std::size_t n = 0;
    for (retired_block const* b = chain.first; b != nullptr; b = b->next)
        n += b->end() - b->sealed;
    return n;
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_SRC_GC_DOMAIN_INTERNAL_H
