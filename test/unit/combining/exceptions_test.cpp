// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Operations of flat-combining structures that throw: in their own thread, and in a combiner's.

#include <cds_test/combining.h>
#include <cds_test/fragile.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <deque>
#include <new>
#include <stdexcept>
#include <tuple>
#include <vector>

namespace {

using namespace cds_test;
using memory = std::deque<fragile, fragile_allocator<fragile>>;
using structures = std::tuple<fc_queue<fragile, spinning, false, std::queue<fragile, memory>>,
                              fc_queue<fragile, spinning, true, std::queue<fragile, memory>>,
                              fc_stack<fragile, spinning, true, std::stack<fragile, memory>>,
                              deque_as<fc_deque<fragile, spinning, true, memory>, true>>;

/// A value that throws as its sign says, whoever moves or compares it.
struct touchy {
    explicit touchy(long number = 0) : value(number) {}
    touchy(touchy const&) = default;
    touchy(touchy&& other) : value(other.value) {
        if (value < 0)
            throw std::runtime_error(std::to_string(value));
    }
    touchy& operator=(touchy const&) = default;
    touchy& operator=(touchy&& other) {
        if (value < 0) // a target that takes nothing
            throw std::runtime_error(std::to_string(value));
        value = other.value;
        return *this;
    }
    friend bool operator<(touchy const& a, touchy const& b) {
        if (a.value == 13 || b.value == 13)
            throw std::domain_error("13");
        return a.value < b.value;
    }
    long value;
};

} // namespace

BOOST_AUTO_TEST_SUITE(combining_exceptions)

BOOST_AUTO_TEST_CASE_TEMPLATE(an_operation_that_throws_changes_nothing, S, structures) {
    {
        S items;
        fragile target(77);
        for (long i = 1; i <= 3; ++i)
            items.push(fragile(i));
        fragile const fourth(4);
        for (long step = 0; step < 2; ++step) { // the copy, the move
            fragile::fuse.set(step);
            BOOST_CHECK_THROW(items.push(fourth), fragile::broken);
        }
        fragile::fuse.set(0);
        BOOST_CHECK_THROW(items.pop(target), fragile::broken);
        fragile::fuse.disarm();
        BOOST_TEST(target.value() == 77);
        BOOST_TEST(items.size() == 3u);
        for (long i = 1; i <= 3; ++i) {
            BOOST_TEST(items.pop(target));
            BOOST_TEST(target.value() == (order_of<S> == order::fifo ? i : 4 - i));
        }
        fragile_memory::fuse.set(0);
        long pushed = 0;
        try {
            while (pushed < 10000) {
                items.push(fourth);
                ++pushed;
            }
        } catch (std::bad_alloc const&) {}
        BOOST_TEST(pushed < 10000);
        BOOST_TEST(items.size() == static_cast<std::size_t>(pushed));
    }
    BOOST_TEST(fragile::alive == 0);
    BOOST_TEST(fragile_memory::outstanding == 0u);
}

using touchy_structures =
    std::tuple<fc_queue<touchy, wait::backoff<>>, fc_queue<touchy, spinning, true>,
               fc_stack<touchy, spinning>, fc_stack<touchy, wait::empty, true>,
               deque_as<fc_deque<touchy, spinning, true>, true>,
               fc_stack<touchy, wait::multi_mutex_multi_condvar<>, true>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(each_caller_gets_what_its_own_operation_throws, S,
                              touchy_structures) {
    watchdog const guard("operations that throw in a combiner");
    for (int round = 0; round < 20; ++round) {
        S items;
        std::atomic<long> thrown{0};
        std::atomic<long> others{0};
        run_while_locked(items, 8, [&](std::size_t self) {
            long const number = static_cast<long>(self) + 1;
            touchy value(self % 2 == 0 ? number : -number);
            try {
                items.push(std::move(value));
                others += number;
            } catch (std::runtime_error const& e) {
                thrown += e.what() == std::to_string(-number) ? number : 1000;
            }
        });
        BOOST_TEST(others == 1 + 3 + 5 + 7);
        BOOST_TEST(thrown == 2 + 4 + 6 + 8);
        BOOST_TEST(items.size() == 4u);
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_pair_that_cannot_cancel_out_is_done_one_by_one, S,
                              touchy_structures) {
    watchdog const guard("collisions that throw");
    for (int round = 0; round < 20; ++round) {
        S items;
        std::atomic<int> refused{0};
        std::atomic<int> pushed{0};
        run_while_locked(items, 6, [&](std::size_t self) {
            if (self % 2 == 0) {
                pushed += items.push(touchy(5));
                return;
            }
            touchy takes_nothing(-1);
            try {
                if (!items.pop(takes_nothing))
                    ++refused; // it came before all pushes
            } catch (std::runtime_error const&) {
                ++refused;
            }
        });
        BOOST_TEST(pushed == 3);
        BOOST_TEST(refused == 3);
        BOOST_TEST(items.size() == 3u);
    }
}

BOOST_AUTO_TEST_CASE(a_comparison_that_throws_reaches_its_own_caller) {
    watchdog const guard("comparisons that throw");
    fc_priority_queue<touchy, spinning> items;
    items.push(touchy(50));
    std::atomic<int> thrown{0};
    std::atomic<int> pushed{0};
    run_while_locked(items, 4, [&](std::size_t self) {
        try {
            pushed += items.push(touchy(self == 0 ? 13 : 20 + static_cast<long>(self)));
        } catch (std::domain_error const&) {
            thrown += self == 0 ? 1 : 100;
        }
    });
    // Whether 13 stays in the heap is the heap's business; if it does, others meet it as well.
    BOOST_TEST(thrown % 100 == 1);
    BOOST_TEST(pushed + thrown / 100 == 3);
}

BOOST_AUTO_TEST_CASE(without_memory_for_a_record_an_operation_waits_for_the_lock_itself) {
    watchdog const guard("operations without records");
    struct starved : cc::fcqueue::traits {
        using allocator = fragile_allocator<int>;
        using stat = cc::fcqueue::stat<>;
        using wait_strategy = spinning;
    };
    cc::FCQueue<long, std::queue<long>, starved> items;
    std::atomic<bool> locked{false};
    std::atomic<bool> let_go{false};
    std::thread holder([&] {
        items.apply([&](auto&) {
            locked = true;
            while (!let_go)
                std::this_thread::yield();
        });
    });
    while (!locked)
        std::this_thread::yield();
    fragile_memory::fuse.set(0);
    std::thread starving([&] { BOOST_TEST(items.push(1)); });
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    let_go = true;
    starving.join();
    holder.join();
    fragile_memory::fuse.disarm();
    BOOST_TEST(items.size() == 1u);
    // 1 if the thread came while the lock was taken, 0 if it was so late that the lock was free.
    BOOST_TEST(items.statistics().m_nPubRecordCreated == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_functor_that_throws_leaves_the_structure_usable, S, structures) {
    S items;
    auto const fails = [](auto&) { throw std::logic_error("functor"); };
    BOOST_CHECK_THROW(items.apply(fails), std::logic_error);
    items.push(fragile(1));
    BOOST_TEST(items.size() == 1u);
    items.clear();
}

BOOST_AUTO_TEST_SUITE_END()
