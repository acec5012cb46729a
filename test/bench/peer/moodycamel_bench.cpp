// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// moodycamel's queue: relaxed order, one stream per producer.

#include "../workload/bag.h"
#include "no_thread_scope.h"

#include <concurrentqueue/concurrentqueue.h>

namespace {

struct queue {
    using thread_scope = bench::no_thread_scope;

    bool put(int value) { return of_ints.enqueue(value); }
    bool take(int& value) { return of_ints.try_dequeue(value); }

    moodycamel::ConcurrentQueue<int> of_ints;
};

[[maybe_unused]] bool const registered = bench::register_queue<queue>("moodycamel");

} // namespace
