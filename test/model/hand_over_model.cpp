// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// T2, T7: protection that is copied from slot to slot, or moved with its slot. A scan reads one
// slot after the other: without the hand-over word it may read the destination before the copy and
// the source after it was cleared.

#include "model_domain.h"

namespace {

using namespace cds_model;

template <class Act>
class one_reader : public model {
public:
    one_reader() {
        objects_[0].value.set(1);
        objects_[1].value.set(2);
        src_.store(&objects_[0], atomics::memory_order_relaxed);
    }

    // The reader's record is not the first: nor is the word that it counts its copies in.
    void thread(unsigned self) override {
        if (self == 1)
            Act::read(src_);
        else
            scan_and_see(*replace(src_, &objects_[1]));
    }

    void finish() override {
        gc::scan();
        check(objects_[0].times_disposed() == 1, "the retired object was lost");
    }

private:
    object objects_[2];
    source src_{nullptr};
    fresh_domain domain_{2, 2};
};

// The slots at hand are a LIFO: whichever the scan reads first, one of these has it the wrong way.
struct copy_forward {
    static void read(source& src) {
        guard from;
        guard to;
        pass(src, from, to);
    }
    static void pass(source& src, guard& from, guard& to) {
        object const* const p = protect(from, src);
        to.copy(from);
        from.clear();
        use(*p);
        from.copy(to);
        to.clear();
        use(*p);
    }
};

struct copy_backward {
    static void read(source& src) {
        guard to;
        guard from;
        copy_forward::pass(src, from, to);
    }
};

// By a thread that has no record to count its copies in.
template <class Copy>
struct while_exiting {
    static void read(source& src) {
        binding::exiting = current_fiber();
        binding::detach();
        Copy::read(src);
        binding::exiting = binding::nobody;
    }
};

// So many copies that scans never find the slots at rest: they have them noted. What moves stays,
// and what nobody holds goes.
template <bool Exiting, bool OneScan = true>
class copy_for_ever : public model {
public:
    copy_for_ever() {
        for (object& o : objects_)
            o.value.set(1);
        src_.store(&objects_[0], atomics::memory_order_relaxed);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            if (Exiting)
                while_exiting<storm>::read(src_);
            else
                storm::read(src_);
            over_.store(true, atomics::memory_order_relaxed);
        } else {
            if (self == 1)
                replace(src_, &objects_[1]);
            for (std::size_t round = 0; round != 2; ++round)
                scan_in_the_storm(&objects_[4 * self + 2 * round - 2]);
            gc::force_dispose();
            if (self == 1 && !objects_[0].disposed())
                reached("kept");
        }
    }

    void finish() override {
        gc::scan();
        gc::force_dispose();
        check(objects_[0].times_disposed() == 1, "the retired object was lost");
        check(domain_->statistics().peak_slots <= 2, "more hazards were counted than guards");
    }

private:
    void scan_in_the_storm(object* unguarded) {
        gc::retire(unguarded, &object::dispose);
        gc::retire(unguarded + 1, &object::dispose);
        gc::force_dispose();
        // not both by the chance of a hash; nor, if there is one, in the other scan's hands
        bool const freed = unguarded[0].disposed() || unguarded[1].disposed();
        check(freed || !OneScan, "copies held up a scan");
        if (freed && !over_.load(atomics::memory_order_relaxed))
            reached("freed in the storm");
    }

    struct storm {
        static void read(source& src) {
            guard from;
            guard to;
            object const* const p = protect(from, src);
            for (int i = 0; i != 40; ++i) {
                to.copy(from);
                from.clear();
                p->value.get();
                from.copy(to);
                to.clear();
                p->value.get();
            }
        }
    };
    static core::domain_options impatient() {
        core::domain_options o = tiny();
        o.gatherings = 1;
        return o;
    }

    object objects_[10];
    source src_{nullptr};
    atomics::atomic<bool> over_{false};
    fresh_domain domain_{3, 2, impatient()};
};

// Slots are exchanged, as traversals do: nothing is stored.
struct rotate {
    static void read(source& src) {
        gc::GuardArray<2> guards;
        object const* const p = guards.protect(0, src);
        guards.swap(0, 1);
        guards.clear(0);
        use(*p);
        guard moved{guards.release(1)};
        guard target;
        target = std::move(moved);
        use(*p);
    }
};

// Two threads pass one protection back and forth between slots of different threads.
class between_threads : public model {
public:
    between_threads() {
        objects_[0].value.set(1);
        src_.store(&objects_[0], atomics::memory_order_relaxed);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            guard mine;
            object* const p = protect(mine, src_);
            // lets the other assign it
            offered_.store(p, atomics::memory_order_release);
            // acquired: the other holds it now
            for (int i = 0; i != 20 && !taken_.load(atomics::memory_order_acquire); ++i)
                continue;
            use(*p);
        } else if (self == 1) {
            // acquires the object; it is protected as long as we have not taken it
            object* const p = offered_.load(atomics::memory_order_acquire);
            if (p == nullptr)
                return;
            guard mine;
            mine.assign(p);
            // our slot's protection goes with it
            taken_.store(true, atomics::memory_order_release);
        } else {
            scan_and_see(*replace(src_, &objects_[1]));
        }
    }

    void finish() override {
        if (taken_.load(atomics::memory_order_relaxed))
            concluded("taken");
        gc::scan();
        check(objects_[0].times_disposed() == 1, "the retired object was lost");
    }

private:
    object objects_[2];
    source src_{nullptr};
    source offered_{nullptr};
    atomics::atomic<bool> taken_{false};
    fresh_domain domain_{3};
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"copy_forward", 2, 400, make_model<one_reader<copy_forward>>, {"kept", "disposed"}},
         {"copy_backward", 2, 400, make_model<one_reader<copy_backward>>, {"kept", "disposed"}},
         {"copy_forward_while_exiting",
          2,
          300,
          make_model<one_reader<while_exiting<copy_forward>>>,
          {"kept", "disposed"}},
         {"copy_backward_while_exiting",
          2,
          300,
          make_model<one_reader<while_exiting<copy_backward>>>,
          {"kept", "disposed"}},
         {"copy_for_ever",
          2,
          300,
          make_model<copy_for_ever<false>>,
          {"kept", "freed in the storm"}},
         {"copy_for_ever_beside_two_scans",
          3,
          200,
          make_model<copy_for_ever<false, false>>,
          {"kept", "freed in the storm"}},
         {"copy_for_ever_while_exiting",
          2,
          600,
          make_model<copy_for_ever<true>>,
          {"kept", "freed in the storm"}},
         {"rotate", 2, 200, make_model<one_reader<rotate>>, {"kept", "disposed"}},
         {"between_threads", 3, 200, make_model<between_threads>, {"taken", "kept", "disposed"}}});
}
