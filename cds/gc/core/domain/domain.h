// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_DOMAIN_DOMAIN_H
#define CDSLIB_GC_CORE_DOMAIN_DOMAIN_H

#include <cds/details/saturated_time.h>
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

/// Which retired objects a scan takes.
enum scan_scope : int {
    scan_nothing = 0,
    scan_listed = 1,    ///< the shared list: what is taken when the threshold is reached
    scan_everything = 2 ///< also every record's filling blocks and ready objects
};

/// An independent engine of hazard-pointer reclamation: it owns the thread records, the slots and
/// the retired blocks, and has the threshold, scan, drain() and the statistics. `cds::gc::DHP`
/// and `cds::gc::HP` are faces of one immortal domain each; README.md in cds/gc/core has the
/// protocol and its proof.
///
///   algorithm   hazard pointers: M. Michael, "Hazard pointers: safe memory reclamation for
///               lock-free objects" (IEEE TPDS 15(6), 2004); asymmetric fences, see fence.h
///   progress    protect and clear wait-free; retire, attach, detach, scan lock-free apart from
///               the disposers; drain() waits, by contract
///   bound       pending <= bound(), whatever readers do, while the heavy fence works
///
/// The destructor disposes of everything; no guard and no attached thread may be left.
class CDS_EXPORT_API domain {
public:
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

    /// \name Configuration, while no other thread uses the domain
    ///@{
    void configure(domain_options const& options) noexcept;
    /// Affects later allocations; memory goes back to the source that it came from.
    void set_memory_source(memory_source const& source) noexcept;
    /// Does the same with a `std::pmr::memory_resource` or an object like it; see source_of().
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
    /// Gives the calling thread a record, to be bound before any disposer runs: disposers that
    /// use the domain must find it. `kept` is the record that the thread kept when it detached,
    /// or null. O(1); lock-free. Throws std::bad_alloc.
    thread_record& attach(thread_record* kept = nullptr);
    /// Does the same; unattached_record when there is no memory.
    thread_record* try_attach(thread_record* kept = nullptr) noexcept;
    /// Disposes of the thread's ready objects. What it has retired stays with the record, within
    /// reach of every scan. The record stays the thread's until release(), and the disposers that
    /// run here may use it. O(1) apart from these.
    void detach(thread_record& self) noexcept;
    /// Gives the record of a detached thread back; the next thread goes on filling its block.
    /// Slots held by living guards stay protected. Runs no disposer. `lent` says that the record
    /// was taken for one operation: the next such operation will take it again, and go on filling
    /// its block.
    void release(thread_record& self, bool lent = false) noexcept;
    /// Detaches and releases.
    void leave(thread_record& self, bool lent = false) noexcept {
        detach(self);
        release(self, lent);
    }
    /// Gives all memory back to its source, if that is not the system. To be called at the end of
    /// a policy's life, when everything unguarded is disposed. Attached threads lose their
    /// records, and attach anew at their next use; from then on the system gives the memory,
    /// unless a source is set again. No other thread may be in a call or about to begin one. Does
    /// nothing while an object still waits, or a guard has a slot; and, unless `detach_all`, if
    /// more than `own` threads have records.
    void give_memory_back(bool detach_all, std::uint32_t own) noexcept;
    ///@}

    /// \name Hazard slots
    ///@{
    /// Takes a whole line for a thread that has no slot at hand, and returns one slot. Throws
    /// std::bad_alloc, or not_enough_hazard_ptr when the guard limit is reached.
    hazard_slot* refill(thread_record& self);
    /// Keeps a cleared slot in the thread's cache; returns others if there is no room.
    void keep_slot(thread_record& self, hazard_slot* slot) noexcept;
    /// Returns the free slots that the thread has at hand.
    void return_cached_slots(thread_record& self) noexcept;
    /// Returns a slot for a thread without a record (its thread_local storage is gone already).
    hazard_slot* lend_slot();
    /// Takes a cleared slot back, on any thread.
    void return_slot(hazard_slot* slot) noexcept;
    /// Whether `slot` was granted to `self`, where slots name the record that they were granted
    /// to. A slot of another record is returned when its guard ends, so that the limit counts
    /// living guards.
    static bool is_own(thread_record const& self, hazard_slot* slot) noexcept {
        return slot_line::of(slot).name() == name_of(self);
    }
    /// Makes `slot` protect `p`, which another slot protects already, or which the caller
    /// validates afterwards. The caller may clear that other slot next (C-I6). `self` is the
    /// record of the copying thread, or unattached_record. Wait-free.
    void hand_over(hazard_slot* slot, void const* p, thread_record const& self) noexcept {
        slot->publish(p);
        hand_overs_.note(self.index);
        light_fence();
        watches_.note(p, options_.watch_words);
    }
    ///@}

    /// \name Existence (gc::hpref): slots that carry a tag; domain_options::tag_mask is 1
    ///@{
    /// The record's own line of slots. A null slot is free; its holder may clear a slot on any
    /// thread, and the line stays with the record. Null when there is no memory.
    hazard_slot* own_line(thread_record& self) noexcept;
    /// Returns a slot that protects `p` for a moment, after a light fence. It serves threads
    /// without a line, and there are eight such slots. When eight threads use them already, this
    /// waits for one of them: it blocks then, but only on threads that are stopped within a few
    /// steps.
    hazard_slot* take_shared_slot(void const* p) noexcept { return existence_.take_shared_slot(p); }
    /// Returns the value by which a slot protects `p`: tagged with the present phase.
    void const* with_phase(void const* p) const noexcept { return existence_.with_phase(p); }
    /// Waits until every hazard that existed at the call has ended, and for no later one.
    void synchronize() noexcept;
    /// Waits until no slot holds an address in [first, last).
    void synchronize(std::uintptr_t first, std::uintptr_t last) noexcept {
        existence_.synchronize(slots_, options_.tag_mask, first, last);
    }
    /// Whether a slot of the record's own line holds an address in [first, last). Slots whose
    /// bits are set in `except` do not count.
    bool holds(thread_record const& self, std::uintptr_t first, std::uintptr_t last,
               std::uint32_t except = 0) const noexcept;
    ///@}

    /// \name Read sections (cds::urcu), see read_section.h; domain_options::read_sections is true
    ///@{
    /// Returns the value by which the first slot of a record's own line says that its thread is in
    /// a read section.
    void const* read_mark() const noexcept { return existence_.read_mark(); }
    /// Whether the record's thread is in a read section, and so cannot wait for their end.
    bool is_reading(thread_record const& self) const noexcept {
        return options_.read_sections && self.line != nullptr && !self.line->is_free();
    }
    /// Waits until every read section that had begun at the call has ended, and for no later one.
    void await_readers() noexcept;
    /// Does what retires within read sections have left to be done: service, or a scan.
    void settle(thread_record& self) noexcept;
    ///@}

    /// \name Retiring
    ///@{
    /// After true, `n` retires of this thread cannot fail. n <= 256.
    bool reserve(thread_record& self, std::size_t n) noexcept;
    /// Does what append() could not do: looks at ready objects and at the clock, takes a fresh
    /// block when the present one is full, and may scan. False: there is no memory, and the
    /// object is not taken.
    bool append_slowly(thread_record& self, retired r) noexcept;
    /// Takes an object that append_slowly() has not taken; cannot fail. `self` is null if there
    /// is no memory even for a record. `link` is part of the object, and initialised. Lock-free.
    void retire_linked(thread_record* self, retired_link& link) noexcept;
    ///@}

    /// \name Reclaiming
    ///@{
    /// Scans. With scan_everything, on return every object that any thread retired before the
    /// call, that no slot holds and no other scan has in hand, is disposed (C-I12). Goes on with
    /// what the disposers retire, for a limited number of generations: 32768 with scan_everything
    /// unless `by_retire`, otherwise 512. From inside a disposer it only sets a flag, which the
    /// scan around it honours (C-I5).
    void collect(thread_record& self, scan_scope scope, bool by_retire = false) noexcept;
    /// Does the same; `self` is null if there is no memory for a record. One such thread scans at
    /// a time: meanwhile a call by another, or from inside its disposers, does nothing.
    void collect_by(thread_record* self, scan_scope scope) noexcept;

    /// Disposes of everything unguarded and of what its disposers retire, to the end. Does
    /// nothing from inside a disposer. `self` is null if there is no memory for a record.
    void dispose_unguarded(thread_record* self) noexcept;

    /// Returns true when all that was retired before the call, and what its disposers retired, is
    /// disposed. It waits for the sections of other threads that had begun and for no later ones,
    /// and delays only other drains. False: `timeout` has passed, the calling thread itself
    /// guards such an object, or the call comes from a disposer. A guard counts as that of the
    /// thread that took its slot, wherever it was moved to.
    bool drain(thread_record& self, std::chrono::nanoseconds timeout) noexcept;

    /// On return everything that was retired before the call and that no slot holds is disposed,
    /// whichever thread had it in hand; and so is what the disposers that ran here retired. It
    /// waits for the sections of other threads that had begun and for no reader, and ends
    /// although others scan all the time. From inside a disposer it only sets the flag of
    /// collect(). `self` is null if there is no memory for a record. Some objects may be left
    /// when `timeout` has passed, when fences are refused, or when hand-overs have disturbed
    /// scans, this one or others beside it, 16 times in a row.
    void clean_up(thread_record* self,
                  std::chrono::nanoseconds timeout = cds::details::endless) noexcept;

    /// Takes those objects out of `chain`, which does not belong to the domain, that no slot of
    /// this domain protects; the caller disposes of them. All of `chain` was unlinked before the
    /// call. Needs no record and no memory.
    link_chain take_unprotected(link_chain& chain) noexcept;

    /// Collects everything if no thread has for options().overdue_ms and something is pending.
    void collect_overdue(thread_record& self) noexcept;

    /// Starts the opt-in thread that calls `tick`, which is to call collect_overdue(), on a timer
    /// and with signals blocked. False when it runs already or cannot be started; nothing depends
    /// on it.
    bool start_reclaimer(std::chrono::milliseconds period, void (*tick)()) noexcept;
    void stop_reclaimer() noexcept;
    /// Makes it call `tick` at once. False if it does not run.
    bool wake_reclaimer() noexcept;
    ///@}

    stat statistics() const noexcept;
    /// Calls `visit(context, figures)` for each record that a thread has ever needed: O(records *
    /// lines of slots), at any time; waits for no thread, and allocates nothing. Each figure was
    /// right at some moment of the call.
    void visit_threads(void (*visit)(void*, thread_stat const&), void* context) const;

    /// Returns (1 + S) * (theta + T * B) + D. S is the peak number of scans at a time, theta the
    /// threshold, T the number of threads, B the cells of a block, D the peak number of ready
    /// objects. The bound holds for what threads retire; what disposers retire in one pass is
    /// added to it until the next.
    std::size_t bound() const noexcept;

    /// Calls `visit(context, thread)` for each slot that protects `p`: by a protection that was
    /// validated before the call, or by one that is about to be validated or was just given up.
    /// `thread` is the thread whose record the slot was granted to, wherever its guard was moved
    /// since; OS::c_NullThreadId if it has left. Returns the number of such slots. O(slots); waits
    /// for no thread, and allocates nothing.
    std::size_t visit_holders(void const* p, void (*visit)(void*, OS::ThreadId),
                              void* context) const;

    /// Repairs the domain in the child of a fork; the registry calls it.
    void after_fork_in_child(OS::ThreadId survivor) noexcept;

    /// The domain's place among those that a fork visits. Only the registry looks at it.
    registry_place* registered_at = nullptr;

    /// Distinguishes domains that come and go, whatever their addresses: no value is used twice.
    /// Set before first use; zero for domains that stay.
    std::uint64_t serial = 0;

private:
    static constexpr std::uint32_t no_index = 0x7FFFFFFF; ///< of a record outside the pool

    friend class scan_pass;
    friend class section;
    friend class sweep;
    friend class drain_run;
    friend class sections_in_progress;

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
    std::uint32_t period_of(thread_record const& self) const noexcept;
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

    /// \name Objects retired without memory
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
    void collect_due(thread_record& self) noexcept;
    bool fence_of_a_scan() noexcept;
    void clean_up_by(thread_record& self, cds::details::deadline const& until) noexcept;
    ///@}

    std::size_t theta_at_most() const noexcept;
    std::size_t count_pending() const noexcept;
    std::size_t retired_total() const noexcept;
    std::size_t disposed_total() const noexcept;

    domain_options options_;
    memory_source source_;
    bool from_elsewhere_ = false; ///< some memory came from elsewhere than the system
    atomics::atomic<std::uint32_t> registered_{0};

    type_stable_pool<thread_record, no_payload, 8> records_;
    shared_counter threads_; ///< records that threads have
    thread_record sweeper_;  ///< serves threads for whose record there is no memory
    atomics::atomic<std::uint32_t> sweeping_{0};

    slot_pool slots_;
    block_supply blocks_;
    retired_list retired_;  ///< the shared list
    retired_chain chained_; ///< objects retired without memory

    threshold due_;
    lookup_tables tables_;
    trimming trimming_;
    drains drains_;
    shared_counter left_behind_; ///< whether threads that left have retired something
    atomics::atomic<std::uint32_t> last_full_ms_{0};
    atomics::atomic<std::uint32_t> drain_passes_{0};
    shared_counter blind_; ///< scans that kept what no slot may protect
    atomic_ptr<void> reclaimer_;
    atomics::atomic<std::uint32_t> wakers_{0}; ///< threads that may be looking at the reclaimer's

    shared_counter ready_;         ///< D
    shared_counter scanners_;      ///< S
    shared_counter chained_total_; ///< objects retired without memory so far
    shared_counter lost_in_fork_;
    shared_counter suspended_; ///< whether the bound is suspended because a fence was refused
    shared_counter hazards_seen_;
    shared_counter scans_;
    shared_counter full_scans_;
    peak peak_hazards_;
    peak peak_pending_;
    peak peak_ready_;
    peak peak_scanners_;

    existence existence_;
    /// Every hand-over reads this; only scans that keep being disturbed write it.
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
