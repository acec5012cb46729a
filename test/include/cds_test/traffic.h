// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_TRAFFIC_H
#define CDSLIB_TEST_TRAFFIC_H

#include <cds_test/threads.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

// Producers and consumers on one queue or stack, and what must be true of what came out.
namespace cds_test {

/// `each` values from every producer; the consumers leave `left` of them in the container.
struct traffic {
    std::size_t producers;
    std::size_t consumers;
    long each;
    long left;

    long total() const noexcept { return static_cast<long>(producers) * each; }
};

/// The n-th value of a producer. All are different, and those of one producer ascend.
inline long value_of(std::size_t producer, long n) noexcept {
    return static_cast<long>(producer) * (1L << 32) + n;
}
inline std::size_t producer_of(long value) noexcept {
    return static_cast<std::size_t>(value >> 32);
}

/// What each consumer took, in its order, then what the main thread found afterwards.
using takings = std::vector<std::vector<long>>;

/// `put(value)` and `take(value&) -> bool` are called by several threads at once.
template <class Put, class Take>
takings run_traffic(traffic const& plan, Put put, Take take) {
    takings logs(plan.consumers + 1);
    std::atomic<long> to_take{plan.total() - plan.left};
    run_threads(plan.producers + plan.consumers, [&](std::size_t self) {
        if (self < plan.producers) {
            for (long n = 0; n < plan.each; ++n)
                put(value_of(self, n));
            return;
        }
        auto& log = logs[self - plan.producers];
        while (to_take.fetch_sub(1, std::memory_order_relaxed) > 0) {
            long value = -1;
            while (!take(value))
                std::this_thread::yield();
            log.push_back(value);
        }
    });
    for (long value = -1; take(value);)
        logs.back().push_back(value);
    return logs;
}

/// Everything that was put came out once, and as much as planned of it at the end.
inline bool nothing_lost_or_doubled(traffic const& plan, takings const& logs) {
    std::vector<long> all;
    for (auto const& log : logs)
        all.insert(all.end(), log.begin(), log.end());
    std::sort(all.begin(), all.end());
    std::vector<long> expected;
    for (std::size_t p = 0; p < plan.producers; ++p)
        for (long n = 0; n < plan.each; ++n)
            expected.push_back(value_of(p, n));
    return all == expected && static_cast<long>(logs.back().size()) == plan.left;
}

/// No consumer saw the values of one producer in another order than they were put.
inline bool first_in_first_out(traffic const& plan, takings const& logs) {
    for (auto const& log : logs) {
        std::vector<long> last(plan.producers, -1);
        for (long value : log) {
            long& before = last[producer_of(value)];
            if (value <= before)
                return false;
            before = value;
        }
    }
    return true;
}

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_TRAFFIC_H
