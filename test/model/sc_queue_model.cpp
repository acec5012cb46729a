// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// SCQueue: every history is that of a queue which may refuse, and values are handed over by the
// rings of numbers alone. The capacity is two.

#include <cds/container/sc_queue.h>

#include "value_queue_user.h"

namespace {

using namespace cds_model;

class queue_user : public value_queue_user<cds::container::SCQueue<checked_value>,
                                           cds_test::refusing_queue_spec> {
public:
    queue_user() : value_queue_user(2) {}

    void finish() override {
        value_queue_user::finish();
        check(queue_.emplace(1) && queue_.emplace(2), "a cell was lost");
        check(!queue_.emplace(3), "there are more cells than there were");
    }
};

class both_do_both : public queue_user {
public:
    both_do_both() { enqueue(1); }
    void thread(unsigned self) override {
        dequeue();
        enqueue(10 * (self + 1L));
        look();
        dequeue();
        enqueue(10 * (self + 1L) + 1);
        dequeue();
    }
};

class producers_and_consumer : public queue_user {
public:
    void thread(unsigned self) override {
        for (long i = 0; i != 3; ++i)
            if (self == 2)
                dequeue();
            else
                enqueue(10 * (self + 1L) + i);
    }
};

class producer_and_consumers : public queue_user {
public:
    void thread(unsigned self) override {
        for (long i = 0; i != 3; ++i)
            if (self == 2)
                enqueue(20 + i);
            else
                dequeue();
    }
};

class looks : public queue_user {
public:
    void thread(unsigned self) override {
        if (self == 2) {
            look();
            dequeue();
            enqueue(30);
            look();
        } else {
            enqueue(10 * (self + 1L));
            dequeue();
        }
    }
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"both_do_both", 2, 400, make_model<both_do_both>, {"found empty"}},
         {"producers_and_consumer", 3, 400, make_model<producers_and_consumer>, {"refused"}},
         {"producer_and_consumers", 3, 400, make_model<producer_and_consumers>, {"found empty"}},
         {"looks", 3, 400, make_model<looks>, {"found empty"}}});
}
