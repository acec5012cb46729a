// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDS_BENCH_WORKLOAD_SWAP_H
#define CDS_BENCH_WORKLOAD_SWAP_H

#include "consume.h"

#include <benchmark/benchmark.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <string>
#include <thread>
#include <vector>

// Eight readers follow one pointer that a writer replaces all the time (P14). A contender has
//   class reader { int read(); void pause(); };   one per reading thread; `pause` after each batch
//   class writer { void replace(int); };
namespace bench {

constexpr int swap_readers = 8;
constexpr auto swap_duration = std::chrono::milliseconds(200);

template <class Contender>
std::uint64_t count_reads(std::atomic<bool> const& stop) {
    constexpr int batch = 256;
    typename Contender::reader reader;
    std::uint64_t reads = 0;
    for (; !stop.load(std::memory_order_relaxed); reads += batch) {
        for (int i = 0; i < batch; ++i)
            consume(reader.read());
        reader.pause();
    }
    return reads;
}

// Flat out, or with a pause after each write: then every contender writes about as often, and none
// is punished for the cache misses that its own fast writer causes.
enum class pace { flat_out, paused };

template <class Contender, pace Pace>
std::uint64_t count_writes(std::atomic<bool> const& stop) {
    typename Contender::writer writer;
    std::uint64_t writes = 0;
    while (!stop.load(std::memory_order_relaxed)) {
        writer.replace(static_cast<int>(++writes));
        if (Pace == pace::paused)
            std::this_thread::sleep_for(std::chrono::microseconds(20));
    }
    return writes;
}

// One round; the time per "item" is the wall time divided by the reads of all readers together.
template <class Contender, pace Pace>
void readers_and_a_writer(benchmark::State& state) {
    for (auto _ : state) {
        std::atomic<bool> stop{false};
        std::atomic<std::uint64_t> reads{0};
        std::atomic<std::uint64_t> writes{0};
        std::vector<std::thread> threads;
        auto const start = std::chrono::steady_clock::now();
        std::clock_t const cpu_start = std::clock();
        for (int i = 0; i < swap_readers; ++i)
            threads.emplace_back([&] { reads += count_reads<Contender>(stop); });
        threads.emplace_back([&] { writes += count_writes<Contender, Pace>(stop); });
        std::this_thread::sleep_for(swap_duration);
        stop = true;
        for (auto& thread : threads)
            thread.join();
        std::chrono::duration<double> const wall = std::chrono::steady_clock::now() - start;
        auto const cpu = static_cast<double>(std::clock() - cpu_start) / CLOCKS_PER_SEC;
        state.SetIterationTime(wall.count());
        state.SetItemsProcessed(static_cast<std::int64_t>(reads.load()));
        state.counters["cpu_ns"] = cpu * 1e9 / static_cast<double>(reads.load());
        state.counters["writes_per_second"] = static_cast<double>(writes.load()) / wall.count();
    }
}

template <class Contender>
bool register_swap(std::string const& name) {
    benchmark::RegisterBenchmark(("P14/" + name).c_str(),
                                 readers_and_a_writer<Contender, pace::flat_out>)
        ->Iterations(1)
        ->UseManualTime();
    benchmark::RegisterBenchmark(("P14p/" + name).c_str(),
                                 readers_and_a_writer<Contender, pace::paused>)
        ->Iterations(1)
        ->UseManualTime();
    return true;
}

} // namespace bench

#endif // CDS_BENCH_WORKLOAD_SWAP_H
