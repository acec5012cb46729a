// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_RETIRE_RETIRED_CHAIN_H
#define CDSLIB_GC_CORE_RETIRE_RETIRED_CHAIN_H

#include <cds/gc/core/retire/retired.h>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// The link that an object brings along, so that retiring it takes no memory. It belongs to the
/// one object it is part of: a copy of the object gets a fresh link.
struct retired_link {
    constexpr retired_link() noexcept = default;
    constexpr retired_link(retired_link const&) noexcept {}
    constexpr retired_link& operator=(retired_link const&) noexcept { return *this; }

    retired_link* next = nullptr;
    retired what{nullptr, nullptr};
};

/// Linked objects in the hands of one thread.
struct link_chain {
    retired_link* first = nullptr;
    retired_link* last = nullptr;
    std::size_t size = 0;

    bool empty() const noexcept { return first == nullptr; }

    void push_front(retired_link* l) noexcept {
        l->next = first;
        first = l;
        if (last == nullptr)
            last = l;
        ++size;
    }
    retired_link* pop_front() noexcept {
        retired_link* const l = first;
        if (l != nullptr) {
            first = l->next;
            --size;
            if (first == nullptr)
                last = nullptr;
        }
        return l;
    }
    /// `other` is left empty.
    void splice(link_chain& other) noexcept {
        if (other.empty())
            return;
        if (empty())
            last = other.last;
        else
            other.last->next = first;
        first = other.first;
        size += other.size;
        other = {};
    }
    /// Moves the objects for which `wanted(object)` is true to `to`.
    template <class Wanted>
    void move_if(link_chain& to, Wanted wanted) noexcept {
        link_chain rest;
        while (retired_link* const l = pop_front())
            (wanted(l->what.object) ? to : rest).push_front(l);
        *this = rest;
    }
    /// Calls the disposers. The chain is left empty.
    void dispose_all() noexcept {
        while (retired_link* const l = pop_front()) {
            retired const what = l->what; // the link ends with its object
            what.dispose(what.object);
        }
    }
};

/// The linked objects that every scan can take.
///
///   algorithm      the push of Treiber's stack (IBM RJ 5118, 1986); nothing is popped singly
///   progress       push lock-free, take_all wait-free apart from its walk; neither allocates
///   linearizes at  push: [RC1]. take_all: [RC2], or [RC3] when there is nothing
///   invariants     RC-I1  a link is written by the owner of its chain, never while it is shared.
///                         So no link is followed before it is ours, and there is no ABA
class retired_chain {
public:
    constexpr retired_chain() noexcept = default;

    /// Adds the objects of `chain`, which is left empty.
    void push(link_chain& chain) noexcept {
        if (chain.empty())
            return;
        // relaxed: the CAS of [RC1] decides
        retired_link* head = head_.load(atomics::memory_order_relaxed);
        do
            chain.last->next = head;
        // [RC1] release-CAS -> [RC2]: publishes the links, what they retire, the unlinks before
        while (!head_.compare_exchange_strong(head, chain.first, atomics::memory_order_release,
                                              atomics::memory_order_relaxed));
        chain = {};
    }

    link_chain take_all() noexcept {
        // [RC3] acquire-load <- [RC2]: the thread that emptied the chain is active
        if (head_.load(atomics::memory_order_acquire) == nullptr)
            return {};
        link_chain taken;
        // [RC2] acq_rel-exchange <-> [RC1, RC3]: reads the links; shows that this taker is active
        taken.first = head_.exchange(nullptr, atomics::memory_order_acq_rel);
        for (retired_link* l = taken.first; l != nullptr; l = l->next) {
            taken.last = l;
            ++taken.size;
        }
        return taken;
    }

    bool looks_empty() const noexcept {
        // relaxed: a hint
        return head_.load(atomics::memory_order_relaxed) == nullptr;
    }

private:
    atomic_ptr<retired_link> head_;
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_RETIRE_RETIRED_CHAIN_H
