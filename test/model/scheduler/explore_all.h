// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_SCHEDULER_EXPLORE_ALL_H
#define CDSLIB_TEST_MODEL_SCHEDULER_EXPLORE_ALL_H

#include <cstdint>
#include <string>

#include "exhaustive.h"
#include "explore.h"

namespace cds_model {

// What was seen.
struct search_result {
    bool complete = false;
    unsigned preemptions = 0; // unless complete: all executions with at most so many
    std::uint64_t executions = 0;
    std::uint64_t redundant = 0; // begun, and cut when they turned out to repeat another
    std::uint64_t longest = 0;   // steps
};

search_result see_all(model_maker const& make, run_plan const& plan, search_limits const& limits);

// All that `search` has in it, up to so many executions; false if there are more.
bool see_all(model_maker const& make, run_plan const& plan, exhaustive& search,
             std::uint64_t executions, search_result& result);

// One execution again, as the message of a failure names it.
void see_again(model_maker const& make, run_plan const& plan, std::string const& choices);

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_SCHEDULER_EXPLORE_ALL_H
