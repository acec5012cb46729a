// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The figures of a domain as a text.
#include <cds/gc/core/domain/report.h>

#include <cds/gc/core/domain/domain.h>

#include <ostream>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

namespace {

void write_garbage(std::ostream& to, stat const& s, std::size_t bound) {
    to << "garbage: " << s.pending << " objects wait, " << s.ready << " of them proven free; peak "
       << s.peak_pending << ", bound " << bound << (s.bound_suspended ? " (suspended)" : "")
       << "; retired " << s.retired_count << ", disposed " << s.free_count << '\n';
    if (s.lost_in_fork != 0)
        to << "lost in a fork: " << s.lost_in_fork << " objects\n";
}

void write_scans(std::ostream& to, stat const& s) {
    to << "scans: " << s.scan_count << ", " << s.help_scan_count
       << " of them of everything; the next at " << s.threshold << " listed objects; at most "
       << s.scanners_peak << " at a time\n"
       << "fences: " << s.heavy_fences << " heavy ones of the process, " << s.fence_failures
       << " refused; readers issue " << (s.fallback ? "full" : "light") << " ones\n";
}

void write_memory(std::ostream& to, stat const& s) {
    to << "hazards: " << s.slots_in_use << " at the last scan, peak " << s.peak_slots << '\n'
       << "memory: " << s.retired_block_count << " retired blocks of " << sizeof(retired_cells)
       << " bytes, " << s.hp_block_count << " lines of slots of " << sizeof(slot_line) << ", "
       << s.thread_rec_count << " thread records of " << sizeof(thread_record) << '\n';
}

void write_thread(std::ostream& to, thread_stat const& t) {
    if (t.thread == OS::c_NullThreadId && t.slots_in_use == 0)
        return; // a record that waits for its next thread
    if (t.thread == OS::c_NullThreadId)
        to << "a thread that has left: ";
    else
        to << "thread " << t.thread << ": ";
    to << t.slots_in_use << " slots in use, retired " << t.retired_count << ", disposed "
       << t.free_count << ", scans " << t.scan_count << (t.in_section ? "; it is in a section" : "")
       << '\n';
}

} // namespace

void report(domain const& of, std::ostream& to) {
    stat const s = of.statistics();
    write_garbage(to, s, of.bound());
    write_scans(to, s);
    write_memory(to, s);
    of.visit_threads(
        [](void* stream, thread_stat const& t) {
            write_thread(*static_cast<std::ostream*>(stream), t);
        },
        &to);
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
