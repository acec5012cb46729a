// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Guards, guarded pointers, retired objects, and two threads.
#include "subject.h"

#include <cds/container/michael_list_dhp.h>
#include <cds/details/marked_ptr.h>
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/gc/hpref.h>
#include <cds/hazard_pointer.h>
#include <cds/urcu/general_buffered.h>

#include <atomic>
#include <cstdlib>
#include <functional>
#include <latch>
#include <thread>
#include <utility>

extern "C" [[gnu::noinline]] void stop_here() { asm volatile("" ::: "memory"); }

namespace subject {

using cds::gc::DHP;
using cds::gc::HP;
using rcu = cds::urcu::gc<cds::urcu::general_buffered<>>;

/// Its blocks are so small that some are full, and listed.
struct own_garbage : cds::gc::own_domain<own_garbage> {
    static constexpr cds::gc::domain_options options = [] {
        cds::gc::domain_options o;
        o.block_capacity = 2;
        return o;
    }();
};
using own_policy = cds::gc::generic_DHP<own_garbage>;

struct article {
    explicit article(int n) : number(n) {}
    int number;
};
struct throw_away {
    void operator()(article* p) const { delete p; }
};
struct burn {
    void operator()(article* p) const { delete p; }
};
struct node_to_share : cds::gc::hpref::node<node_to_share> {
    int number = 8;
};

struct modern : cds::hazard_pointer_obj_base<modern> {};

struct numbers_traits : cds::container::michael_list::traits {
    using less = std::less<int>;
};
using numbers = cds::container::MichaelList<DHP, int, numbers_traits>;
numbers list_of_held;

article* held_and_retired;   // by `guard`, and by the array of the other thread
article* held_by_nobody;     // retired
article* held_by_reader;     // retired
article* held_by_own_policy; // not retired
std::atomic<article*> current;
std::atomic<node_to_share*> shared;

article mark_me(9);
cds::details::marked_ptr<article, 3> marked(&mark_me, 1);
cds::details::marked_ptr<article, 3> unmarked(&mark_me);
cds::details::marked_ptr<article, 3> null;
std::atomic<cds::details::marked_ptr<article, 3>> atomic_marked{marked};

// Globals, so that gdb finds them whatever the optimizer does.
DHP::Guard* guard;
DHP::Guard* guard_of_nothing;
DHP::GuardArray<2>* guards;
numbers::guarded_ptr* guarded;
int* value_in_node; // which `guarded` protects
numbers::guarded_ptr* guarded_nothing;
cds::hazard_pointer* pointer;
cds::gc::hpref::ref<node_to_share>* hazard;
cds::gc::hpref::ref<node_to_share>* reference;

void retire_all() {
    for (int i = 0; i != 3; ++i)
        DHP::retire<throw_away>(new article(i));
    held_by_nobody = new article(6);
    DHP::retire<burn>(held_by_nobody);
    DHP::retire<burn>(held_and_retired);
    HP::retire<burn>(new article(7));
    held_by_reader = new article(3);
    rcu::retire_ptr<burn>(held_by_reader);
    for (int i = 0; i != 3; ++i)
        own_policy::retire<burn>(new article(8));
}

void run_with_two_threads() {
    held_and_retired = new article(5);
    current = held_and_retired;
    std::latch other_is_there(1), done(1);
    std::thread other([&] {
        DHP::GuardArray<2> two;
        two.protect(0, current);
        guards = &two;
        other_is_there.count_down();
        done.wait();
    });
    other_is_there.wait();

    DHP::Guard one, nothing(nullptr);
    one.protect(current);
    guard = &one;
    guard_of_nothing = &nothing;
    list_of_held.insert(42);
    numbers::guarded_ptr of_list = list_of_held.get(42), none;
    guarded = &of_list;
    value_in_node = &*of_list;
    guarded_nothing = &none;
    held_by_own_policy = new article(4);
    own_policy::Guard own;
    own.assign(held_by_own_policy);
    cds::hazard_pointer hp = cds::make_hazard_pointer();
    hp.reset_protection(new modern);
    pointer = &hp;
    shared = new node_to_share;
    auto by_hazard = cds::gc::hpref::get(shared);
    auto by_reference = by_hazard.share();
    hazard = &by_hazard;
    reference = &by_reference;
    rcu::scoped_lock reading;
    retire_all();
    stop_here();
    DHP::force_dispose(); // probes.txt looks at this scan
    done.count_down();
    other.join();
}

} // namespace subject

int main() {
    subject::fill_sets();
    subject::fill_intrusive_sets();
    subject::fill_queues();
    subject::run_with_two_threads();
    std::_Exit(0); // what is left in the containers is not the matter here
}
