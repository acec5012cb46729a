// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Hazard slots that come and go: growth during a scan, slots that change hands, and the scan depth
// that shrinks. What a reader validated is found by a scan wherever its slot lies.

#include "model_domain.h"

namespace {

using namespace cds_model;

// Readers need more slots than there are, while the writer scans with a table that is too small.
class growth_during_scan : public model {
public:
    growth_during_scan() {
        for (int i = 0; i != 4; ++i)
            objects_[i].value.set(i);
        first_.store(&objects_[0], atomics::memory_order_relaxed);
        second_.store(&objects_[1], atomics::memory_order_relaxed);
    }

    void thread(unsigned self) override {
        if (self != 0) {
            scan_and_see(*replace(self == 1 ? first_ : second_, &objects_[self + 1]));
            return;
        }
        guard spare;
        guard a;
        guard b;
        object const* const p = protect(a, first_);
        object const* const q = protect(b, second_);
        use(*p);
        use(*q);
    }

    void finish() override {
        if (domain_->statistics().hp_block_count > 4)
            concluded("grown");
        gc::scan();
        check(objects_[0].disposed() && objects_[1].disposed(), "a retired object was lost");
    }

private:
    object objects_[4];
    source first_{nullptr};
    source second_{nullptr};
    fresh_domain domain_{3};
};

// A guard made by one thread ends on another, whose cache is full: its line goes back to the pool
// and to the next thread.
class slot_changes_hands : public model {
public:
    slot_changes_hands() {
        objects_[0].value.set(1);
        objects_[1].value.set(2);
        src_.store(&objects_[0], atomics::memory_order_relaxed);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            guard g;
            passed_ = protect(g, src_);
            core::hazard_slot* const raw = g.release();
            // hands the slot over with its protection
            box_.store(raw, atomics::memory_order_release);
        } else if (self == 1) {
            // acquires the slot, and that it protects
            core::hazard_slot* const raw = box_.load(atomics::memory_order_acquire);
            guard own;
            if (raw != nullptr) {
                guard const taken_over{raw};
                use(*passed_);
                reached("taken over");
            }
            use(*protect(own, src_));
        } else {
            scan_and_see(*replace(src_, &objects_[1]));
        }
    }

    void finish() override {
        if (core::hazard_slot* const raw = box_.load(atomics::memory_order_relaxed);
            raw != nullptr && raw->get() != nullptr)
            guard{raw}.clear();
        gc::scan();
        check(objects_[0].times_disposed() == 1, "a retired object was lost");
    }

private:
    static core::domain_options small_cache() {
        core::domain_options o = tiny();
        o.line_slots = 2;
        o.cache_slots = 1;
        return o;
    }

    object objects_[2];
    source src_{nullptr};
    object const* passed_ = nullptr;
    atomics::atomic<core::hazard_slot*> box_{nullptr};
    fresh_domain domain_{3, 1, small_cache()};
};

// Two threads bring the slots of one line home; the line goes, and the scan's view of it.
class line_goes_home : public model {
public:
    line_goes_home() {
        objects_[0].value.set(1);
        slots_ = pool_.grant(nullptr, {});
        slots_[0].publish(&objects_[0]);
    }

    void thread(unsigned self) override {
        if (self == 0)
            objects_[0].value.get();
        slots_[self].clear();
        pool_.give_back(slots_ + self, 2);
        if (self == 1 && pool_.trim() != 0) {
            reached("dropped");
            object::dispose(&objects_[0]); // no slot is left to be read
        }
    }

private:
    object objects_[1];
    core::slot_pool pool_;
    core::hazard_slot* slots_;
};

// The slot pool alone, with the gathering of a real scan: lines above the depth are not read.
class depth_shrinks : public model {
public:
    depth_shrinks() {
        objects_[0].value.set(1);
        core::decide_fences();
        src_.store(&objects_[0], atomics::memory_order_relaxed);
        core::hazard_slot* low = pool_.grant(nullptr, {});
        core::hazard_slot* high = pool_.grant(nullptr, {});
        pool_.give_back(low, 1);
        pool_.give_back(high, 1);
    }

    void thread(unsigned self) override {
        if (self == 2)
            unlink_and_scan();
        else if (self == 1)
            shrink();
        else
            read();
    }

    void finish() override {
        if (shrunk_ && pool_.scan_depth() == 2)
            concluded("grown again");
    }

private:
    void read() {
        core::hazard_slot* const below = pool_.grant(nullptr, {});
        core::hazard_slot* const slot = pool_.grant(nullptr, {});
        std::uintptr_t mask = core::fence_mask();
        if (object const* const p = core::protect(slot, src_, core::itself{}, mask))
            use(*p);
        slot->clear();
        pool_.give_back(slot, 1);
        pool_.give_back(below, 1);
    }

    void shrink() {
        pool_.trim();
        shrunk_ = pool_.scan_depth() < 2;
        if (shrunk_)
            reached("shrunk");
    }

    void unlink_and_scan() {
        void const* table[8];
        std::uint64_t filter[core::hazard_set::filter_for(8)];
        core::hazard_set hazards{table, filter, 8, 0};
        core::hazard_set::cursor at;
        object* const old = src_.exchange(nullptr, atomics::memory_order_acq_rel);
        core::heavy_fence();
        hazards.gather(pool_, core::slot_line::max_slots, at);
        if (hazards.contains(old))
            reached("kept");
        else
            object::dispose(old);
    }

    object objects_[1];
    source src_{nullptr};
    core::slot_pool pool_;
    bool shrunk_ = false;
};

// Lines change hands while somebody counts them: none comes home before it was handed out.
class counted_meanwhile : public model {
public:
    void thread(unsigned self) override {
        if (self != 2) {
            for (int i = 0; i != 2; ++i) {
                guard at_hand;
                guard cached;
                guard goes_home;
            }
            // relaxed: a note for goals
            over_.fetch_add(1, std::memory_order_relaxed);
            return;
        }
        for (int i = 0; i != 3; ++i) {
            core::stat const now = domain_->statistics();
            check(now.guard_freed <= now.guard_allocated, "a slot was freed before it was there");
            // relaxed: as above
            if (now.guard_freed != 0 && over_.load(std::memory_order_relaxed) != 2)
                reached("counted meanwhile");
        }
    }

private:
    static core::domain_options small_cache() {
        core::domain_options o = tiny();
        o.cache_slots = 1;
        return o;
    }

    std::atomic<int> over_{0};
    fresh_domain domain_{2, 0, small_cache()};
};

// Look-up tables go from scan to scan, by the hands of somebody who trims. What is in a table is
// plain memory: ThreadSanitizer sees whether its users are ordered.
class tables_change_hands : public model {
public:
    tables_change_hands() { tables_.put(tables_.take(4, {})); }

    void thread(unsigned self) override {
        if (self == 2)
            return tables_.trim(100);
        core::lookup_table* const mine = tables_.take(4, {});
        mine->entries()[0] = this;
        // relaxed: a note for goals
        if (last_.exchange(mine, std::memory_order_relaxed) == mine)
            reached("taken over");
        tables_.put(mine);
    }

    void finish() override { tables_.trim(0); }

private:
    core::lookup_tables tables_;
    std::atomic<core::lookup_table*> last_{nullptr};
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"growth_during_scan",
          3,
          200,
          make_model<growth_during_scan>,
          {"grown", "kept", "disposed"}},
         {"slot_changes_hands",
          3,
          300,
          make_model<slot_changes_hands>,
          {"taken over", "kept", "disposed"}},
         {"line_goes_home", 2, 300, make_model<line_goes_home>, {"dropped", "disposed"}},
         {"counted_meanwhile", 3, 300, make_model<counted_meanwhile>, {"counted meanwhile"}},
         {"tables_change_hands", 3, 300, make_model<tables_change_hands>, {"taken over"}},
         {"depth_shrinks",
          3,
          600,
          make_model<depth_shrinks>,
          {"shrunk", "grown again", "kept", "disposed"}}});
}
