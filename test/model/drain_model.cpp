// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// drain() beside everything that may have a retired object in hand meanwhile: a scan, a thread that
// disposes of what was proven free, a thread that leaves, another drain. When it returns, all that
// was retired before the call is disposed, and the caller may use the memory again.

#include "model_drains.h"

namespace {

using namespace cds_model;

// The first object is listed, and guarded by fiber 1.
template <std::size_t N>
class draining_guarded : public draining<N> {
protected:
    explicit draining_guarded(int fibers = 2) : draining<N>(fibers) {
        this->guard_for(1, 0);
        this->retire_for(1, 0);
        this->domain_.retire_for(1, &this->filler_, &used_again::dispose); // lists the first
    }
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
        retired_[0].child = &retired_[2];
        for (std::size_t i = 0; i != 2; ++i)
            retire_for(1, i);
        domain_.prove_by(0);
    }

    void thread(unsigned self) override {
        if (self == 0)
            drain(3);
        else
            retire(3);
    }
};

// A line of them, more than the drain makes passes for other reasons.
class line : public draining<5> {
public:
    line() {
        for (std::size_t i = 0; i != 4; ++i)
            retired_[i].child = &retired_[i + 1];
        retire_for(1, 0);
    }

    void thread(unsigned self) override {
        if (self == 0)
            drain(5);
        else
            gc::scan();
    }
};

// A scan that the threshold asks for has taken two objects when the drain begins, and knows nothing
// of it. It leaves them to their thread, which disposes of them in its next section.
class section_after_section : public draining<4> {
public:
    section_after_section() {
        for (std::size_t i = 0; i != 2; ++i)
            retire_for(1, i);
        domain_->configure(with_threshold(2));
    }

    void thread(unsigned self) override {
        if (self == 0) {
            drain(2);
        } else {
            for (std::size_t i = 2; i != 4; ++i)
                retire(i);
        }
    }
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
         {"line", 2, 200, make_model<line>, {"child retired beside a drain"}},
         {"section_after_section",
          2,
          300,
          make_model<section_after_section>,
          {"disposed beside a drain"}},
         {"beside_a_chain", 2, 300, make_model<beside_a_chain>, {"disposed beside a drain"}},
         {"two_drains", 3, 200, make_model<two_drains>, {"guarded beside two drains"}}});
}
