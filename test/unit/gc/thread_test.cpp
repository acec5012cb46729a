// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Threads that come and go, and threads that sleep on their garbage.

#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace {

using namespace cds_test;

// Threads that have done their work and sleep until they are let go.
class sleepers {
public:
    template <class F>
    sleepers(std::size_t n, F work) {
        for (std::size_t i = 0; i < n; ++i)
            threads_.emplace_back([this, work, i] {
                work(i);
                std::unique_lock<std::mutex> hold(lock_);
                ++asleep_;
                changed_.notify_all();
                changed_.wait(hold, [this] { return wake_; });
            });
        std::unique_lock<std::mutex> hold(lock_);
        changed_.wait(hold, [&] { return asleep_ == n; });
    }
    sleepers(sleepers const&) = delete;
    sleepers& operator=(sleepers const&) = delete;
    ~sleepers() {
        {
            std::lock_guard<std::mutex> const hold(lock_);
            wake_ = true;
        }
        changed_.notify_all();
        for (std::thread& t : threads_)
            t.join();
    }

private:
    std::mutex lock_;
    std::condition_variable changed_;
    std::size_t asleep_ = 0;
    bool wake_ = false;
    std::vector<std::thread> threads_;
};

template <class GC>
void attach_and_detach(bool attach) {
    using cds::gc::HP;
    using smr = std::conditional_t<std::is_same_v<GC, HP>, cds::gc::hp::smr, cds::gc::dhp::smr>;
    if constexpr (!std::is_same_v<GC, tiny_DHP>)
        attach ? smr::attach_thread() : smr::detach_thread();
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_threads)

// T5
BOOST_AUTO_TEST_CASE_TEMPLATE(T5_records_change_hands_without_a_race, GC, gc_policies) {
    ledger book;
    std::size_t const rounds = 150 * scale();
    run_threads(8, [&](std::size_t) {
        for (std::size_t i = 0; i < rounds; ++i) {
            attach_and_detach<GC>(true);
            {
                typename GC::Guard guard;
                counted* const p = guard.assign(book.make());
                p->value = i;
                GC::template retire<count_disposal>(p);
                make_and_retire<GC>(book);
            }
            attach_and_detach<GC>(false);
        }
    });
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
}

// T5
BOOST_AUTO_TEST_CASE_TEMPLATE(T5_the_record_of_a_dead_thread_is_taken_over_whole, GC, gc_policies) {
    ledger book;
    std::size_t const rounds = 60 * scale();
    run_threads(4, [&](std::size_t) {
        for (std::size_t i = 0; i < rounds; ++i)
            std::thread([&] {
                for (int k = 0; k < 5; ++k)
                    make_and_retire<GC>(book);
            }).join();
    });
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
}

// T6
BOOST_AUTO_TEST_CASE_TEMPLATE(T6_slots_that_change_hands_under_a_running_scan_stay_in_place, GC,
                              gc_policies) {
    ledger book;
    std::size_t const rounds = 40 * scale();
    std::atomic<std::size_t> lost_while_guarded{0};
    run_threads(6, [&](std::size_t) {
        for (std::size_t i = 0; i < rounds; ++i) {
            attach_and_detach<GC>(true);
            {
                guard_row<GC> guards(guards_up_to<GC>(70));
                for (std::size_t k = 0; k < guards.size(); ++k)
                    GC::template retire<count_disposal>(guards[k].assign(book.make()));
                GC::scan();
                for (std::size_t k = 0; k < guards.size(); ++k)
                    if (!guards[k].template get<counted>()->alive())
                        lost_while_guarded.fetch_add(1, std::memory_order_relaxed);
            }
            attach_and_detach<GC>(false);
        }
    });
    BOOST_TEST(lost_while_guarded.load() == 0u);
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
}

// T11
BOOST_AUTO_TEST_CASE_TEMPLATE(T11_what_idle_threads_have_retired_is_disposed_by_anybody, GC,
                              gc_policies) {
    ledger book;
    sleepers const idle(16, [&](std::size_t) {
        for (int i = 0; i < 255; ++i)
            make_and_retire<GC>(book);
    });
    GC::force_dispose();
    BOOST_TEST(book.made() == 16u * 255u);
    BOOST_TEST(book.disposed() == 16u * 255u);
    BOOST_TEST(book.disposed_twice() == 0u);
}

// T11
BOOST_AUTO_TEST_CASE_TEMPLATE(T11_a_collector_and_an_owner_that_goes_on_retiring_lose_nothing, GC,
                              gc_policies) {
    ledger book;
    std::size_t const each = 20000 * scale();
    background collector([] { GC::force_dispose(); });
    run_threads(3, [&](std::size_t) {
        for (std::size_t i = 0; i < each; ++i)
            make_and_retire<GC>(book);
    });
    collector.stop();
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.made() == 3 * each);
    BOOST_TEST(book.each_disposed_once());
}

// T11
BOOST_AUTO_TEST_CASE_TEMPLATE(T11_what_its_owner_retires_during_a_collection_is_judged_by_the_next,
                              GC, gc_policies) {
    ledger book;
    std::size_t lost_while_guarded = 0;
    background collector([] { GC::force_dispose(); });
    typename GC::Guard guard;
    for (time_box box(std::chrono::milliseconds(300)); !box.over();)
        for (int i = 0; i < 100; ++i) {
            counted* const p = guard.assign(book.make());
            GC::template retire<count_disposal>(p);
            for (int look = 0; look < 50; ++look)
                lost_while_guarded += p->disposals();
            guard.clear();
        }
    collector.stop();
    BOOST_TEST(lost_while_guarded == 0u);
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

// T13
BOOST_AUTO_TEST_CASE_TEMPLATE(T13_many_short_threads_leave_no_records_and_no_garbage_behind, GC,
                              gc_policies) {
    ledger book;
    std::size_t const generations = 300 * scale();
    std::size_t const at_once = 4;
    std::size_t const records_before = statistics_of<GC>().thread_rec_count;
    std::atomic<std::size_t> lost_while_guarded{0};
    for (std::size_t i = 0; i < generations; ++i) {
        typename GC::template GuardArray<3> guards;
        counted* kept[3];
        for (std::size_t k = 0; k < 3; ++k)
            kept[k] = guards.assign(k, book.make());
        run_threads(at_once, [&](std::size_t who) {
            if (who != 0)
                GC::template retire<count_disposal>(kept[who - 1]); // protected by our caller
            make_and_retire<GC>(book);
            make_and_retire<GC>(book);
        });
        for (counted* p : kept)
            lost_while_guarded.fetch_add(p->disposals(), std::memory_order_relaxed);
    }
    BOOST_TEST(lost_while_guarded.load() == 0u);
    // Records are for the threads alive at the same time, this one among them.
    std::size_t const records = statistics_of<GC>().thread_rec_count;
    BOOST_TEST(records <= std::max(records_before, at_once + 1));
    GC::force_dispose();
    BOOST_TEST(book.disposed() == book.made());
    BOOST_TEST(book.disposed_twice() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
