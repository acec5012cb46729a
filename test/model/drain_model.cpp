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

    static void dispose(void* p) {
        static_cast<used_again*>(p)->memory.set(1);
        object::dispose(static_cast<object*>(p));
    }
};

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
        check(gc::drain(), "drain without a deadline gave up");
        for (std::size_t i = 0; i != n; ++i) {
            check(retired_[i].disposed(), "drain returned early");
            retired_[i].memory.set(2);
        }
        reached("drained");
    }

    // A slot of the fiber's that protects an object already.
    core::hazard_slot* guarded_by(int fiber, std::size_t i) {
        core::hazard_slot* const slot = fresh_domain::record_of(fiber).take_slot();
        slot->publish(static_cast<object*>(&retired_[i]));
        return slot;
    }

    used_again retired_[N];
    fresh_domain domain_;
};

// An explicit scan takes the object, finds it guarded and lists it again.
class beside_a_scan : public draining<2> {
public:
    beside_a_scan() {
        retire_for(1, 0);
        retire_for(1, 1); // lists the first
        slot_ = guarded_by(1, 0);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            drain(2);
        } else {
            gc::scan();
            if (!retired_[0].disposed())
                reached("kept");
            slot_->clear();
        }
    }

private:
    core::hazard_slot* slot_;
};

// The same with a scan that the threshold asks for: it stands back, or the drain sees it.
class beside_a_retire : public draining<3> {
public:
    beside_a_retire() {
        retire_for(1, 0);
        retire_for(1, 1);
        slot_ = guarded_by(1, 0);
        core::domain_options eager = with_threshold(1);
        domain_->configure(eager);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            drain(2);
        } else {
            retire(2);
            if (!retired_[0].disposed())
                reached("kept");
            slot_->clear();
        }
    }

private:
    core::hazard_slot* slot_;
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
        for (std::size_t i = 0; i != 2; ++i)
            retire_for(1, i);
        domain_.prove_by(0);
        retire_for(1, 2);
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
        if (parent == running_->retired_)
            running_->retire(2);
    }

    static inline children* running_ = nullptr;
};

// Two drains at once, and somebody who scans.
class two_drains : public draining<2> {
public:
    two_drains() : draining(3) {
        retire_for(2, 0);
        retire_for(2, 1);
        slot_ = guarded_by(2, 0);
    }

    void thread(unsigned self) override {
        if (self != 2) {
            check(gc::drain(), "drain without a deadline gave up");
            check(retired_[0].disposed() && retired_[1].disposed(), "drain returned early");
            reached("drained");
        } else {
            gc::scan();
            slot_->clear();
        }
    }

private:
    core::hazard_slot* slot_;
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"beside_a_scan", 2, 300, make_model<beside_a_scan>, {"kept", "drained", "disposed"}},
         {"beside_a_retire", 2, 300, make_model<beside_a_retire>, {"kept", "drained", "disposed"}},
         {"beside_a_disposal", 2, 300, make_model<beside_a_disposal>, {"drained", "disposed"}},
         {"beside_a_leaver", 2, 300, make_model<beside_a_leaver>, {"drained", "disposed"}},
         {"children", 2, 300, make_model<children>, {"drained", "disposed"}},
         {"two_drains", 3, 200, make_model<two_drains>, {"drained", "disposed"}}});
}
