// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// clean_up() beside those who may have objects in hand: scans, owners, a drain. When it returns,
// all that was retired before the call and that nobody guards is disposed.

#include "model_drains.h"

#include <atomic>

namespace {

using namespace cds_model;

// A threshold scan, and an owner that serves.
class beside_all : public draining<7> {
public:
    beside_all() : draining(3) {
        retire_for(2, 0);
        retire_for(2, 1); // lists the first
        domain_.prove_by(1);
        retire_for(1, 2);
        domain_->configure(with_threshold(1));
    }

    void thread(unsigned self) override {
        if (self == 0) {
            drains_.run([this] {
                domain_->clean_up(&fresh_domain::record_of(0));
                return true;
            });
            for (std::size_t i = 0; i != 3; ++i) {
                check(retired_[i].disposed(), "clean_up returned early");
                retired_[i].memory.set(2);
            }
        } else {
            for (std::size_t i = 1 + 2 * self; i != 3 + 2 * self; ++i)
                retire(i);
        }
    }
};

// A drain has the object in hand. It disposes of it in time, and goes on waiting for another object
// or is over.
template <bool GoesOn>
class beside_a_drain : public draining<2> {
public:
    beside_a_drain() : draining(3) {
        guard_for(1, 0);
        guard_for(2, 1);
        retire_for(1, 0);
        if (GoesOn)
            retire_for(1, 1);
        domain_.retire_for(1, &filler_, &used_again::dispose); // lists them
    }

    void thread(unsigned self) override {
        if (self == 0) {
            drains_.run();
        } else if (self == 1) {
            end_guard();
            domain_->clean_up(&fresh_domain::record_of(1));
            check(retired_[0].disposed(), "clean_up returned early");
            retired_[0].memory.set(2);
        } else {
            pause_a_little();
            end_guard();
            if (!GoesOn)
                retire(1);
        }
    }
};

// A drain that gives up, and lets go what it had in hand.
class beside_giving_up : public draining<1> {
public:
    beside_giving_up() {
        guard_for(1, 0);
        retire_for(1, 0);
        domain_.retire_for(1, &filler_, &used_again::dispose); // lists it
    }

    void thread(unsigned self) override {
        if (self == 0) {
            if (!drains_.run_at_once())
                reached("gave up");
        } else {
            end_guard();
            domain_->clean_up(&fresh_domain::record_of(1));
            check(retired_[0].disposed(), "clean_up returned early");
            retired_[0].memory.set(2);
        }
    }
};

// One drain after the other that gives up because of a guard: what they let go has been protected
// since the call, and is no reason to begin anew.
class beside_drains_in_vain : public draining<1> {
public:
    beside_drains_in_vain() {
        guard_for(0, 0);
        retire_for(0, 0);
        domain_.retire_for(0, &filler_, &used_again::dispose); // lists it
    }

    void thread(unsigned self) override {
        if (self == 0) {
            for (int i = 0; i != 4; ++i)
                if (!drains_.run_at_once() && cleaning_.load(relaxed))
                    reached("gave up beside a clean-up");
            end_guard();
        } else {
            cleaning_.store(true, relaxed);
            core::thread_record& own = fresh_domain::record_of(1);
            std::size_t const before = own.scans.get();
            domain_->clean_up(&own);
            check(own.scans.get() - before <= 1, "clean_up began anew");
            cleaning_.store(false, relaxed);
        }
    }

private:
    // a note for goals
    static constexpr auto relaxed = std::memory_order_relaxed;
    std::atomic<bool> cleaning_{false};
};

} // namespace

int main(int argc, char** argv) {
    constexpr char const* guarded = "guarded beside a drain";
    constexpr char const* disposed = "disposed beside a drain";
    return explore(
        argc, argv,
        {{"beside_all", 3, 300, make_model<beside_all>, {disposed}},
         {"beside_a_drain", 3, 300, make_model<beside_a_drain<true>>, {guarded, disposed}},
         {"after_a_drain", 3, 300, make_model<beside_a_drain<false>>, {guarded, disposed}},
         {"beside_giving_up", 2, 300, make_model<beside_giving_up>, {guarded, "gave up"}},
         {"beside_drains_in_vain",
          2,
          300,
          make_model<beside_drains_in_vain>,
          {"gave up beside a clean-up"}}});
}
