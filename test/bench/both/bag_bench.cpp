// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// P11, P12, P13: a FIFO queue and a stack.

#include "../workload/bag.h"
#include "side.h"

#include <cds/container/msqueue.h>
#include <cds/container/treiber_stack.h>
#if BENCH_MAJOR >= 3
#    include <cds/memory/node_cache.h>
#endif

namespace {

template <class Traits>
struct ms_queue {
    using thread_scope = bench::thread_scope;

    bool put(int value) { return queue.enqueue(value); }
    bool take(int& value) { return queue.dequeue(value); }

    cds::container::MSQueue<bench::gc, int, Traits> queue;
};

template <class Traits>
struct treiber_stack {
    using thread_scope = bench::thread_scope;

    bool put(int value) { return stack.push(value); }
    bool take(int& value) { return stack.pop(value); }

    cds::container::TreiberStack<bench::gc, int, Traits> stack;
};

using plain_queue = ms_queue<cds::container::msqueue::traits>;
using plain_stack = treiber_stack<cds::container::treiber_stack::traits>;

struct eliminating_traits : cds::container::treiber_stack::traits {
    static constexpr bool enable_elimination = true;
};

using eliminating_stack = treiber_stack<eliminating_traits>;

#if BENCH_MAJOR >= 3

// Our opt-in: nodes come from a cache of the thread, which the reclaimer refills.
struct cached_queue_traits : cds::container::msqueue::traits {
    using allocator = cds::memory::node_cache<int>;
};

struct cached_stack_traits : cds::container::treiber_stack::traits {
    using allocator = cds::memory::node_cache<int>;
};

struct cached_eliminating_traits : eliminating_traits {
    using allocator = cds::memory::node_cache<int>;
};

[[maybe_unused]] bool const cached_registered =
    bench::register_queue<ms_queue<cached_queue_traits>>("dhp_cached") &&
    bench::register_stack<treiber_stack<cached_stack_traits>>("dhp_cached") &&
    bench::register_stack<treiber_stack<cached_eliminating_traits>>("dhp_cached_elimination");

#endif

[[maybe_unused]] bool const registered =
    bench::register_queue<plain_queue>("dhp") && bench::register_stack<plain_stack>("dhp") &&
    bench::register_stack<eliminating_stack>("dhp_elimination");

} // namespace
