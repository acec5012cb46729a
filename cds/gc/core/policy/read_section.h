// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_POLICY_READ_SECTION_H
#define CDSLIB_GC_CORE_POLICY_READ_SECTION_H

#include <cds/gc/core/errors.h>
#include <cds/gc/core/policy/binding.h>

#include <cassert>

/// Read sections: what a thread finds in one stays until the section ends, however much of it.
///
///   algorithm    M. Desnoyers, P. McKenney, A. Stern, M. Dagenais, J. Walpole, "User-level
///                implementations of read-copy update" (IEEE TPDS 23(2), 2012): a thread marks
///                that it reads; who has unlinked something waits for a grace period of two
///                phases. The readers' fence is the light one of fence.h
///   the mark     the first slot of the line that belongs to the thread's record. It holds an
///                address that names the phase in which the section began (existence.h)
///   progress     entering and leaving wait-free: a store each, and no read-modify-write. The
///                first section of a thread attaches it. Waiting for readers blocks, by contract,
///                and ends although readers never pause: see the two phases in gc/hpref/README.md
///   bound        none: while one section lasts, nothing is disposed of that was retired since
///                it began
///   invariants   RS-I1  from the outermost entering to the leaving the mark is in the slot, and
///                       its value does not change. So a wait that finds it sees its end
///                RS-I2  a thread in a read section has a record: a scan that it calls finds the
///                       mark in it, and does not wait for itself
///
/// A section belongs to its thread: where it was entered it must be left.
namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// Finds the slot for the calling thread's mark, and attaches the thread if need be. Past the
/// thread's exit it borrows a record for one section. Throws std::bad_alloc.
template <domain_binding Binding>
[[gnu::noinline]] void find_mark() {
    thread_state& self = Binding::state();
    bool const borrowed = self.record == &unattached_record && !arm<Binding>();
    if (borrowed)
        Binding::attach(Binding::domain().attach());
    else
        record_lease<Binding>();
    hazard_slot* const mark = Binding::domain().own_line(*self.record);
    if (mark == nullptr) {
        if (borrowed)
            detach_current<Binding>(true);
        out_of_memory();
    }
    self.mark = mark;
    self.borrowed = borrowed;
}

/// Enters a read section. They nest. Only the first one of a thread can throw, std::bad_alloc.
template <domain_binding Binding>
[[gnu::always_inline]] inline void enter_read_section() {
    thread_state& self = Binding::state();
    if (self.reading == 0) {
        if (self.mark == nullptr) [[unlikely]]
            find_mark<Binding>();
        self.mark->publish(Binding::domain().read_mark());
        light_fence();
    }
    ++self.reading;
}

/// Leaves the innermost read section.
template <domain_binding Binding>
[[gnu::always_inline]] inline void leave_read_section() noexcept {
    thread_state& self = Binding::state();
    assert(self.reading != 0 && "a read section is left that was not entered");
    if (--self.reading != 0)
        return;
    self.mark->clear();
    if (self.borrowed) [[unlikely]] {
        self.borrowed = false;
        detach_current<Binding>(true);
    }
}

/// Whether the calling thread is in a read section.
template <domain_binding Binding>
bool is_reading() noexcept {
    return Binding::state().reading != 0;
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_POLICY_READ_SECTION_H
