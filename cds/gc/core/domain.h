// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_DOMAIN_H
#define CDSLIB_GC_CORE_DOMAIN_H

#include <cds/gc/core/hand_over_watch.h>
#include <cds/gc/core/hazard_set.h>
#include <cds/gc/core/retired_chain.h>
#include <cds/gc/core/statistics.h>
#include <cds/gc/core/thread_record.h>

#include <chrono>

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

class survivor_log;

/// What a scan takes in hand.
enum scan_scope : int {
    scan_nothing = 0,
    scan_listed = 1,    ///< the shared list: what the threshold asks for
    scan_everything = 2 ///< also every thread's filling block and proven-free objects
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
    static constexpr std::chrono::nanoseconds forever = std::chrono::nanoseconds::max();

    constexpr domain() noexcept = default;
    explicit constexpr domain(domain_options const& options,
                              memory_source const& source = {}) noexcept
        : options_(options), source_(source) {}
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
        set_memory_source(source_of(resource));
    }
    ///@}

    /// False until the first thread attaches.
    bool is_in_use() const noexcept {
        return records_.high_water() != 0 || !chained_.looks_empty();
    }

    /// \name Threads
    ///@{
    /// A record for the calling thread, to be bound before any disposer runs: those that use
    /// the domain must find it. `parked`: what detach() said the thread parked last; it gets that
    /// one if nobody took it meanwhile. O(1) unless all free records are parked elsewhere;
    /// lock-free. Throws std::bad_alloc.
    thread_record& attach(thread_record* parked = nullptr);
    /// The same; unattached_record when there is no memory.
    thread_record* try_attach(thread_record* parked = nullptr) noexcept;
    /// Hands over what the thread has retired and disposes of what was proven free. The
    /// record stays usable, also by the disposers that run here.
    void quiesce(thread_record& self) noexcept;
    /// quiesce(), then gives the record back, or parks it for a thread that may come back.
    /// Slots held by living guards stay protected.
    void detach(thread_record& self, bool parking = false) noexcept;
    /// For a thread that will not come back to what it parked.
    void give_up(thread_record& parked) noexcept;
    /// Gives the record back with all it holds for others to find. Runs no disposer.
    void abandon(thread_record& self) noexcept;
    /// For the destruction of the domain: a record, its owner's or not; null if there is none.
    thread_record* any_record() noexcept;
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
    /// Takes it back, from any thread.
    void return_slot(hazard_slot* slot) noexcept;
    /// I6 for a thread without a record.
    void note_hand_over() noexcept;
    /// I6: `p` was copied to another slot, noted by a word, and a light fence was issued. Before
    /// any clear of the source. Wait-free.
    void show_hand_over(void const* p) noexcept { watch_.note(p, options_.watch_words); }
    ///@}

    /// \name Existence (gc::hpref): slots that carry a tag, domain_options::tag_mask being 1
    ///@{
    /// The record's own line of slots. A null slot is free; whoever holds one may clear it on
    /// any thread, and the line stays with the record. Null when there is no memory.
    hazard_slot* own_line(thread_record& self) noexcept;
    /// A slot that protects `p` for a moment, after a light fence, for a thread that has no line.
    /// There are eight in all. When eight threads are at it already, this waits for one of them:
    /// blocking, then, though only for threads that were stopped within a few steps.
    hazard_slot* take_shared_slot(void const* p) noexcept;
    /// What a slot holds to protect `p`: tagged with the present phase.
    void const* with_phase(void const* p) const noexcept {
        if (p == nullptr)
            return nullptr;
        // relaxed: a value that changes meanwhile makes synchronize() wait once more
        std::uintptr_t const tag = phase_.load(atomics::memory_order_relaxed);
        return reinterpret_cast<void const*>(reinterpret_cast<std::uintptr_t>(p) | tag);
    }
    /// Waits until every hazard that was there at the call has ended; not for later ones.
    void synchronize() noexcept;
    /// Waits until no slot holds an address in [first, last).
    void synchronize(std::uintptr_t first, std::uintptr_t last) noexcept;
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
    /// any thread, that no slot holds and no other scan has in hand, is disposed (I12). From
    /// inside a disposer only sets a flag that the outer scan honours (I5).
    void collect(thread_record& self, scan_scope scope) noexcept;

    /// Disposes of everything unguarded and of what its disposers retire. Does nothing from
    /// inside a disposer.
    void dispose_unguarded(thread_record& self) noexcept;

    /// Returns true when all that was retired before the call is disposed, and what its
    /// disposers retired; waits for other scans. False: `timeout` is over, the calling thread
    /// itself guards such an object, or the call comes from a disposer. A guard counts as
    /// that of the thread that took its slot, wherever it was moved to.
    bool drain(thread_record& self, std::chrono::nanoseconds timeout) noexcept;

    /// On return everything that was retired before the call and that no slot holds is
    /// disposed, in whosever hands it was; and what the disposers that ran here retired. Waits for
    /// other scans, for no reader. From inside a disposer only sets the flag of collect().
    /// Without a record (null) it can only sweep what was retired without memory. Not all may be
    /// disposed when `timeout` is over.
    void clean_up(thread_record* self, std::chrono::nanoseconds timeout = forever) noexcept;

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

    /// In the child of a fork: `thread` marks the surviving thread.
    void after_fork_in_child(void const* thread) noexcept;

    /// Next domain in the list that the fork handler walks.
    domain* next_registered = nullptr;

    /// Distinguishes domains that come and go, whatever their addresses; never used twice. Set
    /// before first use, zero for those that stay.
    std::uint64_t serial = 0;

private:
    friend class scan_pass;

    struct lookup_table;
    struct deadline;

    hazard_slot* grant_line(void const* holder) noexcept;
    retired_block* take_block() noexcept;
    void recycle(thread_record& self, retired_block* block) noexcept;
    void list(thread_record& self, block_chain& chain) noexcept;
    void count_listed(block_chain const& chain) noexcept;
    void list_filling(thread_record& self) noexcept;
    void top_up_spare(thread_record& self) noexcept;
    thread_record* take_record() noexcept;
    hazard_slot* grant_line(thread_record& self) noexcept;
    void initialise(thread_record& r) noexcept;
    bool strip(thread_record& parked) noexcept;
    void adopt(thread_record& vanished) noexcept;
    std::size_t recount_listed() noexcept;

    bool append_to_fresh(thread_record& self, retired r) noexcept;
    void service(thread_record& self) noexcept;
    void dispose_some(thread_record& self) noexcept;
    void dispose_cells(thread_record& self, retired const* cells, std::size_t n) noexcept;
    void dispose_chain(thread_record& self, block_chain& chain) noexcept;
    void dispose_own_proven(thread_record& self) noexcept;
    void give_proven(thread_record& to, retired_block* block) noexcept;
    void dispose_links(thread_record& self, link_chain& chain) noexcept;
    link_chain take_chained() noexcept;
    void put_chained(link_chain& chain) noexcept;
    void sweep_chained() noexcept;
    void enter(thread_record& self) noexcept;
    void leave(thread_record& self) noexcept;

    void grow_table() noexcept;
    void trim_table() noexcept;
    lookup_table* take_table() noexcept;
    void put_table(lookup_table* table) noexcept;
    void trim_if_sparse(thread_record& self, std::size_t hazards) noexcept;
    void return_idle(thread_record& self) noexcept;
    void return_spare(thread_record& self) noexcept;
    std::uint32_t patience() const noexcept;

    template <class Held>
    void await_slots(Held held) const noexcept;

    std::size_t theta() const noexcept;
    std::size_t theta_at_most() const noexcept;
    std::size_t attached_threads() const noexcept;
    std::size_t count_pending() const noexcept;
    std::size_t retired_total() const noexcept;
    std::size_t disposed_total() const noexcept;
    std::size_t nested_total() const noexcept;
    bool begin_scan() noexcept;
    void end_scan() noexcept;
    void run_passes(thread_record& self, scan_scope scope, survivor_log* log) noexcept;
    void note_full_scan() noexcept;
    void stand_back() const noexcept;
    bool begin_pass(deadline const& until) noexcept;
    void end_pass() noexcept;
    bool pass_alone(thread_record& self, survivor_log& seen, deadline const& until) noexcept;
    bool drain_alone(thread_record& self, deadline const& until) noexcept;
    bool await_disposals(thread_record& self, deadline const& until) const noexcept;
    bool caller_guards(thread_record& self, survivor_log const& log) const noexcept;

    domain_options options_{};
    memory_source source_{};

    type_stable_pool<thread_record, no_payload, 8> records_;
    type_stable_pool<retired_block, retired_cells, 4> blocks_;
    slot_pool slots_;
    retired_list orphans_;  ///< what trimmed records had listed
    retired_chain chained_; ///< what was retired without memory
    atomic_ptr<lookup_table> table_;

    atomics::atomic<std::size_t> listed_{0};     ///< what is listed or chained: a hint
    atomics::atomic<std::size_t> threshold_{0};  ///< theta; 0 means options_.threshold
    atomics::atomic<std::size_t> ready_{0};      ///< D
    atomics::atomic<std::size_t> scanners_{0};   ///< S
    atomics::atomic<std::uint32_t> draining_{0}; ///< a drain makes a pass
    atomics::atomic<std::uint32_t> drains_{0};   ///< a drain is on its way
    atomics::atomic<std::uint64_t> orphan_hand_over_{0};
    atomics::atomic<std::uint32_t> last_full_ms_{0};
    atomics::atomic<std::uint32_t> sparse_scans_{0};
    atomics::atomic<std::uint32_t> trims_{0};
    atomics::atomic<std::uint32_t> futile_trims_{0};
    atomics::atomic<std::uint32_t> registered_{0};
    atomics::atomic<std::uint32_t> suspended_{0};

    atomics::atomic<std::size_t> hazards_seen_{0};
    atomics::atomic<std::size_t> peak_hazards_{0};
    atomics::atomic<std::size_t> peak_threshold_{0};
    atomics::atomic<std::size_t> peak_pending_{0};
    atomics::atomic<std::size_t> peak_ready_{0};
    atomics::atomic<std::size_t> peak_scanners_{0};
    atomics::atomic<std::size_t> full_scans_{0};
    atomics::atomic<std::size_t> lines_granted_{0};
    atomics::atomic<std::size_t> slots_returned_{0};
    atomics::atomic<std::size_t> blocks_granted_{0};
    atomics::atomic<std::size_t> lost_in_fork_{0};
    atomics::atomic<std::size_t> chained_total_{0};    ///< retired without memory so far
    atomics::atomic<std::size_t> chained_disposed_{0}; ///< disposed without a record

    atomic_ptr<void> reclaimer_;

    atomics::atomic<std::uint32_t> synchronizing_{0};
    /// Read by every get and written by synchronize() only: not beside what changes often.
    alignas(64) atomics::atomic<std::uintptr_t> phase_{0};
    /// Read by every hand-over, written by scans in need only.
    hand_over_watch watch_;
    slot_line shared_line_{};
};

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG

namespace cds::gc {
/// An independent engine of reclamation, for use beside the default ones.
using core::domain;
using core::domain_options;
using core::memory_source;
using core::source_of;
} // namespace cds::gc

#endif // #ifndef CDSLIB_GC_CORE_DOMAIN_H
