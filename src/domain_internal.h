// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_SRC_DOMAIN_INTERNAL_H
#define CDSLIB_SRC_DOMAIN_INTERNAL_H

#include "registry.h"

#include <cds/gc/core/domain.h>

#include <bit>
#include <cstddef>
#include <cstdint>

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

/// Memory for the hazard set of one scan at a time.
struct domain::lookup_table {
    memory_run memory;
    std::size_t words;

    void const** entries() noexcept { return reinterpret_cast<void const**>(this + 1); }

    /// That a scan of so many guard blocks makes use of.
    static std::size_t words_for(std::uint32_t lines) noexcept {
        return std::bit_ceil(2 * std::size_t{lines} * slot_line::max_slots + 2);
    }
};

/// The retired objects that a pass found protected; for drain().
class survivor_log {
public:
    survivor_log(void** store, std::size_t capacity) noexcept
        : begin_(store), end_(store), limit_(store + capacity) {}

    void clear() noexcept {
        end_ = begin_;
        overflown_ = missed_ = false;
    }
    void add(void* p) noexcept {
        if (end_ != limit_)
            *end_++ = p;
        else
            overflown_ = true;
    }
    void miss() noexcept { missed_ = true; }
    /// True: the pass could not look everywhere.
    bool missed() const noexcept { return missed_; }
    /// False: it could not, or there were more than fit.
    bool complete() const noexcept { return !overflown_ && !missed_; }
    bool empty() const noexcept { return begin_ == end_; }
    void** begin() const noexcept { return begin_; }
    void** end() const noexcept { return end_; }
    void resize_to(void** new_end) noexcept { end_ = new_end; }

private:
    void** begin_;
    void** end_;
    void** limit_;
    bool overflown_ = false;
    bool missed_ = false;
};

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
