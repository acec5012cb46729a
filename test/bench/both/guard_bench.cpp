// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// P1, P2: what a reader pays, beside an acquire load of the same pointer. P16: attach and detach.

#include "../workload/consume.h"
#include "../workload/placed.h"
#include "side.h"

#include <benchmark/benchmark.h>

namespace {

struct object {
    int value = 1;
};

using word = atomics::atomic<object*>;

word& shared_word() { return bench::shared_word<word, object>(); }

void raw_load(benchmark::State& state) {
    word const& shared = shared_word();
    for (auto _ : state)
        bench::consume(shared.load(atomics::memory_order_acquire)->value);
}

void protect_and_clear(benchmark::State& state) {
    bench::thread_scope const attached;
    word const& shared = shared_word();
    bench::gc::Guard guard;
    for (auto _ : state) {
        bench::consume(guard.protect(shared)->value);
        guard.clear();
    }
}

void make_guard_and_protect(benchmark::State& state) {
    bench::thread_scope const attached;
    word const& shared = shared_word();
    for (auto _ : state) {
        bench::gc::Guard guard;
        bench::consume(guard.protect(shared)->value);
    }
}

void attach_and_detach(benchmark::State& state) {
    for (auto _ : state) {
        cds::threading::Manager::attachThread();
        cds::threading::Manager::detachThread();
    }
}

} // namespace

BENCHMARK(raw_load)->Name("P1/raw")->UseRealTime();
BENCHMARK(protect_and_clear)->Name("P1/dhp")->UseRealTime();
BENCHMARK(raw_load)->Name("P2/raw")->UseRealTime();
BENCHMARK(make_guard_and_protect)->Name("P2/dhp")->UseRealTime();
BENCHMARK(attach_and_detach)->Name("P16/dhp")->UseRealTime();
