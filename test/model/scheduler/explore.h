// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_SCHEDULER_EXPLORE_H
#define CDSLIB_TEST_MODEL_SCHEDULER_EXPLORE_H

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "scheduler.h"

namespace cds_model {

// One run of a scenario: the constructor sets up, each fiber runs thread(i) once, finish() checks.
class model {
public:
    virtual ~model() = default;
    virtual void thread(unsigned self) = 0;
    virtual void finish() {}
};

using model_maker = std::function<std::unique_ptr<model>()>;

struct scenario {
    std::string name; // "group/name" where a group is reported in one line
    unsigned fibers;
    unsigned runs; // seeds per walk and memory model
    model_maker make;
    // What the runs together must have reached, or the scenario proves nothing.
    std::vector<char const*> goals;
    // For what the library does once per process.
    bool own_process = false;
    // Fit for --exhaustive: nothing in it depends on addresses, and it is small.
    bool is_small = false;
    // The message of the failure that must be found: the scenario is known to be wrong.
    std::string fails_with = {};
};

inline scenario small(scenario what) {
    what.is_small = true;
    return what;
}
inline scenario must_fail(std::string message, scenario what) {
    what.fails_with = std::move(message);
    return small(what);
}

template <class Model>
std::unique_ptr<model> make_model() {
    return std::make_unique<Model>();
}

// Counts towards a goal; a name that is no goal is only reported. Only what a fiber does counts:
// setting up and finishing meet nobody, and would reach most goals by themselves.
void reached(char const* goal);
// For finish(): what it finds that the fibers have reached.
void concluded(char const* goal, unsigned long count = 1);

// How a model executable explores when no option says otherwise.
enum class manner {
    seeded,    // random walks and PCT
    exhaustive // every execution of the small scenarios, or all with few preemptions
};

// How much of a program is looked at; CDS_TEST_SCALE multiplies the executions.
struct search_limits {
    // A search by races that needs more gives way to one with bounded preemptions, and that one
    // takes the largest bound up to `preemptions` for which this many suffice.
    std::uint64_t executions = 5'000;
    unsigned preemptions = 2;
    // Not even tried to see all.
    bool bounded_only = false;
};

// The main function of a model executable. Returns its exit status.
// Options: --seeds=N --seed=N --mode=random|pct --memory=sc|tso|weak --fence=light|full
//          --scenario=NAME --trace --list
//          --exhaustive --executions=N --preemptions=K --bounded --choices=LIST
// Environment: CDS_MODEL_BUDGET (or else CDS_TEST_SCALE) multiplies the runs,
//              CDS_TEST_SEED moves the first seed.
int explore(int argc, char** argv, std::vector<scenario> const& scenarios,
            manner usual = manner::seeded, search_limits const& limits = {});

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_SCHEDULER_EXPLORE_H
