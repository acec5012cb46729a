// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_COUNTERS_H
#define CDSLIB_GC_CORE_COUNTERS_H

#include <cds/algo/atomic.h>
#include <cds/details/defs.h>

#include <cstddef>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// A count that one thread writes and any thread reads. It needs no read-modify-write.
class owned_counter {
public:
    void add(std::size_t n) noexcept {
        // relaxed: a statistic with one writer
        std::size_t const old = value_.load(atomics::memory_order_relaxed);
        // relaxed: a statistic with one writer
        value_.store(old + n, atomics::memory_order_relaxed);
    }
    std::size_t get() const noexcept {
        // relaxed: a statistic
        return value_.load(atomics::memory_order_relaxed);
    }

private:
    atomics::atomic<std::size_t> value_{0};
};

/// A statistic or a hint that all threads write. It orders nothing, and nothing waits for it
/// (C-I7).
class shared_counter {
public:
    constexpr shared_counter() noexcept = default;

    std::size_t get() const noexcept {
        // relaxed: see above
        return value_.load(atomics::memory_order_relaxed);
    }
    void set(std::size_t n) noexcept {
        // relaxed: see above
        value_.store(n, atomics::memory_order_relaxed);
    }
    /// Returns the value before the addition.
    std::size_t add(std::size_t n) noexcept {
        // relaxed: see above
        return value_.fetch_add(n, atomics::memory_order_relaxed);
    }
    /// Returns the value before the subtraction.
    std::size_t subtract(std::size_t n) noexcept {
        // relaxed: see above
        return value_.fetch_sub(n, atomics::memory_order_relaxed);
    }

private:
    atomics::atomic<std::size_t> value_{0};
};

/// The highest value so far.
class peak {
public:
    constexpr peak() noexcept = default;

    std::size_t get() const noexcept {
        // relaxed: a statistic
        return value_.load(atomics::memory_order_relaxed);
    }
    void raise(std::size_t value) noexcept {
        std::size_t seen = get();
        while (seen < value &&
               // relaxed: a statistic
               !value_.compare_exchange_weak(seen, value, atomics::memory_order_relaxed,
                                             atomics::memory_order_relaxed))
            continue;
    }
    /// No other thread uses it.
    void reset() noexcept {
        // relaxed: one thread
        value_.store(0, atomics::memory_order_relaxed);
    }

private:
    atomics::atomic<std::size_t> value_{0};
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_COUNTERS_H
