// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// MoirQueue: a head that has passed the tail retires no node at which the tail is.

#include <cds/intrusive/moir_queue.h>

#include "queue_user.h"

namespace {

using namespace cds_model;
namespace ms = cds::intrusive::msqueue;
using element = item<ms::node<gc>>;

struct noted_stat : ms::empty_stat {
    static void onBadTail() { reached("found the tail late"); }
};
struct traits : ms::traits {
    using hook = ms::base_hook<cds::opt::gc<gc>>;
    using disposer = recycle<element>;
    using stat = noted_stat;
};
using user = queue_user<cds::intrusive::MoirQueue<gc, element, traits>>;

// Nodes are taken before their enqueue has moved the tail, come back, and others are enqueued.
class tail_left_behind : public user {
public:
    tail_left_behind() {
        enqueue(10);
        dequeue();
    }

    void thread(unsigned self) override {
        if (self == 0) {
            enqueue(20);
        } else if (self == 1) {
            if (dequeue() != cds_test::nothing)
                items_.scan_and_see();
            dequeue();
        } else {
            enqueue(30);
            dequeue();
            gc::scan();
        }
    }
};

// clear() finds a head that is ahead of the tail.
class clear_beside_a_late_tail : public user {
public:
    void thread(unsigned self) override {
        if (self == 0)
            enqueue(10);
        else if (self == 1)
            dequeue();
        else
            clear();
    }
};

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv,
                   {{"tail_left_behind",
                     3,
                     600,
                     make_model<tail_left_behind>,
                     {"found the tail late", "disposed", "found empty"}},
                    small({"clear_beside_a_late_tail",
                           3,
                           300,
                           make_model<clear_beside_a_late_tail>,
                           {"found empty"}})});
}
