// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_MEMORY_DETAILS_SLOT_BACK_OFF_H
#define CDSLIB_MEMORY_DETAILS_SLOT_BACK_OFF_H

#include <cds/algo/backoff_strategy.h>

#include <chrono>
#include <cstddef>
#include <thread>

// How the threads of a slot manager wait. Both strategies spin for a bounded time only.

namespace cds::memory::details {

/// Yields a few times, then sleeps: a guard may be held for long, and a waiting thread must not
/// occupy a processor meanwhile.
class yield_then_sleep {
public:
    void operator()() {
        if (yields_ != most_yields) {
            ++yields_;
            std::this_thread::yield();
        } else {
            std::this_thread::sleep_for(nap);
        }
    }
    template <class Predicate>
    bool operator()(Predicate pred) {
        (*this)();
        return pred();
    }
    void reset() noexcept { yields_ = 0; }

private:
    static constexpr unsigned most_yields = 64;
    static constexpr std::chrono::microseconds nap{50};

    unsigned yields_ = 0;
};

struct lost_race_traits : backoff::exponential_const_traits {
    static constexpr std::size_t lower_bound = 4;
    static constexpr std::size_t upper_bound = 256;
};

struct waiting_traits : lost_race_traits {
    typedef yield_then_sleep slow_path_backoff;
};

/// Used after a lost race for the free list's head: the winner is done already.
using after_lost_race = backoff::exponential<lost_race_traits>;

/// Used behind a guard that another holds.
using while_guarded = backoff::exponential<waiting_traits>;

} // namespace cds::memory::details

#endif // #ifndef CDSLIB_MEMORY_DETAILS_SLOT_BACK_OFF_H
