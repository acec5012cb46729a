// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_TYPE_STABLE_POOL_H
#define CDSLIB_GC_CORE_TYPE_STABLE_POOL_H

#include <cds/details/number_cast.h>
#include <cds/gc/core/atomic_ptr.h>
#include <cds/gc/core/counters.h>
#include <cds/gc/core/memory.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstdint>
#include <new>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// The base of every pooled node. A pop may read `next_free` of a node that another thread has
/// just taken: therefore it is atomic, and nodes are never unmapped.
struct pooled {
    atomics::atomic<std::uint32_t> next_free{0}; ///< index + 1 of the next free node
    std::uint32_t index = 0;                     ///< the node's own place in the pool, for ever
    bool in_hand = false;                        ///< taken out by a trim
    bool discarded = false;                      ///< free, and its pages were given back
};

/// The payload of nodes that need none.
struct no_payload {};

/// An unbounded, lock-free pool of nodes that never move and are never unmapped while the
/// pool lives: domain memory (hazard lines, retired blocks, thread records) comes from here.
///
///   algorithm      Treiber's stack (IBM RJ 5118, 1986) over indexes; its head packs
///                  {index + 1, tag} into one 64-bit word against ABA (IBM System/370
///                  Principles of Operation; Michael, "ABA prevention using single-word
///                  instructions", IBM RC 23089, 2004). Storage: doubling segments.
///   progress       every operation lock-free; trim() gives up while another trim runs
///   linearizes at  acquire: [P1] or [P5]. release: [P2]. trim: [P3], [P13], [P2]
///   invariants     P-I1  nodes [0, depth) are in circulation: on the stack or owned by
///                        exactly one thread; nodes at and above depth belong to no thread
///                  P-I2  depth rises only to hand its top node to the thread whose CAS
///                        raised it, and falls only by a thread that owns what it drops. An
///                        ABA of depth is therefore harmless
///                  P-I3  every change of the head advances the tag. A pop errs only if
///                        2^32 changes fall between its load and its CAS
template <class Node, class Payload, std::uint32_t FirstSegment>
class type_stable_pool {
public:
    constexpr type_stable_pool() noexcept = default;
    type_stable_pool(type_stable_pool const&) = delete;
    type_stable_pool& operator=(type_stable_pool const&) = delete;

    /// No thread may use the pool any more.
    ~type_stable_pool() { give_back_all(); }

    /// Gives all memory back; the pool is then as at its beginning. No thread has a node or is
    /// inside a call.
    void give_back_all() noexcept {
        // relaxed: no other thread is here
        head_.store(pack(0, head_.load(atomics::memory_order_relaxed)),
                    atomics::memory_order_relaxed);
        // relaxed: no other thread is here
        depth_.store(0, atomics::memory_order_relaxed);
        high_water_.reset();
        for (auto& slot : segments_) {
            // relaxed: the pool's owner has synchronised with all users
            if (segment* s = slot.load(atomics::memory_order_relaxed)) {
                // relaxed: no other thread is here
                slot.store(nullptr, atomics::memory_order_relaxed);
                // relaxed: no other thread is here
                origins_[&slot - segments_].store(nullptr, atomics::memory_order_relaxed);
                open_memory(s->payloads, s->size * sizeof(Payload));
                give_memory(memory_run(s->memory));
            }
        }
    }

    /// Returns a free node, or null if there is none. Never allocates.
    Node* try_acquire() noexcept {
        // [P4] acquire-load <- [P2]: reads the node's link and its last owner's writes
        std::uint64_t head = head_.load(atomics::memory_order_acquire);
        while (place(head) != 0) {
            Node& node = at(place(head) - 1);
            // relaxed: may be stale when the node was taken meanwhile; then [P1] fails
            std::uint32_t const next = node.next_free.load(atomics::memory_order_relaxed);
            // [P1] acquire-CAS <-> [P2]: reads what the last owner of the node wrote. On success
            // the tag (P-I3) proves that the head is the very one acquired before
            if (head_.compare_exchange_weak(head, pack(next, head), atomics::memory_order_acquire,
                                            atomics::memory_order_acquire))
                return &node;
        }
        return nullptr;
    }

    /// Returns a free node, and grows the pool when there is none. Null when that needs memory
    /// and there is none.
    Node* acquire(memory_source const& source) noexcept {
        for (;;) {
            if (Node* node = try_acquire())
                return node;
            // relaxed: only proposes; [P5] acquires what raised the depth to it, [P14] the segment
            std::uint32_t top = depth_.load(atomics::memory_order_relaxed);
            if (!ensure_segment_of(top, source))
                return nullptr;
            if (raise_depth(top))
                return &at(top);
        }
    }

    /// Gives a node back. Its owner must not use it afterwards.
    void release(Node& node) noexcept { release_chain(node, node); }

    /// The upper end of what is in circulation. A scan that misses a node raised later loses
    /// nothing: the node's first use comes after the scan's heavy fence (C-I2).
    std::uint32_t depth() const noexcept {
        // [P7] acquire-load <- [P5, P13]: a lowered depth carries the clears of what it dropped
        return depth_.load(atomics::memory_order_acquire);
    }

    /// The upper end of what was ever in circulation; serves statistics and full walks.
    std::uint32_t high_water() const noexcept {
        return static_cast<std::uint32_t>(high_water_.get());
    }

    Node& at(std::uint32_t i) const noexcept {
        auto [s, offset] = locate(i);
        return s->nodes[offset];
    }

    /// Does what at() does, for an index below high_water() that was learnt without
    /// synchronisation. Null while this thread does not see the node's segment yet.
    Node* find(std::uint32_t i) const noexcept {
        auto [s, offset] = locate(i);
        return s != nullptr ? &s->nodes[offset] : nullptr;
    }

    Payload& payload(std::uint32_t i) const noexcept {
        auto [s, offset] = locate(i);
        return s->payloads[offset];
    }

    /// Returns the node whose payload holds `address`; null if none does. Logarithmic.
    Node* owner_of(void const* address) const noexcept {
        auto const p = reinterpret_cast<std::uintptr_t>(address);
        for (auto& slot : segments_) {
            // [P8] acquire-load <- [P9]: reads the segment's extent
            segment* s = slot.load(atomics::memory_order_acquire);
            if (s == nullptr)
                break;
            auto const begin = reinterpret_cast<std::uintptr_t>(s->payloads);
            if (p - begin < s->size * sizeof(Payload))
                return &s->nodes[(p - begin) / sizeof(Payload)];
        }
        return nullptr;
    }

    /// Takes every free node out and shows each to `visit`, which may use it as its owner and
    /// returns whether it may be dropped. Drops those that form the top of the pool and gives the
    /// others back to the stack, the lowest on top. Gives the pages of all but the lowest `warm`
    /// back to the system. Returns how many it dropped. O(depth). One trim runs at a time.
    template <class Visit>
    std::uint32_t trim(Visit&& visit, std::uint32_t warm = ~std::uint32_t{0}) noexcept {
        // [P10] acquire-exchange <- [P11]: the last trim has given its nodes back
        if (trimming_.exchange(1, atomics::memory_order_acquire) != 0)
            return 0;
        std::uint32_t const top = depth();
        for (std::uint32_t link = take_all(); link != 0;) {
            Node& node = at(link - 1);
            // relaxed: ours since take_all
            link = node.next_free.load(atomics::memory_order_relaxed);
            // A node that was raised after we read the depth is not this trim's.
            node.in_hand = node.index < top && visit(node);
            if (!node.in_hand)
                release(node);
        }
        std::uint32_t const low = lower_depth(top);
        discard_cold(low, warm);
        give_back(low);
        // [P11] release-store -> [P10]: our nodes are back before the next trim starts
        trimming_.store(0, atomics::memory_order_release);
        return top - low;
    }

    /// In a forked child: the thread that was trimming does not exist there.
    void forget_trim() noexcept {
        // relaxed: a forked child has one thread
        trimming_.store(0, atomics::memory_order_relaxed);
    }

private:
    struct segment {
        memory_run memory;
        Node* nodes;
        Payload* payloads;
        std::uint32_t size;
    };

    struct position {
        segment* seg;
        std::uint32_t offset;
    };

    static constexpr std::uint32_t segment_count = 32 - std::bit_width(FirstSegment) + 1;

    static constexpr std::uint32_t place(std::uint64_t head) noexcept {
        return static_cast<std::uint32_t>(head);
    }
    /// Packs the word for a new top, one tag further than `old`. P-I3
    static constexpr std::uint64_t pack(std::uint32_t link, std::uint64_t old) noexcept {
        return (((old >> 32) + 1) << 32) | link;
    }
    static constexpr std::uint32_t segment_of(std::uint32_t i) noexcept {
        return cds::details::number_cast<std::uint32_t>(std::bit_width(i / FirstSegment + 1)) - 1;
    }
    static constexpr std::uint32_t first_of(std::uint32_t s) noexcept {
        return FirstSegment * ((1u << s) - 1);
    }

    position locate(std::uint32_t i) const noexcept {
        std::uint32_t const s = segment_of(i);
        // [P12] acquire-load <- [P9]: the segment's nodes are built
        return {segments_[s].load(atomics::memory_order_acquire), i - first_of(s)};
    }

    void release_chain(Node& first, Node& last) noexcept {
        // relaxed: the CAS of [P2] decides whether it is still the head
        std::uint64_t head = head_.load(atomics::memory_order_relaxed);
        for (;;) {
            // relaxed: published by [P2]
            last.next_free.store(place(head), atomics::memory_order_relaxed);
            // [P2] release-CAS <-> [P1, P3, P4]: publishes the owner's writes and the link
            if (head_.compare_exchange_weak(head, pack(first.index + 1, head),
                                            atomics::memory_order_release,
                                            atomics::memory_order_relaxed))
                return;
        }
    }

    std::uint32_t take_all() noexcept {
        // relaxed: the CAS of [P3] decides
        std::uint64_t head = head_.load(atomics::memory_order_relaxed);
        // [P3] acquire-CAS <- [P2]: reads every free node's link and last writes
        while (!head_.compare_exchange_weak(head, pack(0, head), atomics::memory_order_acquire,
                                            atomics::memory_order_relaxed))
            continue;
        return place(head);
    }

    bool raise_depth(std::uint32_t& top) noexcept {
        high_water_.raise(std::size_t{top} + 1); // before [P5] can hand the node out
        // [P5] acq_rel-CAS <-> [P7, P13]: raising publishes the segment and takes over a dropped
        // node (C-I9)
        return depth_.compare_exchange_strong(top, top + 1, atomics::memory_order_acq_rel,
                                              atomics::memory_order_relaxed);
    }

    /// Drops the nodes in hand that end at `top` without a gap. P-I2
    std::uint32_t lower_depth(std::uint32_t top) noexcept {
        std::uint32_t low = top;
        while (low != 0 && at(low - 1).in_hand)
            --low;
        if (low == top)
            return top;
        // Pages go first: after the CAS the nodes may belong to any thread.
        for (std::uint32_t i = low; i != top;)
            i = discard_run(i, top);
        for (std::uint32_t i = low; i != top; ++i)
            at(i).in_hand = false;
        std::uint32_t expected = top;
        // [P13] release-CAS -> [P5, P7]: the dropped slots were cleared before this. It need not
        // acquire: trim() has read this very depth by [P7] (P-I2)
        if (depth_.compare_exchange_strong(expected, low, atomics::memory_order_release,
                                           atomics::memory_order_relaxed))
            return low;
        for (std::uint32_t i = low; i != top; ++i)
            at(i).in_hand = true;
        return top;
    }

    /// Discards the payload pages of [i, top) within i's segment; returns where it stopped.
    std::uint32_t discard_run(std::uint32_t i, std::uint32_t top) noexcept {
        auto [s, offset] = locate(i);
        std::uint32_t const n = s->size - offset < top - i ? s->size - offset : top - i;
        if (s->memory.from_system)
            discard_pages(static_cast<void*>(s->payloads + offset), n * sizeof(Payload));
        return i + n;
    }

    /// Discards the pages of the nodes in hand below `top`, except those of the lowest `warm`.
    void discard_cold(std::uint32_t top, std::uint32_t warm) noexcept {
        auto const is_cold = [&](std::uint32_t i) { return at(i).in_hand && !at(i).discarded; };
        std::uint32_t i = 0;
        for (; i != top && warm != 0; ++i)
            warm -= at(i).in_hand ? 1 : 0;
        for (; i < top; ++i) {
            std::uint32_t end = i;
            for (; end != top && is_cold(end); ++end)
                at(end).discarded = true;
            while (i < end)
                i = discard_run(i, end);
        }
    }

    /// Returns the nodes in hand below `top`. The lowest index will be handed out first.
    void give_back(std::uint32_t top) noexcept {
        for (std::uint32_t i = top; i-- != 0;) {
            Node& node = at(i);
            if (node.in_hand) {
                node.in_hand = false;
                release(node);
            }
        }
    }

    bool ensure_segment_of(std::uint32_t i, memory_source const& source) noexcept {
        std::uint32_t const s = segment_of(i);
        if (s >= segment_count)
            return false;
        // [P14] acquire-load <- [P9]: the segment is built
        if (segments_[s].load(atomics::memory_order_acquire) != nullptr)
            return true;
        segment* fresh = build_segment(s, source);
        // [P15] acquire-load <- [P9]: another thread may have got the memory
        if (fresh == nullptr)
            return segments_[s].load(atomics::memory_order_acquire) != nullptr;
        segment* expected = nullptr;
        // [P9] acq_rel-CAS -> [P8, P12, P14, P15]: publishes a whole segment, or reads the winner's
        if (!segments_[s].compare_exchange_strong(expected, fresh, atomics::memory_order_acq_rel,
                                                  atomics::memory_order_acquire))
            give_memory(memory_run(fresh->memory));
        else
            // relaxed: only leak checkers read it
            origins_[s].store(fresh->memory.origin, atomics::memory_order_relaxed);
        return true;
    }

    static segment* build_segment(std::uint32_t s, memory_source const& source) noexcept {
        std::size_t const n = std::size_t{FirstSegment} << s;
        constexpr std::size_t unit =
            (std::max)({alignof(Payload), alignof(Node), alignof(segment)});
        constexpr auto up = [](std::size_t bytes) { return (bytes + unit - 1) / unit * unit; };
        std::size_t const payload_bytes = up(n * sizeof(Payload));
        std::size_t const node_bytes = up(n * sizeof(Node));
        memory_run const run =
            take_memory(source, payload_bytes + node_bytes + sizeof(segment), unit);
        if (run.bytes == nullptr)
            return nullptr;
        char* const bytes = static_cast<char*>(run.bytes);
        auto* const payloads = reinterpret_cast<Payload*>(bytes);
        auto* const nodes = reinterpret_cast<Node*>(bytes + payload_bytes);
        for (std::size_t i = 0; i != n; ++i) {
            if constexpr (!std::is_same_v<Payload, no_payload>)
                ::new (static_cast<void*>(payloads + i)) Payload;
            (::new (static_cast<void*>(nodes + i)) Node)->index =
                first_of(s) + static_cast<std::uint32_t>(i);
        }
        return ::new (static_cast<void*>(bytes + payload_bytes + node_bytes))
            segment{run, nodes, payloads, static_cast<std::uint32_t>(n)};
    }

    atomics::atomic<std::uint64_t> head_{0};
    atomics::atomic<std::uint32_t> depth_{0};
    peak high_water_;
    atomics::atomic<std::uint32_t> trimming_{0};
    atomic_ptr<segment> segments_[segment_count]{};
    /// Where the memory of each segment begins. Leak checkers report memory as lost to which
    /// there are only pointers into its middle, as pointers to segments are.
    atomic_ptr<void> origins_[segment_count]{};
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_TYPE_STABLE_POOL_H
