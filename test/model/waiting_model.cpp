// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Waiting for a value and for room: who goes to sleep and who makes the change do not miss each
// other, and closing a queue neither loses a value nor leaves anybody asleep.

#include <cds/container/msqueue.h>
#include <cds/container/vyukov_mpmc_cycle_queue.h>
#include <cds/container/waiting.h>
#include <cds/container/weak_ringbuffer.h>

#include "waits_of_fibers.h"

#include <vector>

namespace {

using namespace cds_model;

// The ring publishes by plain stores: no other fence is between a push and the look for sleepers.
using ring = cds::container::waiting<cds::container::WeakRingBuffer<long>, by_fibers>;
using queue = cds::container::waiting<cds::container::VyukovMPMCCycleQueue<long>, by_fibers>;

// Somebody waits for each value.
class values : public model {
public:
    void thread(unsigned self) override {
        for (long i = 0; i != 2; ++i)
            if (self == 0)
                check(queue_.push(i), "refused");
            else
                check(queue_.pop() == i, "out of order");
    }

private:
    fresh_domain domain_{2};
    ring queue_{2};
};

// Somebody waits for room.
class room : public model {
public:
    void thread(unsigned self) override {
        for (long i = 0; i != 3; ++i)
            if (self == 0)
                check(queue_.push(i), "refused");
            else
                take(i);
    }

private:
    void take(long expected) {
        for (;; sched_yield())
            if (std::optional<long> const value = queue_.try_pop())
                return check(value == expected, "out of order");
    }

    fresh_domain domain_{2};
    ring queue_{2};
};

// Two wait for two values. One that is woken, but has found its value by itself, owes the other one
// a wake-up.
class two_takers : public model {
public:
    void thread(unsigned self) override {
        if (self == 0) {
            queue_.push(1);
            queue_.push(2);
        } else {
            taken_[self] = *queue_.pop();
        }
    }
    void finish() override { check(taken_[1] + taken_[2] == 3, "a value came twice"); }

private:
    fresh_domain domain_{3};
    queue queue_{2};
    long taken_[3]{};
};

// The same where two producers put one value each.
class two_and_two : public model {
public:
    void thread(unsigned self) override {
        if (self < 2)
            queue_.push(self + 1);
        else
            taken_[self] = *queue_.pop();
    }
    void finish() override { check(taken_[2] + taken_[3] == 3, "a value came twice"); }

private:
    fresh_domain domain_{4};
    queue queue_{2};
    long taken_[4]{};
};

// Who waits for a value or for room is woken by close().
class close_wakes : public model {
public:
    close_wakes() {
        full_.push(1);
        full_.push(2);
    }
    void thread(unsigned self) override {
        if (self == 0) {
            empty_.close();
            full_.close();
        } else if (self == 1) {
            check(!empty_.pop(), "a value from nowhere");
        } else {
            check(!full_.push(3), "accepted without room");
        }
    }

private:
    fresh_domain domain_{3};
    queue empty_{2};
    queue full_{2};
};

// What was accepted is taken before the takers are told that the queue is closed.
template <class Queue>
class close_while_pushing : public model {
public:
    void thread(unsigned self) override {
        if (self == 0) {
            for (long i = 0; i != 2 && accept(i); ++i)
                ++accepted_;
        } else if (self == 1) {
            while (std::optional<long> const value = queue_.pop())
                check(*value == taken_++, "out of order");
            check(why_.get() == 1, "closed for no reason");
        } else {
            why_.set(1);
            queue_.close();
        }
    }
    void finish() override {
        check(accepted_ == taken_, "what was accepted was not taken");
        concluded(accepted_ == 0   ? "all refused"
                  : accepted_ == 1 ? "one accepted"
                                   : "all accepted");
    }

private:
    bool accept(long value) {
        bool const accepted = queue_.push(value);
        check(accepted || why_.get() == 1, "refused for no reason");
        return accepted;
    }

    fresh_domain domain_{3};
    Queue queue_{4};
    shared<int> why_{0};
    long accepted_ = 0;
    long taken_ = 0;
};

// Nobody who does not wait is told that the queue is closed while a push may still succeed.
class told_at_once : public model {
public:
    void thread(unsigned self) override {
        if (self == 0) {
            accepted_ = queue_.try_push(1) == cds::conqueue_errc::success;
        } else if (self == 1) {
            cds::conqueue_errc why;
            do {
                taken_ = queue_.try_pop(why).has_value() || taken_;
                if (why == cds::conqueue_errc::busy)
                    reached("found busy");
                sched_yield();
            } while (why != cds::conqueue_errc::closed);
        } else {
            queue_.close();
        }
    }
    void finish() override { check(accepted_ == taken_, "what was accepted was not taken"); }

private:
    fresh_domain domain_{3};
    ring queue_{4};
    bool accepted_ = false;
    bool taken_ = false;
};

// One finds out that all pushes are over, and another believes it.
class told_by_another : public model {
public:
    void thread(unsigned self) override {
        switch (self) {
        case 0: queue_.push(1) && queue_.push(2); break;
        case 1: queue_.try_pop(); break;
        case 2: queue_.close(); break;
        default:
            while (queue_.pop())
                reached("taken");
        }
    }
    void finish() override { check(!queue_.try_pop(), "what was accepted was not taken"); }

private:
    fresh_domain domain_{4, 3};
    cds::container::waiting<cds::container::MSQueue<gc, long>, by_fibers> queue_;
};

} // namespace

int main(int argc, char** argv) {
    std::vector<char const*> const outcomes{"all refused", "one accepted", "all accepted", "slept"};
    return explore(
        argc, argv,
        {{"values", 2, 600, make_model<values>, {"slept"}},
         {"room", 2, 600, make_model<room>, {"slept"}},
         {"two_takers", 3, 600, make_model<two_takers>, {"slept"}},
         {"two_and_two", 4, 600, make_model<two_and_two>, {"slept"}},
         {"close_wakes", 3, 300, make_model<close_wakes>, {"slept"}},
         {"close_while_pushing", 3, 600, make_model<close_while_pushing<ring>>, outcomes},
         {"close_a_queue", 3, 300, make_model<close_while_pushing<queue>>, outcomes},
         {"told_at_once", 3, 600, make_model<told_at_once>, {"found busy"}},
         {"told_by_another", 4, 1000, make_model<told_by_another>, {"taken", "slept"}}});
}
