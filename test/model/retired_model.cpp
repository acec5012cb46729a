// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The way of a retired pointer: it is in one place at any time, is disposed once, and not while a
// reader holds it, whoever appends, collects, lists and scans at the same moment.

#include "model_domain.h"

namespace {

using namespace cds_model;

template <std::size_t N>
class retiring : public model {
public:
    void finish() override {
        gc::scan();
        for (object const& o : objects_)
            check(o.times_disposed() == 1, "a retired object was lost");
    }

protected:
    // Scans are explicit: the threshold asks for none.
    static core::domain_options never_by_itself(std::uint32_t block_capacity) {
        core::domain_options o = tiny();
        o.block_capacity = block_capacity;
        o.threshold = 100;
        return o;
    }

    void retire(object& o, int value) {
        o.value.set(value);
        gc::retire(&o, &object::dispose);
    }

    object objects_[N];
};

// The owner appends to its filling block, fills it and lists it, while another thread collects the
// published part of that very block.
class append_and_collect : public retiring<5> {
public:
    void thread(unsigned self) override {
        if (self == 0)
            for (object& o : objects_)
                retire(o, 1);
        else
            for (int i = 0; i != 2; ++i) {
                unsigned const before = disposed();
                gc::scan();
                if (disposed() != before)
                    reached("collected for another");
            }
    }

private:
    unsigned disposed() const {
        unsigned n = 0;
        for (object const& o : objects_)
            n += o.times_disposed();
        return n;
    }

    fresh_domain domain_{2};
};

// The same with two collectors, one of which finds the block held.
class two_collectors : public retiring<3> {
public:
    void thread(unsigned self) override {
        if (self == 0)
            for (object& o : objects_)
                retire(o, 1);
        else
            gc::scan();
    }

private:
    fresh_domain domain_{3};
};

// Two threads that both fill, list and scan when the threshold says so.
class both_retire : public retiring<8> {
public:
    void thread(unsigned self) override {
        for (unsigned i = 0; i != 4; ++i)
            retire(objects_[4 * self + i], 1);
    }

private:
    fresh_domain domain_{2};
};

// A scan that has to keep something: survivors are listed again, or stay in the filling block.
class survivors_come_back : public model {
public:
    survivors_come_back() {
        for (object& o : objects_)
            o.value.set(1);
        for (int i = 0; i != 2; ++i)
            src_[i].store(&objects_[i], atomics::memory_order_relaxed);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            guard g;
            for (source& s : src_)
                use(*protect(g, s));
        } else {
            for (int i = 0; i != 2; ++i)
                replace(src_[i], &objects_[2 + i]);
            scan_and_see(objects_[0]);
            replace(src_[0], &objects_[4]);
            scan_and_see(objects_[1]);
        }
    }

    void finish() override {
        gc::scan();
        for (int i = 0; i != 3; ++i)
            check(objects_[i].times_disposed() == 1, "a retired object was lost");
    }

private:
    object objects_[5];
    source src_[2]{};
    fresh_domain domain_{2};
};

// What the scanner was told of is disposed by its scan, though the owner lists the block just then.
class listed_meanwhile : public retiring<3> {
public:
    void thread(unsigned self) override {
        if (self == 0) {
            retire(objects_[0], 1);
            // tells the scanner of the retired object
            told_.store(true, atomics::memory_order_release);
            for (std::size_t i = 1; i != 3; ++i)
                retire(objects_[i], 1);
        } else if (told_.load(atomics::memory_order_acquire)) { // of the retired object
            gc::scan();
            check(objects_[0].disposed(), "a scan missed what was retired before it");
            reached("told");
        }
    }

private:
    atomics::atomic<bool> told_{false};
    fresh_domain domain_{2, 0, never_by_itself(2)};
};

// A block is listed, emptied and filled again between a scanner's look at it and its hold.
class filled_again : public retiring<4> {
public:
    filled_again() {
        objects_[0].value.set(1);
        domain_.retire_for(0, &objects_[0], &object::dispose);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            retire(objects_[1], 1);
            gc::scan();
            for (std::size_t i = 2; i != 4; ++i)
                retire(objects_[i], 1);
        } else {
            gc::scan();
        }
    }

private:
    fresh_domain domain_{2, 0, never_by_itself(1)};
};

// drain() returns when all that was retired before is disposed, in whosever hands it was.
class drain_waits : public retiring<4> {
public:
    drain_waits() {
        for (int i = 0; i != 2; ++i)
            retire(objects_[i], 1);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            check(gc::drain(), "drain without a deadline gave up");
            check(objects_[0].disposed() && objects_[1].disposed(), "drain returned early");
            reached("drained");
        } else {
            for (std::size_t i = 2; i != 4; ++i)
                retire(objects_[i], 1);
            gc::scan();
        }
    }

private:
    fresh_domain domain_{2};
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"append_and_collect",
          2,
          200,
          make_model<append_and_collect>,
          {"collected for another", "disposed"}},
         {"two_collectors", 3, 200, make_model<two_collectors>, {"disposed"}},
         {"both_retire", 2, 150, make_model<both_retire>, {"disposed"}},
         {"survivors_come_back", 2, 200, make_model<survivors_come_back>, {"kept", "disposed"}},
         {"listed_meanwhile", 2, 400, make_model<listed_meanwhile>, {"told", "disposed"}},
         {"filled_again", 2, 400, make_model<filled_again>, {"disposed"}},
         {"drain_waits", 2, 100, make_model<drain_waits>, {"drained", "disposed"}}});
}
