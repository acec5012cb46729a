// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/gc/core/scan/lookup_tables.h>

#include <bit>
#include <cstddef>
#include <new>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

namespace {
/// Tables are large and seldom used: their pages go back to the system at once, whatever the
/// allocator does.
void end(lookup_table* table) noexcept {
    memory_run const run(table->memory);
    if (run.from_system)
        discard_pages(table->entries(), lookup_table::size_for(table->words));
    give_memory(run);
}
} // namespace

lookup_table* lookup_tables::take(std::size_t words, memory_source const& source) noexcept {
    for (auto& place : waiting_) {
        // [LT1] acquire-exchange <- [LT2]: reads the table's extent; each table has one user
        lookup_table* const table = place.exchange(nullptr, atomics::memory_order_acquire);
        if (table == nullptr)
            continue;
        if (table->words >= words)
            return table;
        end(table); // there are more slots now
    }
    std::size_t const size = std::bit_ceil(words);
    // Aligned as the system's memory is, so that a table begins where its memory begins: a leak
    // checker reports memory as lost to which there are only pointers into its middle.
    memory_run const run = take_memory(source, sizeof(lookup_table) + lookup_table::size_for(size),
                                       alignof(std::max_align_t));
    return run.bytes != nullptr ? ::new (run.bytes) lookup_table{run, size} : nullptr;
}

void lookup_tables::put(lookup_table* table) noexcept {
    for (auto& place : waiting_) {
        lookup_table* none = nullptr;
        // [LT2] release-CAS -> [LT1, LT3]: publishes the table and our last use of it
        if (place.compare_exchange_strong(none, table, atomics::memory_order_release,
                                          atomics::memory_order_relaxed))
            return;
    }
    end(table);
}

void lookup_tables::trim(std::size_t words) noexcept {
    for (auto& place : waiting_) {
        // [LT3] acquire-exchange <- [LT2]: see [LT1]
        lookup_table* const table = place.exchange(nullptr, atomics::memory_order_acquire);
        if (table == nullptr)
            continue;
        if (table->words > words)
            end(table);
        else
            put(table);
    }
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
