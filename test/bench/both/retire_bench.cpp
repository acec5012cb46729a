// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// P3, P3b, P3c, P4, P15: what a retired object costs, and how much garbage waits.

#include "../workload/consume.h"
#include "../workload/retire.h"
#include "../workload/stall.h"
#include "side.h"

#include <array>
#include <cstdlib>

namespace {

struct dhp {
    using thread_scope = bench::thread_scope;

    struct cell {
        std::uint64_t words[2];
    };

    struct leave_alone {
        void operator()(cell*) const {}
    };

    struct payload {
        std::uint64_t words[4] = {};
    };

    template <class T>
    struct delete_object {
        void operator()(T* p) const { delete p; }
    };

    struct many_guards {
        explicit many_guards(thread_scope&) {
            for (std::size_t i = 0; i < guards.size(); ++i)
                guards[i].assign(&objects[i]);
        }

        std::array<std::uint64_t, 64> objects{};
        std::array<bench::gc::Guard, 64> guards;
    };

    struct stalled_reader {
        explicit stalled_reader(thread_scope&) { guard.assign(&object); }

        int object = 0;
        bench::gc::Guard guard;
    };

    static void retire_unfreed(thread_scope&, cell& c) { bench::gc::retire<leave_alone>(&c); }

    template <class Object = payload>
    static void retire_new(thread_scope&) {
        bench::gc::retire<delete_object<Object>>(new Object);
    }

    static double bound() {
#if BENCH_MAJOR >= 3
        return static_cast<double>(bench::gc::bound());
#else
        return 0;
#endif
    }
};

struct counted_dhp : dhp {
    static void retire_new(thread_scope& attached) {
        dhp::retire_new<bench::counted_payload>(attached);
    }
};

constexpr std::size_t small_object = 32;

void malloc_and_free(benchmark::State& state) {
    for (auto _ : state) {
        void* const p = std::malloc(small_object);
        bench::consume(p);
        std::free(p);
    }
}

struct free_object {
    void operator()(void* p) const { std::free(p); }
};

void malloc_and_retire(benchmark::State& state) {
    bench::thread_scope const attached;
    for (auto _ : state) {
        void* const p = std::malloc(small_object);
        bench::consume(p);
        bench::gc::retire<free_object>(static_cast<char*>(p));
    }
}

[[maybe_unused]] bool const registered = bench::register_retire_cells<dhp>("dhp") &&
                                         bench::register_retire_objects<dhp>("dhp") &&
                                         bench::register_stall<counted_dhp>("dhp");

} // namespace

BENCHMARK(malloc_and_free)->Name("P3c/pair")->UseRealTime();
BENCHMARK(malloc_and_retire)->Name("P3c/dhp")->UseRealTime();
