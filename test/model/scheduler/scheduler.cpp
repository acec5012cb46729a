// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#include "scheduler.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

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
    memory values;
    random_source spurious;
    fiber home;
    fiber fibers[max_fibers];
    unsigned created = 0;
    std::uint32_t runnable = 0;
    int current = -1;
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
    char const* const hint = the().replay;
    if (*hint != '\0')
        std::fprintf(stderr, "model: replay with: %s\n", hint);
    std::fflush(stderr);
}

void on_signal(int number) {
    std::fprintf(stderr, "model: ended by signal %d (%s)\n", number, strsignal(number));
    print_replay_hint();
    std::signal(number, SIG_DFL);
    std::raise(number);
}

// Leaves the running fiber for the next one, or for home when none is runnable.
void leave() {
    machine& m = the();
    auto const from = static_cast<unsigned>(m.current);
    if (m.runnable == 0) {
        m.current = -1;
        m.fibers[from].switch_to(m.home, sanitizers::switch_order::none);
        return;
    }
    unsigned const to = m.order.next(m.runnable, from);
    if (m.order.steps() > m.plan.step_limit)
        fail("step limit reached: livelock, or a fiber waits for one that has ended");
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
                     static_cast<unsigned long long>(m.order.steps()), m.current, what, where,
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

constexpr char const* no_atomic = "atomic access to memory that has become something else";

} // namespace

std::uint64_t run(run_plan const& plan, std::function<void(unsigned)> const& body) {
    machine& m = the();
    m.plan = plan;
    m.body = &body;
    prepare_fibers(m);
    random_source seeds{plan.seed};
    m.order.begin(plan.how, plan.fibers, seeds.next(), plan.expected_steps);
    m.values.begin(plan.memory, plan.fibers, seeds.next());
    m.spurious = random_source{seeds.next()};
    m.runnable = (std::uint32_t{1} << plan.fibers) - 1;
    unsigned const first = m.order.next(m.runnable, 0);
    m.current = static_cast<int>(first);
    m.home.switch_to(m.fibers[first], sanitizers::switch_order::none);
    for (unsigned i = 0; i != plan.fibers; ++i)
        m.home.learn_from(m.fibers[i]);
    return m.order.steps();
}

int current_fiber() noexcept { return the().current; }

memory::clock const& past_of_current_fiber() {
    return the().values.past(static_cast<unsigned>(the().current));
}

std::uint64_t moment() {
    atomic_fence(std::memory_order_seq_cst);
    return ++the().moments;
}

void fail(char const* message) {
    std::fprintf(stderr, "model: FAILED: %s (fiber %d, step %llu)\n", message, the().current,
                 static_cast<unsigned long long>(the().order.steps()));
    print_replay_hint();
    std::_Exit(1);
}

void set_replay_hint(char const* command_line) {
    std::snprintf(the().replay, sizeof the().replay, "%s", command_line);
}

void scheduling_point() {
    if (!active())
        return;
    sanitizers::unobserved const bookkeeping;
    leave();
}

void atomic_created(void const* where) {
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
    word const seen = m.values.read(static_cast<unsigned>(m.current), where, newest, order);
    trace("load", where, newest, seen, order);
    return seen;
}

void atomic_write(void const* where, word old, word value, std::memory_order order) {
    if (!active())
        return;
    sanitizers::unobserved const bookkeeping;
    machine& m = the();
    check(m.values.is_alive(where), no_atomic);
    m.values.write(static_cast<unsigned>(m.current), where, old, value, order);
    trace("store", where, old, value, order);
}

void atomic_update(void const* where, word old, word value, std::memory_order order) {
    if (!active())
        return;
    sanitizers::unobserved const bookkeeping;
    machine& m = the();
    check(m.values.is_alive(where), no_atomic);
    m.values.update(static_cast<unsigned>(m.current), where, old, value, order);
    trace("update", where, old, value, order);
}

void atomic_fence(std::memory_order order) {
    if (!active())
        return;
    sanitizers::unobserved const bookkeeping;
    leave();
    machine& m = the();
    m.values.fence(static_cast<unsigned>(m.current), order);
    trace("fence", nullptr, 0, 0, order);
}

void wait_a_little() {
    if (!active())
        return;
    sanitizers::unobserved const bookkeeping;
    the().order.running_waits();
    leave();
}

bool spurious_failure() { return active() && the().spurious.one_in(spurious_one_in); }

// Every other fiber fences at some moment between the call and the return, one after another, as
// processors that receive an interrupt do.
void process_barrier() {
    if (!active())
        return;
    sanitizers::unobserved const bookkeeping;
    machine& m = the();
    auto const self = static_cast<unsigned>(m.current);
    m.values.full_fence(self);
    for (unsigned i = 0; i != m.plan.fibers; ++i) {
        leave();
        m.values.full_fence(i);
    }
    m.values.full_fence(self);
    trace("barrier", nullptr, 0, 0, std::memory_order_seq_cst);
}

} // namespace cds_model
