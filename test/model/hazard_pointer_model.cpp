// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The C++26 interface: what try_protect validated is not deleted, whether the retire found memory
// or went to the chain; and a cohort ends with all of its objects gone, whatever scans run.

#include <cds/hazard_pointer.h>

#include <memory_resource>
#include <new>
#include <optional>

#include "model_domain.h"

namespace {

using namespace cds_model;
using cds::hazard_pointer;

class item;
struct end_item {
    void operator()(item* p) const;
};

// Its memory stays until the run is over.
class item : public cds::hazard_pointer_obj_base<item, end_item> {
public:
    shared<int> value{1};
    std::atomic<unsigned> deletions{0}; // looked at by everybody, and ordering nobody

    bool gone() const { return deletions.load(std::memory_order_relaxed) != 0; }
    bool gone_once() const { return deletions.load(std::memory_order_relaxed) == 1; }
};

void end_item::operator()(item* p) const {
    p->value.end();
    check(p->deletions.fetch_add(1, std::memory_order_relaxed) == 0, "deleted twice");
    reached("deleted");
}

using item_source = atomics::atomic<item*>;

int use(item const& i) {
    int const first = i.value.get();
    for (int n = 0; n != 8; ++n)
        scheduling_point();
    check(i.value.get() == first, "the object changed under its hazard pointer");
    return first;
}

// Bit i says whether the request after i others is granted; all later ones are as the last bit.
class memory_that_ends : public std::pmr::memory_resource {
public:
    std::atomic<std::int32_t> granted{-1}; // not the scheduler's: asking is no step of the model

private:
    void* do_allocate(std::size_t size, std::size_t alignment) override {
        // relaxed: one thread in truth
        std::int32_t const mask = granted.load(std::memory_order_relaxed);
        // relaxed: the same
        granted.store(mask >> 1, std::memory_order_relaxed);
        if ((mask & 1) == 0)
            throw std::bad_alloc();
        return std::pmr::new_delete_resource()->allocate(size, alignment);
    }
    void do_deallocate(void* p, std::size_t size, std::size_t alignment) override {
        std::pmr::new_delete_resource()->deallocate(p, size, alignment);
    }
    bool do_is_equal(memory_resource const& other) const noexcept override {
        return this == &other;
    }
};

// A reader, and a fiber that replaces and retires, in a fresh domain. The reader's slot is there
// from the start.
template <std::size_t N>
class scene : public model {
public:
    scene() {
        reader_ = cds::make_hazard_pointer(domain_);
        from_.store(&items_[0], atomics::memory_order_relaxed);
    }

    void finish() override {
        reader_ = {};
        cds::hazard_pointer_clean_up(domain_);
        for (std::size_t i = 0; i != retired_; ++i)
            check(items_[i].gone_once(), "a retired object was lost");
    }

protected:
    void read() {
        if (item* const p = reader_.protect(from_))
            use(*p);
    }
    void try_to_read() {
        // relaxed: proposes
        item* p = from_.load(atomics::memory_order_relaxed);
        if (reader_.try_protect(p, from_)) {
            use(*p);
            reached("validated");
        } else
            reached("refused");
        reader_.reset_protection();
    }
    // Publishes the next item, and returns the one before.
    item& replace() {
        item& next = items_[++retired_];
        next.value.set(2);
        // publishes the item, acquires the old one to delete it
        return *from_.exchange(&next, atomics::memory_order_acq_rel);
    }
    void look(item const& i) {
        if (!i.gone())
            reached("kept");
    }

    memory_that_ends memory_;
    item items_[N];
    item_source from_{nullptr};
    std::size_t retired_ = 0;
    cds::hazard_pointer_domain domain_{tiny(), &memory_};
    hazard_pointer reader_;
};

// Retired in the ordinary way.
class protect_and_retire : public scene<3> {
public:
    void thread(unsigned self) override {
        if (self == 0)
            for (int i = 0; i != 2; ++i)
                try_to_read();
        else
            for (int i = 0; i != 2; ++i) {
                item& old = replace();
                old.retire(domain_);
                cds::hazard_pointer_clean_up(domain_);
                look(old);
            }
    }
};

// Retired without memory: each goes to the chain, and a scan takes the chain.
class protect_and_chain : public scene<4> {
public:
    void thread(unsigned self) override {
        if (self == 0) {
            try_to_read();
            read();
        } else {
            memory_.granted = 0;
            for (int i = 0; i != 3; ++i) {
                item& old = replace();
                old.retire(domain_); // the third finds as many as the threshold, and scans
                if (i != 1)
                    look(old);
            }
            reached("chained");
        }
    }
};

// So many protections without validation that scans never find the slots at rest, as copy_for_ever
// of the hand-over model; here the slots find their domain by themselves. What is retired waits in
// blocks, or without memory in the chain.
template <bool HasMemory>
class reset_for_ever : public model {
public:
    reset_for_ever() {
        for (hazard_pointer& h : held_)
            h = cds::make_hazard_pointer(domain_);
        if (!HasMemory)
            memory_.granted = 0;
        from_.store(&items_[0], atomics::memory_order_relaxed);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            item* const p = held_[0].protect(from_);
            holds_.store(true, std::memory_order_relaxed); // orders nobody, as below
            for (int i = 0; i != 60; ++i) {
                hazard_pointer& from = held_[i % 2];
                held_[1 - i % 2].reset_protection(p);
                from.reset_protection();
                p->value.get();
            }
            held_[0].reset_protection();
            over_.store(true, std::memory_order_relaxed); // a note for goals
        } else {
            for (int i = 0; i != 100 && !holds_.load(std::memory_order_relaxed); ++i)
                scheduling_point();
            // publishes the next, acquires the old one to delete it
            from_.exchange(&items_[1], atomics::memory_order_acq_rel)->retire(domain_);
            for (int i = 2; i != 4; ++i)
                items_[i].retire(domain_); // nobody has seen it
            for (int i = 0; i != 3; ++i) {
                cds::hazard_pointer_clean_up(domain_);
                if (items_[0].gone())
                    continue;
                reached("kept");
                if (items_[2].gone() && !over_.load(std::memory_order_relaxed))
                    reached("freed in the storm");
            }
        }
    }

    void finish() override {
        cds::hazard_pointer_clean_up(domain_);
        for (int i = 0; i != 4; ++i)
            check(items_[i].deletions.load(std::memory_order_relaxed) == (i == 1 ? 0U : 1U),
                  "a retired object was lost");
    }

private:
    static core::domain_options impatient() {
        core::domain_options o = tiny();
        o.gatherings = 1;
        return o;
    }

    memory_that_ends memory_;
    item items_[4];
    item_source from_{nullptr};
    std::atomic<bool> holds_{false};
    std::atomic<bool> over_{false};
    cds::hazard_pointer_domain domain_{impatient(), &memory_};
    hazard_pointer held_[2];
};

// Two threads push to the chain and sweep it without a record, beside a reader.
class two_sweepers : public model {
public:
    two_sweepers() {
        memory_.granted = 0b10; // for a slot, but not for a record
        reader_ = cds::make_hazard_pointer(domain_);
        for (int i = 0; i != 2; ++i)
            from_[i].store(&items_[i], atomics::memory_order_relaxed);
    }

    void thread(unsigned self) override {
        if (self == 2) {
            for (item_source& f : from_)
                if (item* const p = reader_.protect(f))
                    use(*p);
            reader_.reset_protection();
            return;
        }
        for (unsigned i : {2u, 4u})
            items_[i + self].value.set(2); // whoever deletes it has seen that
        item* const old = from_[self].exchange(nullptr, atomics::memory_order_acq_rel);
        old->retire(domain_);
        items_[2 + self].retire(domain_);
        items_[4 + self].retire(domain_);
        if (!old->gone())
            reached("kept");
    }

    void finish() override {
        reader_.reset_protection();
        cds::hazard_pointer_clean_up(domain_);
        for (item const& i : items_)
            check(i.gone_once(), "a retired object was lost");
    }

private:
    memory_that_ends memory_;
    item items_[6];
    item_source from_[2]{};
    cds::hazard_pointer_domain domain_{tiny(), &memory_};
    hazard_pointer reader_;
};

// A cohort ends while a reader still holds one of its objects and another fiber scans.
class cohort_ends : public scene<4> {
public:
    void thread(unsigned self) override {
        if (self == 0)
            try_to_read();
        else if (self == 1) {
            {
                cds::hazard_pointer_cohort cohort(domain_);
                item& old = replace();
                old.retire_to_cohort(cohort);
                look(old);
                replace().retire_to_cohort(cohort);
            }
            for (int i = 0; i != 2; ++i)
                check(items_[i].gone(), "a cohort ended before its objects");
            reached("ended");
        } else {
            other_.retire(domain_);
            cds::hazard_pointer_clean_up(domain_);
        }
    }
    void finish() override {
        scene::finish();
        check(other_.gone_once(), "a retired object was lost");
    }

private:
    item other_;
};

// Two fibers retire to one cohort beside a reader; it ends when both are through.
class cohort_is_shared : public scene<4> {
public:
    cohort_is_shared() { cohort_.emplace(domain_); }

    void thread(unsigned self) override {
        if (self == 0)
            read();
        else if (self == 1)
            replace().retire_to_cohort(*cohort_);
        else
            others_.retire_to_cohort(*cohort_);
        if (self == 0)
            reader_.reset_protection();
    }
    void finish() override {
        cohort_.reset();
        check(items_[0].gone_once() && others_.gone_once(), "a cohort ended before its objects");
        scene::finish();
    }

private:
    item others_;
    std::optional<cds::hazard_pointer_cohort> cohort_;
};

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv,
                   {{"protect_and_retire",
                     2,
                     150,
                     make_model<protect_and_retire>,
                     {"validated", "refused", "kept", "deleted"}},
                    {"protect_and_chain",
                     2,
                     200,
                     make_model<protect_and_chain>,
                     {"validated", "refused", "kept", "chained", "deleted"}},
                    {"reset_for_ever",
                     2,
                     500,
                     make_model<reset_for_ever<true>>,
                     {"kept", "freed in the storm"}},
                    {"reset_for_ever_in_the_chain",
                     2,
                     500,
                     make_model<reset_for_ever<false>>,
                     {"kept", "freed in the storm"}},
                    {"two_sweepers", 3, 150, make_model<two_sweepers>, {"kept", "deleted"}},
                    {"cohort_ends", 3, 100, make_model<cohort_ends>, {"kept", "ended", "deleted"}},
                    {"cohort_is_shared", 3, 100, make_model<cohort_is_shared>, {"deleted"}}});
}
