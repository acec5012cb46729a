// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_RETIRE_FILLING_BLOCK_H
#define CDSLIB_GC_CORE_RETIRE_FILLING_BLOCK_H

#include <cds/gc/core/retire/retired.h>

#include <algorithm>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// The block that a thread fills with what it retires: a queue of one producer, whose published
/// part any scan may collect while the owner goes on.
///
///   progress    append wait-free, without a read-modify-write; nobody ever waits for anybody
///   invariants  FB-I1  cell i of the block is the object number `base + i` that was retired here.
///                      `appended` only grows, so it is also the count of all that was retired
///               FB-I2  who holds the block may move its head; the owner alone appends behind it
///               FB-I3  the owner lists its block first and forgets it after. A scan that looks
///                      here first and at the lists after misses no block in between
class filling_block {
public:
    constexpr filling_block() noexcept = default;

    // --- the owner ---------------------------------------------------------------------------

    /// False at the stop: at the end of the block, and before that every few retires, when
    /// service is due. Wait-free.
    bool append(retired r) noexcept {
        // relaxed: this thread wrote it
        std::size_t const at = appended_.load(atomics::memory_order_relaxed);
        if (at == stop_) [[unlikely]]
            return false;
        cells_[at - base_] = r;
        // [FB1] release-store -> [FB2]: the cell, and the unlink before it
        appended_.store(at + 1, atomics::memory_order_release);
        return true;
    }

    /// Cells that are in use; those that a scan has emptied included.
    std::size_t position() const noexcept { return appended() - base_; }
    std::size_t room() const noexcept { return end_ - appended(); }
    bool is_full() const noexcept { return room() == 0; }

    /// Lets append() go on for `period` cells.
    void set_stop(std::uint32_t period) noexcept {
        stop_ = room() < period ? end_ : appended() + period;
    }
    /// Sends every append() the slow way.
    void close() noexcept { stop_ = appended(); }

    /// Begins with an empty block. `hidden`: no scan shall find it before it is listed.
    void fill(retired_block* block, std::uint32_t capacity, bool hidden = false) noexcept {
        base_ = appended();
        end_ = stop_ = base_ + capacity;
        cells_ = block->cells;
        own_ = block;
        block->set_range(0, 0);
        block->base = base_;
        block->sealed = 0;
        block->filler = this;
        // [FB3] release-store -> [FB11]: an empty block, for who knows it by another record. A
        // hidden one nobody shall hold, whatever he knows it by
        block->state.store(hidden ? block_whole : filling_free, atomics::memory_order_release);
        if (!hidden)
            // [FB5] release-store -> [FB6, FB7]: an empty block that may be collected
            block_.store(block, atomics::memory_order_release);
    }

    /// The block as it is to be listed now; null if there is none. forget() comes after.
    retired_block* to_be_listed() noexcept {
        if (own_ != nullptr)
            // [FB8] release-store -> [FB9]: all cells, to a holder that finds the block forgotten
            own_->tail.store(static_cast<std::uint32_t>(position()), atomics::memory_order_release);
        return own_;
    }
    /// The block is in a list, or in somebody's hand.
    void forget() noexcept {
        base_ = end_ = stop_ = appended();
        own_ = nullptr;
        // [FB10] release-store -> [FB6, FB7]: who finds nothing here finds the block listed
        block_.store(nullptr, atomics::memory_order_release);
    }
    /// The owner's block, visible or not.
    retired_block* own() const noexcept { return own_; }
    /// In a forked child, for an owner that vanished: the block is hidden, and not listed yet.
    bool is_hidden() const noexcept {
        return own_ != nullptr && own_->filler == this && own_->end() == 0 &&
               // relaxed: one thread
               own_->state.load(atomics::memory_order_relaxed) == block_whole;
    }
    /// In a forked child, for an owner that vanished: scans shall find the block.
    void show() noexcept {
        // relaxed: one thread
        block_.store(own_, atomics::memory_order_relaxed);
    }

    // --- anybody -----------------------------------------------------------------------------

    /// How many objects were retired here, ever.
    std::size_t appended() const noexcept {
        // relaxed: a statistic; or this thread wrote it
        return appended_.load(atomics::memory_order_relaxed);
    }

    /// The block, held against other collectors and against whoever takes it from a list
    /// meanwhile: `sealed` says how far it is to be examined. Null if there is none to be had.
    retired_block* hold(std::uint32_t holder) noexcept {
        // [FB6] acquire-load <- [FB5, FB10]: the block is set up
        retired_block* const block = block_.load(atomics::memory_order_acquire);
        if (block == nullptr)
            return nullptr;
        std::uint32_t expected = filling_free;
        // [FB11] acq_rel-CAS <-> [FB3, FB11, FB12]: an empty block, the last holder's head; on
        // failure that the present holder is active
        if (!block->state.compare_exchange_strong(expected, filling_held + holder,
                                                  atomics::memory_order_acq_rel,
                                                  atomics::memory_order_acquire))
            return nullptr;
        // perhaps it is listed by now, or another's: an owner lists it, and forgets it later
        block->sealed = (std::max)(block->filler->published(block), block->begin());
        return block;
    }

    /// Ends hold(). False: the block was listed and taken out meanwhile; it is whole and the
    /// caller's.
    [[nodiscard]] static bool let_go(retired_block* block, std::uint32_t holder) noexcept {
        std::uint32_t expected = filling_held + holder;
        // [FB12] acq_rel-CAS <-> [FB11, FB13]: our head; on failure all of the block
        return block->state.compare_exchange_strong(
            expected, filling_free, atomics::memory_order_acq_rel, atomics::memory_order_acquire);
    }

    /// Makes a block that came out of a list the caller's. False: a collector still holds it; it
    /// is the collector's now.
    [[nodiscard]] static bool make_whole(retired_block* block) noexcept {
        // [FB13] acq_rel-exchange <-> [FB12]: a collector's new head, or our taking
        return block->state.exchange(block_whole, atomics::memory_order_acq_rel) < filling_held;
    }

private:
    /// What the owner of a held block has published, before the holder's heavy fence.
    std::uint32_t published(retired_block const* block) const noexcept {
        // [FB2] acquire-load <- [FB1]: the cells, and the unlinks before them
        std::size_t const n = appended_.load(atomics::memory_order_acquire);
        // [FB7] acquire-load <- [FB5, FB10]: if the block is still here, `n` counts its cells
        if (block_.load(atomics::memory_order_acquire) == block)
            return static_cast<std::uint32_t>(n - block->base);
        // [FB9] acquire-load <- [FB8]: the cells of a block that was listed meanwhile
        return block->tail.load(atomics::memory_order_acquire);
    }

    retired* cells_ = nullptr;
    std::size_t base_ = 0; ///< number of the first cell
    std::size_t stop_ = 0; ///< where append() asks for the slow path
    atomics::atomic<std::size_t> appended_{0};
    std::size_t end_ = 0; ///< number behind the last cell
    retired_block* own_ = nullptr;
    atomic_ptr<retired_block> block_; ///< for collectors
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_RETIRE_FILLING_BLOCK_H
