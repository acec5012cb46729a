// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_WASTE_H
#define CDSLIB_TEST_WASTE_H

#include <cds/gc/dhp.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>

// Garbage by the number, and what the published formula allows of it.
namespace cds_test {

/// What there is at the moment, as the test knows it: hazards, threads, and scans at a time.
struct presence {
    std::size_t hazards = 0;
    std::size_t threads = 1;
    std::size_t scans = 1;
};

/// theta of what is, not of what was.
constexpr std::size_t threshold_of(cds::gc::domain_options const& o, std::size_t hazards) {
    return std::max(o.threshold, o.hazard_factor * hazards);
}

/// (1 + S) * (theta + T * B) + D with D at its most. GC::bound() has the peaks so far in it: a
/// domain that lets H or theta grow for no reason stays below it all the same.
constexpr std::size_t bound_of(cds::gc::domain_options const& o, presence now) {
    std::size_t const theta = threshold_of(o, now.hazards);
    return (1 + now.scans) * (theta + now.threads * o.block_capacity) + theta;
}

/// Objects that nobody guards, retired to the domain of GC, which is one test's own. Any number of
/// threads may do it.
template <class GC>
class waste {
public:
    /// Retires `n` and remembers the most that waited.
    static void retire(std::size_t n) {
        for (std::size_t i = 0; i != n; ++i) {
            retired_.fetch_add(1, std::memory_order_relaxed);
            GC::template retire<dispose>(new char);
            note(pending());
        }
    }

    /// Never more than there were: between the two loads a thread may be stopped for long.
    static std::size_t pending() noexcept {
        std::size_t const retired = retired_.load(std::memory_order_acquire);
        std::size_t const gone = disposed_.load(std::memory_order_acquire);
        return retired > gone ? retired - gone : 0;
    }
    static std::size_t most() noexcept { return most_.load(std::memory_order_relaxed); }
    static void forget_most() noexcept { most_.store(0, std::memory_order_relaxed); }

private:
    struct dispose {
        void operator()(char* p) const noexcept {
            delete p;
            disposed_.fetch_add(1, std::memory_order_release);
        }
    };

    static void note(std::size_t n) noexcept {
        std::size_t seen = most_.load(std::memory_order_relaxed);
        while (seen < n && !most_.compare_exchange_weak(seen, n, std::memory_order_relaxed)) {}
    }

    inline static std::atomic<std::size_t> retired_{0};
    inline static std::atomic<std::size_t> disposed_{0};
    inline static std::atomic<std::size_t> most_{0};
};

/// Where a thread stands until it is told to go on.
class gate {
public:
    void pass() noexcept {
        arrived_.fetch_add(1, std::memory_order_acq_rel);
        while (!open_.load(std::memory_order_acquire))
            std::this_thread::yield();
    }
    /// Until `n` threads have come here.
    void await(int n = 1) const noexcept {
        while (arrived_.load(std::memory_order_acquire) < n)
            std::this_thread::yield();
    }
    void open() noexcept { open_.store(true, std::memory_order_release); }

private:
    std::atomic<int> arrived_{0};
    std::atomic<bool> open_{false};
};

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_WASTE_H
