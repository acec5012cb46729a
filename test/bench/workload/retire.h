// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDS_BENCH_WORKLOAD_RETIRE_H
#define CDS_BENCH_WORKLOAD_RETIRE_H

#include <benchmark/benchmark.h>

#include <array>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

// The workload of retiring (P3, P3b, P4). A contender `Smr` has
//   struct thread_scope;                       attaches the calling thread while it lives
//   struct cell;                               what is retired and never freed
//   static void retire_unfreed(thread_scope&, cell&);
//   static void retire_new(thread_scope&);     makes an object and retires it; it is deleted later
//   struct many_guards;                        64 guards, each protecting something
namespace bench {

constexpr std::size_t cells_per_thread = std::size_t(1) << 16; // far above what waits at any time
constexpr int most_threads = 8;
constexpr int idle_threads = 63;

template <class Smr>
typename Smr::cell* cells_of(int thread) {
    using cells = std::array<typename Smr::cell, cells_per_thread>;
    static std::array<cells, most_threads>& all = *new std::array<cells, most_threads>;
    return all[static_cast<std::size_t>(thread)].data();
}

template <class Smr>
void retire_cells(benchmark::State& state) {
    typename Smr::thread_scope attached;
    auto* const cells = cells_of<Smr>(state.thread_index());
    std::size_t next = 0;
    for (auto _ : state)
        Smr::retire_unfreed(attached, cells[next++ % cells_per_thread]);
    state.SetItemsProcessed(state.iterations());
}

template <class Smr>
void retire_objects(benchmark::State& state) {
    typename Smr::thread_scope attached;
    for (auto _ : state)
        Smr::retire_new(attached);
    state.SetItemsProcessed(state.iterations());
}

// Threads that hold 64 guards each and do nothing.
template <class Smr>
class idle_crowd {
public:
    idle_crowd() {
        for (int i = 0; i < idle_threads; ++i)
            threads_.emplace_back([this] { idle(); });
        std::unique_lock<std::mutex> lock(mutex_);
        changed_.wait(lock, [this] { return ready_ == idle_threads; });
    }

    ~idle_crowd() {
        {
            std::lock_guard<std::mutex> const lock(mutex_);
            leave_ = true;
        }
        changed_.notify_all();
        for (auto& thread : threads_)
            thread.join();
    }

    idle_crowd(idle_crowd const&) = delete;
    idle_crowd& operator=(idle_crowd const&) = delete;

private:
    void idle() {
        typename Smr::thread_scope attached;
        typename Smr::many_guards guards(attached);
        std::unique_lock<std::mutex> lock(mutex_);
        ++ready_;
        changed_.notify_all();
        changed_.wait(lock, [this] { return leave_; });
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    int ready_ = 0;
    bool leave_ = false;
    std::vector<std::thread> threads_;
};

template <class Smr>
void retire_cells_beside_idle_threads(benchmark::State& state) {
    std::unique_ptr<idle_crowd<Smr>> crowd;
    if (state.thread_index() == 0)
        crowd = std::make_unique<idle_crowd<Smr>>();
    retire_cells<Smr>(state);
}

template <class Smr>
bool register_retire_cells(std::string const& name) {
    benchmark::RegisterBenchmark(("P3/" + name).c_str(), retire_cells<Smr>)
        ->Threads(1)
        ->Threads(2)
        ->UseRealTime();
    benchmark::RegisterBenchmark(("P4/" + name).c_str(), retire_cells_beside_idle_threads<Smr>)
        ->Threads(2)
        ->UseRealTime();
    return true;
}

template <class Smr>
bool register_retire_objects(std::string const& name) {
    benchmark::RegisterBenchmark(("P3b/" + name).c_str(), retire_objects<Smr>)
        ->Threads(1)
        ->Threads(2)
        ->Threads(8)
        ->UseRealTime();
    return true;
}

} // namespace bench

#endif // CDS_BENCH_WORKLOAD_RETIRE_H
