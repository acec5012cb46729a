// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The spin locks: one holder at a time, who sees all that the last one did.

#include "ids_of_fibers.h"
#include "scheduler/explore.h"
#include "scheduler/shared.h"

#define get_current_thread_id get_current_fiber_id
#include <cds/sync/spinlock.h>
#undef get_current_thread_id

namespace {

using namespace cds_model;

template <class Lock>
class counting : public model {
public:
    void finish() override { check(count_.get() == 4, "a turn was lost"); }

protected:
    void turn() {
        check(!inside_, "two hold the lock");
        inside_ = true;
        count_.set(count_.get() + 1);
        scheduling_point();
        inside_ = false;
    }

    Lock lock_;
    shared<int> count_{0};
    bool inside_ = false;
};

class plain : public counting<cds::sync::spin> {
public:
    void thread(unsigned self) override {
        for (int i = 0; i != 2; ++i) {
            if (self == 0)
                lock_.lock();
            else
                while (!lock_.try_lock(2))
                    reached("turned away");
            turn();
            lock_.unlock();
        }
    }
};

class reentrant : public counting<cds::sync::reentrant_spin> {
public:
    void thread(unsigned) override {
        while (!lock_.try_lock(2))
            reached("turned away");
        turn();
        lock_.lock();
        turn();
        lock_.unlock();
        lock_.unlock();
    }
};

// The holder makes the other thread the holder, who is told by nothing but the lock.
class handed_over : public counting<cds::sync::reentrant_spin> {
public:
    void thread(unsigned self) override {
        if (self == 0) {
            lock_.lock();
            turn();
            turn();
            lock_.change_owner(3);
            return;
        }
        for (;;) {
            if (!lock_.try_lock())
                continue;
            if (count_.get() != 0)
                break;
            lock_.unlock(); // we came first
        }
        turn();
        turn();
        lock_.unlock();
        lock_.unlock(); // the hold that was handed over
        reached("handed over");
    }
};

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv,
                   {{"plain", 2, 400, make_model<plain>, {"turned away"}},
                    {"reentrant", 2, 400, make_model<reentrant>, {"turned away"}},
                    {"handed_over", 2, 400, make_model<handed_over>, {"handed over"}}});
}
