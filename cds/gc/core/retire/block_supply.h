// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_RETIRE_BLOCK_SUPPLY_H
#define CDSLIB_GC_CORE_RETIRE_BLOCK_SUPPLY_H

#include <cds/gc/core/counters.h>
#include <cds/gc/core/retire/retired.h>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// The empty blocks of a domain. The cells of a free block are closed: their page may have been
/// discarded.
class block_supply {
public:
    constexpr block_supply() noexcept = default;

    /// Returns an empty block; null without memory.
    retired_block* take(memory_source const& source) noexcept {
        retired_block* const b = pool_.acquire(source);
        if (b != nullptr)
            granted_.add(1);
        return with_cells(b);
    }
    /// Does the same without asking for memory; scans use it.
    retired_block* take_at_hand() noexcept { return with_cells(pool_.try_acquire()); }
    void give_back(retired_block* b) noexcept {
        close_memory(b->cells, sizeof(retired_cells));
        pool_.release(*b);
    }

    /// Gives memory back if there are more than `keep` blocks. Returns how many were dropped.
    std::uint32_t trim(std::size_t keep) noexcept {
        return pool_.trim([](retired_block&) { return true; }, static_cast<std::uint32_t>(keep));
    }
    void forget_trim() noexcept { pool_.forget_trim(); }
    void give_back_all() noexcept { pool_.give_back_all(); }

    std::size_t granted() const noexcept { return granted_.get(); }
    std::uint32_t depth() const noexcept { return pool_.depth(); }
    std::uint32_t high_water() const noexcept { return pool_.high_water(); }

private:
    retired_block* with_cells(retired_block* b) noexcept {
        if (b != nullptr) {
            b->cells = pool_.payload(b->index).cell;
            open_memory(b->cells, sizeof(retired_cells));
            b->discarded = false;
        }
        return b;
    }

    type_stable_pool<retired_block, retired_cells, 4> pool_;
    shared_counter granted_;
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_RETIRE_BLOCK_SUPPLY_H
