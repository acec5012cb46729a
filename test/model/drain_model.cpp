// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// drain() beside everything that may have a retired object in hand meanwhile: a scan, a thread that
// disposes of what was proven free, a thread that leaves, another drain. When it returns, all that
// was retired before the call is disposed, and the caller may use the memory again.

#include "model_domain.h"

namespace {

using namespace cds_model;

// `o` in the hands of others. Its memory is used again by whoever drained.
struct used_again : object {
    shared<int> memory{0};

    static void dispose(void* p);
};

// The fibers in drain().
class drains {
public:
    drains() { current = this; }

    void run() {
        // relaxed, as below: a note for goals, which orders nobody
        inside_[current_fiber()].store(true, std::memory_order_relaxed);
        check(gc::drain(), "drain without a deadline gave up");
        inside_[current_fiber()].store(false, std::memory_order_relaxed);
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

void used_again::dispose(void* p) {
    if (drains::current->others() != 0)
        reached("disposed beside a drain");
    static_cast<used_again*>(p)->memory.set(1);
    object::dispose(static_cast<object*>(p));
}

core::domain_options with_threshold(std::size_t theta) {
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

    drains drains_;
    used_again filler_;
    used_again retired_[N];
    fresh_domain domain_;
};

// The first object is listed, guarded by fiber 1, and nothing of that fiber's but `guard` knows.
template <std::size_t N>
class draining_guarded : public draining<N> {
protected:
    explicit draining_guarded(int fibers = 2) : draining<N>(fibers) {
        core::thread_record& owner = fresh_domain::record_of(1);
        guard_ = owner.take_slot();
        guard_->publish(static_cast<object*>(&this->retired_[0]));
        this->retire_for(1, 0);
        this->domain_.retire_for(1, &this->filler_, &used_again::dispose); // lists the first
    }

    void end_guard() {
        if (int const waiting = this->drains_.others(); waiting != 0)
            reached(waiting == 2 ? "guarded beside two drains" : "guarded beside a drain");
        guard_->clear();
    }

private:
    core::hazard_slot* guard_;
};

// Explicit scans take the object, find it guarded and list it again.
class beside_scans : public draining_guarded<1> {
public:
    void thread(unsigned self) override {
        if (self == 0) {
            drain(1);
        } else {
            gc::scan();
            gc::scan();
            end_guard();
        }
    }
};

// The same with a scan that the threshold asks for: it stands back, or the drain sees it.
class beside_a_retire : public draining_guarded<2> {
public:
    beside_a_retire() { domain_->configure(with_threshold(1)); }

    void thread(unsigned self) override {
        if (self == 0) {
            drain(1);
        } else {
            retire(1);
            end_guard();
        }
    }
};

// The owner disposes of what was proven free, a few per retire.
class beside_a_disposal : public draining<6> {
public:
    beside_a_disposal() {
        for (std::size_t i = 0; i != 3; ++i)
            retire_for(1, i);
        domain_.prove_by(0); // the third is still in the filling block
    }

    void thread(unsigned self) override {
        if (self == 0) {
            drain(3);
        } else {
            for (std::size_t i = 3; i != 6; ++i)
                retire(i);
        }
    }
};

// The thread that has retired leaves, and takes what it can with it.
class beside_a_leaver : public draining<3> {
public:
    beside_a_leaver() {
        for (std::size_t i = 0; i != 3; ++i)
            retire_for(1, i);
        domain_.prove_by(0); // the third is still in the filling block
    }

    void thread(unsigned self) override {
        if (self == 0)
            drain(3);
        else
            fresh_domain::leave();
    }
};

// What disposers retire, on whatever thread they run, is awaited too.
class children : public draining<4> {
public:
    children() {
        running_ = this;
        for (std::size_t i = 0; i != 2; ++i)
            domain_.retire_for(1, &retired_[i], &dispose_parent);
        domain_.prove_by(0);
    }

    void thread(unsigned self) override {
        if (self == 0)
            drain(3);
        else
            retire(3);
    }

private:
    static void dispose_parent(void* p) {
        auto* const parent = static_cast<used_again*>(p);
        used_again::dispose(p);
        if (parent != running_->retired_)
            return;
        if (running_->drains_.others() != 0)
            reached("child retired beside a drain");
        running_->retire(2);
    }

    static inline children* running_ = nullptr;
};

// A scan has taken the chain of what was retired without memory.
class beside_a_chain : public draining<1> {
public:
    beside_a_chain() {
        link_.what = {&retired_[0], &used_again::dispose};
        domain_->retire_linked(nullptr, link_);
    }

    void thread(unsigned self) override {
        if (self == 0)
            drain(1);
        else
            gc::scan();
    }

private:
    core::retired_link link_;
};

// Two drains at once, and somebody who scans.
class two_drains : public draining_guarded<1> {
public:
    two_drains() : draining_guarded(3) {}

    void thread(unsigned self) override {
        if (self == 1) {
            gc::scan();
            end_guard();
        } else {
            drains_.run();
            check(retired_[0].disposed(), "drain returned early");
        }
    }
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"beside_scans", 2, 300, make_model<beside_scans>, {"guarded beside a drain"}},
         {"beside_a_retire", 2, 300, make_model<beside_a_retire>, {"guarded beside a drain"}},
         {"beside_a_disposal", 2, 300, make_model<beside_a_disposal>, {"disposed beside a drain"}},
         {"beside_a_leaver", 2, 300, make_model<beside_a_leaver>, {"disposed beside a drain"}},
         {"children", 2, 300, make_model<children>, {"child retired beside a drain"}},
         {"beside_a_chain", 2, 300, make_model<beside_a_chain>, {"disposed beside a drain"}},
         {"two_drains", 3, 200, make_model<two_drains>, {"guarded beside two drains"}}});
}
