// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Heavy fences are numbered and shared: a scan that lets another thread's barrier do its work never
// disposes under a reader.

#include "model_domain.h"

namespace {

using namespace cds_model;

// Objects that one reader protects, each with a slot of its own and by the raw protocol.
template <unsigned N>
class reader_beside_fences : public model {
public:
    reader_beside_fences() {
        core::decide_fences();
        for (unsigned i = 0; i != N; ++i) {
            objects_[i].value.set(1);
            sources_[i].store(&objects_[i], atomics::memory_order_relaxed);
        }
        shared_before_ = core::count_fences().shared;
    }

    void finish() override {
        bool const shared = core::count_fences().shared != shared_before_;
        check(!shared || !core::fences_are_full(), "a full fence was shared");
        if (shared || core::fences_are_full())
            concluded("shared, unless fences are full");
    }

protected:
    void read(unsigned i) {
        std::uintptr_t mask = core::fence_mask();
        if (object const* const p = core::protect(&slots_[i], sources_[i], core::itself{}, mask)) {
            use(*p);
            reached("read");
        }
        slots_[i].clear();
    }
    object* unlink(unsigned i) {
        // releases the unlink, acquires the object
        return sources_[i].exchange(nullptr, atomics::memory_order_acq_rel);
    }
    // After the fence that covers the unlink.
    void dispose_unless_held(unsigned i, object* old) {
        if (slots_[i].read() == old)
            reached("kept");
        else
            object::dispose(old);
    }

private:
    object objects_[N];
    source sources_[N]{};
    core::hazard_slot slots_[N];
    std::size_t shared_before_;
};

// Each scan seals what it has unlinked itself, and may find the other one's barrier complete.
class two_scans : public reader_beside_fences<2> {
public:
    void thread(unsigned self) override {
        if (self == 2) {
            read(0);
            read(1);
        } else {
            object* const old = unlink(self);
            core::fence_ticket const sealed = core::seal_for_fence();
            check(core::heavy_fence_covering(sealed), "the barrier failed");
            dispose_unless_held(self, old);
        }
    }
};

// The thread that unlinks seals, and hands the object and the ticket to a scan; a third thread
// issues the barrier that may cover it.
class sealed_by_its_owner : public reader_beside_fences<1> {
public:
    void thread(unsigned self) override {
        if (self == 0) {
            read(0);
        } else if (self == 1) {
            object* const old = unlink(0);
            sealed_ = core::seal_for_fence();
            // hands over the object and its ticket
            retired_.store(old, atomics::memory_order_release);
        } else if (self == 2) {
            object* old = nullptr;
            for (int i = 0; i != 8 && old == nullptr; ++i)
                // acquires the object and its ticket
                old = retired_.load(atomics::memory_order_acquire);
            if (old != nullptr) {
                check(core::heavy_fence_covering(sealed_), "the barrier failed");
                dispose_unless_held(0, old);
            }
        } else {
            check(core::heavy_fence(), "the barrier failed");
        }
    }

private:
    core::fence_ticket sealed_;
    source retired_{nullptr};
};

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv,
                   {{"two_scans",
                     3,
                     800,
                     make_model<two_scans>,
                     {"read", "kept", "disposed", "shared, unless fences are full"}},
                    {"sealed_by_its_owner",
                     4,
                     800,
                     make_model<sealed_by_its_owner>,
                     {"read", "kept", "disposed", "shared, unless fences are full"}}});
}
