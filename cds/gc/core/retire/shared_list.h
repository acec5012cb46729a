// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_RETIRE_SHARED_LIST_H
#define CDSLIB_GC_CORE_RETIRE_SHARED_LIST_H

#include <cds/gc/core/atomic_ptr.h>

#include <cstddef>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// A chain of nodes, by their member `next`, in the hands of one thread.
template <class Node>
struct owned_chain {
    using node = Node;

    constexpr owned_chain() noexcept = default;
    /// A chain of one node, whatever that led to before.
    explicit owned_chain(Node& one) noexcept { push_front(&one); }

    bool empty() const noexcept { return first == nullptr; }

    void push_front(Node* n) noexcept {
        n->next = first;
        first = n;
        if (last == nullptr)
            last = n;
        ++size;
    }
    Node* pop_front() noexcept {
        Node* const n = first;
        if (n != nullptr) {
            first = n->next;
            n->next = nullptr;
            if (first == nullptr)
                last = nullptr;
            --size;
        }
        return n;
    }
    /// `other` is left empty.
    void splice(owned_chain& other) noexcept {
        if (other.empty())
            return;
        (empty() ? first : last->next) = other.first;
        last = other.last;
        size += other.size;
        other = {};
    }
    /// Becomes the chain of `head` and of all that it leads to. Linear.
    void become(Node* head) noexcept {
        *this = {};
        for (first = head; head != nullptr; head = head->next) {
            last = head;
            ++size;
        }
    }

    Node* first = nullptr;
    Node* last = nullptr;
    std::size_t size = 0;
};

/// A list that threads share. Nodes are added one by one or as a chain, by one CAS, and taken all
/// at once, by one exchange.
///
///   algorithm      the push of Treiber's stack (IBM RJ 5118, 1986); nothing is popped singly
///   progress       push lock-free, take_all wait-free apart from its walk; neither allocates
///   linearizes at  push: [RT1]. take_all: [RT2], or [RT3] when there is nothing
///   invariants     RT-I1  a link is written by the owner of its chain, never while it is shared.
///                         So no link is followed before it is ours, and there is no ABA
template <class Chain>
class shared_list {
public:
    constexpr shared_list() noexcept = default;

    /// Adds the nodes of `chain`, which is left empty.
    void push(Chain& chain) noexcept {
        if (chain.empty())
            return;
        // relaxed: the CAS of [RT1] decides
        auto* head = head_.load(atomics::memory_order_relaxed);
        do
            chain.last->next = head;
        // [RT1] release-CAS -> [RT2]: publishes the nodes, their links, and the unlinks before
        while (!head_.compare_exchange_strong(head, chain.first, atomics::memory_order_release,
                                              atomics::memory_order_relaxed));
        chain = {};
    }

    Chain take_all() noexcept {
        Chain taken;
        // [RT3] acquire-load <- [RT2]: the thread that emptied the list is active
        if (head_.load(atomics::memory_order_acquire) != nullptr)
            // [RT2] acq_rel-exchange <-> [RT1, RT3, RT4]: reads nodes and links; shows that this
            // taker is active
            taken.become(head_.exchange(nullptr, atomics::memory_order_acq_rel));
        return taken;
    }

    bool looks_empty() const noexcept {
        // [RT4] acquire-load <- [RT2]: reads what [RT3] reads
        return head_.load(atomics::memory_order_acquire) == nullptr;
    }

private:
    atomic_ptr<typename Chain::node> head_;
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_RETIRE_SHARED_LIST_H
