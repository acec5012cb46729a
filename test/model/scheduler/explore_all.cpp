// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#include "explore_all.h"

#include <algorithm>

#include "explored_run.h"

namespace cds_model {

namespace {

std::uint64_t one_execution(model_maker const& make, run_plan const& plan, explored_run& present) {
    explore_by(&present);
    present.begin();
    std::uint64_t steps = 0;
    {
        auto const current = make();
        steps = run(plan, [&current](unsigned self) { current->thread(self); });
        present.search().end();
        current->finish();
    }
    explore_by(nullptr);
    return steps;
}

} // namespace

bool see_all(model_maker const& make, run_plan const& plan, exhaustive& search,
             std::uint64_t executions, search_result& result) {
    result = {};
    explored_run present(search, plan.memory);
    bool more = true;
    for (; more && search.executions() + search.redundant() < executions; more = search.another())
        result.longest = std::max(result.longest, one_execution(make, plan, present));
    result.executions = search.executions();
    result.redundant = search.redundant();
    return !more;
}

search_result see_all(model_maker const& make, run_plan const& plan, search_limits const& limits) {
    search_result seen;
    if (!limits.bounded_only) {
        exhaustive by_races;
        seen.complete = see_all(make, plan, by_races, limits.executions, seen);
        if (seen.complete)
            return seen;
    }
    for (unsigned bound = 0; bound <= limits.preemptions; ++bound) {
        exhaustive bounded(exhaustive::reduction::none, bound);
        search_result wider;
        if (!see_all(make, plan, bounded, limits.executions, wider) && bound != 0)
            break;
        seen = wider;
        seen.preemptions = bound;
        if (4 * wider.executions > limits.executions)
            break; // one preemption more has many times as many
    }
    return seen;
}

void see_again(model_maker const& make, run_plan const& plan, std::string const& choices) {
    exhaustive one;
    one.repeat(choices);
    explored_run present(one, plan.memory);
    one_execution(make, plan, present);
}

} // namespace cds_model
