// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#include "schedule.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace cds_model {

std::uint64_t random_source::next() noexcept {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
}

void schedule::begin(walk how, unsigned fibers, std::uint64_t seed, std::uint64_t expected_steps) {
    walk_ = how;
    random_ = random_source{seed};
    steps_ = 0;
    lowest_ = 0;
    last_ = 0;
    in_a_row_ = 0;
    waits_ = false;
    priority_.resize(fibers);
    for (unsigned i = 0; i != fibers; ++i)
        priority_[i] = static_cast<int>(i) + 1;
    for (unsigned i = fibers; i > 1; --i)
        std::swap(priority_[i - 1], priority_[random_.below(i)]);
    changes_.resize(how == walk::pct ? 1 + random_.below(most_changes) : 0);
    for (std::uint64_t& change : changes_)
        change = 1 + random_.below(std::max<std::uint64_t>(expected_steps, 1));
}

unsigned schedule::next(std::uint32_t runnable, unsigned running) {
    ++steps_;
    if (walk_ == walk::random)
        return any(runnable);
    if (drops_now(running))
        priority_[running] = --lowest_;
    return highest(runnable);
}

unsigned schedule::any(std::uint32_t runnable) {
    auto skip = random_.below(static_cast<std::uint64_t>(std::popcount(runnable)));
    while (skip-- != 0)
        runnable &= runnable - 1;
    return static_cast<unsigned>(std::countr_zero(runnable));
}

unsigned schedule::highest(std::uint32_t runnable) const {
    auto best = static_cast<unsigned>(std::countr_zero(runnable));
    for (unsigned i = best + 1; i != priority_.size(); ++i)
        if ((runnable >> i & 1U) != 0 && priority_[i] > priority_[best])
            best = i;
    return best;
}

bool schedule::drops_now(unsigned running) {
    in_a_row_ = running == last_ ? in_a_row_ + 1 : 0;
    last_ = running;
    if (in_a_row_ < spin_limit && !std::exchange(waits_, false))
        return std::find(changes_.begin(), changes_.end(), steps_) != changes_.end();
    in_a_row_ = 0;
    return true;
}

} // namespace cds_model
