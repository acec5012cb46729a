// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#include <cds/memory/region_resource.h>

#include <benchmark/benchmark.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <memory_resource>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// A claim and a release in the region, beside malloc, a free list behind a mutex, and the standard
// library's synchronized pools over a buffer. All but malloc live in 64 MiB given beforehand.
namespace {

constexpr std::size_t arena_size = 64 << 20;

std::byte* arena() {
    static std::unique_ptr<std::byte[]> const memory(new std::byte[arena_size]{}); // touched
    return memory.get();
}

struct in_region {
    static void* take(std::size_t n) { return cds::memory::installed_allocate(n); }
    static void give(void* p, std::size_t) { cds::memory::installed_release(p); }
    static void set_up() {
        static cds::memory::region whole({arena(), arena_size}, {.walkers = 32, .canaries = false});
        cds::memory::install(whole);
    }
};

struct from_malloc {
    static void* take(std::size_t n) { return std::malloc(n); }
    static void give(void* p, std::size_t) { std::free(p); }
    static void set_up() {}
};

// One list for each size class of 16 bytes, one mutex for all; never splits nor merges.
class locked_lists {
public:
    static void* take(std::size_t n) {
        std::size_t const c = (n + 15) / 16;
        std::lock_guard<std::mutex> const hold(lock_);
        if (free_[c] != nullptr)
            return std::exchange(free_[c], free_[c]->next);
        next_ += c * 16;
        return next_ - c * 16;
    }
    static void give(void* p, std::size_t n) {
        std::size_t const c = (n + 15) / 16;
        std::lock_guard<std::mutex> const hold(lock_);
        free_[c] = ::new (p) block{free_[c]};
    }
    static void set_up() { next_ = own_.get(); }

private:
    struct block {
        block* next;
    };
    static inline std::unique_ptr<std::byte[]> own_{new std::byte[arena_size]{}};
    static inline std::mutex lock_;
    static inline std::array<block*, 64> free_{};
    static inline std::byte* next_ = nullptr;
};

struct in_pools {
    static std::pmr::synchronized_pool_resource& pools() {
        static std::unique_ptr<std::byte[]> const memory(new std::byte[arena_size]{});
        static std::pmr::monotonic_buffer_resource buffer(memory.get(), arena_size,
                                                          std::pmr::null_memory_resource());
        static std::pmr::synchronized_pool_resource all(&buffer);
        return all;
    }
    static void* take(std::size_t n) { return pools().allocate(n); }
    static void give(void* p, std::size_t n) { pools().deallocate(p, n); }
    static void set_up() { (void)pools(); }
};

// A node is made and given back at once.
template <class Memory>
void pair(benchmark::State& state) {
    for (auto _ : state) {
        void* p = Memory::take(48);
        benchmark::DoNotOptimize(p);
        Memory::give(p, 48);
    }
    state.SetItemsProcessed(state.iterations());
}

// 256 pieces of 16 to 271 bytes live in each thread; each step replaces one of them.
template <class Memory>
void churn(benchmark::State& state) {
    struct piece {
        void* p = nullptr;
        std::size_t size = 0;
    };
    std::vector<piece> live(256);
    std::uint64_t random = 88172645463325252u + static_cast<std::uint64_t>(state.thread_index());
    auto const step = [&](std::size_t i) {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        if (live[i].p != nullptr)
            Memory::give(live[i].p, live[i].size);
        live[i].size = 16 + (random >> 32) % 256;
        live[i].p = Memory::take(live[i].size);
        if (live[i].p == nullptr)
            state.SkipWithError("out of memory");
        else
            *static_cast<char*>(live[i].p) = 1;
    };
    for (std::size_t i = 0; i != live.size(); ++i)
        step(i);
    for (auto _ : state)
        step(random % live.size());
    for (piece const& each : live)
        Memory::give(each.p, each.size);
    state.SetItemsProcessed(state.iterations());
}

// A region full of small segments, of which all but `full` percent were released in disorder.
class fragmented {
public:
    fragmented(std::size_t segments, std::size_t full)
        : memory_(new std::byte[segments * small * 5 / 4 + 4096]),
          region_({memory_.get(), segments * small * 5 / 4 + 4096},
                  {.walkers = 32, .canaries = false}) {
        std::vector<cds::memory::segment> all;
        while (auto const c = region_.claim(small - 8))
            all.push_back(*c);
        std::uint64_t random = 88172645463325252u;
        for (std::size_t i = all.size(); i > 1; --i) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            std::swap(all[i - 1], all[(random >> 33) % i]);
        }
        for (std::size_t i = 0; i != all.size() * (100 - full) / 100; ++i)
            region_.release(all[i]);
    }

    cds::memory::region& region() { return region_; }

    // The one of these numbers, which stays until others are asked for.
    static cds::memory::region& of(benchmark::State const& state) {
        static std::unique_ptr<fragmented> last;
        static std::pair<std::int64_t, std::int64_t> numbers;
        std::pair const wanted(state.range(0), state.range(1));
        if (last == nullptr || numbers != wanted) {
            last.reset();
            last = std::make_unique<fragmented>(static_cast<std::size_t>(wanted.first),
                                                static_cast<std::size_t>(wanted.second));
            numbers = wanted;
        }
        return last->region();
    }

    static constexpr std::size_t small = 32;

private:
    std::unique_ptr<std::byte[]> memory_;
    cds::memory::region region_;
};

// What a small segment has, or what only a run of free ones has, or what there may be nowhere.
void claim_among(benchmark::State& state, std::size_t bytes) {
    cds::memory::region& among = fragmented::of(state);
    std::size_t served = 0;
    for (auto _ : state) {
        auto const c = among.claim(bytes);
        benchmark::DoNotOptimize(c);
        if (c) {
            ++served;
            among.release(*c);
        }
    }
    state.counters["served"] =
        static_cast<double>(served) / static_cast<double>(state.iterations());
}

// Pieces of all sizes, which stay for a while.
void replace_among(benchmark::State& state) {
    cds::memory::region& among = fragmented::of(state);
    std::vector<cds::memory::segment> live(256);
    std::uint64_t random = 88172645463325252u;
    for (auto _ : state) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        auto& place = live[(random >> 56) % live.size()];
        if (place.data() != nullptr)
            among.release(place);
        auto const c = among.claim(8 + (random >> 40) % 200);
        place = c ? *c : cds::memory::segment();
    }
    for (cds::memory::segment const& each : live)
        if (each.data() != nullptr)
            among.release(each);
}

void add_fragmented() {
    for (std::int64_t const segments : {1000, 10'000, 100'000, 1'000'000})
        for (std::int64_t const full : {10, 50, 90, 99}) {
            for (std::size_t const bytes : std::array<std::size_t, 4>{24, 120, 504, 100'000})
                benchmark::RegisterBenchmark(
                    ("among/" + std::to_string(bytes)).c_str(),
                    [bytes](benchmark::State& state) { claim_among(state, bytes); })
                    ->Args({segments, full});
            benchmark::RegisterBenchmark("among/mixed", &replace_among)->Args({segments, full});
        }
}

template <class Memory>
void add(std::string const& name) {
    Memory::set_up();
    for (int threads : {1, 2, 8}) {
        benchmark::RegisterBenchmark(("pair/" + name).c_str(), &pair<Memory>)
            ->Threads(threads)
            ->UseRealTime();
        benchmark::RegisterBenchmark(("churn/" + name).c_str(), &churn<Memory>)
            ->Threads(threads)
            ->UseRealTime();
    }
}

} // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    std::thread([] {}).join(); // malloc takes short cuts until there was a second thread
    add<in_region>("region");
    add<from_malloc>("malloc");
    add<locked_lists>("mutex");
    add<in_pools>("pmr_pool");
    add_fragmented();
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
