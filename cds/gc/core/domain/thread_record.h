// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_DOMAIN_THREAD_RECORD_H
#define CDSLIB_GC_CORE_DOMAIN_THREAD_RECORD_H

#include <cds/gc/core/counters.h>
#include <cds/gc/core/protect/slot_quota.h>
#include <cds/gc/core/protect/slot_stack.h>
#include <cds/gc/core/retire/filling_block.h>
#include <cds/gc/core/retire/proven.h>
#include <cds/gc/core/scan/activity.h>
#include <cds/os/thread.h>

#include <utility>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

class domain;
struct thread_record;

/// Stands for the record of a thread that has none. Never written.
extern CDS_EXPORT_API thread_record unattached_record;

/// A thread's access to its record, in thread-local storage.
struct thread_state {
    /// In `handy`: neither a slot nor room for one.
    static constexpr std::uintptr_t no_place = 1;

    void attach(thread_record& r) noexcept;
    void detach() noexcept {
        record = &unattached_record;
        handy = no_place;
        mark = nullptr;
    }
    /// Takes the slot in the handy place, if any; it is the caller's now.
    hazard_slot* take_handy() noexcept {
        return handy > no_place
                   ? reinterpret_cast<hazard_slot*>(std::exchange(handy, std::uintptr_t{0}))
                   : nullptr;
    }

    thread_record* record = &unattached_record;
    /// Room for one free slot before the record's stack: a guard that takes and gives this slot
    /// costs one memory access, and none to the record.
    std::uintptr_t handy = no_place;
    /// The record of a thread that has detached and may attach again.
    thread_record* kept = nullptr;
    /// The thread's exit will release the record in `kept`.
    bool armed = false;

    /// \name Read sections, see read_section.h
    ///@{
    bool borrowed = false;       ///< the record is here for one read section
    std::uint32_t reading = 0;   ///< how many read sections, one in another, the thread is in
    hazard_slot* mark = nullptr; ///< the slot that tells scans so: the first of the record's line
    ///@}
};

/// A filling block and the empty blocks reserved for it, its spares.
struct filling_stock {
    filling_block filling;
    block_chain spare;

    /// The number of retires that cannot fail.
    std::size_t room(std::uint32_t block_capacity) const noexcept {
        return filling.room() + spare.size * block_capacity;
    }
};

/// What a thread owns in a domain. Records are pooled and type-stable: one record may serve many
/// threads one after the other, and scans visit it whether it is in use or not. It passes from
/// thread to thread together with what was retired there, because a block is worth filling.
///
/// `unattached_record` stands for "none": it has no slot and no cell, so each hot path finds
/// nothing there and takes its slow path, which attaches.
struct alignas(64) thread_record : pooled {
    constexpr thread_record() noexcept = default;

    /// \name The hot paths: wait-free, no call
    ///@{
    hazard_slot* take_slot() noexcept { return free_slots.take(); }
    /// False when the cache is full.
    bool keep_slot(hazard_slot* slot) noexcept { return free_slots.keep(slot); }
    /// False when the slow path is due.
    bool append(retired r) noexcept { return outer.filling.append(r); }
    ///@}

    /// The number of objects ever retired by this record's threads.
    std::size_t retired_total() const noexcept {
        return outer.filling.appended() + inner.filling.appended();
    }

    // The owner's hot fields. All but the last of them share one cache line.
    slot_stack free_slots;
    filling_stock outer;    ///< for what the program retires
    bool busy = false;      ///< in a section: a nested scan only sets a flag
    bool scanning = false;  ///< in a section that is counted as a scan
    bool attentive = false; ///< in a section that leaves nothing for later, see drains.h
    bool lineage = false;   ///< a drain waits for something that this section disposes of
    int wish = 0;           ///< the scan that a nested call has requested
    std::uint32_t visits = 0;
    std::size_t trims_seen = 0;
    std::size_t era = 0;           ///< of the drains, when the section began
    thread_state* state = nullptr; ///< the attached thread's access to this record
    thread_state in_record;        ///< for threads whose storage is managed by the user
    hazard_slot* line = nullptr;   ///< see domain::own_line()
    filling_stock inner;           ///< for what disposers retire: it uses up no reservation

    // Scans read these, and write the ready objects.
    alignas(64) proven_objects proven;
    activity section;
    atomics::atomic<std::uint32_t> attached{0};
    atomics::atomic<OS::ThreadId> thread{OS::c_NullThreadId}; ///< that has the record; a hint
    atomics::atomic<std::uint32_t> awaits_drain{0};           ///< see drain.cpp
    slot_quota quota;

    owned_counter disposed;
    owned_counter scans;

    hazard_slot* cache[slot_stack::most]{};
};

inline void thread_state::attach(thread_record& r) noexcept {
    record = &r;
    handy = 0;
    r.state = this;
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_DOMAIN_THREAD_RECORD_H
