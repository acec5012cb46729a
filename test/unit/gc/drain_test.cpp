// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// drain: to wait until what was retired is gone.

#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <thread>

namespace {

using namespace cds_test;
using namespace std::chrono_literals;

// A disposer that takes its time in a thread of its choice, and cascades.
struct slow_life {
    counted* life;
    std::size_t generations;
};
template <class GC>
struct dispose_slowly {
    void operator()(slow_life* l) const {
        std::this_thread::sleep_for(100us);
        l->life->dispose();
        if (l->generations != 0)
            for (int i = 0; i < 2; ++i)
                GC::template retire<dispose_slowly>(
                    new slow_life{l->life->owner().make(), l->generations - 1});
        delete l;
    }
};

template <class GC>
void retire_tree(ledger& book, std::size_t generations) {
    GC::template retire<dispose_slowly<GC>>(new slow_life{book.make(), generations});
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_drain)

// T22
BOOST_AUTO_TEST_CASE_TEMPLATE(T22_drain_of_an_empty_domain_is_true, GC, gc_policies) {
    BOOST_TEST(GC::drain());
    BOOST_TEST(GC::drain(0ns));
}

// T22
BOOST_AUTO_TEST_CASE_TEMPLATE(T22_drain_returns_when_parents_and_children_are_disposed, GC,
                              gc_policies) {
    ledger book;
    for (int i = 0; i < 20; ++i)
        retire_tree<GC>(book, 4);
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.made() == 20u * 31u);
    BOOST_TEST(book.each_disposed_once());
}

// T22
BOOST_AUTO_TEST_CASE_TEMPLATE(T22_drain_waits_for_what_other_reclaimers_have_in_hand, GC,
                              gc_policies) {
    watchdog const limit("drain with concurrent reclaimers");
    std::atomic<std::size_t> unfinished{0};
    background reclaimer([] { GC::force_dispose(); });
    background noise([] { // retires all the time, but nothing that drain would have to wait for
        static ledger* const forgotten = new ledger;
        if (forgotten->made() < 20000)
            make_and_retire<GC>(*forgotten);
    });
    run_threads(2, [&](std::size_t) {
        for (int round = 0; round < 20; ++round) {
            ledger book;
            for (int i = 0; i < 5; ++i)
                retire_tree<GC>(book, 2);
            bool const done = GC::drain();
            unfinished.fetch_add(!done || book.made() != 35 || !book.each_disposed_once());
            while (!done && book.disposed() < book.made()) // the ledger stays for its objects
                GC::force_dispose();
        }
    });
    reclaimer.stop();
    noise.stop();
    BOOST_TEST(unfinished.load() == 0u);
    BOOST_TEST(GC::drain());
}

// T22
BOOST_AUTO_TEST_CASE_TEMPLATE(T22_drain_waits_for_a_disposer_that_runs_within_a_retire, GC,
                              gc_policies) {
    watchdog const limit("drain beside a thread that disposes while it retires");
    static std::atomic<bool> stall{false};
    static std::atomic<bool> stalled{false};
    struct dawdle {
        void operator()(counted* p) const { // the first of them, and no other, takes its time
            if (!stalled.exchange(true, std::memory_order_acq_rel))
                while (stall.load(std::memory_order_acquire))
                    std::this_thread::yield();
            p->dispose();
        }
    };
    stall = true;
    stalled = false;
    ledger book;
    std::thread busy([&] { // what its scan proves free it disposes of a few at a time
        while (!stalled.load(std::memory_order_acquire))
            GC::template retire<dawdle>(book.make());
    });
    while (!stalled.load(std::memory_order_acquire))
        std::this_thread::yield();
    BOOST_TEST(!GC::drain(20ms));
    stall.store(false, std::memory_order_release);
    BOOST_TEST(GC::drain());
    busy.join();
    GC::force_dispose(); // the one that the thread retired last
    BOOST_TEST(book.each_disposed_once());
}

// T22
BOOST_AUTO_TEST_CASE_TEMPLATE(T22_drain_is_false_when_its_time_is_over, GC, gc_policies) {
    ledger book;
    std::atomic<bool> holding{false};
    std::atomic<bool> let_go{false};
    std::thread holder([&] {
        typename GC::Guard guard;
        GC::template retire<count_disposal>(guard.assign(book.make()));
        holding.store(true, std::memory_order_release);
        while (!let_go.load(std::memory_order_acquire))
            std::this_thread::sleep_for(1ms);
    });
    while (!holding.load(std::memory_order_acquire))
        std::this_thread::yield();
    BOOST_TEST(!GC::drain(0ns));
    BOOST_TEST(!GC::drain(20ms));
    BOOST_TEST(book.disposed() == 0u);
    let_go.store(true, std::memory_order_release);
    BOOST_TEST(GC::drain());
    holder.join();
    BOOST_TEST(book.each_disposed_once());
}

// T22
BOOST_AUTO_TEST_CASE_TEMPLATE(T22_drain_is_false_at_once_when_the_caller_guards_a_retired_object,
                              GC, gc_policies) {
    watchdog const limit("drain by a thread that guards a retired object");
    ledger book;
    typename GC::Guard guard;
    GC::template retire<count_disposal>(guard.assign(book.make()));
    make_and_retire<GC>(book);
    BOOST_TEST(!GC::drain()); // without a limit: to wait for oneself would be for ever
    BOOST_TEST(book.disposed() == 1u);
    guard.clear();
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
}

// T22
BOOST_AUTO_TEST_CASE_TEMPLATE(T22_a_guard_on_an_object_that_is_not_retired_does_not_disturb_drain,
                              GC, gc_policies) {
    ledger book;
    typename GC::Guard guard;
    counted* const p = guard.assign(book.make());
    make_and_retire<GC>(book);
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.disposed() == 1u);
    guard.clear();
    p->dispose();
    BOOST_TEST(book.each_disposed_once());
}

// T22
BOOST_AUTO_TEST_CASE_TEMPLATE(T22_drain_is_false_inside_a_disposer, GC, gc_policies) {
    static std::atomic<int> answers[2];
    struct ask {
        void operator()(counted* p) const {
            answers[GC::drain() ? 1 : 0].fetch_add(1);
            p->dispose();
        }
    };
    answers[0] = answers[1] = 0;
    ledger book;
    for (int i = 0; i < 10; ++i)
        GC::template retire<ask>(book.make());
    BOOST_TEST(GC::drain());
    BOOST_TEST(answers[0].load() == 10);
    BOOST_TEST(answers[1].load() == 0);
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_SUITE_END()
