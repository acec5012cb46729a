// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Protection that moves from slot to slot while others scan.

#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace {

using namespace cds_test;
using namespace std::chrono_literals;

// Hands one retired object to and fro between two guards while another thread reclaims; says
// whether it stayed alive all the time.
template <class GC, class HandOver>
bool stays_alive(typename GC::Guard& a, typename GC::Guard& b, HandOver hand_over) {
    ledger book;
    counted* const p = book.make();
    a.assign(p);
    GC::template retire<count_disposal>(p);
    bool alive = true;
    {
        background reclaimer([] { GC::force_dispose(); });
        for (time_box box(400ms); alive && !box.over();) {
            for (int i = 0; i < 200; ++i) {
                hand_over(a, b);
                hand_over(b, a);
            }
            alive = p->disposals() == 0;
        }
        reclaimer.stop();
    }
    alive = alive && p->disposals() == 0;
    a.clear();
    b.clear();
    GC::force_dispose();
    return alive && book.each_disposed_once();
}

struct by_copy {
    template <class Guard>
    void operator()(Guard& from, Guard& to) const {
        to.copy(from);
        from.clear();
    }
};
struct by_assign {
    template <class Guard>
    void operator()(Guard& from, Guard& to) const {
        to.assign(from.template get<counted>());
        from.assign(nullptr);
    }
};
struct by_swap {
    template <class Guard>
    void operator()(Guard& from, Guard& to) const {
        from.swap(to);
    }
};
struct by_move {
    template <class Guard>
    void operator()(Guard& from, Guard& to) const {
        Guard on_the_way(std::move(from));
        to = std::move(on_the_way);
        from = std::move(on_the_way);
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(gc_hand_over)

// T2
BOOST_AUTO_TEST_CASE_TEMPLATE(T2_a_copy_between_neighbouring_slots_is_never_missed, GC,
                              gc_policies) {
    typename GC::Guard a;
    typename GC::Guard b;
    BOOST_TEST(stays_alive<GC>(a, b, by_copy{}));
    BOOST_TEST(stays_alive<GC>(a, b, by_assign{}));
}

// T2
BOOST_AUTO_TEST_CASE_TEMPLATE(T2_a_copy_between_distant_slots_is_never_missed, GC,
                              unlimited_policies) {
    for (std::size_t const between : {14u, 30u, 300u, 3000u}) {
        guard_row<GC> row(between + 2);
        BOOST_TEST(stays_alive<GC>(row[0], row[between + 1], by_copy{}), between << " in between");
    }
}

// T2
BOOST_AUTO_TEST_CASE_TEMPLATE(T2_a_copy_within_a_guard_array_is_never_missed, GC, gc_policies) {
    ledger book;
    counted* const p = book.make();
    typename GC::template GuardArray<4> guards;
    guards.assign(0, p);
    GC::template retire<count_disposal>(p);
    background reclaimer([] { GC::force_dispose(); });
    std::size_t at = 0;
    for (time_box box(400ms); p->disposals() == 0 && !box.over();)
        for (int i = 0; i < 200; ++i) { // the walk of a list: next, cur, prev, and round again
            std::size_t const next = (at + 3) % 4;
            guards.copy(next, at);
            guards.clear(at);
            at = next;
        }
    reclaimer.stop();
    BOOST_TEST(p->disposals() == 0u);
    guards.clear(at);
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

// T2
BOOST_AUTO_TEST_CASE_TEMPLATE(T2_a_copy_between_the_slots_of_two_threads_is_never_missed, GC,
                              gc_policies) {
    std::optional<typename GC::Guard> far;
    std::vector<typename GC::Guard> padding;
    std::optional<typename GC::Guard> near;
    std::atomic<bool> done{false};
    std::atomic<bool> made{false};
    std::thread other([&] { // lives on, so that its record is not given to anybody
        far.emplace();
        made.store(true, std::memory_order_release);
        while (!done.load(std::memory_order_acquire))
            std::this_thread::sleep_for(1ms);
    });
    while (!made.load(std::memory_order_acquire))
        std::this_thread::yield();
    near.emplace();
    BOOST_TEST(stays_alive<GC>(*near, *far, by_copy{}));
    near.reset();
    far.reset();
    done.store(true, std::memory_order_release);
    other.join();
}

// T2
BOOST_AUTO_TEST_CASE_TEMPLATE(T2_two_threads_that_copy_do_not_hide_each_other, GC,
                              unlimited_policies) {
    guard_row<GC> row(600);
    ledger book;
    counted* const objects[2] = {book.make(), book.make()};
    row[0].assign(objects[0]);
    row[1].assign(objects[1]);
    GC::template retire<count_disposal>(objects[0]);
    GC::template retire<count_disposal>(objects[1]);
    background reclaimer([] { GC::force_dispose(); });
    run_threads(2, [&](std::size_t who) {
        by_copy const hand_over{};
        for (time_box box(400ms); book.disposed() == 0 && !box.over();)
            for (int i = 0; i < 100; ++i) {
                hand_over(row[who], row[598 + who]);
                hand_over(row[598 + who], row[who]);
            }
    });
    reclaimer.stop();
    BOOST_TEST(book.disposed() == 0u);
    row.clear();
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

// T2, T21
BOOST_AUTO_TEST_CASE_TEMPLATE(T21_a_storm_of_copies_does_not_hold_up_reclamation, GC, gc_policies) {
    GC::force_dispose();
    ledger book;
    counted* const held[2] = {book.make(), book.make()};
    std::vector<std::unique_ptr<background>> storm;
    for (counted* const p : held)
        storm.push_back(std::make_unique<background>([p] {
            typename GC::Guard a;
            typename GC::Guard b;
            a.assign(p);
            for (int i = 0; i < 2000; ++i) {
                by_copy{}(a, b);
                by_assign{}(b, a);
            }
        }));
    // Only the storm's objects are held. Of the others a scan may keep one by chance, not more.
    std::size_t left_behind = 0;
    std::size_t beyond_the_bound = 0;
    for (time_box box(400ms); !box.over();) {
        for (int i = 0; i < 100; ++i)
            make_and_retire<GC>(book);
        GC::force_dispose();
        left_behind += book.made() - book.disposed() - 2;
        beyond_the_bound += GC::bound() < book.made() - book.disposed();
    }
    storm.clear();
    BOOST_TEST(left_behind < book.made() / 20);
    BOOST_TEST(beyond_the_bound == 0u);
    for (counted* const p : held)
        GC::template retire<count_disposal>(p);
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

// T2
BOOST_AUTO_TEST_CASE_TEMPLATE(T2_moving_and_swapping_guards_leaves_no_window, GC, gc_policies) {
    typename GC::Guard a;
    typename GC::Guard b;
    BOOST_TEST(stays_alive<GC>(a, b, by_swap{}));
    BOOST_TEST(stays_alive<GC>(a, b, by_move{}));
}

BOOST_AUTO_TEST_SUITE_END()
