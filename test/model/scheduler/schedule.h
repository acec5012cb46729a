// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_SCHEDULER_SCHEDULE_H
#define CDSLIB_TEST_MODEL_SCHEDULER_SCHEDULE_H

#include <cstdint>
#include <vector>

namespace cds_model {

constexpr unsigned max_fibers = 4;

// Reproducible randomness (splitmix64).
class random_source {
public:
    explicit random_source(std::uint64_t seed = 0) noexcept : state_{seed} {}
    std::uint64_t next() noexcept;
    std::uint64_t below(std::uint64_t limit) noexcept { return next() % limit; }
    bool one_in(std::uint64_t n) noexcept { return below(n) == 0; }

private:
    std::uint64_t state_;
};

enum class walk { random, pct };

// Decides which fiber makes the next step.
// random: any runnable fiber, with equal chance.
// pct: the runnable fiber of highest priority; at depth - 1 random steps the running fiber drops
//      below all others (Burckhardt et al., "A randomized scheduler with probabilistic guarantees
//      of finding bugs", ASPLOS 2010). A fiber that spins drops as well, or it would spin for ever.
class schedule {
public:
    void begin(walk how, unsigned fibers, std::uint64_t seed, std::uint64_t expected_steps);
    unsigned next(std::uint32_t runnable, unsigned running);
    // The running fiber says that it waits: under pct it drops at the next step.
    void running_waits() noexcept { waits_ = true; }
    std::uint64_t steps() const noexcept { return steps_; }

private:
    static constexpr unsigned most_changes = 4;
    static constexpr unsigned spin_limit = 400;

    unsigned any(std::uint32_t runnable);
    unsigned highest(std::uint32_t runnable) const;
    bool drops_now(unsigned running);

    walk walk_ = walk::random;
    random_source random_;
    std::uint64_t steps_ = 0;
    std::vector<int> priority_;
    std::vector<std::uint64_t> changes_;
    int lowest_ = 0;
    unsigned last_ = 0;
    unsigned in_a_row_ = 0;
    bool waits_ = false;
};

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_SCHEDULER_SCHEDULE_H
