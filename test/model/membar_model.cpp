// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// libcds's pairs of barriers: of two that announce themselves and then look, one sees the other.

#include <cds/gc/hp_membar.h>

#include "scheduler/explore.h"
#include "scheduler/scheduler.h"

namespace {

using namespace cds_model;
namespace hp = cds::gc::hp;

template <class Membar>
class announce_and_look : public model {
public:
    announce_and_look() { Membar::init(); }

    void thread(unsigned self) override {
        announced_[self].store(true, atomics::memory_order_relaxed);
        if (self == 0)
            Membar::sync_fast_path();
        else
            Membar::sync_slow_path();
        saw_[self] = announced_[1 - self].load(atomics::memory_order_relaxed);
    }

    void finish() override {
        check(saw_[0] || saw_[1], "neither saw the other");
        concluded(saw_[0] && saw_[1] ? "both saw"
                  : saw_[0]          ? "the fast one saw"
                                     : "the slow one saw");
    }

private:
    atomics::atomic<bool> announced_[2]{};
    bool saw_[2]{};
};

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv,
                   {{"seq_cst",
                     2,
                     500,
                     make_model<announce_and_look<hp::seq_qst_membar>>,
                     {"both saw", "the fast one saw", "the slow one saw"}},
                    {"asymmetric",
                     2,
                     500,
                     make_model<announce_and_look<hp::asymmetric_membar>>,
                     {"both saw", "the fast one saw", "the slow one saw"}}});
}
