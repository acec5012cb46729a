// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// T7: protect and clear against scan: a reader that validated an object may use it until it clears
// the slot.

#include "model_domain.h"

namespace {

using namespace cds_model;

// The pair of fences, and the edges of the slot itself.
class reader_and_writer : public model {
public:
    reader_and_writer() {
        for (int i = 0; i != 3; ++i)
            objects_[i].value.set(i);
        src_.store(&objects_[0], atomics::memory_order_relaxed);
    }

    void thread(unsigned self) override { self == 0 ? read() : write(); }

    void finish() override {
        gc::scan();
        check(objects_[0].disposed() && objects_[1].disposed(), "a retired object was lost");
        check(!objects_[2].disposed(), "an object that nobody retired was disposed");
    }

private:
    void read() {
        guard g;
        for (int i = 0; i != 2; ++i) { // the second publication ends the first protection
            object* const p = protect(g, src_);
            reached(p == &objects_[0] ? "read the old object" : "read a new object");
            use(*p);
        }
        g.clear();
        protect(g, src_);
    }

    void write() {
        scan_and_see(*replace(src_, &objects_[1]));
        scan_and_see(*replace(src_, &objects_[2]));
    }

    object objects_[3];
    source src_{nullptr};
    fresh_domain domain_{2};
};

// Two readers of one object, and the object published through a chain of two pointers.
class two_readers : public model {
public:
    two_readers() {
        objects_[0].value.set(1);
        src_.store(&objects_[0], atomics::memory_order_relaxed);
    }

    void thread(unsigned self) override {
        if (self == 2) {
            objects_[1].value.set(2);
            scan_and_see(*replace(src_, &objects_[1]));
        } else {
            guard g;
            int const seen = use(*protect(g, src_));
            check(seen == 1 || seen == 2, "read an object before it was built");
            reached(seen == 1 ? "read the old object" : "read a new object");
        }
    }

    void finish() override {
        gc::scan();
        check(objects_[0].times_disposed() == 1, "the object that two readers shared was lost");
    }

private:
    object objects_[2];
    source src_{nullptr};
    fresh_domain domain_{3};
};

// Reader, owner and scanner are three: what the owner retires during the scan is not for this scan.
class scanner_apart : public model {
public:
    scanner_apart() {
        objects_[0].value.set(1);
        objects_[2].value.set(3);
        src_.store(&objects_[0], atomics::memory_order_relaxed);
        domain_.retire_for(1, &objects_[2], &object::dispose); // a filling block to look at
    }

    void thread(unsigned self) override {
        if (self == 0) {
            guard g;
            object* const p = protect(g, src_);
            reached(p == &objects_[0] ? "read the old object" : "read a new object");
            use(*p);
        } else if (self == 1) {
            objects_[1].value.set(2);
            replace(src_, &objects_[1]);
        } else {
            gc::scan();
            if (!objects_[0].disposed())
                reached("kept");
        }
    }

    void finish() override {
        gc::scan();
        check(objects_[0].times_disposed() == 1 && objects_[2].times_disposed() == 1,
              "a retired object was lost");
    }

private:
    object objects_[3];
    source src_{nullptr};
    fresh_domain domain_{3};
};

// Which fences there are is decided by the first attach, while others protect and scan already.
class fences_are_decided : public model {
public:
    fences_are_decided() {
        objects_[0].value.set(1);
        src_.store(&objects_[0], atomics::memory_order_relaxed);
    }

    void thread(unsigned self) override {
        if (self == 2) {
            core::decide_fences();
        } else if (self == 1) {
            object* const old = src_.exchange(nullptr, atomics::memory_order_acq_rel);
            core::heavy_fence();
            if (slot_.read() == old)
                reached("kept");
            else
                object::dispose(old);
        } else {
            std::uintptr_t mask = core::fence_mask();
            if (object const* const p = core::protect(&slot_, src_, core::itself{}, mask))
                use(*p);
            slot_.clear();
        }
    }

    void finish() override { concluded(core::fences_are_full() ? "ended full" : "ended light"); }

private:
    object objects_[1];
    source src_{nullptr};
    core::hazard_slot slot_;
};

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv,
                   {{"reader_and_writer",
                     2,
                     300,
                     make_model<reader_and_writer>,
                     {"read the old object", "read a new object", "kept", "disposed"}},
                    {"two_readers",
                     3,
                     300,
                     make_model<two_readers>,
                     {"read the old object", "read a new object", "kept", "disposed"}},
                    {"scanner_apart",
                     3,
                     400,
                     make_model<scanner_apart>,
                     {"read the old object", "read a new object", "kept", "disposed"}},
                    {"fences_are_decided",
                     3,
                     100,
                     make_model<fences_are_decided>,
                     {"kept", "disposed"},
                     true}});
}
