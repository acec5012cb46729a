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

    struct owned : object {
        int owner = -1;

        static void dispose(void* p) {
            if (static_cast<owned*>(p)->owner != current_fiber())
                reached("disposed of another's");
            object::dispose(static_cast<object*>(p));
        }
    };

    void retire(owned& o, int value) {
        o.value.set(value);
        o.owner = current_fiber();
        gc::retire(&o, &owned::dispose);
        // relaxed: a note for goals
        retired_.fetch_add(1, std::memory_order_relaxed);
    }

    // As retire(), by a fiber that has not begun.
    void retire_before(fresh_domain& domain, owned& o, int fiber) {
        o.value.set(1);
        o.owner = fiber;
        domain.retire_for(fiber, &o, &owned::dispose);
    }

    std::size_t disposed() const {
        std::size_t n = 0;
        for (owned const& o : objects_)
            n += o.times_disposed();
        return n;
    }

    owned objects_[N];
    std::atomic<std::size_t> retired_{0}; // by fibers, and their calls have returned
};

// The owner appends to its filling block, fills it and lists it, while another thread collects the
// published part of that very block.
class append_and_collect : public retiring<5> {
public:
    void thread(unsigned self) override {
        if (self == 0)
            for (owned& o : objects_)
                retire(o, 1);
        else
            for (int i = 0; i != 2; ++i)
                gc::scan();
    }

private:
    fresh_domain domain_{2};
};

// The same with two collectors, one of which finds the block held.
class two_collectors : public retiring<3> {
public:
    void thread(unsigned self) override {
        if (self == 0)
            for (owned& o : objects_)
                retire(o, 1);
        else
            scan_and_look();
    }

private:
    void scan_and_look() {
        std::size_t const before = retired_.load(std::memory_order_relaxed);
        gc::scan();
        if (disposed() < before)
            reached("left to the other");
    }

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
    filled_again() { retire_before(domain_, objects_[0], 0); }

    void thread(unsigned self) override {
        if (self == 0) {
            bool const beside = scans_.load(std::memory_order_relaxed);
            retire(objects_[1], 1);
            gc::scan();
            for (std::size_t i = 2; i != 4; ++i)
                retire(objects_[i], 1);
            if (beside && scans_.load(std::memory_order_relaxed))
                reached("filled again during a scan");
        } else {
            scans_.store(true, std::memory_order_relaxed);
            gc::scan();
            scans_.store(false, std::memory_order_relaxed);
        }
    }

private:
    std::atomic<bool> scans_{false}; // a note for goals, which orders nobody

    fresh_domain domain_{2, 0, never_by_itself(1)};
};

// A thread has listed its block and not forgotten it yet, when another one fills it anew, and a
// third finds it by the first one's record.
class filled_by_another : public retiring<11> {
public:
    filled_by_another() {
        for (std::size_t i = 0; i != 6; ++i)
            retire_before(domain_, objects_[i], 0);
        retire_before(domain_, objects_[6], 1);
        domain_->collect(domain_.record_of(2), core::scan_everything);
        retire_before(domain_, objects_[7], 0);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            lists_.store(true, std::memory_order_relaxed);
            retire(objects_[8], 1);
            lists_.store(false, std::memory_order_relaxed);
        } else if (self == 1) {
            gc::scan();
            for (std::size_t i = 9; i != 11; ++i)
                retire(objects_[i], 1);
            if (lists_.load(std::memory_order_relaxed))
                reached("filled beside its lister");
        } else {
            gc::scan();
        }
    }

private:
    std::atomic<bool> lists_{false}; // a note for goals, which orders nobody

    fresh_domain domain_{3, 0, never_by_itself(1)};
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
            bool const others = scans_.load(std::memory_order_relaxed);
            check(gc::drain(), "drain without a deadline gave up");
            check(objects_[0].disposed() && objects_[1].disposed(), "drain returned early");
            if (others && !scans_.load(std::memory_order_relaxed))
                reached("drained beside a scan");
        } else {
            for (std::size_t i = 2; i != 4; ++i)
                retire(objects_[i], 1);
            scans_.store(true, std::memory_order_relaxed);
            gc::scan();
            scans_.store(false, std::memory_order_relaxed);
        }
    }

private:
    std::atomic<bool> scans_{false}; // a note for goals, which orders nobody

    fresh_domain domain_{2};
};

// Somebody counts meanwhile: never more than was retired, and nothing is missing that it was told
// of. Blocks have two cells.
template <std::size_t N>
class counting : public retiring<N> {
protected:
    void retire_countably(std::size_t i) {
        // relaxed: a note for the check
        begun_.fetch_add(1, std::memory_order_relaxed);
        this->retire(this->objects_[i], 1);
    }

    void retire_before(std::size_t i, int fiber) {
        begun_.fetch_add(1, std::memory_order_relaxed); // relaxed: as above
        retiring<N>::retire_before(domain_, this->objects_[i], fiber);
    }

    std::size_t count(std::size_t least) {
        std::size_t const counted = domain_->statistics().retired_count;
        check(counted >= least, "not all that is retired was counted");
        // relaxed: as above
        check(counted <= begun_.load(std::memory_order_relaxed), "counted what is not retired");
        return counted;
    }

private:
    std::atomic<std::size_t> begun_{0};
    fresh_domain domain_{3, 0, retiring<N>::never_by_itself(2)};
};

// Blocks are withdrawn full, emptied, and filled by another.
class counted_meanwhile : public counting<8> {
public:
    counted_meanwhile() {
        retire_before(0, 0);
        retire_before(4, 1);
    }

    void thread(unsigned self) override {
        if (self == 2)
            for (int i = 0; i != 3; ++i)
                count_all();
        else
            for (std::size_t i = 1; i != 4; ++i) {
                retire_countably(4 * self + i);
                told_[self].store(i, atomics::memory_order_release); // of what is retired
                gc::scan();
            }
    }

private:
    void count_all() {
        // acquire: what is retired
        std::size_t const counted = count(2 + told_[0].load(atomics::memory_order_acquire) +
                                          told_[1].load(atomics::memory_order_acquire));
        if (counted != 2 && counted != 8)
            reached("counted meanwhile");
    }

    atomics::atomic<std::size_t> told_[2]{};
};

// The same for a block that a leaving thread lists with one cell in it, and another fills.
class counted_while_leaving : public counting<3> {
public:
    counted_while_leaving() { retire_before(0, 0); }

    void thread(unsigned self) override {
        if (self == 0) {
            fresh_domain::leave();
        } else if (self == 1) {
            gc::scan();
            for (std::size_t i = 1; i != 3; ++i)
                retire_countably(i);
        } else {
            for (int i = 0; i != 3; ++i)
                if (count(1) == 2)
                    reached("counted meanwhile");
        }
    }
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"append_and_collect", 2, 200, make_model<append_and_collect>, {"disposed of another's"}},
         {"two_collectors",
          3,
          200,
          make_model<two_collectors>,
          {"disposed of another's", "left to the other"}},
         {"both_retire", 2, 150, make_model<both_retire>, {"disposed of another's"}},
         {"survivors_come_back", 2, 200, make_model<survivors_come_back>, {"kept", "disposed"}},
         {"listed_meanwhile", 2, 400, make_model<listed_meanwhile>, {"told", "disposed"}},
         {"filled_again", 2, 400, make_model<filled_again>, {"filled again during a scan"}},
         {"filled_by_another",
          3,
          2000,
          make_model<filled_by_another>,
          {"filled beside its lister"}},
         {"counted_meanwhile",
          3,
          200,
          make_model<counted_meanwhile>,
          {"counted meanwhile", "disposed of another's"}},
         {"counted_while_leaving",
          3,
          400,
          make_model<counted_while_leaving>,
          {"counted meanwhile", "disposed of another's"}},
         {"drain_waits", 2, 100, make_model<drain_waits>, {"drained beside a scan", "disposed"}}});
}
