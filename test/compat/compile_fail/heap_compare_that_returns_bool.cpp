// error: a compare functor must return an int
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/intrusive/mspriority_queue.h>

struct order {
    bool operator()(int a, int b) const { return a < b; }
};
struct traits : cds::intrusive::mspriority_queue::traits {
    using compare = order;
};

bool push(cds::intrusive::MSPriorityQueue<int, traits>& heap, int& number) {
    return heap.push(number);
}
