// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDS_BENCH_WORKLOAD_SLOTS_H
#define CDS_BENCH_WORKLOAD_SLOTS_H

#include "consume.h"

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <string>

// The workloads of the slot manager's parts. A free list (D2) has
//   std::uint32_t take(); void give(std::uint32_t);      of `slot_count` indexes, never empty here
// and a set of guarded slots (D3) has
//   std::uint64_t read(std::size_t); void write(std::size_t);    of slots [0, slot_count)
namespace bench {

inline constexpr std::size_t slot_count = 1024;

// Made once per process and never destroyed.
template <class Contender>
Contender& shared_slots() {
    static Contender& all = *new Contender;
    return all;
}

template <class List>
void take_and_give(benchmark::State& state) {
    List& list = shared_slots<List>();
    for (auto _ : state) {
        std::uint32_t const index = list.take();
        consume(index);
        list.give(index);
    }
    state.SetItemsProcessed(state.iterations());
}

enum class whose { everybodys, own };

// One write in `period` operations; none if that is 0.
template <class Slots, whose Slot, std::uint32_t Period>
void read_and_write(benchmark::State& state) {
    Slots& slots = shared_slots<Slots>();
    std::size_t const slot =
        Slot == whose::own ? static_cast<std::size_t>(state.thread_index()) : slot_count / 2;
    std::uint32_t until_write = Period;
    for (auto _ : state) {
        if (Period != 0 && --until_write == 0) {
            slots.write(slot);
            until_write = Period;
        } else {
            consume(slots.read(slot));
        }
    }
    state.SetItemsProcessed(state.iterations());
}

template <class List>
bool register_free_list(std::string const& name) {
    benchmark::RegisterBenchmark(("D2/" + name).c_str(), take_and_give<List>)
        ->Threads(1)
        ->Threads(2)
        ->Threads(8)
        ->UseRealTime();
    return true;
}

template <class Slots>
bool register_guarded(std::string const& name) {
    auto const add = [&](char const* id, auto function) {
        benchmark::RegisterBenchmark((id + ("/" + name)).c_str(), function)
            ->Threads(1)
            ->Threads(2)
            ->Threads(8)
            ->UseRealTime();
    };
    add("D3", read_and_write<Slots, whose::everybodys, 0>);
    add("D3o", read_and_write<Slots, whose::own, 0>);
    add("D3w", read_and_write<Slots, whose::everybodys, 16>);
    return true;
}

} // namespace bench

#endif // CDS_BENCH_WORKLOAD_SLOTS_H
