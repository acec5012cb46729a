// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_DOMAIN_STATISTICS_H
#define CDSLIB_GC_CORE_DOMAIN_STATISTICS_H

#include <cds/os/thread.h>

#include <cstddef>

namespace cds::gc::core {

/// The figures of a domain. They are always collected, the same in every build, and readable at
/// any time; they are exact when no thread is busy. The first group has libcds's names.
struct stat {
    std::size_t guard_allocated = 0;      ///< slots of lines handed out (not: guards constructed)
    std::size_t guard_freed = 0;          ///< slots of lines that were returned whole
    std::size_t retired_count = 0;        ///< objects retired; never one too many
    std::size_t free_count = 0;           ///< objects disposed
    std::size_t scan_count = 0;           ///< scans that looked at hazards
    std::size_t help_scan_count = 0;      ///< scans that also took what was not listed
    std::size_t thread_rec_count = 0;     ///< thread records ever needed at the same time
    std::size_t hp_block_count = 0;       ///< lines of slots ever needed at once
    std::size_t retired_block_count = 0;  ///< retired blocks ever needed at once
    std::size_t hp_extend_count = 0;      ///< lines handed to threads
    std::size_t retired_extend_count = 0; ///< retired blocks handed to threads

    std::size_t pending = 0;        ///< retired and not yet disposed
    std::size_t peak_pending = 0;   ///< the most that a scan has found pending
    std::size_t threshold = 0;      ///< listed objects that start the next scan
    std::size_t slots_in_use = 0;   ///< hazards that the last scan saw (H)
    std::size_t peak_slots = 0;     ///< the most hazards that a scan has seen
    std::size_t scan_depth = 0;     ///< lines that a scan reads
    std::size_t heavy_fences = 0;   ///< of the whole process
    std::size_t fence_failures = 0; ///< heavy fences refused: garbage was kept instead
    bool fallback = true;           ///< readers issue full fences
    bool bound_suspended = false;   ///< the last heavy fence was refused
    std::size_t scanners_peak = 0;  ///< the most scans at the same time (S)
    std::size_t threads = 0;        ///< thread records in circulation (T)
    std::size_t ready = 0;          ///< proven free, not yet disposed by their threads (D)
    std::size_t peak_ready = 0;     ///< the most that were ready at once
    std::size_t lost_in_fork = 0;   ///< objects that scans of the parent held at the fork
    std::size_t peak_threshold = 0; ///< the highest threshold, with all slots in use (theta)

    void clear() noexcept { *this = stat(); }
};

/// The figures of one thread in a domain, and of those that had its record before.
struct thread_stat {
    OS::ThreadId thread = OS::c_NullThreadId; ///< none: no thread has the record
    std::size_t slots_in_use = 0;             ///< slots granted to it that hold something
    std::size_t retired_count = 0;
    std::size_t free_count = 0; ///< objects it has disposed of, whoever retired them
    std::size_t scan_count = 0;
    bool in_section = false; ///< it retires slowly, scans, drains or disposes just now
    bool is_reading = false; ///< it is in a read section of cds::urcu
};

} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_DOMAIN_STATISTICS_H
