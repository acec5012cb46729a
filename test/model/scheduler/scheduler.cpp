// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#include "scheduler.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "explored_run.h"
#include "fiber.h"
#include "sanitizers.h"

#if defined(CDS_MODEL_TSAN) || defined(CDS_MODEL_ASAN)
#    include <sanitizer/common_interface_defs.h>
#endif

#if defined(CDS_MODEL_TSAN)
// The first race ends the process, with the schedule that showed it.
extern "C" char const* __tsan_default_options() { return "halt_on_error=1:atexit_sleep_ms=0"; }
#endif

namespace cds_model {

namespace {

constexpr unsigned spurious_one_in = 32;

struct machine {
    run_plan plan;
    std::function<void(unsigned)> const* body = nullptr;
    schedule order;
    explored_run* explored = nullptr;
    memory values;
    random_source spurious;
    fiber home;
    fiber fibers[max_fibers];
    unsigned created = 0;
    std::uint32_t runnable = 0;
    int current = -1;
    unsigned in_one_step = 0;
    std::uint64_t moments = 0;
    char replay[512] = "";
};

constinit machine* the_machine = nullptr;

// Never destroyed: its fibers are suspended for ever, and atomics may be touched during exit.
machine& the() {
    if (the_machine == nullptr)
        the_machine = new machine;
    return *the_machine;
}

void print_replay_hint() {
    machine const& m = the();
    if (*m.replay != '\0' && m.explored != nullptr)
        std::fprintf(stderr, "model: replay with: %s --choices=%s\n", m.replay,
                     m.explored->search().choices().c_str());
    else if (*m.replay != '\0')
        std::fprintf(stderr, "model: replay with: %s\n", m.replay);
    std::fflush(stderr);
}

void on_signal(int number) {
    std::fprintf(stderr, "model: ended by signal %d (%s)\n", number, strsignal(number));
    print_replay_hint();
    std::signal(number, SIG_DFL);
    std::raise(number);
}

std::uint64_t steps_made(machine const& m) {
    return m.explored != nullptr ? m.explored->search().step() + 1 : m.order.steps();
}

// The oldest store of the fiber becomes visible.
void perform_store_of(machine& m, unsigned owner) {
    int const running = std::exchange(m.current, static_cast<int>(owner));
    buffered_store const store = m.explored->oldest_store(owner);
    store.perform(store);
    m.current = running;
}

constexpr unsigned nobody = explored_run::none;

// Makes the steps of store buffers until it is a fiber's turn.
unsigned next_explored(machine& m, unsigned from) {
    for (;;) {
        process const p = m.explored->next(m.runnable, from);
        if (p == explored_run::none) {
            check(m.runnable == 0, "every fiber waits for another one");
            return nobody;
        }
        if (p < max_fibers) {
            m.explored->begins_step(p);
            return p;
        }
        perform_store_of(m, p - max_fibers);
    }
}

unsigned next_fiber(machine& m, unsigned from) {
    unsigned to = nobody;
    if (m.explored != nullptr)
        to = next_explored(m, from);
    else if (m.runnable != 0)
        to = m.order.next(m.runnable, from);
    if (steps_made(m) > m.plan.step_limit)
        fail("step limit reached: livelock, or a fiber waits for one that has ended");
    return to;
}

// Leaves the running fiber for the next one, or for home when all have ended.
void leave() {
    machine& m = the();
    auto const from = static_cast<unsigned>(m.current);
    unsigned const to = next_fiber(m, from);
    if (to == nobody) {
        m.current = -1;
        m.fibers[from].switch_to(m.home, sanitizers::switch_order::none);
        return;
    }
    if (to == from)
        return;
    m.current = static_cast<int>(to);
    m.fibers[from].switch_to(m.fibers[to], sanitizers::switch_order::none);
}

// The life of a fiber: one job per run.
void fiber_entry() {
    machine& m = the();
    auto const self = static_cast<unsigned>(m.current);
    m.fibers[self].entered(m.home);
    for (;;) {
        (*m.body)(self);
        sanitizers::unobserved const bookkeeping;
        m.runnable &= ~(std::uint32_t{1} << self);
        leave();
    }
}

// Makes no machine: a sanitizer may ask from where nothing can be allocated.
bool active() noexcept { return the_machine != nullptr && the_machine->current >= 0; }

void trace(char const* what, void const* where, word before, word after, std::memory_order order) {
    static char const* const names[] = {"relaxed", "consume", "acquire",
                                        "release", "acq_rel", "seq_cst"};
    machine const& m = the();
    if (m.plan.trace)
        std::fprintf(stderr, "%6llu  fiber %d  %-6s %p  %#llx -> %#llx  %s\n",
                     static_cast<unsigned long long>(steps_made(m)), m.current, what, where,
                     static_cast<unsigned long long>(before),
                     static_cast<unsigned long long>(after), names[static_cast<int>(order)]);
}

void prepare_fibers(machine& m) {
    if (m.created == 0) {
        m.home.adopt_caller();
        for (int const number : {SIGABRT, SIGSEGV, SIGBUS})
            std::signal(number, on_signal);
#if defined(CDS_MODEL_TSAN) || defined(CDS_MODEL_ASAN)
        __sanitizer_set_death_callback(print_replay_hint);
#endif
    }
    for (; m.created < m.plan.fibers; ++m.created)
        m.fibers[m.created].create(fiber_entry);
    for (unsigned i = 0; i != m.plan.fibers; ++i)
        m.fibers[i].learn_from(m.home);
}

// Alone fences are steps where somebody may notice.
bool explored_fence_matters(machine const& m, std::memory_order order) {
    return m.plan.memory == memory_model::weak ||
           (m.plan.memory == memory_model::tso && order == std::memory_order_seq_cst);
}

constexpr char const* no_atomic = "atomic access to memory that has become something else";

} // namespace

std::uint64_t run(run_plan const& plan, std::function<void(unsigned)> const& body) {
    machine& m = the();
    m.plan = plan;
    m.body = &body;
    prepare_fibers(m);
    random_source seeds{plan.seed};
    m.order.begin(plan.how, plan.fibers, seeds.next(), plan.expected_steps);
    // A search has store buffers of its own in place of what `memory` does for tso.
    bool const buffers = m.explored != nullptr && plan.memory == memory_model::tso;
    m.values.begin(buffers ? memory_model::sc : plan.memory, plan.fibers, seeds.next(),
                   m.explored != nullptr ? &m.explored->search() : nullptr);
    m.spurious = random_source{seeds.next()};
    m.runnable = (std::uint32_t{1} << plan.fibers) - 1;
    unsigned const first = next_fiber(m, 0);
    m.current = static_cast<int>(first);
    m.home.switch_to(m.fibers[first], sanitizers::switch_order::none);
    for (unsigned i = 0; i != plan.fibers; ++i)
        m.home.learn_from(m.fibers[i]);
    return steps_made(m);
}

void explore_by(explored_run* one) { the().explored = one; }

int current_fiber() noexcept { return the().current; }

memory::clock const& past_of_current_fiber() {
    return the().values.past(static_cast<unsigned>(the().current));
}

std::uint64_t moment() {
    atomic_fence(std::memory_order_seq_cst);
    return ++the().moments;
}

std::uint64_t moment_of_call() {
    machine& m = the();
    if (m.explored == nullptr || !active())
        return moment();
    sanitizers::unobserved const bookkeeping;
    leave();
    if (m.plan.memory == memory_model::weak)
        m.values.full_fence(static_cast<unsigned>(m.current));
    m.explored->begins(static_cast<unsigned>(m.current));
    return ++m.moments;
}

std::uint64_t moment_of_end() {
    machine& m = the();
    if (m.explored == nullptr || !active())
        return moment();
    sanitizers::unobserved const bookkeeping;
    auto const self = static_cast<unsigned>(m.current);
    if (m.explored->has_stores(self)) {
        m.explored->needs_empty(self, self);
        leave();
    }
    if (m.plan.memory == memory_model::weak)
        m.values.full_fence(self);
    m.explored->ends(self);
    return ++m.moments;
}

void fail(char const* message) {
    std::fprintf(stderr, "model: FAILED: %s (fiber %d, step %llu)\n", message, the().current,
                 static_cast<unsigned long long>(steps_made(the())));
    print_replay_hint();
    std::_Exit(1);
}

void set_replay_hint(char const* command_line) {
    std::snprintf(the().replay, sizeof the().replay, "%s", command_line);
}

void scheduling_point(bool fences) {
    if (!active())
        return;
    sanitizers::unobserved const bookkeeping;
    machine& m = the();
    if (m.in_one_step != 0)
        return;
    auto const self = static_cast<unsigned>(m.current);
    if (fences && m.explored != nullptr && m.explored->buffers_stores())
        m.explored->needs_empty(self, self);
    leave();
}

void atomic_created(void const* where) {
    if (the_machine != nullptr && the_machine->explored != nullptr)
        the_machine->explored->created(where);
    if (!active())
        return;
    sanitizers::unobserved const bookkeeping;
    the().values.created(where);
}

void atomic_ended(void const* where) {
    if (!active())
        return;
    sanitizers::unobserved const bookkeeping;
    the().values.ended(where);
}

word atomic_read(void const* where, word newest, std::memory_order order) {
    if (!active())
        return newest;
    sanitizers::unobserved const bookkeeping;
    machine& m = the();
    check(m.values.is_alive(where), no_atomic);
    auto const self = static_cast<unsigned>(m.current);
    if (m.explored != nullptr) {
        if (auto const own = m.explored->own_store(self, where)) {
            trace("reload", where, newest, *own, order);
            return *own;
        }
        m.explored->reads(self, where, order);
    }
    word const seen = m.values.read(self, where, newest, order);
    trace("load", where, newest, seen, order);
    return seen;
}

word atomic_read_other(void const* where, word newest, word expected, std::memory_order order) {
    if (!active())
        return newest;
    word seen = expected;
    if (the().explored == nullptr) {
        while (seen == expected)
            seen = atomic_read(where, newest, order);
        return seen;
    }
    sanitizers::unobserved const bookkeeping;
    machine& m = the();
    check(m.values.is_alive(where), no_atomic);
    auto const self = static_cast<unsigned>(m.current);
    m.explored->reads(self, where, order);
    m.values.read_newest(self, where, newest, order);
    trace("differ", where, newest, newest, order);
    return newest;
}

bool atomic_write_later(buffered_store const& store) {
    if (!active() || the().explored == nullptr || !the().explored->buffers_stores() ||
        the().in_one_step != 0)
        return false;
    sanitizers::unobserved const bookkeeping;
    machine& m = the();
    check(m.values.is_alive(store.where), no_atomic);
    m.explored->stores(static_cast<unsigned>(m.current), store);
    trace("buffer", store.where, 0, store.value, store.order);
    return true;
}

void atomic_write(void const* where, word old, word value, std::memory_order order) {
    if (!active())
        return;
    sanitizers::unobserved const bookkeeping;
    machine& m = the();
    check(m.values.is_alive(where), no_atomic);
    auto const self = static_cast<unsigned>(m.current);
    if (m.explored != nullptr)
        m.explored->writes(self, where, old, value, order);
    m.values.write(self, where, old, value, order);
    trace("store", where, old, value, order);
}

void atomic_update(void const* where, word old, word value, std::memory_order order) {
    if (!active())
        return;
    sanitizers::unobserved const bookkeeping;
    machine& m = the();
    check(m.values.is_alive(where), no_atomic);
    auto const self = static_cast<unsigned>(m.current);
    if (m.explored != nullptr)
        m.explored->writes(self, where, old, value, order);
    m.values.update(self, where, old, value, order);
    trace("update", where, old, value, order);
}

void atomic_fence(std::memory_order order) {
    if (!active())
        return;
    if (the().explored != nullptr && !explored_fence_matters(the(), order))
        return;
    sanitizers::unobserved const bookkeeping;
    scheduling_point(order == std::memory_order_seq_cst);
    machine& m = the();
    auto const self = static_cast<unsigned>(m.current);
    if (m.explored != nullptr)
        m.explored->fences(self, order);
    m.values.fence(self, order);
    trace("fence", nullptr, 0, 0, order);
}

void wait_a_little() {
    if (!active())
        return;
    sanitizers::unobserved const bookkeeping;
    machine& m = the();
    if (m.explored != nullptr) {
        m.explored->has_nothing_to_do(static_cast<unsigned>(m.current));
        return;
    }
    m.order.running_waits();
    leave();
}

bool spurious_failure() {
    return active() && the().explored == nullptr && the().spurious.one_in(spurious_one_in);
}

// Every other fiber fences at some moment between the call and the return, one after another, as
// processors that receive an interrupt do.
void process_barrier() {
    if (!active())
        return;
    sanitizers::unobserved const bookkeeping;
    machine& m = the();
    if (m.explored != nullptr && (m.plan.memory == memory_model::sc || m.in_one_step != 0))
        return;
    auto const self = static_cast<unsigned>(m.current);
    m.values.full_fence(self);
    for (unsigned i = 0; i != m.plan.fibers; ++i) {
        if (m.explored != nullptr && m.explored->buffers_stores()) {
            m.explored->needs_empty(self, self); // before it asks the others
            m.explored->needs_empty(self, i);
        }
        leave();
        if (m.explored != nullptr)
            m.explored->fences_for(self, i);
        m.values.full_fence(i);
    }
    m.values.full_fence(self);
    trace("barrier", nullptr, 0, 0, std::memory_order_seq_cst);
}

in_one_step::in_one_step(start how) {
    machine& m = the();
    if (active() && m.in_one_step == 0 && how == start::as_a_step_with_barrier) {
        sanitizers::unobserved const bookkeeping;
        auto const self = static_cast<unsigned>(m.current);
        if (m.explored != nullptr && m.explored->buffers_stores())
            for (unsigned i = 0; i != m.plan.fibers; ++i)
                m.explored->needs_empty(self, i);
        leave();
        for (unsigned i = 0; i != m.plan.fibers; ++i) {
            if (m.explored != nullptr)
                m.explored->fences_for(self, i);
            m.values.full_fence(i);
        }
    }
    ++m.in_one_step;
}

in_one_step::~in_one_step() { --the().in_one_step; }

} // namespace cds_model
