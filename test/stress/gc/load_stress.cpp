// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The large forms of T9, T12 and T13: sizes grow with CDS_TEST_SCALE.
#include <cds_test/gc_policies.h>
#include <cds_test/pile.h>
#include <cds_test/quiet.h>
#include <cds_test/sanitizers.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <latch>
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

// Objects that are all retired under a guard at the same time; they take no memory of their own.
template <class GC>
class spike {
public:
    explicit spike(std::size_t most) : objects_(most, 1) { disposed_ = 0; }

    // Returns the resident pages of the worst moment.
    std::size_t of_guards(std::size_t n) {
        guard_row<GC> guards(n);
        retire_guarded(guards, 0);
        GC::force_dispose();
        return resident_pages();
    }

    std::size_t of_threads(std::size_t n) {
        std::latch all_here(static_cast<std::ptrdiff_t>(n + 1));
        std::latch seen(1);
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < n; ++i)
            threads.emplace_back([&, i] {
                guard_row<GC> guards(4);
                retire_guarded(guards, i * 4);
                all_here.count_down();
                seen.wait(); // not spinning: there are thousands
            });
        all_here.arrive_and_wait();
        GC::force_dispose();
        std::size_t const pages = resident_pages();
        seen.count_down();
        for (std::thread& t : threads)
            t.join();
        return pages;
    }

    [[nodiscard]] std::size_t disposed() const { return disposed_.load(); }

private:
    struct count {
        void operator()(char*) const { disposed_.fetch_add(1, std::memory_order_relaxed); }
    };

    void retire_guarded(guard_row<GC>& guards, std::size_t from) {
        for (std::size_t i = 0; i < guards.size(); ++i)
            GC::template retire<count>(guards[i].assign(&objects_[from + i]));
    }

    std::vector<char> objects_;
    inline static std::atomic<std::size_t> disposed_{0};
};

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
        for (std::size_t i = 0; i < (sanitized ? 200000 : 2000000) * scale(); ++i)
            GC::template retire<delete_it>(new garbage<GC>);
    });
    BOOST_TEST(statistics_of<GC>().peak_pending <= GC::bound());
    stall.store(false, std::memory_order_release);
    reclaimer.join();
    expect_all_gone<GC>();
}

// T12
BOOST_AUTO_TEST_CASE_TEMPLATE(T12_a_huge_spike_of_guards_and_threads_leaves_nothing, GC,
                              default_policies) {
    std::size_t const guards = guards_up_to<GC>((sanitized ? 30000 : 300000) * scale());
    std::size_t const threads = sanitized ? 100 : 500 * scale();
    spike<GC> wave(std::max(guards, threads * 4));
    wave.of_threads(threads); // what the system keeps of threads, it keeps from here on
    go_quiet<GC>();
    typename GC::stat const before = statistics_of<GC>();
    std::size_t const pages_before = resident_pages();

    std::size_t const pages_of_guards = wave.of_guards(guards);
    BOOST_TEST(statistics_of<GC>().peak_slots >= guards);
    std::size_t const pages_of_threads = wave.of_threads(threads);
    BOOST_TEST(statistics_of<GC>().peak_slots >= threads * 4);
    BOOST_TEST(statistics_of<GC>().thread_rec_count >= threads);

    for (int i = 0; i < 4; ++i)
        go_quiet<GC>();
    BOOST_TEST(GC::drain());
    BOOST_TEST(wave.disposed() == guards + 2 * threads * 4);
    typename GC::stat const after = statistics_of<GC>();
    BOOST_TEST(after.pending == 0u);
    BOOST_TEST(after.threads <= before.threads);
    BOOST_TEST(after.slots_in_use <= before.slots_in_use);
    BOOST_TEST(after.scan_depth <= before.scan_depth + 100);
    BOOST_TEST(after.threshold <= 2 * before.threshold);
    BOOST_TEST_MESSAGE("pages: " << pages_before << " before, " << pages_of_guards << " with "
                                 << guards << " guards, " << pages_of_threads << " with " << threads
                                 << " threads, " << resident_pages() << " after");
    std::size_t const growth = std::max(pages_of_guards, pages_of_threads) - pages_before;
    if constexpr (!sanitized)
        BOOST_TEST(resident_pages() <= pages_before + growth / 4 + 512);
}

// T13: 10^5 threads at scale 20
BOOST_AUTO_TEST_CASE_TEMPLATE(T13_thousands_of_short_threads_need_few_records, GC, gc_policies) {
    std::size_t const before = statistics_of<GC>().thread_rec_count;
    for (std::size_t i = 0; i < 1250 * scale(); ++i)
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
