// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Vyukov's ring: every history is that of a bounded queue, and values are handed over by the cell
// alone.

#include <cds/container/vyukov_mpmc_cycle_queue.h>

#include "value_queue_user.h"

#include <atomic>
#include <optional>

namespace {

using namespace cds_model;
using spec = cds_test::bounded_queue_spec<2>;

// A value whose constructor may give up.
struct value : checked_value {
    struct broken {};

    explicit value(long number) : checked_value(number) {
        if (number < 0)
            throw broken();
    }
};

struct traits : cds::container::vyukov_queue::traits {
    using back_off = cds::backoff::yield;
};

template <class Queue>
class ring_user : public value_queue_user<Queue, spec> {
protected:
    ring_user() : value_queue_user<Queue, spec>(2) {}

    void fail_to_enqueue() {
        try {
            this->queue_.emplace(-1);
        } catch (value::broken const&) {
            reached("left a hole");
        }
    }
};

using shared_queue = cds::container::VyukovMPMCCycleQueue<value, traits>;
using one_consumers = cds::container::VyukovMPSCCycleQueue<value, traits>;

// The ring goes round: cells are used again while others look at them.
class both_do_both : public ring_user<shared_queue> {
public:
    both_do_both() { enqueue(10); }

    void thread(unsigned self) override {
        if (self == 0) {
            dequeue();
            enqueue(20);
            enqueue(21);
            dequeue();
        } else {
            enqueue(30);
            dequeue();
            look();
            dequeue();
            enqueue(31);
        }
    }
};

class producers_and_consumer : public ring_user<shared_queue> {
public:
    void thread(unsigned self) override {
        for (long i = 0; i != 2; ++i)
            if (self == 2)
                dequeue();
            else
                enqueue(10 * (self + 1L) + i);
    }
};

class producer_and_consumers : public ring_user<shared_queue> {
public:
    producer_and_consumers() { enqueue(10); }

    void thread(unsigned self) override {
        for (long i = 0; i != 2; ++i)
            if (self == 2)
                enqueue(20 + i);
            else
                dequeue();
    }
};

// Refusals must be right although somebody is in the middle of a cell.
class looks : public ring_user<shared_queue> {
public:
    void thread(unsigned self) override {
        if (self == 2) {
            look();
            dequeue();
            enqueue(30);
            look();
        } else {
            enqueue(10 * (self + 1L));
            if (self == 1)
                dequeue();
        }
    }
};

class single_consumer : public ring_user<one_consumers> {
public:
    void thread(unsigned self) override {
        for (long i = 0; i != 3; ++i)
            if (self != 0)
                enqueue(10 * self + i);
            else if (i != 1)
                dequeue();
            else
                look_at_the_front();
    }

private:
    void look_at_the_front() {
        log_.record(spec::dequeue, 0, 0, [&] {
            value* const oldest = queue_.front();
            if (oldest == nullptr)
                return cds_test::nothing;
            long const seen = oldest->content.get();
            check(queue_.pop_front(), "the front has gone");
            return seen;
        });
    }
};

// Holes go by unseen. They are no operations of a queue, so it is accounts that are checked.
class holes : public ring_user<shared_queue> {
public:
    void thread(unsigned self) override {
        if (self == 0) {
            fail_to_enqueue();
            put();
            fail_to_enqueue();
        } else {
            for (int i = 0; i != 2; ++i)
                take();
            put();
        }
    }

    void finish() override {
        while (take())
            continue;
        check(queue_.empty(), "a queue of holes is not empty");
        check(in_ == out_, "a value was lost, or a hole was taken");
    }

private:
    // relaxed, both: accounts, which order nobody
    void put() { in_.fetch_add(queue_.emplace(1) ? 1 : 0, std::memory_order_relaxed); }
    bool take() {
        return queue_.dequeue_with([this](value& v) {
            out_.fetch_add(static_cast<int>(v.content.get()), std::memory_order_relaxed);
        });
    }

    std::atomic<int> in_{0};
    std::atomic<int> out_{0};
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"both_do_both", 2, 400, make_model<both_do_both>, {"refused", "found empty"}},
         {"producers_and_consumer",
          3,
          400,
          make_model<producers_and_consumer>,
          {"refused", "found empty"}},
         {"producer_and_consumers", 3, 400, make_model<producer_and_consumers>, {"found empty"}},
         {"looks", 3, 400, make_model<looks>, {"refused", "found empty"}},
         {"single_consumer", 3, 400, make_model<single_consumer>, {"refused", "found empty"}},
         {"holes", 2, 400, make_model<holes>, {"left a hole"}}});
}
