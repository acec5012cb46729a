// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// T7: threads come and go: a record serves one thread after the other, and nothing that a leaving
// thread retired, or still guards, is lost on the way.

#include "model_domain.h"

namespace {

using namespace cds_model;

// Each thread attaches by its first retire, leaves, and comes back.
class come_and_go : public model {
public:
    void thread(unsigned self) override {
        for (unsigned i = 0; i != 2; ++i) {
            object& o = objects_[2 * self + i];
            o.value.set(1);
            gc::retire(&o, &object::dispose);
            fresh_domain::leave();
        }
    }

    void finish() override {
        if (domain_->statistics().thread_rec_count < 3)
            concluded("record taken over");
        gc::scan();
        for (object const& o : objects_)
            check(o.times_disposed() == 1, "a retired object was lost");
    }

private:
    object objects_[6];
    fresh_domain domain_{0};
};

// A thread leaves while its guard lives on; the guard ends when the record may be another's.
class guard_outlives_its_thread : public model {
public:
    guard_outlives_its_thread() {
        objects_[0].value.set(1);
        src_.store(&objects_[0], atomics::memory_order_relaxed);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            guard g;
            object const* const p = protect(g, src_);
            fresh_domain::leave();
            use(*p);
        } else if (self == 1) {
            scan_and_see(*replace(src_, &objects_[1]));
        } else {
            guard g;
            objects_[2].value.set(3);
            gc::retire(&objects_[2], &object::dispose);
        }
        fresh_domain::leave();
    }

    void finish() override {
        gc::scan();
        check(objects_[0].times_disposed() == 1 && objects_[2].times_disposed() == 1,
              "a retired object was lost");
    }

private:
    object objects_[3];
    source src_{nullptr};
    fresh_domain domain_{1};
};

// Somebody counts while the first threads attach, and their records are being built.
class counted_meanwhile : public model {
public:
    void thread(unsigned self) override {
        if (self == 2) {
            core::stat const s = domain_->statistics();
            check(s.free_count <= s.retired_count || s.pending == 0, "more gone than came");
            if (s.thread_rec_count != 0)
                reached("counted");
        } else {
            objects_[self].value.set(1);
            gc::retire(&objects_[self], &object::dispose);
            gc::scan();
        }
    }

private:
    object objects_[2];
    fresh_domain domain_{0};
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"come_and_go", 3, 150, make_model<come_and_go>, {"record taken over", "disposed"}},
         {"guard_outlives_its_thread",
          3,
          200,
          make_model<guard_outlives_its_thread>,
          {"kept", "disposed"}},
         {"counted_meanwhile", 3, 150, make_model<counted_meanwhile>, {"counted", "disposed"}}});
}
