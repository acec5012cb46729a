// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_MEMORY_DETAILS_SLOT_FREE_LIST_H
#define CDSLIB_MEMORY_DETAILS_SLOT_FREE_LIST_H

#include <cds/algo/atomic.h>
#include <cds/memory/details/slot_array.h>
#include <cds/user_setup/cache_line.h>

#include <cassert>
#include <cstdint>

namespace cds::memory::details {

/// The indexes of free slots, last in, first out, and their number.
///
///   algorithm      Treiber's stack (IBM RJ 5118, 1986) over indexes. The head packs
///                  {tag, index} into one 64-bit word against ABA (IBM System/370 Principles
///                  of Operation); a link packs {depth, next}, so that the number of free
///                  slots needs no counter that would have to agree with the list
///   progress       push, pop, size: lock-free; after a lost race they back off by `BackOff`
///   linearizes at  pop: [SF2], or where it found the head empty. push: [SF3].
///                  size: where it loaded the head that [SF5] confirms
///   invariants     SF-I1  every change of the head advances the tag, which wraps. An operation
///                         errs only if 2^32 changes fall between its load and its CAS
///                  SF-I2  depth of a link = 1 + depth of the one below, 1 at the bottom;
///                         while its node is on top it is the number of free slots
///                  SF-I3  only the thread that popped a node writes its link, until it is pushed
template <class Allocator, class BackOff>
class slot_free_list {
public:
    /// Stands for no index: capacities end below it.
    static constexpr std::uint32_t none = 0xFFFF'FFFF;

    /// Begins with all of [0, capacity), the lowest on top.
    slot_free_list(std::uint32_t capacity, std::uint32_t first_tag, Allocator const& from)
        : links_(capacity, from), head_(join(first_tag, capacity != 0 ? 0 : none)) {
        for (std::uint32_t i = 0; i != capacity; ++i) {
            std::uint32_t const next = i + 1 != capacity ? i + 1 : none;
            // relaxed: a thread that shares the list synchronises with its constructor
            links_[i].store(join(capacity - i, next), atomics::memory_order_relaxed); // SF-I2
        }
    }

    /// Takes a free index, which is the caller's from then on; `none` if there is none.
    std::uint32_t pop() noexcept {
        BackOff back_off;
        // [SF1] acquire-load <- [SF3]: the link of the top
        std::uint64_t head = head_.load(atomics::memory_order_acquire);
        while (low(head) != none) {
            // relaxed: newer than the head if the node was taken meanwhile; then [SF2] fails
            std::uint64_t const link = links_[low(head)].load(atomics::memory_order_relaxed);
            // [SF2] acquire-CAS <- [SF3]: reads what the slot's last owner did; or the top's link
            if (head_.compare_exchange_weak(head, successor(head, low(link)),
                                            atomics::memory_order_acquire,
                                            atomics::memory_order_acquire))
                return low(head);
            back_off();
        }
        return none;
    }

    /// Gives an index back. It must be the caller's.
    void push(std::uint32_t index) noexcept {
        BackOff back_off;
        // [SF4] acquire-load <- [SF3]: the depth of the top
        std::uint64_t head = head_.load(atomics::memory_order_acquire);
        for (;;) {
            set_link(index, join(depth_below(head) + 1, low(head))); // SF-I2
            // [SF3] release-CAS -> [SF1, SF2, SF4, SF5, SF8]: publishes the link, and what the
            // owner did to the slot; a failure acquires the depth of the new top, as [SF4] does
            if (head_.compare_exchange_weak(head, successor(head, index),
                                            atomics::memory_order_release,
                                            atomics::memory_order_acquire))
                return;
            back_off();
        }
    }

    /// Keeps another number in the link of an index, both the caller's, until the index is
    /// pushed.
    void note(std::uint32_t index, std::uint32_t other) noexcept { set_link(index, other); }
    std::uint32_t noted(std::uint32_t index) const noexcept {
        // relaxed: the caller wrote it
        return low(links_[index].load(atomics::memory_order_relaxed));
    }

    /// Returns the number of free indexes.
    std::uint32_t size() const noexcept {
        // [SF8] acquire-load <- [SF3]: the link of the top
        std::uint64_t head = head_.load(atomics::memory_order_acquire);
        while (low(head) != none) {
            // [SF7] acquire-load <- [SF6]: a link rewritten since then shows a new head to [SF5]
            std::uint64_t const link = links_[low(head)].load(atomics::memory_order_acquire);
            // [SF5] acquire-load <- [SF3]: reads the same head, with its tag, or another's link
            std::uint64_t const now = head_.load(atomics::memory_order_acquire);
            if (now == head)
                return high(link);
            head = now;
        }
        return 0;
    }

private:
    static constexpr std::uint64_t join(std::uint32_t high, std::uint32_t low) noexcept {
        return std::uint64_t{high} << 32 | low;
    }
    static constexpr std::uint32_t high(std::uint64_t word) noexcept {
        return static_cast<std::uint32_t>(word >> 32);
    }
    static constexpr std::uint32_t low(std::uint64_t word) noexcept {
        return static_cast<std::uint32_t>(word);
    }

    /// Returns the head that follows `head`, with another top. SF-I1
    static constexpr std::uint64_t successor(std::uint64_t head, std::uint32_t top) noexcept {
        return join(high(head) + 1, top);
    }

    void set_link(std::uint32_t index, std::uint64_t link) noexcept {
        // [SF6] release-store -> [SF7]: shows that the node has left the top
        links_[index].store(link, atomics::memory_order_release); // SF-I3
    }

    std::uint32_t depth_below(std::uint64_t head) const noexcept {
        if (low(head) == none)
            return 0;
        // relaxed: newer than the head if the node was taken meanwhile; then [SF3] fails
        return high(links_[low(head)].load(atomics::memory_order_relaxed));
    }

    slot_array<atomics::atomic<std::uint64_t>, Allocator> links_;
    alignas(c_nCacheLineSize) atomics::atomic<std::uint64_t> head_;
};

} // namespace cds::memory::details

#endif // #ifndef CDSLIB_MEMORY_DETAILS_SLOT_FREE_LIST_H
