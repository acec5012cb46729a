// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_FIGURES_H
#define CDSLIB_PROJECTS_CACHED_FIGURES_H

#include <cds/algo/atomic.h>

#include <cstdint>

namespace cached {

/// A number that one thread writes and any thread reads.
template <class T>
class figure {
public:
    void set(T n) noexcept {
        // relaxed: orders nothing
        value_.store(n, atomics::memory_order_relaxed);
    }
    [[nodiscard]] T get() const noexcept {
        // relaxed: orders nothing
        return value_.load(atomics::memory_order_relaxed);
    }
    void add(T n) noexcept { set(get() + n); }

private:
    atomics::atomic<T> value_{};
};

/// What one event loop has counted.
struct alignas(64) worker_figures {
    figure<std::int64_t> thread_id;
    figure<std::int64_t> connections;
    figure<std::int64_t> commands;
    figure<std::int64_t> hits;
    figure<std::int64_t> misses;
    figure<std::int64_t> evicted;
    figure<std::int64_t> expired;
    figure<std::int64_t> held_values; ///< that wait in outputs for clients to read them
    figure<std::int64_t> held_bytes;
    figure<void const*> held_longest; ///< one of the values held for the longest time; may be null
    figure<std::int64_t> held_since;
};

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_FIGURES_H
