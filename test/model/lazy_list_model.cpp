// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// LazyList: walks pass by items that are being erased, and find out whether what lies behind is
// still there; what changes the list finds its place under the locks as it was, or does not use it.

#include <cds/intrusive/lazy_list_dhp.h>

#include "list_user.h"

namespace {

using namespace cds_model;
using lock = cds::sync::spin_lock<cds::backoff::yield>;
using element = item<cds::intrusive::lazy_list::node<gc, lock>>;

struct traits : cds::intrusive::lazy_list::traits {
    using hook = cds::intrusive::lazy_list::base_hook<cds::opt::gc<gc>, cds::opt::lock_type<lock>>;
    using disposer = recycle<element>;
    using compare = compare_values;
};
template <class Traits>
using user_of = list_user<cds::intrusive::LazyList<gc, element, Traits>>;
using lazy_user = user_of<traits>;

// A list whose thread 1 takes its time between seeing where a link leads and guarding it.
struct slow_to_guard {
    using node = cds::intrusive::lazy_list::node<gc, lock>;
    static node* to_node_ptr(element& e) { return &e; }
    static node* to_node_ptr(element* e) { return e; }
    static node const* to_node_ptr(element const& e) { return &e; }
    static node const* to_node_ptr(element const* e) { return e; }
    static element* to_value_ptr(node& n) { return static_cast<element*>(&n); }
    static element* to_value_ptr(node* n) {
        for (int i = 0; i != 200 && current_fiber() == 1; ++i)
            scheduling_point();
        return static_cast<element*>(n);
    }
};
struct slow_traits : traits {
    using hook = cds::intrusive::lazy_list::traits_hook<slow_to_guard, cds::opt::gc<gc>,
                                                        cds::opt::lock_type<lock>>;
};

template <class Traits>
class three_items_of : public user_of<Traits> {
public:
    three_items_of() {
        for (long const key : {1L, 2L, 3L})
            this->insert(key);
    }
};
using three_items = three_items_of<traits>;

// The schedule that breaks the list as it was published, which counts on memory that stays. The
// reader sees 2 marked, and steps over it to 3. Then 2 is unlinked, and 3 erased and disposed of;
// 2 still leads to it. To guard 3 now and to find it again in 2 proves nothing.
class behind_a_marked_item : public three_items_of<slow_traits> {
public:
    void thread(unsigned self) override {
        if (self == 0) {
            erase(2);
            erase(3);
            gc::scan();
        } else
            contains(3);
    }
};

// The reader stands on an item that is erased under it: its link says for ever what it said last.
class on_a_marked_item : public three_items_of<slow_traits> {
public:
    void thread(unsigned self) override {
        if (self == 0) {
            erase(2);
            erase(3);
            gc::scan();
            insert(2);
        } else {
            contains(3);
            contains(2);
        }
    }
};

// Behind an item that is being erased nothing may be inserted: it would go with the item.
class insert_behind_an_eraser : public lazy_user {
public:
    insert_behind_an_eraser() {
        insert(1);
        insert(3);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            erase(1);
            insert(1);
        } else {
            insert(2);
            contains(2);
            erase(3);
        }
    }
};

// Two neighbours are erased at the same time, while a third thread inserts between them.
class erasers_of_neighbours : public three_items {
public:
    void thread(unsigned self) override {
        if (self == 2) {
            insert(2);
            contains(3);
        } else {
            extract(self == 0 ? 2 : 3);
            gc::scan();
            insert(self == 0 ? 1 : 3);
        }
    }
};

// A functor has its item to itself: the changes of two are not lost, although they are no atomics.
class functors : public lazy_user {
public:
    functors() { insert(2); }

    void thread(unsigned) override {
        for (int i = 0; i != 2; ++i)
            log_.run([this] {
                return list_.find(2L, [this](element&, long) {
                    int const before = count_.get();
                    scheduling_point();
                    count_.set(before + 1);
                    reached("found");
                });
            });
    }
    void finish() override {
        lazy_user::finish();
        check(count_.get() == 4, "the change of a functor was lost");
    }

private:
    shared<int> count_{0};
};

using iterated = iterated_in<lazy_user>;
using replaced = replaced_in<lazy_user>;
using replaced_and_erased = replaced_and_erased_in<lazy_user>;

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"behind_a_marked_item",
          2,
          300,
          make_model<behind_a_marked_item>,
          {"disposed under an operation", "got"}},
         {"on_a_marked_item",
          2,
          200,
          make_model<on_a_marked_item>,
          {"disposed under an operation", "got"}},
         {"insert_behind_an_eraser", 2, 200, make_model<insert_behind_an_eraser>, {"got"}},
         {"erasers_of_neighbours",
          3,
          200,
          make_model<erasers_of_neighbours>,
          {"disposed under an operation", "extracted", "got"}},
         {"replaced", 3, 200, make_model<replaced>, {"disposed under an operation", "replaced"}},
         {"functors", 2, 100, make_model<functors>, {"found"}},
         {"replaced_and_erased",
          3,
          300,
          make_model<replaced_and_erased>,
          {"disposed under an operation", "replaced"}},
         {"iterated", 2, 100, make_model<iterated>, {"disposed under an operation"}}});
}
