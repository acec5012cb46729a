// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// OptimisticQueue: ways back that are late are mended, and never written into a node's next life.

#include <cds/intrusive/optimistic_queue.h>

#include "queue_user.h"

namespace {

using namespace cds_model;
namespace optimistic = cds::intrusive::optimistic_queue;
using element = item<optimistic::node<gc>>;

struct noted_stat : optimistic::empty_stat {
    static void onFixList() { reached("mended"); }
};
struct traits : optimistic::traits {
    using hook = optimistic::base_hook<cds::opt::gc<gc>>;
    using disposer = recycle<element>;
    using stat = noted_stat;
};
using user = queue_user<cds::intrusive::OptimisticQueue<gc, element, traits>>;

// The consumer finds one way back missing, or two.
class late_ways_back : public user {
public:
    void thread(unsigned self) override {
        if (self != 2) {
            enqueue(10 * (self + 1L));
        } else {
            dequeue();
            dequeue();
        }
    }
};

// One mends while the other takes and disposes of the nodes that the first walks along.
class mended_beside_a_consumer : public user {
public:
    void thread(unsigned self) override {
        if (self == 0) {
            enqueue(10);
            enqueue(20);
        } else {
            dequeue();
            if (self == 1)
                items_.scan_and_see();
            dequeue();
            gc::scan();
        }
    }
};

// The node that an enqueue has still to link back is taken, and would come back.
class node_comes_back : public user {
public:
    node_comes_back() { enqueue(10); }

    void thread(unsigned self) override {
        if (self == 0) {
            enqueue(20);
        } else {
            dequeue();
            if (dequeue() != cds_test::nothing)
                items_.scan_and_see();
            enqueue(30);
            dequeue();
        }
    }
};

class clear_beside_late_ways_back : public user {
public:
    void thread(unsigned self) override {
        if (self != 2) {
            enqueue(10 * (self + 1L));
        } else {
            clear();
            dequeue();
        }
    }
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {small({"late_ways_back", 3, 300, make_model<late_ways_back>, {"mended", "found empty"}}),
         {"mended_beside_a_consumer",
          3,
          600,
          make_model<mended_beside_a_consumer>,
          {"mended", "disposed", "found empty"}},
         {"node_comes_back", 2, 600, make_model<node_comes_back>, {"mended", "used again"}},
         {"clear_beside_late_ways_back",
          3,
          300,
          make_model<clear_beside_late_ways_back>,
          {"found empty"}}});
}
