// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDS_BENCH_WORKLOAD_SET_H
#define CDS_BENCH_WORKLOAD_SET_H

#include "consume.h"
#include "random.h"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>

// The workload of lists and hash maps (P5-P8). A contender `Set` has
//   struct thread_scope;                       attaches the calling thread while it lives
//   using key_type
//   static constexpr std::uint64_t size;       how many keys the set holds
//   static key_type key(std::uint64_t i);      the i-th key of the universe, 0 <= i < 2 * size
//   bool find(key), insert(key), erase(key);
namespace bench {

// Every other key of the universe, in an order that scatters the nodes over the heap.
// The set is made once per process and never destroyed.
template <class Set, bool Mutable>
Set& filled_set() {
    static Set& set = []() -> Set& {
        auto& fresh = *new Set;
        for (std::uint64_t i = 0; i < Set::size; ++i)
            fresh.insert(Set::key(2 * ((i * 7919) % Set::size)));
        return fresh;
    }();
    return set;
}

// 100 % find, and every key is there.
template <class Set>
void find_only(benchmark::State& state) {
    [[maybe_unused]] typename Set::thread_scope const attached;
    Set& set = filled_set<Set, false>();
    random_stream random(static_cast<std::uint64_t>(state.thread_index()));
    for (auto _ : state)
        consume(set.find(Set::key(2 * random.below(Set::size))));
    state.SetItemsProcessed(state.iterations());
}

// 90 % find, 5 % insert, 5 % erase over twice as many keys as the set holds: it stays half full.
template <class Set>
void mixed(benchmark::State& state) {
    [[maybe_unused]] typename Set::thread_scope const attached;
    Set& set = filled_set<Set, true>();
    random_stream random(static_cast<std::uint64_t>(state.thread_index()));
    for (auto _ : state) {
        auto const key = Set::key(random.below(2 * Set::size));
        auto const percent = random.below(100);
        if (percent < 90)
            consume(set.find(key));
        else if (percent < 95)
            consume(set.insert(key));
        else
            consume(set.erase(key));
    }
    state.SetItemsProcessed(state.iterations());
}

// Keys of the two sizes that the targets name.
struct list_keys {
    using key_type = int;
    static constexpr std::uint64_t size = 128;
    static key_type key(std::uint64_t i) { return static_cast<int>(i); }
};

struct map_keys {
    using key_type = std::uint64_t;
    static constexpr std::uint64_t size = 100000;
    static key_type key(std::uint64_t i) { return mix(i + 1); }
};

template <class Set>
bool register_map_find(std::string const& name) {
    benchmark::RegisterBenchmark(("P7/" + name).c_str(), find_only<Set>)->UseRealTime();
    return true;
}

template <class Set>
bool register_map(std::string const& name) {
    benchmark::RegisterBenchmark(("P8/" + name).c_str(), mixed<Set>)->Threads(2)->UseRealTime();
    return register_map_find<Set>(name);
}

template <class Set>
bool register_list(std::string const& name) {
    benchmark::RegisterBenchmark(("P5/" + name).c_str(), find_only<Set>)->UseRealTime();
    benchmark::RegisterBenchmark(("P6/" + name).c_str(), mixed<Set>)
        ->Threads(1)
        ->Threads(2)
        ->UseRealTime();
    return true;
}

} // namespace bench

#endif // CDS_BENCH_WORKLOAD_SET_H
