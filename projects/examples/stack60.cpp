// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/hazard_pointer.h>

#include <atomic>
#include <cstdio>
#include <optional>
#include <thread>
#include <utility>

// A lock-free stack (R. K. Treiber, IBM RJ 5118, 1986) in sixty lines.
template <class T>
class stack {
    struct node : cds::hazard_pointer_obj_base<node> {
        explicit node(T v) : value(std::move(v)) {}
        T value;
        node* next = nullptr;
    };

public:
    ~stack() {
        while (pop())
            continue;
    } // then the cohort waits until the nodes are deleted: T's destructors run before ours ends

    void push(T value) {
        auto* const fresh = new node(std::move(value));
        fresh->next = top_.load(std::memory_order_relaxed);
        while (!top_.compare_exchange_weak(fresh->next, fresh, std::memory_order_release,
                                           std::memory_order_relaxed))
            continue;
    }

    std::optional<T> pop() {
        cds::hazard_pointer hazard = cds::make_hazard_pointer();
        // While protected, a node is not deleted, and so not pushed again: no ABA.
        node* top = hazard.protect(top_);
        while (top != nullptr &&
               !top_.compare_exchange_weak(top, top->next, std::memory_order_acquire,
                                           std::memory_order_relaxed))
            top = hazard.protect(top_);
        if (top == nullptr)
            return std::nullopt;
        std::optional<T> value(std::move(top->value));
        top->retire_to_cohort(nodes_);
        return value;
    }

private:
    cds::hazard_pointer_cohort nodes_;
    std::atomic<node*> top_{nullptr};
};

int main() {
    constexpr long each = 20000;
    std::atomic<long> sum{0};
    {
        stack<long> numbers;
        auto const work = [&] {
            for (long i = 1; i <= each; ++i) {
                numbers.push(i);
                sum += *numbers.pop();
            }
        };
        std::thread other(work);
        work();
        other.join();
    }
    std::printf("the sum is %ld\n", sum.load());
    return sum == each * (each + 1) ? 0 : 1;
}
