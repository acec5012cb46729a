// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_SCHEDULER_EXHAUSTIVE_H
#define CDSLIB_TEST_MODEL_SCHEDULER_EXHAUSTIVE_H

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "footprint.h"
#include "schedule.h"

namespace cds_model {

// Whoever can make a step: a fiber, or a fiber's store buffer, which makes a store visible.
using process = unsigned;
using process_set = std::uint32_t;
constexpr unsigned max_processes = 2 * max_fibers;
constexpr process buffer_of(unsigned fiber) { return max_fibers + fiber; }
constexpr process_set only(process p) { return process_set{1} << p; }

// Sees every execution of a small program once, by running it again and again: the first choices of
// an execution repeat those of the one before it, and then one choice is made differently.
//
// Two steps conflict when their order matters (footprint.h). Executions that differ only in the
// order of steps without conflict are the same to everybody in them, and one stands for all. So a
// step is tried earlier only where it races with another one: they conflict, and nothing between
// them forces their order (Flanagan, Godefroid, "Dynamic partial-order reduction for model checking
// software", POPL 2005; with the source sets of Abdulla, Aronis, Jonsson, Sagonas, "Optimal dynamic
// partial order reduction", POPL 2014). A process whose step has been tried sleeps until somebody
// makes a step that conflicts with it.
//
// Where that is still too much, the search goes through all interleavings with a bounded number of
// preemptions, and without the reduction, which such a bound would make unsound.
class exhaustive {
public:
    static constexpr unsigned no_bound = ~0U;

    enum class reduction { by_races, none };

    explicit exhaustive(reduction how = reduction::by_races, unsigned preemptions = no_bound)
        : reduces_(how == reduction::by_races), preemptions_(preemptions) {}

    // One execution: begin(), then next() before each step, then end().
    void begin();
    // `natural` goes on if nobody is preempted; if it is not enabled, the choice is free.
    process next(process_set enabled, process natural);
    void end();

    // Within a step.
    std::size_t step() const { return made_ - 1; }
    void touch(spot where, access how) { present_.touched.add(where, how); }
    unsigned pick(unsigned alternatives);
    // The step could not have been made before that one.
    void caused_by(std::size_t step) { present_.causes.push_back(step); }
    // The step waited until `other` had no step to make.
    void waited_for(process other) { present_.awaited |= only(other); }
    // The step ended a wait: one of these was necessary.
    void woken_by(std::vector<std::size_t> wakers) { present_.wakers = std::move(wakers); }

    // After an execution: prepares the next one; false when all have been seen.
    bool another();

    // Repeats one execution, as choices() of it says.
    void repeat(std::string const& choices);
    std::string choices() const;

    std::uint64_t executions() const { return executions_; }
    // Cut short as soon as all that could follow had been seen in another order.
    std::uint64_t redundant() const { return redundant_; }
    bool is_redundant() const { return cut_; }

private:
    // For each process one more than the index of its last step that happened before.
    using clock = std::array<std::uint32_t, max_processes>;
    using step_list = std::vector<std::size_t>;

    struct choice {
        unsigned chosen = 0;
        unsigned alternatives = 0;
    };
    struct sleeper {
        process who;
        footprint next;
    };
    struct effects {
        footprint touched;
        step_list causes;
        step_list wakers;
        process_set awaited = 0;
        void clear();
        friend bool operator==(effects const&, effects const&) = default;
    };
    // The step `chosen`, and the state before it.
    struct node {
        process_set enabled = 0;
        process_set todo = 0; // to be tried from here, or tried
        process_set done = 0;
        process chosen = 0;
        unsigned preemptions = 0; // up to here
        process natural = 0;
        std::vector<sleeper> sleepers;
        std::vector<choice> picks;
        effects step;
        footprint of_all_picks;
        clock past{};
    };

    process repeated(process_set enabled);
    process first_time(process_set enabled, process natural);
    process cheapest(process_set enabled, process natural) const;
    void inherit_sleepers(node& next) const;
    static process_set asleep(node const& n);
    void complete_step();
    void place_in_order(std::size_t last);
    bool happened_before(std::size_t earlier, clock const& past) const;
    void join_past_of(std::size_t step, clock& past) const;
    bool can_do_without(std::size_t earlier, std::size_t last) const;
    void reverse(std::size_t earlier, std::size_t last);
    process_set initials(std::size_t earlier, std::size_t last) const;
    static bool next_pick(node& n);
    bool next_process(node& n) const;

    bool reduces_;
    unsigned preemptions_;
    std::vector<node> path_;
    std::size_t made_ = 0;     // steps of this execution
    std::size_t repeated_ = 0; // so many of them are known from an earlier one
    std::size_t picked_ = 0;   // choices within the present step
    effects present_;
    std::array<std::size_t, max_processes> last_of_{}; // one more than the index of its last step
    bool cut_ = false;
    std::uint64_t executions_ = 0;
    std::uint64_t redundant_ = 0;
};

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_SCHEDULER_EXHAUSTIVE_H
