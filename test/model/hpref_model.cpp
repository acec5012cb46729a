// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Hazards that turn into references: promote against retire, counting through the emergency and the
// shared slots, a slot that another thread gave up, and the ways to synchronize.

#include <cds/gc/hpref.h>

#include "model_domain.h"

#include <cstdlib>

namespace {

using namespace cds_model;

// The thread's place of the policy under test is the fiber's.
struct existence : binding {
    static core::slot_cursor& cursor() noexcept { return cursor_of(current_fiber()); }
    static void detach() noexcept {
        binding::detach();
        cursor() = {};
    }
    static core::slot_cursor& cursor_of(int fiber) noexcept {
        static core::slot_cursor cursors[max_fibers + 1];
        return cursors[fiber + 1];
    }
};

using policy = cds::gc::generic_hpref<existence>;

// Its memory stays; `value` is what readers look at, and its end the release.
struct item {
    shared<int> value{7};
    std::atomic<unsigned> releases{0};

    void add_reference() noexcept {
        for (int i = 0; i != 16; ++i) // what counts is what protects the object meanwhile
            scheduling_point();
        count.add();
    }
    void drop_reference() noexcept {
        if (!count.drop())
            return;
        value.end();
        check(releases.fetch_add(1, std::memory_order_relaxed) == 0, "released twice");
        reached("released");
    }
    bool released() const { return releases.load(std::memory_order_relaxed) != 0; }

    core::reference_count count;
};

using held = policy::ref<item>;
using item_source = atomics::atomic<item*>;

void look_at(held const& r) {
    int const first = r->value.get();
    for (int i = 0; i != 8; ++i)
        scheduling_point();
    check(r->value.get() == first, "the object changed while it was held");
}

core::domain_options tiny_existence(std::uint32_t slots) {
    core::domain_options o = tiny();
    o.line_slots = slots;
    o.tag_mask = 1;
    return o;
}

// The first `attached` fibers have their lines.
class existence_domain {
public:
    explicit existence_domain(int attached, std::uint32_t slots = 2)
        : domain_(attached, 0, tiny_existence(slots)) {
        for (int fiber = -1; fiber != int{max_fibers}; ++fiber) {
            core::slot_cursor& cursor = existence::cursor_of(fiber);
            cursor = {};
            if (fiber < 0 || fiber >= attached)
                continue;
            core::hazard_slot* const line = domain_->own_line(*binding::state_of(fiber).record);
            if (slots > 1)
                cursor.next = line;
        }
    }
    core::domain* operator->() noexcept { return domain_.operator->(); }

private:
    fresh_domain domain_;
};

item* unlink(item_source& from) {
    // acquires the object, to end it
    return from.exchange(nullptr, atomics::memory_order_acq_rel);
}

// A reader gets, promotes and keeps; the other retires and scans.
template <std::uint32_t Slots>
class promote_and_retire : public model {
public:
    promote_and_retire() { from_.store(&item_, atomics::memory_order_relaxed); }

    void thread(unsigned self) override {
        if (self != 0) {
            policy::retire(unlink(from_));
            policy::scan();
            if (!item_.released())
                reached("kept");
            return;
        }
        held r = policy::get(from_);
        if (!r)
            return;
        reached(r.is_hazard() ? "got a hazard" : "got a reference");
        look_at(r);
        r.promote();
        look_at(r);
        held const other = r.share();
        r.put();
        look_at(other);
    }

    void finish() override {
        policy::scan();
        check(item_.released(), "an object was lost");
    }

private:
    item item_;
    item_source from_{nullptr};
    existence_domain domain_{2, Slots};
};

// Two readers without a record and without memory for one; the item is replaced, then taken away.
class no_memory : public model {
public:
    no_memory() {
        from_.store(&items_[0], atomics::memory_order_relaxed);
        policy::reserve_retire(2);
        domain_->set_memory_source({[](std::size_t) -> void* { return nullptr; }, &std::free});
        // what the first segments have left over is taken
        while (domain_->try_attach() != &core::unattached_record)
            continue;
    }

    void thread(unsigned self) override {
        if (self == 0) {
            items_[1].value.set(8);
            // publishes the second item, acquires the first to end it
            policy::retire(from_.exchange(&items_[1], atomics::memory_order_acq_rel));
            policy::scan();
            if (!items_[0].released())
                reached("kept");
            no_more_.set(true);
            policy::retire(unlink(from_));
            return;
        }
        held const r = policy::get(from_);
        if (r) {
            check(r.is_reference(), "a hazard without a slot");
            reached("counted without a slot");
            look_at(r);
        } else
            check(no_more_.get(), "who finds nothing does not know why");
    }

    void finish() override {
        domain_->set_memory_source({});
        binding::state_of(-1) = {};
        binding::state_of(-1).attach(*binding::state_of(0).record);
        policy::scan();
        binding::state_of(-1).detach();
        check(items_[0].released() && items_[1].released(), "an object was lost");
    }

private:
    item items_[2];
    shared<bool> no_more_{false};
    item_source from_{nullptr};
    existence_domain domain_{1};
};

// A handle is put by another thread; the slot is taken again by its own for something else.
class put_elsewhere : public model {
public:
    put_elsewhere() {
        first_.store(&items_[0], atomics::memory_order_relaxed);
        second_.store(&items_[1], atomics::memory_order_relaxed);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            passed_ = policy::get(first_);
            // hands the handle over
            full_.store(1, atomics::memory_order_release);
            if (held const r = policy::get(second_)) {
                reached(r.is_hazard() ? "took the slot again" : "found the slot taken");
                look_at(r);
            }
        } else if (self == 1) {
            // takes the handle, if it is there
            if (full_.load(atomics::memory_order_acquire) == 0 || !passed_)
                return;
            look_at(passed_);
            passed_.put();
            reached("put elsewhere");
        } else {
            policy::retire(unlink(first_));
            policy::scan();
            reached(items_[0].released() ? "let go" : "kept");
        }
    }

    void finish() override {
        passed_.put();
        policy::retire(unlink(second_));
        policy::scan();
        check(items_[0].released() && items_[1].released(), "an object was lost");
    }

private:
    item items_[2];
    item_source first_{nullptr};
    item_source second_{nullptr};
    held passed_;
    atomics::atomic<int> full_{0};
    existence_domain domain_{3};
};

enum class way { all, object };

// Readers that come again and again; whoever unlinked the object waits, and ends it at once.
template <way How, std::uint32_t Slots>
class synchronize_and_end : public model {
public:
    synchronize_and_end() { from_.store(&items_[0], atomics::memory_order_relaxed); }

    void thread(unsigned self) override {
        if (self == 0)
            for (int i = 0; i != 2; ++i)
                replace(items_[i], items_[i + 1]);
        else
            for (int i = 0; i != 3; ++i)
                if (held const r = policy::get(from_)) {
                    reached(r.get() == &items_[0] ? "read the old object" : "read a new object");
                    look_at(r);
                }
    }

    void finish() override {
        check(items_[0].released() && items_[1].released(), "an object was lost");
    }

private:
    void replace(item& old, item& next) {
        // publishes the next object, acquires the old one to end it
        from_.exchange(&next, atomics::memory_order_acq_rel);
        if (How == way::all)
            policy::synchronize();
        else
            policy::synchronize(&old);
        old.drop_reference();
        reached(old.released() ? "ended by the waiter" : "ended by a reader");
    }

    item items_[3];
    item_source from_{nullptr};
    existence_domain domain_{3, Slots};
};

// Three roles. One waits for all readers and has unlinked nothing: it leads, mostly. The others
// unlink, wait and end: before its period begins, during it, or after. A reader takes hold of both
// objects, time and again.
template <unsigned Callers>
class callers_and_a_reader : public model {
public:
    callers_and_a_reader() {
        for (unsigned i = 0; i != Callers; ++i)
            from_[i].store(&items_[i], atomics::memory_order_relaxed);
    }

    void thread(unsigned self) override {
        if (self == Callers + 1)
            read();
        else if (self == Callers)
            synchronize(never);
        else {
            item* const old = unlink(from_[self]);
            synchronize(self);
            old->drop_reference();
            reached("ended by the waiter");
        }
    }

    void finish() override {
        std::size_t const periods = (core::count_fences().heavy - fences_before_) / 2;
        check(periods != 0 && periods <= Callers + 1, "a period for nobody");
        concluded(periods == Callers + 1 ? "each had its own period" : "shared a period");
        if (periods == 1)
            concluded("one period for all");
        for (item& i : items_)
            check(i.released(), "an object was lost");
    }

private:
    static constexpr unsigned never = ~0U;

    void read() {
        for (unsigned i = 0; i != 2 * Callers; ++i)
            if (held const r = policy::get(from_[i % Callers])) {
                reached(waiting_.load(std::memory_order_relaxed) != 0 ? "got it while they waited"
                                                                      : "got it before");
                look_at(r);
            }
    }
    void synchronize(unsigned self) {
        if (waiting_.fetch_add(1, std::memory_order_relaxed) != 0 && self != never)
            reached("called while another waited");
        policy::synchronize();
        waiting_.fetch_sub(1, std::memory_order_relaxed);
    }

    item items_[Callers];
    item_source from_[Callers];
    std::size_t fences_before_ = core::count_fences().heavy;
    std::atomic<int> waiting_{0}; // looked at by everybody, and ordering nobody
    existence_domain domain_{int{Callers} + 2};
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"promote_and_retire",
          2,
          300,
          make_model<promote_and_retire<2>>,
          {"got a hazard", "kept", "released"}},
         {"count_and_retire",
          2,
          300,
          make_model<promote_and_retire<1>>,
          {"got a reference", "kept", "released"}},
         {"no_memory",
          3,
          400,
          make_model<no_memory>,
          {"counted without a slot", "kept", "released"}},
         {"put_elsewhere",
          3,
          300,
          make_model<put_elsewhere>,
          {"put elsewhere", "took the slot again", "found the slot taken", "let go", "kept"}},
         {"synchronize_all",
          2,
          300,
          make_model<synchronize_and_end<way::all, 2>>,
          {"read the old object", "read a new object", "ended by the waiter"}},
         {"synchronize_object",
          3,
          200,
          make_model<synchronize_and_end<way::object, 2>>,
          {"read the old object", "read a new object", "ended by the waiter"}},
         {"synchronize_beside_counting",
          2,
          200,
          make_model<synchronize_and_end<way::all, 1>>,
          {"ended by the waiter", "ended by a reader"}},
         {"a_late_caller",
          3,
          400,
          make_model<callers_and_a_reader<1>>,
          {"called while another waited", "got it while they waited", "got it before",
           "each had its own period", "shared a period", "ended by the waiter"}},
         {"three_callers",
          4,
          200,
          make_model<callers_and_a_reader<2>>,
          {"called while another waited", "got it while they waited", "got it before",
           "each had its own period", "shared a period", "one period for all",
           "ended by the waiter"}}});
}
