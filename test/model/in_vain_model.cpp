// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A thread that looks in vain sees who was there before: clean_up() finds a place empty because a
// section has taken what was there, and so it knows of that section and waits for it. Any other
// place that both look at might order them as well, so there is one at a time.

#include "model_drains.h"

namespace {

using namespace cds_model;

template <std::size_t N>
class looking_in_vain : public draining<N> {
protected:
    explicit looking_in_vain(int fibers = 2) : draining<N>(fibers) {}

    // Uses the first `n` again.
    void clean_up(std::size_t n) {
        this->drains_.run([this] {
            this->domain_->clean_up(&fresh_domain::record_of(0));
            return true;
        });
        for (std::size_t i = 0; i != n; ++i) {
            check(this->retired_[i].disposed(), "clean_up returned early");
            this->retired_[i].memory.set(2);
        }
    }
};

// What disposers retire is in blocks that are listed when the scan is over: of an object that was
// linked for want of memory, and whose disposer retires the others for fiber 1.
template <std::size_t N>
class without_filling_blocks : public looking_in_vain<N> {
protected:
    void retire_by_disposer() {
        link_.what = {this, &retire_all};
        this->domain_->retire_linked(nullptr, link_);
        this->domain_.prove_by(1);
    }

private:
    static void retire_all(void* p) {
        auto* const self = static_cast<without_filling_blocks*>(p);
        for (std::size_t i = 0; i != N; ++i)
            self->retire_for(1, i);
    }

    core::retired_link link_;
};

// The shared list.
class listed : public without_filling_blocks<1> {
public:
    listed() {
        guard_for(1, 0);
        retire_by_disposer(); // and lists it, because it is guarded
        guards_[1]->clear();
    }

    void thread(unsigned self) override {
        if (self == 0)
            clean_up(1);
        else
            gc::scan();
    }
};

// A filling block, that a scan holds.
class held : public looking_in_vain<1> {
public:
    held() { retire_for(1, 0); }

    void thread(unsigned self) override {
        if (self == 0)
            clean_up(1);
        else
            gc::scan();
    }
};

// What was proven free for a thread, which does not serve it: one of the two, as a scan disposes of
// a block's worth of what disposers retired by itself.
class given : public without_filling_blocks<2> {
public:
    given() { retire_by_disposer(); }

    void thread(unsigned self) override {
        if (self == 0)
            clean_up(2);
        else
            gc::scan();
    }
};

// The chain of what was linked; and whoever took it begins a second section. That the first one has
// ended is to be seen by the beginning of the second.
class section_after_section : public looking_in_vain<1> {
public:
    section_after_section() {
        link_.what = {&retired_[0], &used_again::dispose};
        domain_->retire_linked(nullptr, link_);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            clean_up(1);
        } else {
            gc::scan();
            gc::scan();
        }
    }

private:
    core::retired_link link_;
};

// A section that begins when the clean-up does: it knows of it, or the clean-up waits for it. Fiber
// 1 lists and proves free what nobody serves then.
class begun_together : public looking_in_vain<1> {
public:
    begun_together() {
        retire_for(1, 0);
        domain_->configure(with_threshold(1));
    }

    void thread(unsigned self) override {
        if (self == 0)
            clean_up(1);
        else
            gc::retire(&filler_, &used_again::dispose);
    }
};

// What fiber 1 was serving, the first of five disposed of. Its filling block is in somebody's hand
// all the time, so that nothing but what is proven free orders the two.
class half_served : public looking_in_vain<7> {
public:
    void finish() override {
        check(core::filling_block::let_go(filling_, holder), "the block was not held");
        looking_in_vain::finish();
    }

protected:
    half_served() {
        core::domain_options o = with_threshold(100);
        o.block_capacity = 5;
        domain_->configure(o);
        for (std::size_t i = 0; i != 5; ++i)
            retire_for(1, i);
        domain_.retire_for(1, &filler_, &used_again::dispose); // lists the five
        domain_.prove_by(1);
        for (std::size_t i = 5; i != 7; ++i)
            retire_for(1, i);
        check(retired_[0].disposed() && !retired_[1].disposed(), "one was to be served");
        filling_ = fresh_domain::record_of(1).outer.filling.hold(holder);
    }

private:
    static constexpr std::uint32_t holder = 1000; // no record's

    core::retired_block* filling_;
};

// A scan takes the others.
class served_and_taken : public half_served {
public:
    void thread(unsigned self) override {
        if (self == 0)
            clean_up(5);
        else
            gc::scan();
    }
};

// Fiber 1 serves the next, which leaves three.
class served_on : public half_served {
public:
    void thread(unsigned self) override {
        if (self == 0)
            clean_up(5);
        else
            for (used_again& o : more_)
                gc::retire(&o, &used_again::dispose);
    }

private:
    used_again more_[2];
};

} // namespace

int main(int argc, char** argv) {
    constexpr char const* beside = "disposed beside a drain";
    return explore(argc, argv,
                   {{"listed", 2, 300, make_model<listed>, {beside}},
                    {"held", 2, 300, make_model<held>, {beside}},
                    {"given", 2, 300, make_model<given>, {beside}},
                    {"section_after_section", 2, 300, make_model<section_after_section>, {beside}},
                    {"begun_together", 2, 300, make_model<begun_together>, {beside}},
                    {"served_and_taken", 2, 300, make_model<served_and_taken>, {beside}},
                    {"served_on", 2, 300, make_model<served_on>, {beside}}});
}
