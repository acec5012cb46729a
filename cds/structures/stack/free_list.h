// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_STACK_FREE_LIST_H
#define CDSLIB_STRUCTURES_STACK_FREE_LIST_H

#include <cds/algo/atomic.h>
#include <cds/opt/padding.h>

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <thread>

namespace cds::intrusive {

/// Nodes that wait for their next use. A node may be in one list at a time, and must not be freed
/// while the list is in use: a thread that lost a race may look at it although another has it.
///
///   algorithm      C. Desrochers, "Solving the ABA problem for lock-free free lists" (2014):
///                  Treiber's stack whose nodes count the threads that look at them. If a node is
///                  given back while others look, the last to look away puts it on the list
///   progress       lock-free
///   linearizes at  get: [FQ1], or where it found the head empty; put: [FQ2], whichever thread
///                  makes it
///   invariants     FQ-I1  the count of a node on the list includes one for the list; a node is
///                         linked only by a thread that found no other counted
///                  FQ-I2  a thread that is counted at the head reads its link unchanged: while
///                         the count is not zero the node is not linked again
///                  FQ-I3  `waiting` is set while the node was given back and is not yet linked
class FreeList {
public:
    /// The base of a kept object.
    struct node {
        atomics::atomic<std::uint32_t> m_freeListRefs{0};
        atomics::atomic<node*> m_freeListNext{nullptr};
    };

    FreeList() noexcept = default;
    FreeList(FreeList const&) = delete;
    FreeList& operator=(FreeList const&) = delete;
    /// The list must be empty.
    ~FreeList() { assert(empty()); }

    /// Gives a node to the list.
    void put(node* n) noexcept {
        // [FQ3] acq_rel-fetch_add <-> [FQ4, FQ6, FQ9]: hands the node to a thread that still
        // looks at it, or has seen the last one look away (FQ-I3)
        if (n->m_freeListRefs.fetch_add(waiting, atomics::memory_order_acq_rel) == 0)
            link(n);
    }

    /// Takes a node; null if there is none.
    [[nodiscard]] node* get() noexcept {
        node* top = head();
        while (top != nullptr) {
            if (!look_at(*top)) {
                top = head();
                continue;
            }
            node* const seen = top;
            if (unlink(top)) {
                // [FQ4] release-fetch_sub -> [FQ3, FQ6, FQ9]: ends the list's count and ours
                seen->m_freeListRefs.fetch_sub(2, atomics::memory_order_release);
                return seen;
            }
            look_away_from(*seen);
        }
        return nullptr;
    }

    /// Whether there was no node at some moment of the call; a node that waits to be linked does
    /// not count.
    [[nodiscard]] bool empty() const noexcept {
        // relaxed: no node is followed
        return head_.load(atomics::memory_order_relaxed) == nullptr;
    }

    /// Calls `dispose(node*)` with every node. No other thread may use the list.
    template <class Disposer>
    void clear(Disposer dispose) {
        // relaxed: no other thread is here
        node* n = head_.load(atomics::memory_order_relaxed);
        // relaxed: see above
        head_.store(nullptr, atomics::memory_order_relaxed);
        while (n != nullptr) {
            // relaxed: see above
            node* const next = n->m_freeListNext.load(atomics::memory_order_relaxed);
            // relaxed: see above
            n->m_freeListRefs.store(0, atomics::memory_order_relaxed);
            dispose(n);
            n = next;
        }
    }

private:
    static constexpr std::uint32_t waiting = 0x8000'0000; ///< given back, and to be linked
    static constexpr std::uint32_t looks = 0x7FFF'FFFF;   ///< the threads that look, and the list

    node* head() const noexcept {
        // [FQ7] acquire-load <- [FQ2]: reads the count and the link of the head
        return head_.load(atomics::memory_order_acquire);
    }

    /// Puts a node on the list that no thread looks at (FQ-I1).
    void link(node* n) noexcept {
        // relaxed: the CAS of [FQ2] decides whether it is still the head
        node* top = head_.load(atomics::memory_order_relaxed);
        for (;;) {
            // relaxed: published by [FQ2]
            n->m_freeListNext.store(top, atomics::memory_order_relaxed);
            // [FQ8] release-store -> [FQ5]: a thread counted from here on sees this link
            n->m_freeListRefs.store(1, atomics::memory_order_release);
            if (push(top, n))
                return;
            // [FQ6] acq_rel-fetch_add <-> [FQ3, FQ4, FQ9]: a thread from before may still look at
            // it; then that thread links it, as if it had been put just now
            if (n->m_freeListRefs.fetch_add(waiting - 1, atomics::memory_order_acq_rel) != 1)
                return;
        }
    }

    bool push(node*& top, node* n) noexcept {
        // [FQ2] release-CAS -> [FQ1, FQ7]: publishes the last owner's writes, count and link
        return head_.compare_exchange_strong(top, n, atomics::memory_order_release,
                                             atomics::memory_order_relaxed);
    }

    /// Keeps a node from being linked again; false if it is on no list, or a race was lost.
    static bool look_at(node& n) noexcept {
        // relaxed: the CAS of [FQ5] decides
        std::uint32_t count = n.m_freeListRefs.load(atomics::memory_order_relaxed);
        if ((count & looks) == 0)
            return false;
        // [FQ5] acquire-CAS <- [FQ8]: reads the link that goes with this count
        return n.m_freeListRefs.compare_exchange_strong(
            count, count + 1, atomics::memory_order_acquire, atomics::memory_order_relaxed);
    }

    bool unlink(node*& top) noexcept {
        // relaxed: by FQ-I2; [FQ5] has acquired it
        node* const next = top->m_freeListNext.load(atomics::memory_order_relaxed);
        // [FQ1] acquire-CAS <- [FQ2]: reads the last owner's writes; a failure acquires the new
        // head, as [FQ7] does
        return head_.compare_exchange_strong(top, next, atomics::memory_order_acquire,
                                             atomics::memory_order_acquire);
    }

    void look_away_from(node& n) noexcept {
        // [FQ9] acq_rel-fetch_sub <-> [FQ3, FQ4, FQ6]: the last to look away links what waits
        if (n.m_freeListRefs.fetch_sub(1, atomics::memory_order_acq_rel) == waiting + 1)
            link(&n);
    }

    atomics::atomic<node*> head_{nullptr};
};

/// A free list with a row of slots in front of it, for one node each, so that threads that give
/// and take a node now and then do not meet at the head. A thread's slot is chosen by its id.
///
///   progress       lock-free, if `List` is
///   linearizes at  put: [FC1] or as `List`; get: [FC2] or as `List`; a get that returns null has
///                  found the list and each slot empty, one after the other
template <class List, std::size_t CacheSize = 16, unsigned Padding = c_nCacheLineSize>
class CachedFreeList {
    static_assert(CacheSize >= 4 && (CacheSize & (CacheSize - 1)) == 0,
                  "the size of the cache is a power of two from 4 on");

public:
    using free_list_type = List;
    using node = typename free_list_type::node;

    static constexpr std::size_t c_cache_size = CacheSize;
    static constexpr unsigned c_padding = Padding;

    CachedFreeList() noexcept = default;
    CachedFreeList(CachedFreeList const&) = delete;
    CachedFreeList& operator=(CachedFreeList const&) = delete;
    /// The list must be empty.
    ~CachedFreeList() { assert(empty()); }

    /// Gives a node to the list.
    void put(node* n) {
        if (!keep(slots_[own_slot()].data, n))
            list_.put(n);
    }

    /// Takes a node; null if none was found.
    [[nodiscard]] node* get() {
        if (node* const n = take(slots_[own_slot()].data))
            return n;
        if (node* const n = list_.get())
            return n;
        for (auto& s : slots_)
            if (node* const n = take(s.data))
                return n;
        return nullptr;
    }

    /// Whether the slots and then the list were found empty.
    [[nodiscard]] bool empty() const noexcept {
        for (auto& s : slots_)
            if (holds(s.data))
                return false;
        return list_.empty();
    }

    /// Calls `dispose(node*)` with every node. No other thread may use the list.
    template <class Disposer>
    void clear(Disposer dispose) {
        for (auto& s : slots_)
            if (node* const n = take(s.data))
                dispose(n);
        list_.clear(dispose);
    }

private:
    using slot = atomics::atomic<node*>;
    using padded_slot = typename cds::opt::details::apply_padding<slot, Padding>::type;

    static std::size_t own_slot() noexcept {
        return std::hash<std::thread::id>()(std::this_thread::get_id()) & (CacheSize - 1);
    }

    static bool holds(slot const& s) noexcept {
        // relaxed: [FC1] and [FC2] decide
        return s.load(atomics::memory_order_relaxed) != nullptr;
    }

    static bool keep(slot& s, node* n) noexcept {
        node* none = nullptr;
        // [FC1] release-CAS -> [FC2]: publishes the last owner's writes
        return !holds(s) && s.compare_exchange_strong(none, n, atomics::memory_order_release,
                                                      atomics::memory_order_relaxed);
    }

    static node* take(slot& s) noexcept {
        if (!holds(s))
            return nullptr;
        // [FC2] acquire-exchange <- [FC1]: reads the last owner's writes
        return s.exchange(nullptr, atomics::memory_order_acquire);
    }

    padded_slot slots_[CacheSize]{};
    free_list_type list_;
};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_STRUCTURES_STACK_FREE_LIST_H
