// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDS_BENCH_WORKLOAD_RANDOM_H
#define CDS_BENCH_WORKLOAD_RANDOM_H

#include <cstdint>

namespace bench {

// splitmix64's output function: a bijection, so distinct arguments stay distinct keys.
constexpr std::uint64_t mix(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

// A stream of uniform numbers that depends on its seed alone: every contender draws the same keys.
class random_stream {
public:
    explicit constexpr random_stream(std::uint64_t seed) : state_(mix(seed + 1)) {}

    // Uniform in [0, bound); bound fits into 32 bits.
    constexpr std::uint64_t below(std::uint64_t bound) {
        state_ += 0x9e3779b97f4a7c15u;
        return ((mix(state_) >> 32) * bound) >> 32;
    }

private:
    std::uint64_t state_;
};

} // namespace bench

#endif // CDS_BENCH_WORKLOAD_RANDOM_H
