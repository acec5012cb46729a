// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDS_BENCH_EXISTENCE_WORKLOAD_H
#define CDS_BENCH_EXISTENCE_WORKLOAD_H

#include "../workload/consume.h"
#include "../workload/placed.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

// Readers follow one pointer that writers replace; whoever replaces it sees to the old object. How
// many reads and writes are made in a given time? A contender has
//   class reader { int read(); void pause(); };   one per reading thread; `pause` after each batch
//   class writer { void replace(int); };          one per writing thread
namespace existence {

struct plan {
    int readers = 8;
    int writers = 1;
    double seconds = 1;
    int pause_us = 0; // after each write; 0: flat out
    std::string only; // one contender; empty: all
};

struct alignas(64) tally {
    std::uint64_t count = 0;
};

// For readers that keep what they read for a while, so that writers have somebody to wait for.
inline std::chrono::microseconds dwell_time{0};
inline void dwell() {
    if (dwell_time.count() != 0)
        std::this_thread::sleep_for(dwell_time);
}

template <class Contender, class = void>
constexpr int batch_of = 256;
template <class Contender>
constexpr int batch_of<Contender, std::void_t<decltype(Contender::dwells)>> = 1;

template <class Contender>
std::uint64_t read_on(std::atomic<bool> const& stop) {
    constexpr int batch = batch_of<Contender>;
    typename Contender::reader reader;
    std::uint64_t reads = 0;
    for (; !stop.load(std::memory_order_relaxed); reads += batch) {
        for (int i = 0; i < batch; ++i)
            bench::consume(reader.read());
        reader.pause();
    }
    return reads;
}

template <class Contender>
std::uint64_t write_on(std::atomic<bool> const& stop, int pause_us) {
    typename Contender::writer writer;
    std::uint64_t writes = 0;
    while (!stop.load(std::memory_order_relaxed)) {
        writer.replace(static_cast<int>(++writes));
        if (pause_us != 0)
            std::this_thread::sleep_for(std::chrono::microseconds(pause_us));
    }
    return writes;
}

template <class Contender>
void run(char const* name, plan const& p) {
    if (!p.only.empty() && p.only != name)
        return;
    std::atomic<bool> stop{false};
    auto const total = static_cast<std::size_t>(p.readers + p.writers);
    std::vector<tally> done(total);
    std::vector<std::thread> threads;
    auto const start = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < total; ++i)
        threads.emplace_back([&, i] {
            done[i].count = i < static_cast<std::size_t>(p.readers)
                                ? read_on<Contender>(stop)
                                : write_on<Contender>(stop, p.pause_us);
        });
    std::this_thread::sleep_for(std::chrono::duration<double>(p.seconds));
    stop = true;
    for (auto& t : threads)
        t.join();
    std::chrono::duration<double> const wall = std::chrono::steady_clock::now() - start;
    std::uint64_t reads = 0;
    std::uint64_t writes = 0;
    for (std::size_t i = 0; i < total; ++i)
        (i < static_cast<std::size_t>(p.readers) ? reads : writes) += done[i].count;
    std::printf("%s %.0f %.0f\n", name, static_cast<double>(reads) / wall.count(),
                static_cast<double>(writes) / wall.count());
    std::fflush(stdout);
}

inline plan parse(int argc, char** argv) {
    plan p;
    for (int i = 1; i + 1 < argc; i += 2) {
        std::string const option = argv[i];
        char const* const value = argv[i + 1];
        if (option == "--readers")
            p.readers = std::atoi(value);
        else if (option == "--writers")
            p.writers = std::atoi(value);
        else if (option == "--seconds")
            p.seconds = std::atof(value);
        else if (option == "--pause-us")
            p.pause_us = std::atoi(value);
        else if (option == "--hold-us")
            dwell_time = std::chrono::microseconds(std::atoi(value));
        else if (option == "--only")
            p.only = value;
        else {
            std::fprintf(stderr, "unknown option %s\n", argv[i]);
            std::exit(2);
        }
    }
    return p;
}

} // namespace existence

#endif // CDS_BENCH_EXISTENCE_WORKLOAD_H
