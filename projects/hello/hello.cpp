// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
// A lock-free stack in two dozen lines, built only on a guard and retire(). Start reading here.
//
// The difficulty of a lock-free pop: between reading `head` and reading `head->next`, another
// thread may pop the same node and free it. A guard says "I am looking at this node"; retire()
// means "free this node as soon as no thread looks at it".

#include <cds/gc/dhp.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

using gc = cds::gc::DHP; // cds::gc::HP works too: the interface is the same

template <class T>
class stack {
    struct node {
        T value;
        node* next;
    };

public:
    void push(T value) {
        // relaxed: a guess, which the CAS below checks
        node* const fresh = new node{std::move(value), head_.load(atomics::memory_order_relaxed)};
        // [H1] release-CAS -> [H2]: publishes the node's value and its `next`
        while (!head_.compare_exchange_weak(fresh->next, fresh, atomics::memory_order_release,
                                            atomics::memory_order_relaxed)) {}
    }

    std::optional<T> pop() {
        gc::reserve_retire(1); // room for the retire below; if it throws, nothing has happened yet
        gc::Guard guard;
        for (;;) {
            // From here on `top` is not freed, so it is safe to read. Nor can its address come back
            // as a new node, so the CAS cannot mistake one for the other (the ABA problem).
            // [H2] protect-load <- [H1]: `top->value` and `top->next` are built
            node* top = guard.protect(head_);
            if (!top)
                return std::nullopt;
            // relaxed: nothing new is published, and [H2] has seen the node; the CAS before us
            // and this one form one release sequence that starts with [H1]
            if (head_.compare_exchange_weak(top, top->next, atomics::memory_order_relaxed,
                                            atomics::memory_order_relaxed)) {
                std::optional<T> value(std::move(top->value)); // ours: we took it out
                gc::retire<std::default_delete<node>>(top);    // others may still look at `next`
                return value;
            }
        }
    }

    /// What is left goes the same way as every other node.
    ~stack() {
        while (pop())
            ;
    }

private:
    atomics::atomic<node*> head_{nullptr};
};

int main() {
    constexpr int threads = 4;
    constexpr int numbers = 100'000; // pushed by each thread

    stack<int> numbers_on_it;
    std::vector<long long> sums(threads);
    std::vector<std::thread> team;
    for (int id = 0; id < threads; ++id)
        team.emplace_back([&numbers_on_it, &sum = sums[static_cast<std::size_t>(id)], id] {
            for (int i = 0; i < numbers; ++i) { // no attach, no init: first use does it
                numbers_on_it.push(id * numbers + i);
                if (std::optional<int> const got = numbers_on_it.pop())
                    sum += *got;
            }
        });
    for (std::thread& member : team)
        member.join();

    long long sum = 0;
    for (long long const part : sums)
        sum += part;
    long long const all = 1LL * threads * numbers;
    bool const each_came_out_once = sum == all * (all - 1) / 2 && !numbers_on_it.pop();

    bool const drained = gc::drain(); // only to have final figures to print
    gc::stat figures;
    gc::statistics(figures);
    std::printf("%lld numbers went through a lock-free stack with %d threads: %s\n", all, threads,
                each_came_out_once ? "each came out once" : "SOME WERE LOST OR DOUBLED");
    std::printf("%zu nodes retired, %zu freed; at most %zu waited at once, the bound is %zu\n",
                figures.retired_count, figures.free_count, figures.peak_pending, gc::bound());
    bool const each_was_freed_once = drained && figures.free_count == figures.retired_count;
    return each_came_out_once && each_was_freed_once ? 0 : 1;
}
