// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_THREAD_RECORD_H
#define CDSLIB_GC_CORE_THREAD_RECORD_H

#include <cds/gc/core/fence.h>
#include <cds/gc/core/hazard_slot.h>
#include <cds/gc/core/retired.h>

#include <utility>

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

class domain;
struct thread_record;

/// Stands in for the record of a thread that has none. Never written.
extern CDS_EXPORT_API thread_record unattached_record;

/// A thread's way to its record, in thread-local storage.
struct thread_state {
    /// In `handy`: neither a slot nor room for one.
    static constexpr std::uintptr_t no_place = 1;

    void attach(thread_record& r) noexcept;
    void detach() noexcept {
        record = &unattached_record;
        handy = no_place;
    }
    /// The slot in the handy place, if any; it is the caller's now.
    hazard_slot* take_handy() noexcept {
        return handy > no_place
                   ? reinterpret_cast<hazard_slot*>(std::exchange(handy, std::uintptr_t{0}))
                   : nullptr;
    }

    thread_record* record = &unattached_record;
    /// Place for one free slot before the record's LIFO: a guard that takes and gives it
    /// costs one memory hop, and no way through the record.
    std::uintptr_t handy = no_place;
    /// Where the thread parked its last record, which may be another's by now.
    thread_record* parked = nullptr;
    /// Its exit will give up what it parks.
    bool armed = false;
};

/// A count that one thread writes and any thread reads. No read-modify-write.
class owned_counter {
public:
    void add(std::size_t n) noexcept {
        // relaxed: a statistic with one writer
        std::size_t const old = value_.load(atomics::memory_order_relaxed);
        // relaxed: a statistic with one writer
        value_.store(old + n, atomics::memory_order_relaxed);
    }
    std::size_t get() const noexcept {
        // relaxed: a statistic
        return value_.load(atomics::memory_order_relaxed);
    }

private:
    atomics::atomic<std::size_t> value_{0};
};

/// How many objects a thread retired in blocks that are no longer its filling one: even words
/// are twice the count. One thread writes it.
///
/// While the owner withdraws its filling block the word is odd, and counts that block already:
/// from then on others may empty the block and fill it with what is theirs.
class withdrawn_count {
public:
    using word = std::size_t;

    static constexpr std::size_t value(word w) noexcept { return w / 2; }
    static constexpr bool is_settled(word w) noexcept { return w % 2 == 0; }

    /// For the owner.
    std::size_t get() const noexcept {
        // relaxed: this thread wrote it
        return value(word_.load(atomics::memory_order_relaxed));
    }
    /// Before the block can be found in a list. Nothing, if it has begun: its thread vanished.
    void begin(std::size_t n) noexcept {
        // relaxed: this thread is the only writer
        word const w = word_.load(atomics::memory_order_relaxed);
        if (is_settled(w))
            // relaxed: [RT1] carries it, the block's way to others
            word_.store(w + 2 * n + 1, atomics::memory_order_relaxed);
    }
    /// After the block is forgotten.
    void end() noexcept {
        // relaxed: this thread is the only writer
        word const w = word_.load(atomics::memory_order_relaxed);
        // [TR27] release-store -> [TR28]: the block counted here is not the filling one
        word_.store(w & ~word{1}, atomics::memory_order_release);
    }
    word look() const noexcept {
        // [TR28] acquire-load <- [TR27]: a block counted here is not found as the filling one
        return word_.load(atomics::memory_order_acquire);
    }
    word look_again() const noexcept {
        // relaxed: what was read of a block since tells of the block's withdrawal
        return word_.load(atomics::memory_order_relaxed);
    }

private:
    atomics::atomic<word> word_{0};
};

/// What a thread owns in a domain. Records are pooled and type-stable: a record may serve
/// many threads one after the other, and scans visit it whether it is in use or not.
///
/// `unattached_record` stands in for "none": it has no slot and no cell, so each hot path
/// finds itself out of stock there and takes its slow path, which attaches.
struct alignas(64) thread_record : pooled {
    static constexpr std::uint32_t max_cached = 32;

    constexpr thread_record() noexcept = default;

    // --- parking: a thread that detaches and may come back leaves its record where it is ---

    /// The record is nobody's now, and not in the pool: it goes to whoever wins unpark().
    void park() noexcept {
        // [TR25] release-store -> [TR26]: all that the owner has done
        in_parking.store(1, atomics::memory_order_release);
    }
    /// True: the record is the caller's.
    bool unpark() noexcept {
        // relaxed: spares most losers the CAS
        if (in_parking.load(atomics::memory_order_relaxed) == 0)
            return false;
        std::uint32_t there = 1;
        // [TR26] acquire-CAS <- [TR25]: what the last owner did
        return in_parking.compare_exchange_strong(there, 0, atomics::memory_order_acquire,
                                                  atomics::memory_order_relaxed);
    }

    // --- guards: a LIFO of free slots, the most recently used on top ---------------------

    /// A free slot, or null when there is none at hand. Wait-free, no call.
    hazard_slot* take_slot() noexcept { return top != bottom ? *--top : nullptr; }

    /// False when the cache is full.
    bool keep_slot(hazard_slot* slot) noexcept {
        if (top == limit)
            return false;
        *top++ = slot;
        return true;
    }

    /// I6: a protection was copied from one slot to another. Between the store to the
    /// destination and any clear of the source; a scan that sees this word change looks again.
    void note_hand_over() noexcept {
        // relaxed: this thread is the only writer
        std::uint64_t const n = hand_over.load(atomics::memory_order_relaxed);
        // [TR1] release-store -> [TR2]: who sees the new count sees the destination slot
        hand_over.store(n + 1, atomics::memory_order_release);
    }

    std::uint64_t hand_overs() const noexcept {
        // [TR2] acquire-load <- [TR1]: orders the scan's slot reads against the copy
        return hand_over.load(atomics::memory_order_acquire);
    }

    // --- retiring: one producer appends, collectors take the published prefix ---------------

    std::uint32_t room() const noexcept { return capacity - position; }

    /// False at `stop`: at the end of the filling block, and before that every few retires,
    /// when service is due. Wait-free.
    bool append(retired r) noexcept {
        std::uint32_t const at = position;
        if (at == stop) [[unlikely]]
            return false;
        cells[at] = r;
        position = at + 1;
        // [TR3] release-store -> [TR4]: the cell, and the unlink before it
        tail->store(at + 1, atomics::memory_order_release);
        return true;
    }

    bool is_full() const noexcept { return position == capacity; }

    /// Lets append() go on for `period` cells.
    void set_stop(std::uint32_t period) noexcept {
        stop = capacity - position < period ? capacity : position + period;
    }

    /// A reservation is open: nothing may run that could use it up.
    bool is_promised() const noexcept { return retired_so_far() < promised; }

    /// For the owner.
    std::size_t retired_so_far() const noexcept { return withdrawn.get() + position; }

    /// For anyone: at least what was retired before the call and is known to the caller, and at
    /// no time more than was retired. Wait-free.
    std::size_t retired_as_seen() const noexcept {
        withdrawn_count::word const before = withdrawn.look();
        if (!withdrawn_count::is_settled(before))
            return withdrawn_count::value(before);
        // [TR29] acquire-load <- [TR6]: the block is built
        retired_block const* const block = filling.load(atomics::memory_order_acquire);
        // [TR4] if the cells are another's, they tell of the withdrawal, too
        std::uint32_t const filled = block != nullptr ? published(block) : 0;
        withdrawn_count::word const after = withdrawn.look_again();
        return withdrawn_count::value(after) + (after == before ? filled : 0);
    }

    /// The caller is the owner (or has the record to itself).
    void fill(retired_block* block, std::uint32_t block_capacity) noexcept {
        block->set_range(0, 0);
        block->home = index;
        block->sealed = 0;
        cells = block->cells;
        tail = &block->tail;
        position = 0;
        capacity = stop = block_capacity;
        // [TR20] release-store -> [TR10]: an empty block, for who knows it by another record
        block->state.store(filling_free, atomics::memory_order_release);
        // [TR6] release-store -> [TR5, TR29]: an empty, collectable block
        filling.store(block, atomics::memory_order_release);
    }

    /// The filling block is about to be listed.
    void begin_withdrawal() noexcept { withdrawn.begin(position); }

    /// The filling block, which the owner has just listed, is no longer the filling one. In
    /// this order, list and then forget, no scan that looks here first can miss it.
    void forget_filling() noexcept {
        position = capacity = stop = 0;
        // [TR7] release-store -> [TR5]: who finds nothing here finds the block listed
        filling.store(nullptr, atomics::memory_order_release);
        withdrawn.end();
    }

    /// Makes a block that came out of a list the caller's. False: a collector still holds it,
    /// and lists it again when it lets go.
    [[nodiscard]] static bool make_whole(retired_block* block) noexcept {
        // [TR8] acq_rel-exchange <-> [TR11]: a collector's new head, or our taking
        return block->state.exchange(block_whole, atomics::memory_order_acq_rel) < filling_held;
    }

    /// The filling block, held against other collectors and against whoever takes it from a
    /// list meanwhile.
    retired_block* hold_filling(std::uint32_t holder) noexcept {
        // [TR5] acquire-load <- [TR6, TR7]: the block is set up
        retired_block* block = filling.load(atomics::memory_order_acquire);
        if (block == nullptr)
            return nullptr;
        std::uint32_t expected = filling_free;
        // [TR10] acquire-CAS <- [TR11, TR20]: the last holder's head, an empty block
        if (!block->state.compare_exchange_strong(expected, filling_held + holder,
                                                  atomics::memory_order_acquire,
                                                  atomics::memory_order_relaxed))
            return nullptr;
        return block; // perhaps listed or another record's by now: just as well
    }

    /// Ends hold_filling(). False: the block was listed and taken out meanwhile; it is whole and
    /// the caller's, to be listed again.
    [[nodiscard]] static bool let_go(retired_block* block, std::uint32_t holder) noexcept {
        std::uint32_t expected = filling_held + holder;
        // [TR11] acq_rel-CAS <-> [TR8, TR10]: our head; on failure all of the block
        return block->state.compare_exchange_strong(
            expected, filling_free, atomics::memory_order_acq_rel, atomics::memory_order_acquire);
    }

    /// What the owner has published so far; for a holder, before its heavy fence.
    static std::uint32_t published(retired_block const* block) noexcept {
        // [TR4] acquire-load <- [TR3]: the cells, and the unlinks before them
        return block->tail.load(atomics::memory_order_acquire);
    }

    // --- activity: odd while this thread scans or runs disposers ----------------------------

    void begin_activity() noexcept {
        busy = true;
        // relaxed: this thread is the only writer
        std::uint32_t const n = activity.load(atomics::memory_order_relaxed);
        // [TR30] release-store -> [TR12]: the last section's disposals, to who sees this one begin.
        // [TR16] or [TR22] carries it to whoever finds proven-free objects gone
        activity.store(n + 1, atomics::memory_order_release);
    }
    void end_activity() noexcept {
        // relaxed: this thread is the only writer
        std::uint32_t const n = activity.load(atomics::memory_order_relaxed);
        // [TR13] release-store -> [TR12]: all that this section disposed is disposed
        activity.store(n + 1, atomics::memory_order_release);
        busy = false;
    }
    std::uint32_t read_activity() const noexcept {
        // [TR12] acquire-load <- [TR13, TR30]: the disposals of a finished section
        return activity.load(atomics::memory_order_acquire);
    }

    /// For the owner: its disposers have retired `n` objects more.
    void count_nested(std::size_t n) noexcept {
        // relaxed: this thread is the only writer
        std::size_t const old = nested.load(atomics::memory_order_relaxed);
        // [TR23] release-store -> [D9]: a drain that counts them also finds them
        nested.store(old + n, atomics::memory_order_release);
    }
    std::size_t count_of_nested() const noexcept {
        // relaxed: a drain counts before [D9], which acquires
        return nested.load(atomics::memory_order_relaxed);
    }

    // --- proven-free objects, disposed a few per retire by the thread that retired them -----
    //
    // A lock of two halves, biased to the owner: it pays a light fence, a collector the heavy
    // one. Neither ever waits: who finds the other half taken goes without.

    /// Owner's half. The window is a few copies long; no disposer runs inside.
    bool begin_serving() noexcept {
        // relaxed: keeps collectors off and hands nothing over; the fence orders it
        serving.store(1, atomics::memory_order_relaxed);
        light_fence(); // either we see the claim or its heavy fence shows us serving
        // [TR15] acquire-load <- [TR18]: the chain as the last claimant left it
        if (claim.load(atomics::memory_order_acquire) == 0) [[likely]]
            return true;
        end_serving();
        return false;
    }
    void end_serving() noexcept {
        // [TR16] release-store -> [TR17]: the chain as the owner leaves it
        serving.store(0, atomics::memory_order_release);
    }

    /// Collector's half, `id` not zero; right only after a heavy fence and is_idle().
    bool try_claim(std::uint32_t id) noexcept {
        std::uint32_t none = 0;
        // [TR19] acquire-CAS <- [TR18]: the chain as the last claimant left it
        return claim.compare_exchange_strong(none, id, atomics::memory_order_acquire,
                                             atomics::memory_order_relaxed);
    }
    bool is_claimed_by(std::uint32_t id) const noexcept {
        // relaxed: only the claimant itself gets its own answer
        return claim.load(atomics::memory_order_relaxed) == id;
    }
    bool is_idle() const noexcept {
        // [TR17] acquire-load <- [TR16]: the chain as the owner left it
        return serving.load(atomics::memory_order_acquire) == 0;
    }
    void end_claim() noexcept {
        // [TR18] release-store -> [TR15, TR19]: the chain as we leave it
        claim.store(0, atomics::memory_order_release);
    }

    bool has_proven() const noexcept {
        // [TR21] acquire-load <- [TR22]: who emptied the chain is active; taken by the halves
        return proven_hint.load(atomics::memory_order_acquire) != 0;
    }
    void set_proven_hint() noexcept {
        // [TR22] release-store -> [TR21]: after the activity of who empties the chain
        proven_hint.store(proven.empty() ? 0 : 1, atomics::memory_order_release);
    }
    /// Under either half.
    block_chain take_proven() noexcept {
        block_chain chain = std::exchange(proven, {});
        set_proven_hint();
        return chain;
    }

    /// In a forked child: whoever held this record's filling block or proven chain is gone,
    /// but for the surviving scan `survivor` (a holder's index, or none). Returns how many
    /// objects are lost: what was in hand may be half-way through a change.
    std::size_t forget_other_threads(std::uint32_t survivor) noexcept {
        std::size_t lost = 0;
        // relaxed: one thread, here and below
        retired_block* const b = filling.load(atomics::memory_order_relaxed);
        // relaxed: one thread
        if (b != nullptr && b->state.load(atomics::memory_order_relaxed) >= filling_held &&
            // relaxed: one thread
            b->state.load(atomics::memory_order_relaxed) != filling_held + survivor) {
            lost += b->sealed > b->begin() ? b->sealed - b->begin() : 0;
            b->set_range(b->sealed > b->begin() ? b->sealed : b->begin(), b->end());
            // relaxed: one thread
            b->state.store(filling_free, atomics::memory_order_relaxed);
        }
        if (!is_idle() || !is_claimed_by(0)) {
            lost += take_proven().cells();
            end_serving();
            end_claim();
        }
        return lost;
    }
    /// In a forked child: the thread of this record does nothing any more.
    void forget_activity() noexcept {
        busy = scanning = false;
        // relaxed: one thread
        std::uint32_t const n = activity.load(atomics::memory_order_relaxed);
        // relaxed: one thread
        activity.store(n + n % 2, atomics::memory_order_relaxed);
    }

    // The owner's, hot. Everything up to `filling` is one cache line.
    hazard_slot** top = nullptr;
    hazard_slot** bottom = nullptr;
    hazard_slot** limit = nullptr;
    retired* cells = nullptr;
    atomics::atomic<std::uint32_t>* tail = nullptr;
    std::uint32_t position = 0;
    std::uint32_t stop = 0; ///< where append() asks for the slow path
    std::uint32_t capacity = 0;
    bool busy = false;         ///< scanning or disposing: nested wishes only set a flag
    bool scanning = false;     ///< busy with a scan that is counted
    std::uint32_t granted = 0; ///< slots handed to this record and not yet given back
    std::uint32_t spares = 0;  ///< blocks in `spare`
    std::uint32_t trims_seen = 0;
    std::uint32_t visits = 0; ///< by the thread that parks it and comes back
    domain* home = nullptr;
    thread_state* state = nullptr; ///< the attached thread's way here
    thread_state in_record;        ///< for threads whose storage is managed by the user
    void const* thread = nullptr;  ///< identifies the attached thread; for fork
    int wish = 0;                  ///< the scan that a nested call asked for
    std::size_t retired_at_entry = 0;
    std::size_t promised = 0;    ///< retired_so_far() up to which retires cannot fail
    block_chain spare;           ///< reserved blocks
    hazard_slot* line = nullptr; ///< see domain::own_line()

    // Read by scans.
    alignas(64) atomics::atomic<std::uint64_t> hand_over{0};
    atomic_ptr<retired_block> filling;
    retired_list listed;
    atomics::atomic<std::uint32_t> attached{0};
    atomics::atomic<std::uint32_t> in_parking{0};
    atomics::atomic<std::uint32_t> activity{0};
    atomics::atomic<std::uint32_t> serving{0};
    atomics::atomic<std::uint32_t> claim{0};
    atomics::atomic<std::uint32_t> proven_hint{0};
    atomics::atomic<std::size_t> nested{0}; ///< retired by disposers
    block_chain proven;

    withdrawn_count withdrawn;
    owned_counter disposed;
    owned_counter scans;
    owned_counter slots_granted;
    owned_counter slots_returned;

    hazard_slot* cache[max_cached]{};
};

inline void thread_state::attach(thread_record& r) noexcept {
    record = &r;
    handy = 0;
    r.state = this;
}

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG

#endif // #ifndef CDSLIB_GC_CORE_THREAD_RECORD_H
