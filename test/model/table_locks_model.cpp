// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The locks of a table that grows: who has the lock of a key has it as long as he holds it,
// whatever number of locks there is by then, and who makes more of them has the table to himself.

#include "ids_of_fibers.h"
#include "scheduler/explore.h"
#include "scheduler/shared.h"

#define get_current_thread_id get_current_fiber_id
#include <cds/structures/hash/striped/striping.h>
#include <cds/sync/spinlock.h>
#undef get_current_thread_id

namespace {

using namespace cds_model;
using lock = cds::sync::spin_lock<cds::backoff::yield>;
using recursive_lock = cds::sync::reentrant_spin_lock<std::uint32_t, cds::backoff::yield>;
using refinable = cds::intrusive::striped_set::refinable<lock>;
using recursive_refinable = cds::intrusive::striped_set::refinable<recursive_lock>;
using striping = cds::intrusive::striped_set::striping<lock>;

// A table of plain numbers: one for each key, and the size, as buckets are.
template <class Locks>
class numbers : public model {
public:
    void finish() override {
        for (unsigned key = 0; key != keys; ++key) {
            int expected = 0;
            for (auto const& of_fiber : added_)
                expected += of_fiber[key];
            check(count_[key].get() == expected, "an operation on a key was lost");
        }
        check(locks_.lock_count() <= static_cast<unsigned>(size_.get()), "more locks than buckets");
    }

protected:
    static constexpr unsigned keys = 8;

    void add(unsigned key) {
        typename Locks::scoped_cell_lock const hold(locks_, key);
        int const before = count_[key].get();
        if (static_cast<unsigned>(size_.get()) > 2)
            reached("in a larger table");
        scheduling_point();
        count_[key].set(before + 1);
        ++added_[current_fiber()][key];
    }
    void grow() {
        int seen = 0;
        {
            typename Locks::scoped_cell_lock const hold(locks_, 1);
            seen = size_.get();
        }
        typename Locks::scoped_resize_lock const all(locks_);
        if (size_.get() != seen) {
            reached("somebody else was faster");
            return;
        }
        for (shared<int>& count : count_) // as if all items moved
            count.set(count.get());
        size_.set(2 * seen);
        locks_.resize(static_cast<unsigned>(2 * seen));
    }
    int sum() {
        typename Locks::scoped_full_lock const all(locks_);
        int result = 0;
        for (shared<int> const& count : count_)
            result += count.get();
        return result;
    }

    Locks locks_{2};
    shared<int> size_{2};
    shared<int> count_[keys] = {};
    int added_[3][keys] = {}; // each fiber's own
};

// Keys 1, 3 and 7 share a lock at first, two of them when it is grown, and none of them at last.
template <class Locks>
class keys_beside_growth : public numbers<Locks> {
public:
    void thread(unsigned self) override {
        if (self == 0) {
            this->grow();
            this->add(3);
            this->grow();
        } else {
            this->add(self == 1 ? 3 : 7);
            this->add(self == 1 ? 7 : 3);
            this->add(7);
        }
    }
};

class two_growths : public numbers<refinable> {
public:
    void thread(unsigned self) override {
        add(self);
        grow();
        add(5);
    }
};

class whole_beside_keys : public numbers<refinable> {
public:
    void thread(unsigned self) override {
        if (self == 0) {
            int const before = sum();
            check(before <= sum(), "the sum went down");
            reached(before != 0 ? "after an addition" : "before all");
        } else if (self == 1) {
            add(2);
            grow();
        } else {
            add(3);
            add(2);
        }
    }
};

// A thread that has a key takes it again, and who has the whole table takes any key.
class keys_taken_again : public numbers<recursive_refinable> {
public:
    void thread(unsigned self) override {
        if (self == 0) {
            grow();
            recursive_refinable::scoped_full_lock const all(locks_);
            add(7);
        } else {
            recursive_refinable::scoped_cell_lock const hold(locks_, 3);
            int const before = count_[3].get();
            add(3);
            check(count_[3].get() == before + 1, "another thread came between");
        }
    }
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"keys_beside_growth",
          3,
          300,
          make_model<keys_beside_growth<refinable>>,
          {"in a larger table"}},
         {"striped_keys_beside_growth",
          3,
          100,
          make_model<keys_beside_growth<striping>>,
          {"in a larger table"}},
         {"two_growths",
          2,
          300,
          make_model<two_growths>,
          {"somebody else was faster", "in a larger table"}},
         {"whole_beside_keys",
          3,
          300,
          make_model<whole_beside_keys>,
          {"after an addition", "before all"}},
         {"keys_taken_again", 3, 300, make_model<keys_taken_again>, {"in a larger table"}}});
}
