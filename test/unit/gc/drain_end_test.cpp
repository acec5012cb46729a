// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// drain() comes to an end, whatever others do meanwhile. The limits of time only keep a test that
// fails from hanging.

#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>
#include <cds_test/waste.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace {

using namespace cds_test;
using namespace std::chrono_literals;

constexpr auto never = 20s;

template <int Which>
struct drained_tag : cds::gc::own_domain<drained_tag<Which>> {
    static constexpr cds::gc::domain_options options{
        .block_capacity = 16, .threshold = 64, .overdue_ms = ~0u};
};
template <int Which>
using policy = cds::gc::generic_DHP<drained_tag<Which>>;

struct population {
    std::atomic<std::size_t> born{0};
    std::atomic<std::size_t> died{0};

    [[nodiscard]] std::size_t alive() const noexcept {
        std::size_t const gone = died.load(std::memory_order_acquire);
        return born.load(std::memory_order_acquire) - gone;
    }
};

// An object with a line of descendants, each retired by its parent's disposer.
template <class GC>
struct ancestor {
    population& all;
    std::size_t generations;

    struct dispose {
        void operator()(ancestor* a) const {
            if (a->generations != 0)
                retire_line(a->all, a->generations - 1);
            a->all.died.fetch_add(1, std::memory_order_release);
            delete a;
        }
    };
    static void retire_line(population& all, std::size_t generations) {
        all.born.fetch_add(1, std::memory_order_release);
        GC::template retire<dispose>(new ancestor{all, generations});
    }
};

// Retires with descendants of their own, for ever.
template <class GC>
auto retiring_ancestors(population& all) {
    return [&all] {
        for (int i = 0; i != 20; ++i)
            ancestor<GC>::retire_line(all, 3);
        while (all.alive() > 1000000) // there is an end to memory
            std::this_thread::yield();
    };
}

struct dispose_slowly {
    void operator()(counted* p) const {
        for (auto const end = std::chrono::steady_clock::now() + 2ms;
             std::chrono::steady_clock::now() < end;)
            std::this_thread::yield();
        p->dispose();
    }
};

// A drain that another thread has begun since has taken all that is old in hand.
template <class GC>
class drain_begins {
public:
    void await() const {
        while (statistics_of<GC>().help_scan_count < passes_ + 3)
            std::this_thread::yield();
    }

private:
    std::size_t passes_ = statistics_of<GC>().help_scan_count;
};

// So many threads, each of which does `f` for ever, and has begun.
template <class F>
std::vector<std::unique_ptr<background>> busy_with(int threads, F f) {
    std::vector<std::unique_ptr<background>> busy;
    for (int i = 0; i != threads; ++i)
        busy.push_back(std::make_unique<background>(f));
    for (auto& b : busy)
        b->wait_for_rounds(1);
    return busy;
}

// What this thread retires is disposed of when it has drained, each time.
template <class GC>
void expect_drains_to_end() {
    ledger book;
    bool drained = true;
    for (int i = 0; drained && i != 3; ++i) {
        make_and_retire<GC>(book);
        drained = GC::drain(never);
        BOOST_TEST(drained);
        BOOST_TEST(book.each_disposed_once());
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_drain_end)

// T22
BOOST_AUTO_TEST_CASE(T22_drain_ends_beside_three_threads_whose_disposers_retire) {
    using GC = policy<0>;
    population others;
    auto busy = busy_with(3, retiring_ancestors<GC>(others));
    population own;
    for (int i = 0; i != 5; ++i) {
        ancestor<GC>::retire_line(own, 5);
        bool const drained = GC::drain(never);
        BOOST_TEST(drained);
        if (!drained)
            break;
        BOOST_TEST(own.alive() == 0u);
    }
    busy.clear();
    BOOST_TEST(GC::drain());
    BOOST_TEST(own.alive() == 0u);
    BOOST_TEST(others.alive() == 0u);
}

// T22
BOOST_AUTO_TEST_CASE(T22_four_threads_that_drain_what_they_retire_all_come_to_an_end) {
    using GC = policy<1>;
    std::atomic<std::size_t> unfinished{0};
    std::atomic<bool> hopeless{false};
    std::vector<population> own(4);
    run_threads(own.size(), [&](std::size_t who) {
        for (int round = 0; round != 20 && !hopeless.load(std::memory_order_acquire); ++round) {
            for (int i = 0; i != 5; ++i)
                ancestor<GC>::retire_line(own[who], 4);
            if (!GC::drain(never) || own[who].alive() != 0) {
                unfinished.fetch_add(1);
                hopeless.store(true, std::memory_order_release);
            }
        }
    });
    BOOST_TEST(unfinished.load() == 0u);
    BOOST_TEST(GC::drain());
    for (population const& p : own)
        BOOST_TEST(p.alive() == 0u);
}

// T22: what is retired after the drain has begun is not waited for, however much it is.
BOOST_AUTO_TEST_CASE(T22_drain_ends_beside_any_number_of_young_objects_that_are_guarded) {
    using GC = policy<2>;
    for (std::size_t const young : {600u, 3000u}) {
        ledger book;
        std::optional<GC::Guard> old(std::in_place);
        GC::retire<count_disposal>(old->assign(book.make()));
        std::atomic<bool> drained{false};
        drain_begins<GC> const begun;
        std::thread drainer([&] { drained = GC::drain(never); });
        begun.await();
        guard_row<GC> guards(young);
        for (std::size_t i = 0; i != young; ++i)
            GC::retire<count_disposal>(guards[i].assign(book.make()));
        old.reset();
        drainer.join();
        BOOST_TEST(drained.load(), young << " young ones");
        BOOST_TEST(book.disposed() == 1u);
        guards.clear();
        BOOST_TEST(GC::drain());
        BOOST_TEST(book.each_disposed_once());
    }
}

// T22: and so of the old ones, which are let go one after the other.
BOOST_AUTO_TEST_CASE(T22_drain_waits_for_thousands_of_guarded_objects_and_ends) {
    using GC = policy<3>;
    ledger book;
    guard_row<GC> guards(3000);
    for (std::size_t i = 0; i != guards.size(); ++i)
        GC::retire<count_disposal>(guards[i].assign(book.make()));
    std::atomic<bool> drained{false};
    drain_begins<GC> const begun;
    std::thread drainer([&] { drained = GC::drain(never); });
    begun.await();
    guard_row<GC> more(700);
    for (std::size_t i = 0; i != more.size(); ++i)
        GC::retire<count_disposal>(more[i].assign(book.make()));
    for (std::size_t i = 0; i + 1 < guards.size(); ++i)
        guards[i].clear();
    while (book.disposed() != 2999u)
        std::this_thread::yield();
    BOOST_TEST(!drained.load()); // the last one is still held
    guards.clear();
    drainer.join();
    BOOST_TEST(drained.load());
    BOOST_TEST(book.disposed() == 3000u);
    more.clear();
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
}

// T22
BOOST_AUTO_TEST_CASE(T22_drain_ends_beside_two_threads_in_force_dispose) {
    using GC = policy<4>;
    auto const others = std::make_unique<ledger>();
    auto busy = busy_with(2, [&] {
        make_and_retire<GC>(*others);
        GC::force_dispose();
    });
    population own;
    bool drained = true;
    for (int i = 0; drained && i != 20; ++i) {
        ancestor<GC>::retire_line(own, 3);
        drained = GC::drain(never);
        BOOST_TEST(drained);
        BOOST_TEST(own.alive() == 0u);
    }
    busy.clear();
    BOOST_TEST(GC::drain());
    BOOST_TEST(others->each_disposed_once());
}

// T22: scans that take long, because their disposers do.
BOOST_AUTO_TEST_CASE(T22_drain_ends_beside_two_threads_whose_scans_take_long) {
    using GC = policy<5>;
    auto const others = std::make_unique<ledger>();
    auto busy = busy_with(2, [&] {
        GC::template retire<dispose_slowly>(others->make());
        GC::force_dispose();
    });
    expect_drains_to_end<GC>();
    busy.clear();
    BOOST_TEST(GC::drain());
    BOOST_TEST(others->each_disposed_once());
}

// T22: scans that take long, because there is much to look at.
BOOST_AUTO_TEST_CASE(T22_drain_ends_beside_two_threads_who_scan_beside_many_guards) {
    using GC = policy<6>;
    auto const others = std::make_unique<ledger>();
    std::vector<char> at_rest(100000);
    guard_row<GC> guards(at_rest.size());
    for (std::size_t i = 0; i != at_rest.size(); ++i)
        guards[i].assign(&at_rest[i]);
    auto busy = busy_with(2, [&] {
        make_and_retire<GC>(*others);
        GC::force_dispose();
    });
    expect_drains_to_end<GC>();
    busy.clear();
    guards.clear();
    BOOST_TEST(GC::drain());
    BOOST_TEST(others->each_disposed_once());
}

BOOST_AUTO_TEST_SUITE_END()
