// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// How much garbage there is at most, what becomes of it, and of the memory behind it.

#include <cds_test/gc_policies.h>
#include <cds_test/quiet.h>
#include <cds_test/sanitizers.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <malloc.h>

#include <atomic>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace {

using namespace cds_test;

template <class GC>
using garbage = mortal<GC>;

// The tiny domain scans every few retires, so a tenth of the work tells as much.
template <class GC>
std::size_t amount(std::size_t n) {
    return scale() * (std::is_same_v<GC, tiny_DHP> ? n / 10 : n);
}

// Retires garbage and keeps the count that the bound is compared with.
template <class GC>
class polluter {
public:
    void retire_one() {
        GC::template retire<delete_it>(new garbage<GC>);
        retired_.fetch_add(1, std::memory_order_acq_rel);
    }
    // Retired and not yet disposed: never more than there is.
    [[nodiscard]] std::size_t pending() const {
        return garbage<GC>::pending(start_ + retired_.load(std::memory_order_acquire));
    }

private:
    std::size_t const start_ = garbage<GC>::destroyed.load();
    std::atomic<std::size_t> retired_{0};
};

// Compares the garbage with the published bound, over and over.
template <class GC>
class inspector {
public:
    explicit inspector(polluter<GC> const& subject)
        : watch_([this, &subject] {
              std::size_t const seen = subject.pending();
              std::size_t const allowed = GC::bound();
              if (seen > allowed)
                  excess_.store(seen - allowed, std::memory_order_release);
              std::this_thread::yield();
          }) {}
    std::size_t excess() {
        watch_.wait_for_rounds(1);
        watch_.stop();
        return excess_.load(std::memory_order_acquire);
    }

private:
    std::atomic<std::size_t> excess_{0};
    background watch_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(gc_bound)

// T21
BOOST_AUTO_TEST_CASE_TEMPLATE(T21_garbage_stays_below_the_bound_while_one_guard_is_held_for_ever,
                              GC, gc_policies) {
    std::size_t const each = amount<GC>(300000);
    auto* const held = new garbage<GC>;
    typename GC::Guard guard;
    guard.assign(held);
    GC::template retire<delete_it>(held);
    polluter<GC> dirt;
    inspector<GC> watch(dirt);
    run_threads(2, [&](std::size_t) {
        for (std::size_t i = 0; i < each; ++i)
            dirt.retire_one();
    });
    BOOST_TEST(dirt.pending() <= GC::bound());
    BOOST_TEST(watch.excess() == 0u);
    typename GC::stat const now = statistics_of<GC>();
    BOOST_TEST(now.peak_pending <= GC::bound());
    BOOST_TEST(now.peak_pending >= 1u);
    BOOST_TEST(held->alive());
    BOOST_TEST(!GC::drain(std::chrono::milliseconds(1))); // this very thread holds one
    guard.clear();
    BOOST_TEST(GC::drain());
    BOOST_TEST(garbage<GC>::made.load() == garbage<GC>::destroyed.load());
    BOOST_TEST(garbage<GC>::killed_twice.load() == 0u);
}

// T21
BOOST_AUTO_TEST_CASE_TEMPLATE(T21_garbage_stays_below_the_bound_with_idle_and_dead_threads, GC,
                              gc_policies) {
    polluter<GC> dirt;
    inspector<GC> watch(dirt);
    std::atomic<bool> leave{false};
    std::size_t const idle_threads = 24; // each sits on a block that is nearly full
    std::vector<std::thread> idle;
    start_line asleep(idle_threads + 1);
    for (std::size_t t = 0; t < idle_threads; ++t)
        idle.emplace_back([&] {
            typename GC::Guard stalled;
            auto* const mine = new garbage<GC>;
            stalled.assign(mine);
            GC::template retire<delete_it>(mine);
            for (int i = 0; i < 254; ++i)
                dirt.retire_one();
            asleep.wait();
            while (!leave.load(std::memory_order_acquire))
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
        });
    asleep.wait();
    for (int t = 0; t < 50; ++t)
        std::thread([&] { // ends without a word of good-bye
            for (int i = 0; i < 200; ++i)
                dirt.retire_one();
        })
            .join();
    run_threads(2, [&](std::size_t) {
        for (std::size_t i = 0; i < amount<GC>(100000); ++i)
            dirt.retire_one();
    });
    BOOST_TEST(watch.excess() == 0u);
    BOOST_TEST(statistics_of<GC>().peak_pending <= GC::bound());
    leave.store(true, std::memory_order_release);
    for (std::thread& t : idle)
        t.join();
    BOOST_TEST(GC::drain());
    BOOST_TEST(garbage<GC>::made.load() == garbage<GC>::destroyed.load());
}

// What it is exactly, term by term, is in bound_formula_test.cpp.
BOOST_AUTO_TEST_CASE_TEMPLATE(the_bound_grows_with_the_hazards_in_use, GC, unlimited_policies) {
    std::size_t const few = GC::bound();
    BOOST_TEST(few >= block_capacity<GC>);
    BOOST_TEST(few < 1000000u);
    guard_row<GC> guards(20000);
    ledger book;
    for (std::size_t i = 0; i < guards.size(); ++i)
        guards[i].assign(book.make());
    GC::force_dispose();
    BOOST_TEST(GC::bound() >= 4u * 20000u); // k = 4
    BOOST_TEST(GC::bound() > few);
}

// T9
BOOST_AUTO_TEST_CASE_TEMPLATE(
    T9_a_stalled_reclaimer_does_not_stop_the_others_nor_the_drain_after_it, GC, gc_policies) {
    watchdog const guard("the drain after a stalled reclaimer");
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
    while (!stalled.load(std::memory_order_acquire))
        std::this_thread::yield();

    polluter<GC> dirt;
    inspector<GC> watch(dirt);
    run_threads(2, [&](std::size_t) {
        for (std::size_t i = 0; i < amount<GC>(500000); ++i)
            dirt.retire_one();
    });
    BOOST_TEST(watch.excess() == 0u);
    BOOST_TEST(!GC::drain(std::chrono::milliseconds(20))); // it waits for other scanners
    stall.store(false, std::memory_order_release);
    BOOST_TEST(GC::drain());
    reclaimer.join();
    BOOST_TEST(garbage<GC>::made.load() == garbage<GC>::destroyed.load());
    BOOST_TEST(garbage<GC>::killed_twice.load() == 0u);
    BOOST_TEST(statistics_of<GC>().pending == 0u);
}

// T12
BOOST_AUTO_TEST_CASE_TEMPLATE(T12_scan_depth_threshold_and_slots_come_back_after_a_spike_of_guards,
                              GC, unlimited_policies) {
    go_quiet<GC>();
    typename GC::stat const before = statistics_of<GC>();
    {
        std::size_t const spike = 100000 * scale();
        guard_row<GC> guards(spike);
        ledger book;
        for (std::size_t i = 0; i < spike; ++i)
            GC::template retire<count_disposal>(guards[i].assign(book.make()));
        GC::force_dispose();
        BOOST_TEST(statistics_of<GC>().slots_in_use >= spike);
        BOOST_TEST(book.disposed() == 0u);
        guards.clear();
        GC::force_dispose();
        BOOST_TEST(book.each_disposed_once());
    }
    go_quiet<GC>();
    typename GC::stat const after = statistics_of<GC>();
    BOOST_TEST(after.slots_in_use <= before.slots_in_use);
    BOOST_TEST(after.threshold <= 2 * before.threshold);
    BOOST_TEST(after.scan_depth <= before.scan_depth + 1000);
    BOOST_TEST(GC::bound() >= after.pending);
}

// T12
BOOST_AUTO_TEST_CASE_TEMPLATE(T12_records_and_slots_come_back_after_a_spike_of_threads, GC,
                              gc_policies) {
    go_quiet<GC>();
    typename GC::stat const before = statistics_of<GC>();
    ledger book;
    run_threads(100, [&](std::size_t) {
        guard_row<GC> guards(guards_up_to<GC>(20));
        for (std::size_t i = 0; i < guards.size(); ++i)
            GC::template retire<count_disposal>(guards[i].assign(book.make()));
    });
    go_quiet<GC>();
    typename GC::stat const after = statistics_of<GC>();
    BOOST_TEST(book.each_disposed_once());
    BOOST_TEST(after.slots_in_use <= before.slots_in_use);
    BOOST_TEST(after.threshold <= 2 * before.threshold);
    BOOST_TEST(after.scan_depth <= before.scan_depth + 1000);
}

// T12
BOOST_AUTO_TEST_CASE(T12_memory_comes_back_after_a_spike_of_200_threads) {
    using GC = cds::gc::DHP;
    std::size_t const threads = 200;
    // Much more than what allocators keep of 200 threads; sanitizers keep even more, and are slow.
    std::size_t const each = sanitized ? 500 : 3000;
#ifdef M_ARENA_MAX
    mallopt(M_ARENA_MAX, 1); // threads that collide make no more arenas, which would stay
#endif
    static std::atomic<std::size_t> disposed{0};
    struct count {
        void operator()(char*) const { disposed.fetch_add(1, std::memory_order_relaxed); }
    };
    std::vector<char> objects(threads * each);
    // Each thread retires objects that it guards; returns how much memory that took in all.
    auto const resident_with = [&](std::size_t guarded) {
        std::size_t pages = 0;
        start_line all_here(threads);
        start_line measured(threads);
        run_threads(threads, [&](std::size_t who) {
            guard_row<GC> guards(guarded);
            for (std::size_t i = 0; i < guarded; ++i)
                GC::retire<count>(guards[i].assign(&objects[who * each + i]));
            all_here.wait();
            if (who == 0)
                pages = resident_pages();
            measured.wait();
        });
        go_quiet<GC>();
        return pages;
    };
    resident_with(each);
    std::size_t const before = resident_with(0); // the threads alone
    std::size_t const spike = resident_with(each);
    std::size_t const retired_pages = threads * each / 256;
    std::size_t after = resident_with(0);
    // What else the process does with memory comes and goes.
    for (int i = 0; !sanitized && i != 40 && after > before + retired_pages / 2; ++i)
        after = resident_with(0);
    if constexpr (!sanitized) {
        BOOST_TEST(spike >= before + retired_pages / 2); // the first spike's were given back
        BOOST_TEST(after <= before + retired_pages / 2);
    }
    BOOST_TEST(disposed.load() == 2 * threads * each);
}

// T12
BOOST_AUTO_TEST_CASE_TEMPLATE(T12_repeated_spikes_do_not_add_up_in_memory, GC, unlimited_policies) {
    auto const spike = [] {
        guard_row<GC> guards(50000);
        for (std::size_t i = 0; i < guards.size(); ++i) {
            auto* const p = new garbage<GC>;
            guards[i].assign(p);
            GC::template retire<delete_it>(p);
        }
        guards.clear();
        GC::force_dispose();
    };
    spike();
    spike();
    std::size_t const once = resident_pages();
    for (int i = 0; i < 8; ++i)
        spike();
    BOOST_TEST(resident_pages() <= once + once / 4 + 1024);
}

BOOST_AUTO_TEST_SUITE_END()
