// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_RETIRE_FILLING_BLOCK_H
#define CDSLIB_GC_CORE_RETIRE_FILLING_BLOCK_H

#include <cds/gc/core/retire/retired.h>

#include <algorithm>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// The block to which a thread appends what it retires: a queue with one producer. Any scan may
/// collect the published part while the owner goes on.
///
///   progress    append wait-free, without a read-modify-write; no thread waits for another
///   invariants  FB-I1  cell i of the block is object number `base + i` of those retired here.
///                      `appended` only grows, so it also counts all that was ever retired here
///               FB-I2  the holder of the block may move its head; the owner alone appends
///               FB-I3  the owner lists its block first and forgets it afterwards. A scan that
///                      looks here first and at the lists afterwards misses no block in between
class filling_block {
public:
    constexpr filling_block() noexcept = default;

    // --- the owner ---------------------------------------------------------------------------

    /// Appends an object. False at the stop: at the end of the block, and before that whenever
    /// service is due. Wait-free.
    bool append(retired r) noexcept {
        // relaxed: this thread wrote it
        std::size_t const at = appended_.load(atomics::memory_order_relaxed);
        if (at == stop_) [[unlikely]]
            return false;
        cells_[at - base_] = r;
        // [FB1] release-store -> [FB2]: publishes the cell, and the unlink before it
        appended_.store(at + 1, atomics::memory_order_release);
        return true;
    }

    /// Cells in use, including those that a scan has emptied.
    std::size_t position() const noexcept { return appended() - base_; }
    std::size_t room() const noexcept { return end_ - appended(); }
    bool is_full() const noexcept { return room() == 0; }
    /// Whether the next append() will be false.
    bool is_at_stop() const noexcept { return appended() == stop_; }

    /// Lets append() go on for `period` cells.
    void set_stop(std::uint32_t period) noexcept {
        stop_ = room() < period ? end_ : appended() + period;
    }
    /// Makes the next append() return false.
    void close() noexcept { stop_ = appended(); }

    /// Begins with an empty block. If `hidden`, no scan finds it before it is listed.
    void fill(retired_block* block, std::uint32_t capacity, bool hidden = false) noexcept {
        base_ = appended();
        end_ = stop_ = base_ + capacity;
        cells_ = block->cells;
        own_ = block;
        block->set_range(0, 0);
        block->base = base_;
        block->sealed = 0;
        block->filler = this;
        // [FB3] release-store -> [FB11]: the block is empty, for a scan that knows it from
        // another record. A hidden block cannot be held at all
        block->state.store(hidden ? block_whole : filling_free, atomics::memory_order_release);
        if (!hidden)
            // [FB5] release-store -> [FB6, FB7]: publishes an empty block that may be collected
            block_.store(block, atomics::memory_order_release);
    }

    /// Returns the block, ready to be listed now; null if there is none. forget() comes
    /// afterwards.
    retired_block* to_be_listed() noexcept {
        if (own_ != nullptr)
            // [FB8] release-store -> [FB9]: publishes all cells to a holder after forget()
            own_->tail.store(static_cast<std::uint32_t>(position()), atomics::memory_order_release);
        return own_;
    }
    /// Lets go of the block, which is in a list or in another's hands.
    void forget() noexcept {
        base_ = end_ = stop_ = appended();
        own_ = nullptr;
        // [FB10] release-store -> [FB6, FB7]: a scan that finds no block here finds it listed
        block_.store(nullptr, atomics::memory_order_release);
    }
    /// The owner's block, visible to scans or not.
    retired_block* own() const noexcept { return own_; }
    /// In a forked child, for an owner that vanished: whether the block is hidden and not yet
    /// listed.
    bool is_hidden() const noexcept {
        return own_ != nullptr && own_->filler == this && own_->end() == 0 &&
               // relaxed: one thread
               own_->state.load(atomics::memory_order_relaxed) == block_whole;
    }
    /// In a forked child, for an owner that vanished: makes the block visible to scans.
    void show() noexcept {
        // relaxed: one thread
        block_.store(own_, atomics::memory_order_relaxed);
    }

    // --- any thread --------------------------------------------------------------------------

    /// The number of objects ever retired here.
    std::size_t appended() const noexcept {
        // relaxed: a statistic; or this thread wrote it
        return appended_.load(atomics::memory_order_relaxed);
    }

    /// Holds the block against other collectors, and against a scan that takes it from a list
    /// meanwhile: `sealed` says how far it is to be examined. Null if there is no block or it is
    /// held.
    retired_block* hold(std::uint32_t holder) noexcept {
        // [FB6] acquire-load <- [FB5, FB10]: the block is initialised
        retired_block* const block = block_.load(atomics::memory_order_acquire);
        if (block == nullptr)
            return nullptr;
        std::uint32_t expected = filling_free;
        // [FB11] acq_rel-CAS <-> [FB3, FB11, FB12]: reads an empty block or the last holder's
        // head; on failure, the present holder is active
        if (!block->state.compare_exchange_strong(expected, filling_held + holder,
                                                  atomics::memory_order_acq_rel,
                                                  atomics::memory_order_acquire))
            return nullptr;
        // By now it may be listed, or be another record's: an owner lists it first and forgets it
        // later.
        block->sealed = (std::max)(block->filler->published(block), block->begin());
        return block;
    }

    /// Ends hold(). False: the block was taken from a list meanwhile; all of it is the caller's
    /// now.
    [[nodiscard]] static bool let_go(retired_block* block, std::uint32_t holder) noexcept {
        std::uint32_t expected = filling_held + holder;
        // [FB12] acq_rel-CAS <-> [FB11, FB13]: publishes our head; on failure reads the whole block
        return block->state.compare_exchange_strong(
            expected, filling_free, atomics::memory_order_acq_rel, atomics::memory_order_acquire);
    }

    /// Makes a block that came from a list the caller's. False: a collector still holds it, and
    /// the block is the collector's now.
    [[nodiscard]] static bool make_whole(retired_block* block) noexcept {
        // [FB13] acq_rel-exchange <-> [FB12]: reads a collector's new head, or publishes our taking
        return block->state.exchange(block_whole, atomics::memory_order_acq_rel) < filling_held;
    }

private:
    /// Returns the end of what the owner of a held block has published, before the holder's heavy
    /// fence.
    std::uint32_t published(retired_block const* block) const noexcept {
        // [FB2] acquire-load <- [FB1]: reads the cells, and the unlinks before them
        std::size_t const n = appended_.load(atomics::memory_order_acquire);
        // [FB7] acquire-load <- [FB5, FB10]: if the block is still here, `n` counts its cells
        if (block_.load(atomics::memory_order_acquire) == block)
            return static_cast<std::uint32_t>(n - block->base);
        // [FB9] acquire-load <- [FB8]: reads the cells of a block that was listed meanwhile
        return block->tail.load(atomics::memory_order_acquire);
    }

    retired* cells_ = nullptr;
    std::size_t base_ = 0; ///< number of the block's first cell
    std::size_t stop_ = 0; ///< where append() takes the slow path
    atomics::atomic<std::size_t> appended_{0};
    std::size_t end_ = 0; ///< number after the last cell
    retired_block* own_ = nullptr;
    atomic_ptr<retired_block> block_; ///< what collectors see
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_RETIRE_FILLING_BLOCK_H
