// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDS_BENCH_WORKLOAD_STALL_H
#define CDS_BENCH_WORKLOAD_STALL_H

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <future>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

// One reader holds its protection for ever while two threads retire 1e7 objects (P15): how much
// garbage waits at most, and how far does the process grow? A contender `Smr` has
//   struct thread_scope;
//   struct stalled_reader;                     protects something while it lives
//   template<class Object> static void retire_new(thread_scope&);
//   static double bound();                     what it promises; 0 if it promises nothing
namespace bench {

constexpr int stall_threads = 2;

// Retires of all threads together; BENCH_RETIRES makes it smaller for a smoke test.
inline std::uint64_t stall_retires() {
    char const* const given = std::getenv("BENCH_RETIRES");
    return given != nullptr ? std::strtoull(given, nullptr, 10) : 10000000;
}

inline double resident_mib() {
    std::uint64_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages >> pages;
    return static_cast<double>(pages) * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

// How many objects each thread made less how many it destroyed. A slot has one writer.
struct alignas(64) live_count {
    std::atomic<std::int64_t> value{0};
};

class live_objects {
public:
    static void add(std::int64_t n) {
        auto& slot = mine();
        slot.store(slot.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
    }

    static std::int64_t total() {
        std::int64_t sum = 0;
        for (auto const& slot : slots_)
            sum += slot.value.load(std::memory_order_relaxed);
        return sum;
    }

private:
    static std::atomic<std::int64_t>& mine() {
        thread_local auto& slot =
            slots_[next_.fetch_add(1, std::memory_order_relaxed) % slots_.size()].value;
        return slot;
    }

    static inline std::array<live_count, 64> slots_{};
    static inline std::atomic<std::size_t> next_{0};
};

struct counted_payload {
    std::uint64_t words[2] = {};

    counted_payload() { live_objects::add(1); }
    ~counted_payload() { live_objects::add(-1); }
    counted_payload(counted_payload const&) = delete;
    counted_payload& operator=(counted_payload const&) = delete;
};

struct garbage {
    std::int64_t peak = 0; // the largest number of living objects that a thread saw
    double bound = 0;      // what was promised meanwhile
};

template <class Smr>
garbage retire_share(std::uint64_t share) {
    typename Smr::thread_scope attached;
    garbage seen;
    for (std::uint64_t i = 0; i < share; ++i) {
        Smr::retire_new(attached);
        if (i % 64 == 0)
            seen.peak = std::max(seen.peak, live_objects::total());
    }
    seen.bound = Smr::bound();
    return seen;
}

template <class Smr>
void stalled_reader(benchmark::State& state) {
    auto const retires = stall_retires();
    for (auto _ : state) {
        std::promise<void> ready;
        std::promise<void> done;
        std::thread stalled([&] {
            typename Smr::thread_scope attached;
            typename Smr::stalled_reader const reader(attached);
            ready.set_value();
            done.get_future().wait();
        });
        ready.get_future().wait();

        double const before = resident_mib();
        auto const start = std::chrono::steady_clock::now();
        std::vector<std::future<garbage>> shares;
        for (int i = 0; i < stall_threads; ++i)
            shares.push_back(
                std::async(std::launch::async, retire_share<Smr>, retires / stall_threads));
        garbage seen;
        for (auto& share : shares) {
            garbage const part = share.get();
            seen.peak = std::max(seen.peak, part.peak);
            seen.bound = std::max(seen.bound, part.bound);
        }
        std::chrono::duration<double> const wall = std::chrono::steady_clock::now() - start;

        state.SetIterationTime(wall.count());
        state.SetItemsProcessed(static_cast<std::int64_t>(retires));
        state.counters["peak_unreclaimed"] = static_cast<double>(seen.peak);
        state.counters["rss_growth_mib"] = resident_mib() - before;
        state.counters["bound"] = seen.bound;
        done.set_value();
        stalled.join();
    }
}

template <class Smr>
bool register_stall(std::string const& name) {
    benchmark::RegisterBenchmark(("P15/" + name).c_str(), stalled_reader<Smr>)
        ->Iterations(1)
        ->UseManualTime();
    return true;
}

} // namespace bench

#endif // CDS_BENCH_WORKLOAD_STALL_H
