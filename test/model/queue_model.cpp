// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// MSQueue: every history is linearizable, also when disposed items are enqueued again at once.

#include <cds/intrusive/msqueue.h>

#include "queue_user.h"

namespace {

using namespace cds_model;
using element = item<cds::intrusive::msqueue::node<gc>>;

struct traits : cds::intrusive::msqueue::traits {
    using hook = cds::intrusive::msqueue::base_hook<cds::opt::gc<gc>>;
    using disposer = recycle<element>;
};

using queue_user = cds_model::queue_user<cds::intrusive::MSQueue<gc, element, traits>>;

// A queue that runs empty, fills, and gets its items back.
class both_do_both : public queue_user {
public:
    both_do_both() { enqueue(10); }

    void thread(unsigned self) override {
        if (self == 0) {
            dequeue();
            enqueue(20);
            dequeue();
        } else {
            enqueue(30);
            dequeue();
            dequeue();
            gc::scan();
            enqueue(40);
        }
    }
};

class producers_and_consumer : public queue_user {
public:
    void thread(unsigned self) override {
        for (long i = 0; i != 2; ++i)
            if (self == 2)
                dequeue();
            else
                enqueue(10 * (self + 1L) + i);
        if (self == 2)
            gc::scan();
    }
};

// The queue is never empty while one dequeue looks at a dummy that the other one disposes of.
class never_empty : public queue_user {
public:
    never_empty() {
        for (long value : {10, 20, 30})
            enqueue(value);
        dequeue();
    }

    void thread(unsigned self) override {
        dequeue();
        if (self == 1)
            gc::scan();
    }
};

// An enqueue stops in the middle while the node that it saw at the tail is disposed of.
class tail_disposed : public queue_user {
public:
    tail_disposed() {
        enqueue(10);
        dequeue();
    }

    void thread(unsigned self) override {
        if (self == 0) {
            enqueue(20);
        } else {
            enqueue(30);
            dequeue();
            items_.scan_and_see();
        }
    }
};

// A node is taken away before its enqueue has moved the tail, and another enqueue comes.
class tail_left_behind : public queue_user {
public:
    tail_left_behind() {
        enqueue(10);
        dequeue();
    }

    void thread(unsigned self) override {
        if (self != 1) {
            enqueue(20 + 10L * self);
        } else {
            if (dequeue() != cds_test::nothing)
                items_.scan_and_see();
        }
    }
};

// The dummy that a dequeue finds was the dummy before, with another link.
class dummy_comes_back : public queue_user {
public:
    dummy_comes_back() {
        enqueue(10);
        enqueue(20);
        dequeue();
    }

    void thread(unsigned self) override {
        if (self == 0) {
            typename gc::Guard attached;
            attached.clear();
            dequeue();
        } else {
            dequeue();
            gc::scan();
            enqueue(30);
            dequeue();
        }
    }
};

// The same without stamps, which order more than the queue does: no item is taken twice.
class unstamped : public queue_user {
public:
    unstamped() {
        queue_.enqueue(items_.take(10));
        queue_.enqueue(items_.take(20));
        take();
    }

    void thread(unsigned self) override {
        take();
        if (self == 0)
            return;
        gc::scan();
        queue_.enqueue(items_.take(30));
        take();
    }

    void finish() override {
        while (take())
            continue;
        for (int const n : taken_)
            check(n == 1, "an item was lost");
    }

private:
    bool take() {
        return log_.run([this] {
            return queue_.dequeue_with([this](element& e) {
                check(++taken_[e.value.get() / 10 - 1] == 1, "an item was taken twice");
            });
        });
    }

    int taken_[3]{};
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {small({"both_do_both",
                2,
                300,
                make_model<both_do_both>,
                {"disposed under an operation", "used again", "found empty"}}),
         small({"producers_and_consumer",
                3,
                300,
                make_model<producers_and_consumer>,
                {"disposed under an operation", "found empty"}}),
         small({"never_empty", 2, 300, make_model<never_empty>, {"disposed under an operation"}}),
         small({"tail_disposed", 2, 600, make_model<tail_disposed>, {"kept", "disposed"}}),
         small({"tail_left_behind",
                3,
                300,
                make_model<tail_left_behind>,
                {"disposed", "found empty"}}),
         small({"dummy_comes_back",
                2,
                300,
                make_model<dummy_comes_back>,
                {"disposed under an operation", "used again"}}),
         small({"unstamped",
                2,
                300,
                make_model<unstamped>,
                {"disposed under an operation", "used again"}})});
}
