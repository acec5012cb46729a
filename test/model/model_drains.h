// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_DRAINS_H
#define CDSLIB_TEST_MODEL_DRAINS_H

#include "model_domain.h"

// What the models of drain() have in common: objects whose memory is used again by whoever drained.
namespace cds_model {

// The fibers in drain().
class drains {
public:
    drains() { current = this; }

    // What drain() returns.
    template <class Drain>
    bool run(Drain drain) {
        // relaxed, as below: a note for goals, which orders nobody
        inside_[current_fiber()].store(true, std::memory_order_relaxed);
        bool const done = drain();
        inside_[current_fiber()].store(false, std::memory_order_relaxed);
        return done;
    }
    void run() {
        check(run([] { return gc::drain(); }), "drain without a deadline gave up");
    }
    bool run_at_once() {
        return run([] { return gc::drain(std::chrono::nanoseconds(0)); });
    }
    // How many, without the asking one.
    int others() const {
        int n = 0;
        for (int fiber = 0; fiber != int{max_fibers}; ++fiber)
            n += fiber != current_fiber() && inside_[fiber].load(std::memory_order_relaxed);
        return n;
    }

    static inline drains* current = nullptr;

private:
    std::atomic<bool> inside_[max_fibers]{};
};

// In the hands of others until it is disposed of, and then used again. Its disposer retires the
// children.
struct used_again : object {
    shared<int> memory{0};
    used_again* child = nullptr;
    used_again* second_child = nullptr;

    static void dispose(void* p) {
        auto* const self = static_cast<used_again*>(p);
        if (drains::current->others() != 0)
            reached("disposed beside a drain");
        self->memory.set(1);
        used_again* const children[] = {self->child, self->second_child};
        object::dispose(static_cast<object*>(p));
        for (used_again* const child : children)
            if (child != nullptr) {
                if (drains::current->others() != 0)
                    reached("child retired beside a drain");
                gc::retire(child, &used_again::dispose);
            }
    }
};

inline void pause_a_little() {
    for (int i = 0; i != 16; ++i)
        scheduling_point();
}

// Blocks of one cell.
inline core::domain_options with_threshold(std::size_t theta) {
    core::domain_options o = tiny();
    o.block_capacity = 1;
    o.threshold = theta;
    return o;
}

template <std::size_t N>
class draining : public model {
public:
    void finish() override {
        gc::scan();
        for (used_again const& o : retired_)
            check(o.times_disposed() == 1, "a retired object was lost");
    }

protected:
    explicit draining(int fibers = 2) : domain_(fibers, 1, with_threshold(100)) {}

    void retire_for(int fiber, std::size_t i) {
        domain_.retire_for(fiber, &retired_[i], &used_again::dispose);
    }
    void retire(std::size_t i) { gc::retire(&retired_[i], &used_again::dispose); }

    // Drains and uses the first `n` again.
    void drain(std::size_t n) {
        drains_.run();
        for (std::size_t i = 0; i != n; ++i) {
            check(retired_[i].disposed(), "drain returned early");
            retired_[i].memory.set(2);
        }
    }

    // A slot of the fiber's protects the object from the start.
    void guard_for(int fiber, std::size_t i) {
        guards_[fiber] = fresh_domain::record_of(fiber).take_slot();
        guards_[fiber]->publish(static_cast<object*>(&retired_[i]));
    }
    // By the fiber itself.
    void end_guard() {
        if (int const waiting = drains_.others(); waiting != 0)
            reached(waiting == 2 ? "guarded beside two drains" : "guarded beside a drain");
        guards_[current_fiber()]->clear();
    }

    // So that a scan of the run finds a block to copy to.
    void blocks_at_hand() {
        for (used_again& o : disposed_before_)
            domain_.retire_for(0, &o, &used_again::dispose);
        domain_->collect(fresh_domain::record_of(0), core::scan_everything);
    }

    drains drains_;
    used_again filler_;
    used_again disposed_before_[4];
    used_again retired_[N];
    core::hazard_slot* guards_[max_fibers]{};
    fresh_domain domain_;
};

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_DRAINS_H
