// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Boost.Lockfree: its stack and its queue, nodes from its own free list.

#include "../workload/bag.h"
#include "no_thread_scope.h"

#include <boost/lockfree/queue.hpp>
#include <boost/lockfree/stack.hpp>

namespace {

template <class Container>
struct bag {
    using thread_scope = bench::no_thread_scope;

    bool put(int value) { return container.push(value); }
    bool take(int& value) { return container.pop(value); }

    Container container{1024};
};

[[maybe_unused]] bool const registered =
    bench::register_stack<bag<boost::lockfree::stack<int>>>("boost_lockfree") &&
    bench::register_queue<bag<boost::lockfree::queue<int>>>("boost_lockfree");

} // namespace
