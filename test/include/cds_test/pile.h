// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_PILE_H
#define CDSLIB_TEST_PILE_H

#include <cds_test/disposer.h>

#include <cds/algo/atomic.h>

#include <cstddef>

namespace cds_test {

/// The least lock-free container over a policy: a pile of numbers. For tests of the policy that
/// need a container and should not depend on a real one.
template <class GC>
class pile {
public:
    using item = mortal<pile>;

    pile() = default;
    pile(pile const&) = delete;
    pile& operator=(pile const&) = delete;
    ~pile() {
        std::size_t ignored = 0;
        while (pop(ignored)) {}
    }

    void push(std::size_t value) {
        node* const n = new node(value);
        // relaxed: only compared; the CAS below publishes
        n->next = top_.load(atomics::memory_order_relaxed);
        // release-CAS -> protect in pop: publishes value and next
        while (!top_.compare_exchange_weak(n->next, n, atomics::memory_order_release,
                                           atomics::memory_order_relaxed)) {}
    }

    bool pop(std::size_t& value) {
        typename GC::Guard guard;
        GC::reserve_retire(1);
        for (;;) {
            node* top = guard.protect(top_);
            if (top == nullptr)
                return false;
            corpses_ += !top->alive();
            // release-CAS -> the next pusher: the unlink comes before the retire
            if (top_.compare_exchange_strong(top, top->next, atomics::memory_order_acq_rel,
                                             atomics::memory_order_relaxed)) {
                value = top->value;
                guard.clear();
                GC::template retire<delete_it>(top);
                return true;
            }
        }
    }

    /// Dead items that were seen under a guard: must stay 0.
    [[nodiscard]] std::size_t corpses() const { return corpses_.load(std::memory_order_acquire); }

private:
    struct node : item {
        explicit node(std::size_t v) : item(v) {}
        node* next = nullptr;
    };

    atomics::atomic<node*> top_{nullptr};
    std::atomic<std::size_t> corpses_{0};
};

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_PILE_H
