// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_SCAN_LOOKUP_TABLES_H
#define CDSLIB_GC_CORE_SCAN_LOOKUP_TABLES_H

#include <cds/gc/core/atomic_ptr.h>
#include <cds/gc/core/memory.h>
#include <cds/gc/core/scan/hazard_set.h>

#include <cstdint>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// Memory for the hazard set of one scan.
struct lookup_table {
    memory_run memory;
    std::size_t words;

    void const** entries() noexcept { return reinterpret_cast<void const**>(this + 1); }
    std::uint64_t* filter() noexcept { return reinterpret_cast<std::uint64_t*>(entries() + words); }
    static constexpr std::size_t size_for(std::size_t words) noexcept {
        return words * sizeof(void const*) + hazard_set::filter_for(words) * sizeof(std::uint64_t);
    }
};

/// The look-up tables of a domain that wait for the next scan: a few. A scan that finds none
/// allocates one, and goes without if there is no memory.
///
///   progress    every operation wait-free apart from the memory source
class CDS_EXPORT_API lookup_tables {
public:
    constexpr lookup_tables() noexcept = default;

    /// Returns a table of at least `words` entries for the caller alone; null when there is no
    /// memory.
    lookup_table* take(std::size_t words, memory_source const& source) noexcept;
    void put(lookup_table* table) noexcept;
    /// Frees the tables that are larger than `words`. With 0, frees all.
    void trim(std::size_t words) noexcept;

private:
    static constexpr unsigned most = 4;
    atomic_ptr<lookup_table> waiting_[most];
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_SCAN_LOOKUP_TABLES_H
