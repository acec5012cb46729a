// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_OPTIONS_H
#define CDSLIB_GC_CORE_OPTIONS_H

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace cds::gc::core {

/// What the last word of a line names, see domain_options::lines_name.
enum class line_name : unsigned char { nothing, domain, record };

/// How one domain is tuned. Every value has a good default; tests shrink the capacities to
/// 1-4, so that growth, hand-back and overflow are reached within a few operations.
struct domain_options {
    /// Cells of one retired block, 1..256. 256 cells of 16 bytes are one page.
    std::uint32_t block_capacity = 256;
    /// Hazard slots handed out per cache line, 1..8.
    std::uint32_t line_slots = 8;
    /// Free slots that a thread keeps for itself, 1..32.
    std::uint32_t cache_slots = 32;
    /// Hazard slots per thread; 0 means unbounded. `gc::HP` sets it.
    std::uint32_t guard_limit = 0;
    /// C: a scan starts when at least this many retired objects are listed (more with many
    /// hazards, see below). At 4096, a process-wide barrier of 14 us, its price between two
    /// processors of a virtual machine, adds 4 ns to each retire.
    std::size_t threshold = 4096;
    /// k: the scan also waits for k retired objects per hazard in use. So it frees at least
    /// 1 - 1/k of them, and a retire costs O(1) amortised.
    std::size_t hazard_factor = 4;
    /// Entries of the look-up table on a scan's stack, 2..256. The scan uses it when it needs no
    /// larger one, or gets none.
    std::uint32_t fallback_table = 256;
    /// How often a scan reads the slots again because a protection was copied meanwhile, before
    /// it has every hand-over noted: see hand_over_watch.h.
    std::uint32_t gatherings = 8;
    /// Words of the filter in which hand-overs are noted: a power of two, 1..512.
    std::uint32_t watch_words = 512;
    /// Retires between two looks at the thread's own ready objects.
    std::uint32_t dispose_period = 6;
    /// Objects disposed at such a look: a little more than the period, so that the ready objects
    /// run out, and no more than an allocator's thread cache takes at once (glibc: 7).
    std::uint32_t dispose_burst = 7;
    /// What the last word of each line names, so that a slot can be returned without further
    /// knowledge. If it names something, `line_slots` is at most 7.
    line_name lines_name = line_name::nothing;
    /// Garbage older than this is collected by the next thread that checks the clock: the
    /// reclaimer thread; a retiring thread at the first cell of a block and about every 64th
    /// after it; an attaching or detaching thread every 16th time.
    std::uint32_t overdue_ms = 2000;
    /// Bits of a slot's value that are a tag and no part of the address. `gc::hpref` sets it.
    std::uintptr_t tag_mask = 0;
    /// Threads enter read sections (read_section.h). A scan then waits until those have ended that
    /// had begun, where it would otherwise issue one fence. `cds::urcu` sets it.
    bool read_sections = false;
    /// Threads that retire leave scans to the reclaimer thread, as long as there is one and it
    /// keeps up.
    bool scans_elsewhere = false;
};

/// The options of a policy that may have a guard limit: its slots name their owner.
constexpr domain_options limited_options() noexcept {
    domain_options o;
    o.line_slots = 7;
    o.lines_name = line_name::record;
    return o;
}

/// Where a domain takes its memory from; all functions must be thread-safe. `allocate` need only
/// align as malloc does, and returns null or throws when it has nothing.
struct memory_source {
    /// True if the memory comes from malloc and goes to free.
    constexpr bool is_system() const noexcept {
        return allocate == nullptr && allocate_from == nullptr;
    }

    void* (*allocate)(std::size_t) = nullptr;
    void (*release)(void*) = nullptr;

    /// \name A source with a state. If there is one, it is used instead
    ///@{
    void* resource = nullptr;
    void* (*allocate_from)(void* resource, std::size_t size, std::size_t alignment) = nullptr;
    void (*release_to)(void* resource, void* p, std::size_t size, std::size_t alignment) = nullptr;
    ///@}
};

/// Makes a source of `resource`: a `std::pmr::memory_resource`, whose header need not be known
/// here, or any object with its two functions. It must outlive all memory that was taken from it.
/// Null means the system's allocator.
template <class Resource>
constexpr memory_source source_of(Resource* resource) noexcept {
    memory_source source;
    if (resource == nullptr)
        return source;
    source.resource = resource;
    source.allocate_from = [](void* r, std::size_t size, std::size_t alignment) -> void* {
        return static_cast<Resource*>(r)->allocate(size, alignment);
    };
    source.release_to = [](void* r, void* p, std::size_t size, std::size_t alignment) {
        static_cast<Resource*>(r)->deallocate(p, size, alignment);
    };
    return source;
}

} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_OPTIONS_H
