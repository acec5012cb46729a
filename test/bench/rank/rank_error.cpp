// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// rank-error [most threads] [items of each]: the rank error of MultiQueue, measured. Threads push
// and pop in turn in a queue that is half full; each operation is stamped when it is over, and the
// stamps are played back in a queue that is strict. Of operations that overlap the order is not
// known, so with more threads than processors some of the error is that of the stamps.

#include <cds/container/multi_queue.h>
#include <cds_test/rank_error.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <random>
#include <thread>
#include <vector>

namespace {

using queue = cds::container::MultiQueue<std::size_t>;

void measure(std::size_t threads, std::size_t each) {
    std::vector<std::size_t> numbers(2 * threads * each);
    std::iota(numbers.begin(), numbers.end(), std::size_t{0});
    std::shuffle(numbers.begin(), numbers.end(), std::mt19937_64(threads));

    queue q(threads);
    std::atomic<std::uint64_t> clock{0};
    // relaxed: a number that no other has
    auto const now = [&] { return clock.fetch_add(1, std::memory_order_relaxed); };
    std::vector<std::vector<cds_test::stamped>> logs(threads + 1);
    for (std::size_t i = 0; i != threads * each; ++i) {
        q.push(numbers[i]);
        logs[threads].push_back({now(), numbers[i], false});
    }
    std::vector<std::thread> all;
    for (std::size_t self = 0; self != threads; ++self)
        all.emplace_back([&, self] {
            std::size_t const* mine = &numbers[(threads + self) * each];
            for (std::size_t i = 0; i != each; ++i) {
                logs[self].push_back({now(), mine[i], false});
                q.push(mine[i]);
                if (auto const greatest = q.pop())
                    logs[self].push_back({now(), *greatest, true});
            }
        });
    for (auto& t : all)
        t.join();
    std::vector<cds_test::stamped> history;
    for (auto const& log : logs)
        history.insert(history.end(), log.begin(), log.end());
    auto const ranks = cds_test::ranks_of(std::move(history), numbers.size());
    double const mean = cds_test::mean_of(ranks);
    std::printf("%7zu %6zu %10.2f %12.2f %8zu %8zu %8zu\n", threads, q.heaps(), mean,
                mean / static_cast<double>(threads), ranks[ranks.size() / 2],
                ranks[ranks.size() * 99 / 100], ranks.back());
}

} // namespace

int main(int argc, char** argv) {
    std::size_t const most = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 16;
    std::size_t const each = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 20000;
    std::printf("threads  heaps  mean rank  mean/threads   median      99%%      max\n");
    for (std::size_t threads = 1; threads <= most; threads *= 2)
        measure(threads, each);
}
