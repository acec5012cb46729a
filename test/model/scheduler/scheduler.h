// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_SCHEDULER_SCHEDULER_H
#define CDSLIB_TEST_MODEL_SCHEDULER_SCHEDULER_H

#include <atomic>
#include <cstdint>
#include <functional>

#include "memory.h"
#include "schedule.h"

// Runs a few fibers one step at a time. A step is one atomic operation of the code under test:
// before each the schedule decides who goes on, and the memory model decides what it sees.
namespace cds_model {

class explored_run;

struct run_plan {
    unsigned fibers = 2;
    walk how = walk::random;
    memory_model memory = memory_model::sc;
    std::uint64_t seed = 0;
    std::uint64_t expected_steps = 100;
    std::uint64_t step_limit = 50'000;
    bool trace = false;
};

// Runs body(0) ... body(fibers - 1) to their ends, interleaved by the plan. Returns the steps made.
std::uint64_t run(run_plan const& plan, std::function<void(unsigned)> const& body);

// Index of the running fiber, -1 outside run().
int current_fiber() noexcept;

// What happened before this moment of the running fiber (see memory.h).
memory::clock const& past_of_current_fiber();

// A later moment at each call. Real time orders what the caller did before it and does after it
// against other fibers' moments, as a fence does, but gives no happens-before: races stay races.
std::uint64_t moment();
// The moments of an operation. For an exhaustive search they are as close to its first and last
// step as can be: the order of what did not overlap then is all that others can tell.
std::uint64_t moment_of_call();
std::uint64_t moment_of_end();

// Ends the process: prints the message and how to replay.
[[noreturn]] void fail(char const* message);
inline void check(bool holds, char const* message) {
    if (!holds)
        fail(message);
}

// Printed by fail(), and when a sanitizer or a signal ends the process.
void set_replay_hint(char const* command_line);

// From here on runs make the choices of an exhaustive search; `one` is the present execution, and
// null ends it. Set before the model is made.
void explore_by(explored_run* one);

// Called by the atomics. Outside run() they do nothing. A step that fences comes when all that its
// fiber has stored is visible.
void scheduling_point(bool fences = false);
void wait_a_little();
void atomic_created(void const* where);
// From now until an atomic is created there, the memory is something else: every atomic access to
// it fails the run.
void atomic_ended(void const* where);
word atomic_read(void const* where, word newest, std::memory_order order);
// What a comparison with `expected` has seen that failed.
word atomic_read_other(void const* where, word newest, word expected, std::memory_order order);
// Leaves a store to be performed in a step of its own; false if it is to be performed now.
bool atomic_write_later(buffered_store const& store);
void atomic_write(void const* where, word old, word value, std::memory_order order);
void atomic_update(void const* where, word old, word value, std::memory_order order);
void atomic_fence(std::memory_order order);
bool spurious_failure();
void process_barrier();

// While it lives the running fiber makes one step, whatever it does. Where a `barrier` is asked for
// that step begins with one: all stores of all fibers are visible.
class in_one_step {
public:
    enum class start { at_once, as_a_step_with_barrier };
    explicit in_one_step(start how);
    in_one_step(in_one_step const&) = delete;
    in_one_step& operator=(in_one_step const&) = delete;
    ~in_one_step();
};

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_SCHEDULER_SCHEDULER_H
