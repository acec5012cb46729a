// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_STRIPED_SUM_H
#define CDSLIB_PROJECTS_CACHED_STRIPED_SUM_H

#include <cds/algo/atomic.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace cached {

/// A sum that many threads add to and few read. Each thread adds to a stripe of its own, as long as
/// there are no more threads than stripes, so that adding costs no cache miss. Reading is
/// O(stripes), and sees everything that happened before; what others add meanwhile it may miss.
class striped_sum {
public:
    void add(std::int64_t n) noexcept {
        // relaxed: a figure, which orders nothing
        stripes_[mine()].sum.fetch_add(n, atomics::memory_order_relaxed);
    }

    [[nodiscard]] std::int64_t total() const noexcept {
        std::int64_t sum = 0;
        for (stripe const& s : stripes_)
            // relaxed: a figure, which orders nothing
            sum += s.sum.load(atomics::memory_order_relaxed);
        return sum;
    }

private:
    static constexpr std::size_t count = 16;
    struct alignas(64) stripe {
        atomics::atomic<std::int64_t> sum{0};
    };

    static std::size_t mine() noexcept {
        static constinit atomics::atomic<std::size_t> threads{0};
        // relaxed: any number will do, and different ones are better
        thread_local std::size_t const number =
            threads.fetch_add(1, atomics::memory_order_relaxed) % count;
        return number;
    }

    std::array<stripe, count> stripes_;
};

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_STRIPED_SUM_H
