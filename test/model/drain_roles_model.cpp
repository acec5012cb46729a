// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Three roles at once: somebody who drains, somebody who has old objects in hand meanwhile, and
// somebody who guards one of them or moves them on. What disposers retire is awaited too, on
// whatever thread they run and by whatever way it goes.

#include "model_drains.h"

namespace {

using namespace cds_model;

// --- a drain, a scan, an owner -------------------------------------------------------------------

// What a threshold scan lists and finds, and what an owner serves: parents, with a child each.
class beside_all : public draining<7> {
public:
    beside_all() : draining(3) {
        retired_[0].child = &retired_[1];
        retired_[2].child = &retired_[3];
        retire_for(2, 0);
        domain_.retire_for(2, &filler_, &used_again::dispose); // lists the first
        domain_.prove_by(1);                                   // for fiber 2 to serve
        retire_for(1, 2);
        domain_->configure(with_threshold(1));
    }

    void thread(unsigned self) override {
        if (self == 0)
            drain(4);
        else if (self == 1)
            for (std::size_t i = 4; i != 6; ++i)
                retire(i);
        else
            retire(6);
    }
};

// A scan holds the owner's filling block; the owner lists that block meanwhile.
class held_and_listed : public draining<2> {
public:
    held_and_listed() : draining(3) {
        blocks_at_hand();
        guard_for(1, 0);
        retire_for(2, 0);
    }

    void thread(unsigned self) override {
        if (self == 0)
            drain(1);
        else if (self == 1) {
            // relaxed, as below: a note for goals
            scans_.store(true, std::memory_order_relaxed);
            gc::scan();
            scans_.store(false, std::memory_order_relaxed);
            end_guard();
        } else {
            bool const beside = scans_.load(std::memory_order_relaxed);
            retire(1); // blocks have one cell
            if (beside && scans_.load(std::memory_order_relaxed))
                reached("listed beside a scan");
        }
    }

private:
    std::atomic<bool> scans_{false};
};

// No block is at hand to take a guarded object out of a filling block: it stays there, where a scan
// may hold it when the drain comes by.
class without_blocks : public draining<2> {
public:
    without_blocks() {
        guard_for(1, 0);
        for (int fiber = 0; fiber != 2; ++fiber)
            retire_for(fiber, fiber == 0 ? 1 : 0);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            drain(2);
        } else {
            gc::scan();
            end_guard();
            gc::scan();
        }
    }
};

// The same for an object that the draining thread guards itself.
class own_guard_without_blocks : public draining<1> {
public:
    own_guard_without_blocks() {
        guard_for(0, 0);
        retire_for(1, 0);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            check(!drains_.run([] { return gc::drain(); }), "drained what it guards");
            reached("refused");
            end_guard();
        } else {
            gc::scan();
        }
    }
};

// --- children ------------------------------------------------------------------------------------

// A child is retired by a disposer on fiber 1, and guarded by fiber 2 for a while; so is a
// grandchild.
class family : public draining<4> {
public:
    family() : draining(3) {
        retired_[0].child = &retired_[1];
        retired_[1].child = &retired_[2];
        guard_for(2, 1);
    }

    void thread(unsigned self) override {
        if (self == 0)
            drain(3);
        else if (self == 1)
            dispose();
        else {
            pause_a_little();
            end_guard();
        }
    }

protected:
    virtual void dispose() { gc::scan(); }
};

// The parent is served by its owner.
class child_of_a_service : public family {
public:
    child_of_a_service() {
        retire_for(1, 0);
        domain_.retire_for(1, &filler_, &used_again::dispose); // lists it
        domain_.prove_by(0);
    }

private:
    void dispose() override { retire(3); }
};

// The parent is found by a scan, in a list.
class child_of_a_scan : public family {
public:
    child_of_a_scan() {
        blocks_at_hand();
        retire_for(1, 0);
        domain_.retire_for(1, &filler_, &used_again::dispose); // lists it
    }
    void finish() override {
        gc::retire(&retired_[3], &used_again::dispose);
        family::finish();
    }
};

// Two children, more than fit into a block, whichever of the two finds the parent.
class two_children : public child_of_a_scan {
public:
    two_children() {
        retired_[1].child = nullptr;
        retired_[0].second_child = &retired_[2];
    }
};

// In a filling block; and no block is at hand to take it out to.
class child_without_blocks : public family {
public:
    child_without_blocks() {
        retire_for(1, 0);
        retire_for(0, 3);
    }
};

// In a list, in one block with a guarded object; and no block is at hand to take the parent out to.
class child_cut_off : public family {
public:
    child_cut_off() {
        core::domain_options o = with_threshold(100);
        o.block_capacity = 2;
        domain_->configure(o);
        guard_for(1, 3);
        retire_for(1, 0);
        retire_for(1, 3);
        domain_.retire_for(1, &filler_, &used_again::dispose); // lists the two
    }

private:
    void dispose() override {
        gc::scan();
        end_guard();
    }
};

// The parent was linked for want of memory.
class child_of_a_link : public family {
public:
    child_of_a_link() {
        link_.what = {&retired_[0], &used_again::dispose};
        domain_->retire_linked(nullptr, link_);
    }
    void finish() override {
        gc::retire(&retired_[3], &used_again::dispose);
        family::finish();
    }

private:
    core::retired_link link_;
};

// A line of three is retired by its owner, whose threshold is reached, beside an explicit scan.
class line_of_three : public draining<6> {
public:
    line_of_three() : draining(3) {
        for (std::size_t i = 0; i != 2; ++i)
            retired_[i].child = &retired_[i + 1];
        guard_for(2, 1);
        domain_->configure(with_threshold(1));
    }

    void thread(unsigned self) override {
        if (self == 0) {
            retire(0);
            for (std::size_t i = 3; i != 5; ++i)
                retire(i);
        } else if (self == 1) {
            gc::scan();
            retire(5);
        } else {
            pause_a_little();
            if (retired_[0].disposed() && !retired_[1].disposed())
                reached("kept in the middle");
            end_guard();
        }
    }
};

// --- linked objects ------------------------------------------------------------------------------

// An object that needs no memory to be retired; nor does its child.
struct linked : object {
    core::retired_link link;
    linked* child = nullptr;
    static inline fresh_domain* home = nullptr;

    // `self`: null for a thread that has no record.
    void retire(core::thread_record* self) {
        link.what = {this, &linked::dispose};
        (*home)->retire_linked(self, link);
    }
    static void dispose(void* p) {
        linked* const child = static_cast<linked*>(p)->child;
        if (drains::current->others() != 0)
            reached("disposed beside a drain");
        object::dispose(static_cast<object*>(p));
        if (child != nullptr)
            child->retire(nullptr);
    }
};

// A line of them, that comes to its end in drain(), beside a scan.
class line_of_links : public draining<1> {
public:
    line_of_links() {
        linked::home = &domain_;
        for (int i = 0; i != 4; ++i)
            line_[i].child = &line_[i + 1];
        line_[0].retire(nullptr);
        retire_for(1, 0);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            drain(1);
            for (linked const& o : line_)
                check(o.disposed(), "drain returned early");
        } else {
            gc::scan();
        }
    }

private:
    linked line_[5];
};

// A thread without a record retires more than the threshold: it sweeps.
class beside_a_sweep : public draining<1> {
public:
    beside_a_sweep() : draining(3) {
        linked::home = &domain_;
        old_[0].child = &old_[1];
        guard_ = fresh_domain::record_of(2).take_slot();
        guard_->publish(static_cast<object*>(&old_[1]));
        old_[0].retire(nullptr);
        retire_for(0, 0);
        domain_->configure(with_threshold(1));
    }

    void thread(unsigned self) override {
        if (self == 0) {
            drain(1);
            for (linked const& o : old_)
                check(o.disposed(), "drain returned early");
        } else if (self == 1) {
            young_.retire(nullptr);
        } else {
            pause_a_little();
            if (drains_.others() != 0)
                reached("guarded beside a drain");
            guard_->clear();
        }
    }
    void finish() override {
        draining::finish();
        check(young_.times_disposed() == 1, "a retired object was lost");
    }

private:
    linked old_[2];
    linked young_;
    core::hazard_slot* guard_;
};

// --- two drains ----------------------------------------------------------------------------------

class guarded_list : public draining<1> {
protected:
    explicit guarded_list(int fibers) : draining(fibers) {
        guard_for(1, 0);
        retire_for(1, 0);
        domain_.retire_for(1, &filler_, &used_again::dispose); // lists it
    }
};

// A thread drains what it guards itself, beside two others. It is told so, and they wait for it.
class guards_and_drains : public guarded_list {
public:
    guards_and_drains() : guarded_list(3) {}

    void thread(unsigned self) override {
        if (self == 1) {
            check(!drains_.run([] { return gc::drain(); }), "drained what it guards");
            reached("refused");
            end_guard();
        } else {
            drain(0);
            check(retired_[0].disposed(), "drain returned early");
        }
    }
};

// A drain gives up and lets go what it had, while another begins.
class gives_up_beside : public guarded_list {
public:
    gives_up_beside() : guarded_list(3) {}

    void thread(unsigned self) override {
        if (self == 0)
            drain(1);
        else if (self == 1) {
            pause_a_little();
            end_guard();
        } else if (!drains_.run_at_once() && drains_.others() != 0)
            reached("gave up beside a drain");
    }
};

// A drain begins when another has been at work, and has found nothing old in the block that the
// second one's object was retired to meanwhile.
class turn_after_turn : public draining<2> {
public:
    turn_after_turn() : draining(3) {
        core::domain_options o = with_threshold(100);
        o.block_capacity = 2;
        domain_->configure(o);
        guard_for(2, 1);
        retire_for(0, 0);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            retire(1);
            drain(2);
        } else if (self == 1) {
            drain(0);
        } else {
            pause_a_little();
            end_guard();
        }
    }
};

// A thread is not refused for what it has guarded before: neither before its drain
class guards_no_more : public guarded_list {
public:
    guards_no_more() : guarded_list(2) {}

    void thread(unsigned self) override {
        if (self == 0) {
            drain(1);
        } else {
            end_guard();
            drain(0);
        }
    }
};

// nor in a drain before, which gave up.
class drains_again : public guarded_list {
public:
    drains_again() : guarded_list(2) {}

    void thread(unsigned self) override {
        if (self == 0) {
            drain(1);
        } else {
            check(!drains_.run_at_once(), "drained what it guards");
            end_guard();
            drain(0);
        }
    }
};

// --- owners --------------------------------------------------------------------------------------

// An owner serves what two scans take from under it.
class served_and_taken : public draining<6> {
public:
    served_and_taken() : draining(3) {
        for (std::size_t i = 0; i != 4; ++i)
            domain_.retire_for(0, &retired_[i], &dispose);
        domain_.prove_by(1); // but for the last, which is in the filling block
    }

    void thread(unsigned self) override {
        if (self != 0)
            return gc::scan();
        for (std::size_t i = 4; i != 6; ++i)
            gc::retire(&retired_[i], &dispose);
    }

private:
    static void dispose(void* p) {
        if (current_fiber() >= 0)
            reached(current_fiber() == 0 ? "served" : "taken by a scan");
        used_again::dispose(p);
    }
};

// An owner has listed its block and not forgotten it yet, when a scan has emptied it and another
// thread fills it again. A second scan still finds it by the first owner.
class filled_by_another : public draining<9> {
public:
    filled_by_another() : draining(3) {
        for (std::size_t i = 0; i != 3; ++i)
            retire_for(2, i);
        retire_for(1, 3);
        domain_->collect(fresh_domain::record_of(0), core::scan_everything);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            for (int i = 0; i != 2; ++i)
                gc::scan();
        } else if (self == 1) {
            for (std::size_t i = 4; i != 6; ++i) {
                gc::scan();
                retire(i);
            }
            if (lists_.load(std::memory_order_relaxed))
                reached("filled again meanwhile");
        } else {
            lists_.store(true, std::memory_order_relaxed); // a note for goals
            for (std::size_t i = 6; i != 9; ++i)
                retire(i);
            lists_.store(false, std::memory_order_relaxed);
        }
    }

private:
    std::atomic<bool> lists_{false};
};

// A thread leaves with something in its filling block, which a scan holds; another takes over the
// record, and goes on with the block.
class taken_over : public draining<4> {
public:
    taken_over() {
        retire_for(0, 0);
        record_ = &fresh_domain::record_of(0);
        core::domain_options o = with_threshold(100);
        o.block_capacity = 2;
        domain_->configure(o);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            retire(1);
            fresh_domain::leave();
        } else if (self == 1) {
            scans_.store(true, std::memory_order_relaxed); // a note for goals
            gc::scan();
            scans_.store(false, std::memory_order_relaxed);
            check(retired_[0].disposed(), "a scan missed what was retired before it");
        } else {
            for (std::size_t i = 2; i != 4; ++i)
                retire(i);
            if (&fresh_domain::record_of(2) == record_)
                reached(scans_.load(std::memory_order_relaxed) ? "taken over beside a scan"
                                                               : "taken over");
        }
    }

private:
    core::thread_record* record_;
    std::atomic<bool> scans_{false};
};

} // namespace

int main(int argc, char** argv) {
    constexpr char const* guarded = "guarded beside a drain";
    constexpr char const* disposed = "disposed beside a drain";
    constexpr char const* child = "child retired beside a drain";
    return explore(
        argc, argv,
        {{"beside_all", 3, 300, make_model<beside_all>, {disposed, child}},
         {"held_and_listed",
          3,
          300,
          make_model<held_and_listed>,
          {guarded, "listed beside a scan"}},
         {"without_blocks", 2, 300, make_model<without_blocks>, {guarded, disposed}},
         {"own_guard_without_blocks", 2, 100, make_model<own_guard_without_blocks>, {"refused"}},
         {"child_of_a_service", 3, 300, make_model<child_of_a_service>, {guarded, child}},
         {"child_of_a_scan", 3, 300, make_model<child_of_a_scan>, {guarded, child}},
         {"two_children", 3, 300, make_model<two_children>, {guarded, child}},
         {"child_without_blocks", 3, 300, make_model<child_without_blocks>, {guarded, child}},
         {"child_cut_off", 3, 600, make_model<child_cut_off>, {guarded, child}},
         {"child_of_a_link", 3, 600, make_model<child_of_a_link>, {guarded, child}},
         {"line_of_three", 3, 200, make_model<line_of_three>, {"kept in the middle"}},
         {"line_of_links", 2, 100, make_model<line_of_links>, {disposed}},
         {"beside_a_sweep", 3, 300, make_model<beside_a_sweep>, {guarded, disposed}},
         {"guards_and_drains", 3, 200, make_model<guards_and_drains>, {"refused"}},
         {"gives_up_beside",
          3,
          200,
          make_model<gives_up_beside>,
          {guarded, "gave up beside a drain"}},
         {"turn_after_turn", 3, 300, make_model<turn_after_turn>, {guarded}},
         {"guards_no_more", 2, 200, make_model<guards_no_more>, {guarded}},
         {"drains_again", 2, 200, make_model<drains_again>, {guarded}},
         {"served_and_taken", 3, 200, make_model<served_and_taken>, {"served", "taken by a scan"}},
         {"filled_by_another", 3, 1000, make_model<filled_by_another>, {"filled again meanwhile"}},
         {"taken_over", 3, 300, make_model<taken_over>, {"taken over beside a scan"}}});
}
