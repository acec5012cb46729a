// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Disposers that retire, guard and scan. What they retire must wait for a snapshot of its own: the
// one in use was taken before the child was unlinked.

#include "model_domain.h"

namespace {

using namespace cds_model;

class disposer_retires : public model {
public:
    disposer_retires() {
        for (object& o : objects_)
            o.value.set(1);
        parent_.store(&objects_[0], atomics::memory_order_relaxed);
        child_.store(&objects_[1], atomics::memory_order_relaxed);
        running = this;
    }

    void thread(unsigned self) override {
        if (self == 0) {
            guard g;
            use(*protect(g, child_));
        } else {
            object* const old = parent_.exchange(&objects_[2], atomics::memory_order_acq_rel);
            gc::retire(old, &dispose_parent);
            gc::scan();
            check(old->disposed(), "nobody held the parent");
            if (!objects_[1].disposed())
                reached("child kept");
        }
    }

    void finish() override {
        gc::scan();
        check(objects_[0].times_disposed() == 1 && objects_[1].times_disposed() == 1,
              "a retired object was lost");
    }

private:
    static void dispose_parent(void* p) {
        object::dispose(p);
        guard const nested;
        replace(running->child_, &running->objects_[3]);
        gc::scan(); // only a wish: the pass around us comes back to it
    }

    static inline disposer_retires* running = nullptr;

    object objects_[4];
    source parent_{nullptr};
    source child_{nullptr};
    fresh_domain domain_{2, 1};
};

// A chain: each disposer retires the next, while another thread scans as well.
class chain : public model {
public:
    chain() { running = this; }

    void thread(unsigned self) override {
        if (self == 0) {
            gc::retire(&objects_[0], &dispose_link);
            gc::scan();
        } else {
            gc::scan();
            reached("scanned beside");
        }
    }

    void finish() override {
        check(gc::drain(), "nothing stands in the way of a drain");
        for (object const& o : objects_)
            check(o.times_disposed() == 1, "a link was lost");
    }

private:
    static void dispose_link(void* p) {
        static unsigned depth[max_fibers + 1];
        unsigned& mine = depth[current_fiber() + 1];
        ++mine;
        check(mine == 1, "disposers are nested in each other");
        object::dispose(p);
        object* const next = static_cast<object*>(p) + 1;
        if (next != running->objects_ + 4)
            gc::retire(next, &dispose_link);
        gc::scan(); // a wish
        --mine;
    }

    static inline chain* running = nullptr;

    object objects_[4];
    fresh_domain domain_{2, 1};
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"disposer_retires", 2, 400, make_model<disposer_retires>, {"child kept", "disposed"}},
         {"chain", 2, 200, make_model<chain>, {"scanned beside", "disposed"}}});
}
