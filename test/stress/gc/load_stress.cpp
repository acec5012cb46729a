// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The large forms of T9, T12 and T13: sizes grow with CDS_TEST_SCALE.
#include <cds_test/gc_policies.h>
#include <cds_test/pile.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace {

using namespace cds_test;

template <class GC>
using garbage = mortal<GC>;

template <class GC>
void expect_all_gone() {
    BOOST_TEST(GC::drain());
    BOOST_TEST(garbage<GC>::made.load() == garbage<GC>::destroyed.load());
    BOOST_TEST(garbage<GC>::killed_twice.load() == 0u);
    BOOST_TEST(statistics_of<GC>().pending == 0u);
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_load_stress)

// T9
BOOST_AUTO_TEST_CASE_TEMPLATE(T9_millions_of_retirements_beside_a_stalled_disposer_end_in_nothing,
                              GC, default_policies) {
    watchdog const limit("millions of retirements", std::chrono::seconds(240));
    static std::atomic<bool> stall{false};
    static std::atomic<bool> stalled{false};
    struct dawdle {
        void operator()(garbage<GC>* p) const {
            stalled.store(true, std::memory_order_release);
            while (stall.load(std::memory_order_acquire))
                std::this_thread::yield();
            delete p;
        }
    };
    stall = true;
    stalled = false;
    std::thread reclaimer([] {
        GC::template retire<dawdle>(new garbage<GC>);
        while (!stalled.load(std::memory_order_acquire))
            GC::force_dispose();
    });
    run_threads(2, [](std::size_t) {
        for (std::size_t i = 0; i < 2000000 * scale(); ++i)
            GC::template retire<delete_it>(new garbage<GC>);
    });
    BOOST_TEST(statistics_of<GC>().peak_pending <= GC::bound());
    stall.store(false, std::memory_order_release);
    reclaimer.join();
    expect_all_gone<GC>();
}

// T12
BOOST_AUTO_TEST_CASE_TEMPLATE(T12_a_huge_spike_of_guards_and_threads_passes, GC, default_policies) {
    {
        guard_row<GC> guards(std::is_same_v<GC, cds::gc::HP> ? 8 : 300000 * scale());
        for (std::size_t i = 0; i < guards.size(); ++i) {
            auto* const p = new garbage<GC>;
            guards[i].assign(p);
            GC::template retire<delete_it>(p);
        }
    }
    run_threads(200, [](std::size_t) {
        typename GC::template GuardArray<4> guards;
        for (std::size_t i = 0; i < 1000; ++i) {
            auto* const p = new garbage<GC>;
            guards.assign(i % 4, p);
            GC::template retire<delete_it>(p);
        }
    });
    expect_all_gone<GC>();
}

// T13
BOOST_AUTO_TEST_CASE_TEMPLATE(T13_thousands_of_short_threads_need_few_records, GC, gc_policies) {
    std::size_t const before = statistics_of<GC>().thread_rec_count;
    for (std::size_t i = 0; i < 1000 * scale(); ++i)
        run_threads(4, [](std::size_t) {
            typename GC::Guard guard;
            auto* const p = new garbage<GC>;
            guard.assign(p);
            for (int k = 0; k < 3; ++k)
                GC::template retire<delete_it>(k == 0 ? p : new garbage<GC>);
        });
    BOOST_TEST(statistics_of<GC>().thread_rec_count <= std::max<std::size_t>(before, 5));
    expect_all_gone<GC>();
}

// Threads, guards, a container, forced reclamation and drains, all at once.
BOOST_AUTO_TEST_CASE_TEMPLATE(everything_at_once_loses_nothing, GC, gc_policies) {
    using item = typename pile<GC>::item;
    {
        pile<GC> heap;
        background reclaimer([] { GC::force_dispose(); });
        background drainer([] { (void)GC::drain(std::chrono::milliseconds(1)); });
        background visitor([&heap] {
            run_thread([&heap] {
                std::size_t value = 0;
                for (std::size_t i = 0; i < 50; ++i)
                    i % 2 == 0 ? heap.push(i) : static_cast<void>(heap.pop(value));
            });
        });
        run_threads(2, [&heap](std::size_t who) {
            std::mt19937_64 random = random_stream(who);
            std::size_t value = 0;
            for (time_box box(std::chrono::milliseconds(1500)); !box.over();)
                random() % 2 == 0 ? heap.push(random()) : static_cast<void>(heap.pop(value));
        });
        visitor.stop();
        drainer.stop();
        reclaimer.stop();
        BOOST_TEST(heap.corpses() == 0u);
    }
    BOOST_TEST(GC::drain());
    BOOST_TEST(item::made.load() == item::destroyed.load());
    BOOST_TEST(item::killed_twice.load() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
