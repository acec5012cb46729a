// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Fibers that move from thread to thread, in code that is compiled with CDS_FIBERS for a shared
// object: what a fiber takes and gives after a move is that of the thread it is on.
#include <cds_test/sanitizers.h>
#include <cds_test/seed.h>
#include <cds_test/threads.h>

#include <cds/container/msqueue.h>
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/gc/hpref.h>
#include <cds/hazard_pointer.h>
#include <cds/memory/details/region_walkers.h>
#include <cds/memory/node_cache.h>

#include <ucontext.h>

#include <cstdio>
#include <cstdlib>
#include <latch>
#include <memory>
#include <vector>

namespace {

namespace core = cds::gc::core;
using cds::gc::DHP;

struct own : cds::gc::own_domain<own> {};
struct another : cds::gc::own_existence<another> {};
using own_DHP = cds::gc::generic_DHP<own>;
using own_hpref = cds::gc::generic_hpref<another>;
using cache = cds::memory::node_cache<long>;

int failures = 0;

void expect(bool condition, char const* what) {
    if (condition)
        return;
    ++failures;
    std::fprintf(stderr, "it is not true that %s\n", what);
}

// A fiber; run by one thread after the other, each of which stays until the last has run it.
class fiber {
public:
    explicit fiber(void (*body)(fiber&)) : body_(body), stack_(256 * 1024) {
        getcontext(&here_);
        here_.uc_stack.ss_sp = stack_.data();
        here_.uc_stack.ss_size = stack_.size();
        here_.uc_link = &caller_;
        starting_ = this;
        makecontext(&here_, [] { starting_->body_(*starting_); }, 0);
    }

    // Runs it on `n` threads more, one inside the life of the other.
    void run_on_threads(int n) {
        if (n == 0)
            return;
        cds_test::run_thread([&] {
            { typename DHP::Guard const attach; }
            swapcontext(&caller_, &here_);
            run_on_threads(n - 1);
        });
    }

    // For the fiber: goes on on another thread.
    void move() { swapcontext(&here_, &caller_); }

private:
    static inline fiber* starting_ = nullptr;

    void (*body_)(fiber&);
    std::vector<char> stack_;
    ucontext_t here_;
    ucontext_t caller_;
};

constexpr int moves = 4;

// What the thread is told that asks by a call of its own.
template <class Binding>
[[gnu::noinline]] core::thread_state* state_here() {
    __asm__ volatile("");
    return &Binding::state();
}
template <class Binding>
[[gnu::noinline]] core::slot_cursor* cursor_here() {
    __asm__ volatile("");
    return &Binding::cursor();
}
[[gnu::noinline]] std::size_t cached_here() {
    __asm__ volatile("");
    return cache::cached();
}

template <class Binding>
void asks_for_its_state(fiber& me) {
    core::thread_state* last = nullptr;
    for (int i = 0; i != moves; ++i) {
        core::thread_state* const state = &Binding::state();
        expect(state != last, "another thread has another state");
        expect(state == state_here<Binding>(), "a fiber finds the state of its thread");
        last = state;
        me.move();
    }
}

template <class Binding>
void asks_for_its_cursor(fiber& me) {
    for (int i = 0; i != moves; ++i) {
        expect(&Binding::cursor() == cursor_here<Binding>(), "a fiber finds its thread's cursor");
        me.move();
    }
}

// The slot of a guard that moved goes to the thread on which the guard ends.
template <class GC>
void carries_a_guard(fiber& me) {
    for (int i = 0; i != moves / 2; ++i) {
        int object = 0;
        typename GC::Guard guard;
        guard.assign(&object);
        me.move();
        expect(guard.template get<int>() == &object, "protection moves with the fiber");
        typename GC::Guard const other; // the handy place is free now
        core::hazard_slot* const slot = guard.guard_ref();
        guard.unlink();
        if constexpr (!core::limiting_binding<typename GC::binding>) // there it goes home
            expect(state_here<typename GC::binding>()->handy ==
                       reinterpret_cast<std::uintptr_t>(slot),
                   "a slot goes to the thread that gives it");
        me.move();
    }
}

template <class GC>
void retires(fiber& me) {
    for (int i = 0; i != moves; ++i) {
        GC::reserve_retire(1);
        core::thread_record const* const mine = state_here<typename GC::binding>()->record;
        std::size_t const before = mine->retired_total();
        GC::template retire<std::default_delete<int>>(new int(i));
        expect(mine->retired_total() == before + 1, "what is retired is its thread's");
        me.move();
    }
}

struct node : cds::hazard_pointer_obj_base<node> {};

void carries_a_holder(fiber& me) {
    for (int i = 0; i != moves / 2; ++i) {
        node object;
        cds::hazard_pointer holder = cds::make_hazard_pointer();
        holder.reset_protection(&object);
        me.move();
        core::thread_state& here = *state_here<core::dhp_binding>();
        if (core::hazard_slot* const slot = here.take_handy())
            here.record->keep_slot(slot);
        holder = cds::hazard_pointer();
        expect(here.handy > core::thread_state::no_place,
               "a holder's slot goes to the thread that gives it");
        me.move();
    }
}

void caches_nodes(fiber& me) {
    for (int i = 0; i != moves; ++i) {
        std::size_t const before = cached_here();
        long* const p = cache().allocate(1);
        cache().deallocate(p, 1);
        cache().deallocate(std::allocator<long>().allocate(1), 1);
        expect(cached_here() > before, "a thread keeps the nodes that it frees");
        me.move();
    }
}

void is_numbered(fiber& me) {
    unsigned last = ~0u;
    for (int i = 0; i != moves; ++i) {
        unsigned const number = cds::memory::details::region_thread_number();
        expect(number != last, "another thread has another number");
        last = number;
        me.move();
    }
}

void asks_a_manager(fiber& me) {
    using manager = cds::gc::hp::details::DefaultTLSManager;
    for (int i = 0; i != moves; ++i) {
        {
            typename cds::gc::HP::Guard const attach;
        }
        expect(manager::getTLS() == state_here<core::hp_binding>()->record,
               "a manager finds its thread's record");
        me.move();
    }
}

void uses_a_container(fiber& me) {
    cds::container::MSQueue<own_DHP, int> queue;
    for (int i = 0; i != moves; ++i) {
        int out = -1;
        queue.push(i);
        queue.push(i);
        expect(queue.pop(out) && out <= i, "a container works");
        me.move();
    }
}

void (*const stories[])(fiber&) = {
    asks_for_its_state<core::dhp_binding>,
    asks_for_its_state<core::hp_binding>,
    asks_for_its_state<core::hpref_binding>,
    asks_for_its_state<own>,
    asks_for_its_state<another>,
    asks_for_its_cursor<core::hpref_binding>,
    asks_for_its_cursor<another>,
    carries_a_guard<DHP>,
    carries_a_guard<cds::gc::HP>,
    carries_a_guard<own_DHP>,
    retires<DHP>,
    retires<own_DHP>,
    carries_a_holder,
    caches_nodes,
    is_numbered,
    asks_a_manager,
    uses_a_container,
};

} // namespace

int main() {
    cds_test::seed(); // for its line: nothing here is random
    if (cds_test::sanitized) {
        std::puts("unit_gc_fibers: skipped, a sanitizer has to be told of fibers");
        return 0;
    }
    for (auto* const story : stories)
        fiber(story).run_on_threads(moves + 1);
    expect(DHP::drain() && own_DHP::drain(), "nothing is left");
    std::puts(failures == 0 ? "unit_gc_fibers: all is well" : "unit_gc_fibers: something is amiss");
    return failures == 0 ? 0 : 1;
}
