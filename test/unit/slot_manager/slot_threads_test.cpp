// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A slot manager shared by threads: who wins, who waits for whom, and what is counted meanwhile.

#include <cds/memory/slot_manager.h>
#include <cds_test/linearizability.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace {

using namespace cds_test;
using cds::memory::slot_error;
using cds::memory::slot_handle;
using cds::memory::slot_manager;

// A stack whose size can be asked for: what a free list is.
struct counted_stack_spec {
    enum : int { push, pop, size };
    using state = std::vector<long>;

    static bool apply(state& items, operation const& op) {
        if (op.code == size)
            return op.result == static_cast<long>(items.size());
        stack_spec::state& stack = items;
        return stack_spec::apply(stack, op);
    }
};
static_assert(int{counted_stack_spec::push} == int{stack_spec::push});

using list = cds::memory::details::slot_free_list<std::allocator<int>, cds::backoff::yield>;

void record_pop(recorder& log, unsigned self, list& free, std::vector<std::uint32_t>& mine) {
    log.record(self, counted_stack_spec::pop, 0, 0, [&] {
        std::uint32_t const index = free.pop();
        if (index == list::none)
            return nothing;
        mine.push_back(index);
        return static_cast<long>(index);
    });
}

void record_push(recorder& log, unsigned self, list& free, std::vector<std::uint32_t>& mine) {
    std::uint32_t const index = mine.back();
    mine.pop_back();
    log.record(self, counted_stack_spec::push, 0, index, [&] {
        free.push(index);
        return 1L;
    });
}

} // namespace

BOOST_AUTO_TEST_SUITE(slot_threads)

BOOST_AUTO_TEST_CASE(the_free_list_is_a_linearizable_stack_that_knows_its_size) {
    for (time_box box(std::chrono::milliseconds(500)); !box.over();) {
        list free(2, 0xFFFF'FFFE, {});
        recorder log(4);
        std::vector<std::uint32_t> all{free.pop(), free.pop()};
        record_push(log, 3, free, all); // from here the checker knows what is on the list
        record_push(log, 3, free, all);
        run_threads(3, [&](std::size_t i) {
            auto const self = static_cast<unsigned>(i);
            std::vector<std::uint32_t> mine;
            for (int round = 0; round != 3; ++round) {
                record_pop(log, self, free, mine);
                if (self == 2)
                    log.record(self, counted_stack_spec::size, 0, 0, [&] { return free.size(); });
                if (!mine.empty())
                    record_push(log, self, free, mine);
            }
        });
        auto const verdict = check_linearizable<counted_stack_spec>(log.history());
        BOOST_TEST(verdict.holds, verdict);
    }
}

BOOST_AUTO_TEST_CASE(of_two_threads_that_free_one_handle_exactly_one_succeeds) {
    slot_manager<int, int> manager(2);
    for (int round = 0; round != 2000; ++round) {
        slot_handle const handle = *manager.store(1, round);
        std::atomic<int> succeeded{0};
        std::atomic<int> refused{0};
        std::thread other([&] {
            (manager.try_free(handle) == slot_error::none ? succeeded : refused).fetch_add(1);
        });
        try {
            if (round % 2 == 0)
                manager.free(handle);
            else
                manager.free_and_wait(handle);
            succeeded.fetch_add(1);
        } catch (cds::memory::slot_double_free const&) {
            refused.fetch_add(1);
        }
        other.join();
        BOOST_TEST(succeeded == 1);
        BOOST_TEST(refused == 1);
        BOOST_TEST(manager.available() == 2u);
    }
}

BOOST_AUTO_TEST_CASE(free_and_wait_returns_after_the_last_guard) {
    auto const witness = std::make_shared<int>(1);
    slot_manager<std::shared_ptr<int>, int> manager(1);
    for (int round = 0; round != 200; ++round) {
        slot_handle const handle = *manager.store(1, witness);
        auto reader = std::optional(manager.read(handle));
        auto header = std::optional(manager.header(handle));
        std::atomic<bool> left{false};
        std::thread waiting([&] {
            manager.free_and_wait(handle);
            BOOST_TEST(left.load());
            BOOST_TEST(witness.use_count() == 1);
            BOOST_TEST(manager.available() == 1u);
        });
        while (manager.try_header(handle)) // until the handle is refused
            std::this_thread::yield();
        BOOST_TEST(witness.use_count() == 2);
        reader.reset();
        std::this_thread::yield();
        BOOST_TEST(witness.use_count() == 2);
        left = true;
        header.reset();
        waiting.join();
    }
}

BOOST_AUTO_TEST_CASE(a_writer_gets_in_among_readers_that_never_pause) {
    watchdog const guard("a writer among readers");
    slot_manager<int, int> manager(1);
    slot_handle const handle = *manager.store(1, 0);
    // Each of two readers stays until the other has entered, or may not enter.
    std::atomic<bool> stop{false};
    std::atomic<int> turn{0};
    std::atomic<int> laps{0};
    std::vector<std::thread> relay;
    for (int self = 0; self != 2; ++self)
        relay.emplace_back([&, self] {
            while (!stop) {
                auto const mine = manager.read(handle);
                turn = self;
                ++laps;
                while (turn == self && !stop && manager.try_read(handle))
                    std::this_thread::yield();
            }
        });
    while (laps < 10)
        std::this_thread::yield();
    for (int i = 0; i != 200; ++i)
        ++*manager.write(handle);
    stop = true;
    for (std::thread& t : relay)
        t.join();
    BOOST_TEST(*manager.read(handle) == 200);
}

BOOST_AUTO_TEST_CASE(a_reader_gets_in_among_writers_that_never_pause) {
    watchdog const guard("a reader among writers");
    slot_manager<int, int> manager(1);
    slot_handle const handle = *manager.store(1, 0);
    background a([&] { ++*manager.write(handle); });
    background b([&] { ++*manager.write(handle); });
    int last = 0;
    for (int i = 0; i != 200; ++i) {
        int const now = *manager.read(handle);
        BOOST_TEST(now >= last);
        last = now;
    }
    a.stop();
    b.stop();
    BOOST_TEST(static_cast<std::size_t>(*manager.read(handle)) == a.rounds() + b.rounds());
}

BOOST_AUTO_TEST_CASE(available_stays_within_its_bounds_and_ends_exact) {
    constexpr std::size_t capacity = 5;
    constexpr std::size_t workers = 3;
    slot_manager<int, int> manager(capacity);
    std::atomic<std::size_t> wrong{0};
    background sampler([&] {
        std::size_t const now = manager.available();
        wrong += now > capacity || now < capacity - workers;
    });
    run_threads(workers, [&](std::size_t) {
        for (std::size_t i = 0; i != 20000; ++i)
            if (auto const handle = manager.store(1, 1)) {
                auto const guard = manager.read(*handle); // gives the slot back
                manager.free(*handle);
            }
    });
    sampler.wait_for_rounds(1);
    sampler.stop();
    BOOST_TEST(wrong == 0u);
    BOOST_TEST(manager.available() == capacity);
}

BOOST_AUTO_TEST_SUITE_END()
