// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDS_BENCH_WORKLOAD_BAG_H
#define CDS_BENCH_WORKLOAD_BAG_H

#include "consume.h"

#include <benchmark/benchmark.h>

#include <string>

// The workload of queues and stacks (P11-P13): each thread puts one element and takes one, so the
// container is never empty when a thread takes. A contender `Bag` has
//   struct thread_scope;                attaches the calling thread while it lives
//   bool put(int), take(int&);
namespace bench {

// The bag is made once per process and never destroyed.
template <class Bag>
Bag& shared_bag() {
    static Bag& bag = *new Bag;
    return bag;
}

template <class Bag>
void put_and_take(benchmark::State& state) {
    [[maybe_unused]] typename Bag::thread_scope const attached;
    Bag& bag = shared_bag<Bag>();
    int value = state.thread_index();
    for (auto _ : state) {
        bag.put(value);
        consume(bag.take(value));
    }
    state.SetItemsProcessed(state.iterations());
}

template <class Queue>
bool register_queue(std::string const& name) {
    benchmark::RegisterBenchmark(("P11/" + name).c_str(), put_and_take<Queue>)
        ->Threads(2)
        ->UseRealTime();
    return true;
}

template <class Stack>
bool register_stack(std::string const& name) {
    benchmark::RegisterBenchmark(("P12/" + name).c_str(), put_and_take<Stack>)->UseRealTime();
    benchmark::RegisterBenchmark(("P13/" + name).c_str(), put_and_take<Stack>)
        ->Threads(2)
        ->Threads(8)
        ->UseRealTime();
    return true;
}

} // namespace bench

#endif // CDS_BENCH_WORKLOAD_BAG_H
