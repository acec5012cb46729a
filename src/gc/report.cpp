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
    to << "garbage: waiting " << s.pending << ", proven free of these " << s.ready << "; peak "
       << s.peak_pending << ", bound " << bound << (s.bound_suspended ? " (suspended)" : "")
       << "; retired " << s.retired_count << ", disposed " << s.free_count << '\n';
    if (s.lost_in_fork != 0)
        to << "lost in a fork: " << s.lost_in_fork << '\n';
}

void write_scans(std::ostream& to, stat const& s) {
    to << "scans: " << s.scan_count << ", of everything " << s.help_scan_count
       << "; the next when listed are " << s.threshold << "; at the same time at most "
       << s.scanners_peak << '\n'
       << "fences: heavy ones of the process " << s.heavy_fences << ", refused " << s.fence_failures
       << "; readers issue " << (s.fallback ? "full" : "light") << " ones\n";
}

void write_memory(std::ostream& to, stat const& s) {
    to << "hazards: at the last scan " << s.slots_in_use << ", peak " << s.peak_slots << '\n'
       << "memory: retired blocks " << s.retired_block_count << " of " << sizeof(retired_cells)
       << " bytes, lines of slots " << s.hp_block_count << " of " << sizeof(slot_line)
       << ", thread records " << s.thread_rec_count << " of " << sizeof(thread_record) << '\n';
}

void write_thread(std::ostream& to, thread_stat const& t) {
    if (t.thread == OS::c_NullThreadId && t.slots_in_use == 0)
        return; // a record that waits for its next thread
    if (t.thread == OS::c_NullThreadId)
        to << "a thread that has left: ";
    else
        to << "thread " << t.thread << ": ";
    to << "slots in use " << t.slots_in_use << ", retired " << t.retired_count << ", disposed "
       << t.free_count << ", scans " << t.scan_count << (t.in_section ? "; it is in a section" : "")
       << (t.is_reading ? "; it is in a read section" : "") << '\n';
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
