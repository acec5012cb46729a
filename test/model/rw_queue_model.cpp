// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The queue with two locks: every history is linearizable, and a producer and a consumer that meet
// at the only link need nothing but that link.

#include <cds/container/rwqueue.h>

#include "value_queue_user.h"

namespace {

using namespace cds_model;

struct traits : cds::container::rwqueue::traits {
    using lock_type = cds::sync::spin_lock<cds::backoff::yield>;
};

using queue_user =
    value_queue_user<cds::container::RWQueue<checked_value, traits>, cds_test::queue_spec>;

class one_of_each : public queue_user {
public:
    void thread(unsigned self) override {
        for (long i = 0; i != 3; ++i)
            if (self == 0)
                enqueue(10 + i);
            else
                dequeue();
    }
};

class two_of_each : public queue_user {
public:
    void thread(unsigned self) override {
        for (long i = 0; i != 2; ++i)
            if (self == 0)
                enqueue(10 + i);
            else if (self == 1)
                dequeue();
            else if (i == 0)
                enqueue(30);
            else
                dequeue();
    }
};

// What is put in while another thread clears is there afterwards, or was cleared.
class cleared : public queue_user {
public:
    void thread(unsigned self) override {
        if (self == 0) {
            queue_.emplace(1);
            queue_.emplace(2);
        } else {
            queue_.clear();
            queue_.emplace(3);
        }
    }
    void finish() override {
        long last = 0;
        bool three = false;
        while (queue_.dequeue_with([&](checked_value& v) {
            long const number = v.content.get();
            three = three || number == 3;
            if (number == 3)
                return;
            check(number > last, "out of order");
            last = number;
        }))
            continue;
        check(three, "a value was lost");
        concluded(last == 0 ? "all were cleared" : "some came later");
    }
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"one_of_each", 2, 400, make_model<one_of_each>, {"found empty"}},
         {"two_of_each", 3, 400, make_model<two_of_each>, {"found empty"}},
         {"cleared", 2, 200, make_model<cleared>, {"all were cleared", "some came later"}}});
}
