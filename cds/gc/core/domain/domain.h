// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_DOMAIN_DOMAIN_H
#define CDSLIB_GC_CORE_DOMAIN_DOMAIN_H

#include <cds/gc/core/domain/existence.h>
#include <cds/gc/core/domain/statistics.h>
#include <cds/gc/core/domain/thread_record.h>
#include <cds/gc/core/protect/hand_over_watch.h>
#include <cds/gc/core/protect/hand_over_words.h>
#include <cds/gc/core/retire/block_supply.h>
#include <cds/gc/core/scan/drains.h>
#include <cds/gc/core/scan/hazard_set.h>
#include <cds/gc/core/scan/lookup_tables.h>
#include <cds/gc/core/scan/threshold.h>
#include <cds/gc/core/scan/trimming.h>

#include <chrono>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

struct registry_place;

/// What a scan takes in hand.
enum scan_scope : int {
    scan_nothing = 0,
    scan_listed = 1,    ///< the shared list: what the threshold asks for
    scan_everything = 2 ///< also every thread's filling blocks and proven-free objects
};

/// One independent engine of hazard-pointer reclamation: the registry of threads, slots and
/// retired blocks, the threshold, scan(), drain() and the statistics. `cds::gc::DHP` and
/// `cds::gc::HP` each are a face of one immortal domain; README.md beside this file has the
/// protocol and its proof.
///
///   algorithm   hazard pointers: M. Michael, "Hazard pointers: safe memory reclamation for
///               lock-free objects" (IEEE TPDS 15(6), 2004); asymmetric fences, see fence.h
///   progress    protect and clear wait-free; retire, attach, detach, scan lock-free (a
///               disposer may of course do what it likes); drain() waits, by contract
///   bound       pending <= bound(), whatever readers do, while the heavy fence works
///
/// A destroyed domain disposes of everything; no guard and no attached thread may be left.
class CDS_EXPORT_API domain {
public:
    static constexpr std::chrono::nanoseconds no_end() noexcept {
        return (std::chrono::nanoseconds::max)();
    }

    constexpr domain() noexcept : domain(domain_options()) {}
    explicit constexpr domain(domain_options const& options,
                              memory_source const& source = {}) noexcept
        : options_(options),
          source_(source),
          from_elsewhere_(!source.is_system()),
          due_(options.threshold, options.hazard_factor) {
        sweeper_.index = no_index;
    }
    domain(domain const&) = delete;
    domain& operator=(domain const&) = delete;
    ~domain();

    domain_options const& options() const noexcept { return options_; }

    /// \name Configuration: while no other thread uses the domain
    ///@{
    void configure(domain_options const& options) noexcept;
    /// Affects later allocations; what was allocated goes back the way it came.
    void set_memory_source(memory_source const& source) noexcept;
    /// The same with a `std::pmr::memory_resource`, or its like; see source_of().
    template <class Resource>
    void set_memory_resource(Resource* resource) noexcept {
        set_memory_source(core::source_of(resource));
    }
    ///@}

    /// False until the first thread attaches.
    bool is_in_use() const noexcept {
        return records_.high_water() != 0 || !chained_.looks_empty();
    }

    /// \name Threads
    ///@{
    /// A record for the calling thread, to be bound before any disposer runs: those that use
    /// the domain must find it. `kept`: the record that the thread detached from and kept.
    /// O(1); lock-free. Throws std::bad_alloc.
    thread_record& attach(thread_record* kept = nullptr);
    /// The same; unattached_record when there is no memory.
    thread_record* try_attach(thread_record* kept = nullptr) noexcept;
    /// Disposes of what was proven free for the thread. What it has retired stays with the record,
    /// within reach of every scan. The record is the thread's until release(), and usable also by
    /// the disposers that run here. O(1) apart from these.
    void detach(thread_record& self) noexcept;
    /// Gives the record of a detached thread back, with what was retired for the next thread to go
    /// on. Slots held by living guards stay protected. Runs no disposer. `lent`: the record was
    /// taken for one operation; the next such will take it again, and fill its block.
    void release(thread_record& self, bool lent = false) noexcept;
    /// Both.
    void leave(thread_record& self, bool lent = false) noexcept {
        detach(self);
        release(self, lent);
    }
    /// At the end of a policy's life, when everything unguarded is disposed: gives all memory back
    /// to the source that it came from, if that is not the system's. Threads that are attached are
    /// no more, and attach anew with their next use; from then on memory is the system's, unless
    /// a source is set again. Nobody else may be inside, or be on the way to it. Does nothing while
    /// an object waits for its guard, or a guard has a slot; and, unless
    /// `detach_all`, if more than `own` threads have records.
    void give_memory_back(bool detach_all, std::uint32_t own) noexcept;
    ///@}

    /// \name Hazard slots
    ///@{
    /// A slot for a thread that has none at hand; takes a whole line. Throws
    /// std::bad_alloc, or not_enough_hazard_ptr when the guard limit is reached.
    hazard_slot* refill(thread_record& self);
    /// Takes a cleared slot that does not fit into the thread's cache.
    void spill(thread_record& self, hazard_slot* slot) noexcept;
    /// Returns the free slots that the thread has at hand.
    void return_cached_slots(thread_record& self) noexcept;
    /// A slot for a thread without a record (its thread_local storage is gone already).
    hazard_slot* lend_slot();
    /// Takes a cleared slot home, from any thread.
    void return_slot(hazard_slot* slot) noexcept;
    /// Where slots name the record that they were granted to: whether `slot` is `self`'s own.
    /// Others go home when they end, so that a limit counts the guards that there are.
    static bool is_own(thread_record const& self, hazard_slot* slot) noexcept {
        return slot_line::of(slot).name() == name_of(self);
    }
    /// C-I6: a protection was copied from one slot to another, by the thread of `self`, or by one
    /// without a record. Wait-free.
    void note_hand_over(thread_record const& self) noexcept { hand_overs_.note(self.index); }
    /// C-I6: `p` was copied to another slot, noted by a word, and a light fence was issued. Before
    /// any clear of the source. Wait-free.
    void show_hand_over(void const* p) noexcept { watches_.note(p, options_.watch_words); }
    ///@}

    /// \name Existence (gc::hpref): slots that carry a tag, domain_options::tag_mask being 1
    ///@{
    /// The record's own line of slots. A null slot is free; whoever holds one may clear it on
    /// any thread, and the line stays with the record. Null when there is no memory.
    hazard_slot* own_line(thread_record& self) noexcept;
    /// A slot that protects `p` for a moment, after a light fence, for a thread that has no line.
    /// There are eight in all. When eight threads are at it already, this waits for one of them:
    /// blocking, then, though only for threads that were stopped within a few steps.
    hazard_slot* take_shared_slot(void const* p) noexcept { return existence_.take_shared_slot(p); }
    /// What a slot holds to protect `p`: tagged with the present phase.
    void const* with_phase(void const* p) const noexcept { return existence_.with_phase(p); }
    /// Waits until every hazard that was there at the call has ended; not for later ones.
    void synchronize() noexcept;
    /// Waits until no slot holds an address in [first, last).
    void synchronize(std::uintptr_t first, std::uintptr_t last) noexcept {
        existence_.synchronize(slots_, options_.tag_mask, first, last);
    }
    /// True if a slot of the record's own line holds an address in [first, last); those of the bits
    /// of `except` do not count.
    bool holds(thread_record const& self, std::uintptr_t first, std::uintptr_t last,
               std::uint32_t except = 0) const noexcept;
    ///@}

    /// \name Retiring
    ///@{
    /// After true, `n` retires of this thread cannot fail. n <= 256.
    bool reserve(thread_record& self, std::size_t n) noexcept;
    /// append() when that stops: looks at proven-free objects and at the clock, and takes a
    /// fresh block when the present one is full; may scan. False: no memory, not taken.
    bool append_slowly(thread_record& self, retired r) noexcept;
    /// Takes what append_slowly() has not taken; cannot fail. `self` may be null: there is no
    /// memory for a record either. `link` is part of the object, and set up. Lock-free.
    void retire_linked(thread_record* self, retired_link& link) noexcept;
    ///@}

    /// \name Reclaiming
    ///@{
    /// Scans. With scan_everything: on return everything that was retired before the call, by
    /// any thread, that no slot holds and no other scan has in hand, is disposed (C-I12). Goes on
    /// with what the disposers retire, for so many generations at most: 32768 when
    /// scan_everything, 512 otherwise and `by_retire`. From inside a disposer only sets a flag that
    /// the outer scan honours (C-I5).
    void collect(thread_record& self, scan_scope scope, bool by_retire = false) noexcept;
    /// Does what collect() does, for a thread for whose record there is no memory. One such thread
    /// scans at a time: others do nothing meanwhile, nor does a call from inside its disposers.
    void scan_without_record(scan_scope scope) noexcept;

    /// Disposes of everything unguarded and of what its disposers retire, to the end. Does nothing
    /// from inside a disposer. `self` may be null: there is no memory for a record.
    void dispose_unguarded(thread_record* self) noexcept;

    /// Returns true when all that was retired before the call is disposed, and what its
    /// disposers retired; waits for the sections of other threads that had begun, for no later
    /// ones, and holds up nobody but other drains. False: `timeout` is over, the calling thread
    /// itself guards such an object, or the call comes from a disposer. A guard counts as
    /// that of the thread that took its slot, wherever it was moved to.
    bool drain(thread_record& self, std::chrono::nanoseconds timeout) noexcept;

    /// On return everything that was retired before the call and that no slot holds is
    /// disposed, in whosever hands it was; and what the disposers that ran here retired. Waits for
    /// sections of other threads that had begun, for no reader, and ends although others scan all
    /// the time. From inside a disposer only sets the flag of collect(). `self` may be null: there
    /// is no memory for a record. Not all may be disposed when `timeout` is over, when fences are
    /// refused, or when hand-overs have disturbed scans, this one or others beside it, 16 times in
    /// a row.
    void clean_up(thread_record* self, std::chrono::nanoseconds timeout = no_end()) noexcept;

    /// For chains that do not belong to the domain: takes those out of `chain` that no slot of
    /// this domain protects; the caller disposes of them. All of `chain` was unlinked before.
    /// Needs no record and no memory.
    link_chain take_unprotected(link_chain& chain) noexcept;

    /// Collects everything if nobody has for options().overdue_ms and there is something.
    void collect_overdue(thread_record& self) noexcept;

    /// Starts the opt-in thread that calls `tick`, which is to call collect_overdue(), on a
    /// timer and with signals blocked. False when it runs already or cannot be started;
    /// nothing depends on it.
    bool start_reclaimer(std::chrono::milliseconds period, void (*tick)()) noexcept;
    void stop_reclaimer() noexcept;
    ///@}

    stat statistics() const noexcept;

    /// (1 + S) * (theta + T * B) + D with the peaks so far of S scans at a time, theta the
    /// threshold, T threads, B cells a block, D proven-free objects waiting. Holds for what
    /// threads retire; what disposers retire in one pass waits for the next on top of it.
    std::size_t bound() const noexcept;

    /// Calls `visit(context, thread)` for each slot that protects `p`: by a protection that was
    /// validated before the call, or by one that is about to be tried or was just given up. The
    /// thread is the one whose record the slot was granted to, wherever its guard was moved since;
    /// OS::c_NullThreadId if it has left. O(slots); waits for nobody, and asks for no memory.
    void visit_holders(void const* p, void (*visit)(void*, OS::ThreadId), void* context) const;
    /// Calls `f(thread)` likewise, and returns how many slots there were.
    template <class F>
    std::size_t who_holds(void const* p, F& f) const {
        struct finds {
            F& f;
            std::size_t n;
        } all{f, 0};
        visit_holders(
            p,
            [](void* context, OS::ThreadId thread) {
                auto& here = *static_cast<finds*>(context);
                ++here.n;
                here.f(thread);
            },
            &all);
        return all.n;
    }

    /// In the child of a fork.
    void after_fork_in_child(OS::ThreadId survivor) noexcept;

    /// Its place among the domains that a fork visits. Only the registry looks at it.
    registry_place* registered_at = nullptr;

    /// Distinguishes domains that come and go, whatever their addresses; never used twice. Set
    /// before first use, zero for those that stay.
    std::uint64_t serial = 0;

private:
    static constexpr std::uint32_t no_index = 0x7FFFFFFF; ///< of a record that is in no pool

    friend class scan_pass;
    friend class section;
    friend class sweep;
    friend class drain_run;
    friend class sections_in_progress;

    struct deadline;

    /// \name Slots
    ///@{
    std::uint32_t slots_a_line() const noexcept {
        return options_.lines_name == line_name::nothing ? slot_line::max_slots
                                                         : options_.line_slots;
    }
    static void const* name_of(thread_record const& r) noexcept {
        return reinterpret_cast<void const*>(reinterpret_cast<std::uintptr_t>(&r) + r.quota.life());
    }
    hazard_slot* grant_line(thread_record* holder) noexcept;
    void return_own_line(thread_record& self) noexcept;
    ///@}

    /// \name Blocks
    ///@{
    void recycle(thread_record& self, retired_block* block) noexcept;
    void list(thread_record& self, block_chain& chain) noexcept;
    void list_filling(thread_record& self, filling_stock& stock) noexcept;
    bool begin_fresh(thread_record& self, filling_stock& stock) noexcept;
    bool append_in_section(thread_record& self, retired r) noexcept;
    bool append_to_fresh(thread_record& self, retired r) noexcept;
    void return_spares(filling_stock& stock) noexcept;
    ///@}

    /// \name Threads
    ///@{
    bool register_once() noexcept;
    void initialise(thread_record& r) noexcept;
    void unbind_threads() noexcept;
    template <class F>
    void each_record(F f) const noexcept;
    void adopt(thread_record& vanished) noexcept;
    std::size_t recount() noexcept;
    ///@}

    /// \name Disposing
    ///@{
    void service(thread_record& self) noexcept;
    void dispose_some(thread_record& self) noexcept;
    void serve_burst(thread_record& self) noexcept;
    void dispose_all_proven(thread_record& self) noexcept;
    void dispose_cells(thread_record& self, retired const* cells, std::size_t n) noexcept;
    void note_lineage(thread_record& self, retired_block const& b) const noexcept;
    void dispose_chain(thread_record& self, block_chain& chain) noexcept;
    void dispose_links(thread_record& self, link_chain& chain) noexcept;
    void give_proven(thread_record& to, retired_block* block) noexcept;
    ///@}

    /// \name What was retired without memory
    ///@{
    link_chain take_chained() noexcept;
    void put_chained(link_chain& chain) noexcept;
    bool try_begin_sweep() noexcept;
    void end_sweep() noexcept;
    ///@}

    /// \name Scanning
    ///@{
    void trim_if_sparse(thread_record& self, std::size_t hazards) noexcept;
    void return_idle(thread_record& self) noexcept;
    void note_full_scan() noexcept;
    void clean_up_by(thread_record& self, deadline const& until) noexcept;
    ///@}

    std::size_t theta_at_most() const noexcept;
    std::size_t count_pending() const noexcept;
    std::size_t retired_total() const noexcept;
    std::size_t disposed_total() const noexcept;

    domain_options options_;
    memory_source source_;
    bool from_elsewhere_ = false; ///< some memory is not the system's
    atomics::atomic<std::uint32_t> registered_{0};

    type_stable_pool<thread_record, no_payload, 8> records_;
    shared_counter threads_; ///< records that threads have
    thread_record sweeper_;  ///< for threads that there is no memory for a record for
    atomics::atomic<std::uint32_t> sweeping_{0};

    slot_pool slots_;
    block_supply blocks_;
    retired_list retired_;  ///< the shared list
    retired_chain chained_; ///< what was retired without memory

    threshold due_;
    lookup_tables tables_;
    trimming trimming_;
    drains drains_;
    shared_counter left_behind_; ///< whether threads that left have retired something
    atomics::atomic<std::uint32_t> last_full_ms_{0};
    atomics::atomic<std::uint32_t> drain_passes_{0};
    shared_counter blind_; ///< scans that kept what no slot may protect
    atomic_ptr<void> reclaimer_;

    shared_counter ready_;         ///< D
    shared_counter scanners_;      ///< S
    shared_counter chained_total_; ///< retired without memory so far
    shared_counter lost_in_fork_;
    shared_counter suspended_; ///< whether the bound is, for want of a fence
    shared_counter hazards_seen_;
    shared_counter scans_;
    shared_counter full_scans_;
    peak peak_hazards_;
    peak peak_pending_;
    peak peak_ready_;
    peak peak_scanners_;

    existence existence_;
    /// Read by every hand-over, written by scans in need only.
    hand_over_watches watches_;
    hand_over_words hand_overs_;
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

namespace cds::gc {
/// An independent engine of reclamation, for use beside the default ones.
using core::domain;
using core::domain_options;
using core::memory_source;
using core::source_of;
} // namespace cds::gc

#endif // #ifndef CDSLIB_GC_CORE_DOMAIN_DOMAIN_H
