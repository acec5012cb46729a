// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_LEFT_OVER_H
#define CDSLIB_STRUCTURES_LEFT_OVER_H

#include <cds/algo/atomic.h>
#include <cds/details/marked_ptr.h>
#include <cds/structures/reclaim.h>

#include <type_traits>
#include <utility>

namespace cds::intrusive::details {

/// The node that a link leads to, with or without marks.
template <class Node>
Node* node_in(Node* link) noexcept {
    return link;
}
template <class Node, int Bits>
Node* node_in(cds::details::marked_ptr<Node, Bits> link) noexcept {
    return link.ptr();
}

/// Nodes that left a structure all at once and could not be retired for lack of memory: they are
/// chained by their own links until there is memory. Lock-free; nothing allocates.
///
/// Other threads may still look at such nodes, read their links, and come late to change a link
/// that they saw null, or without a mark. So no link here is null, that of the last node leads to
/// itself, and links that have marks have them set.
template <class GC, class Node>
class left_over {
    using policy = reclaim<GC>;

public:
    constexpr left_over() noexcept = default;

    /// Calls `retire(node)` for each node from `first` to before `end`, as long as memory can be
    /// reserved for that. The others are kept.
    template <class Retire>
    void retire_or_keep(Node* first, Node* end, Retire retire) {
        for (; first != end && policy::try_reserve(1);)
            retire(std::exchange(first, behind(first)));
        if (first == end)
            return;
        Node* last = first;
        while (behind(last) != end)
            last = behind(last);
        put(first, last);
    }

    /// Calls `retire(node)` for what is kept, as long as memory can be reserved for that.
    template <class Retire>
    void retire_all(Retire retire) {
        retire_or_keep(take_all(), nullptr, retire);
    }

    /// Calls `dispose(node)` for what is kept. No other thread may be inside.
    template <class Dispose>
    void drop(Dispose dispose) {
        for (Node* n = take_all(); n != nullptr;)
            dispose(std::exchange(n, behind(n)));
    }

private:
    using link = typename decltype(Node::m_pNext)::value_type;

    static link to(Node* n) noexcept {
        if constexpr (std::is_pointer_v<link>)
            return n;
        else
            return link(n, link::bitmask);
    }

    static Node* behind(Node const* n) noexcept {
        // relaxed: the chain is ours
        Node* const next = node_in(n->m_pNext.load(atomics::memory_order_relaxed));
        return next == n ? nullptr : next;
    }

    void put(Node* first, Node* last) noexcept {
        // relaxed: the CAS decides
        Node* old = top_.load(atomics::memory_order_relaxed);
        do
            // relaxed: the chain is ours until the CAS
            last->m_pNext.store(to(old != nullptr ? old : last), atomics::memory_order_relaxed);
        // [LO1] release-CAS -> [LO2]: publishes the links of the chain
        while (!top_.compare_exchange_weak(old, first, atomics::memory_order_release,
                                           atomics::memory_order_relaxed));
    }

    Node* take_all() noexcept {
        // relaxed: only a look; the exchange decides
        if (top_.load(atomics::memory_order_relaxed) == nullptr)
            return nullptr;
        // [LO2] acquire-exchange <- [LO1]: reads the links of all chains
        return top_.exchange(nullptr, atomics::memory_order_acquire);
    }

    atomics::atomic<Node*> top_{nullptr};
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_LEFT_OVER_H
