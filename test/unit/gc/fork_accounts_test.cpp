// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// fork, object by object: of what the vanished threads had, what the child keeps, disposes of, and
// loses. Every thread but the one that forks stands still at a known place.

#include <cds_test/child.h>
#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <cds/threading/model.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>
#include <utility>
#include <vector>

namespace {

using namespace cds_test;
namespace core = cds::gc::core;

// Where other threads stand still while the process forks.
class halt {
public:
    void here() noexcept {
        reached_.fetch_add(1, std::memory_order_acq_rel);
        while (!open_.load(std::memory_order_acquire))
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    void await() const noexcept {
        while (reached_.load(std::memory_order_acquire) == 0)
            std::this_thread::yield();
    }
    void close() noexcept {
        reached_.store(0, std::memory_order_release);
        open_.store(false, std::memory_order_release);
    }
    void open() noexcept { open_.store(true, std::memory_order_release); }

private:
    std::atomic<int> reached_{0};
    std::atomic<bool> open_{true};
};

halt in_disposer;

struct dispose_past_the_halt {
    void operator()(counted* p) const {
        in_disposer.here();
        p->dispose();
    }
};

// A thread that runs f and then, if f has not done so, stands still.
class halted_thread {
public:
    template <class F>
    explicit halted_thread(F f)
        : thread_([this, f] {
              f();
              halt_.here();
          }) {
        halt_.await();
    }
    halted_thread(halted_thread const&) = delete;
    halted_thread& operator=(halted_thread const&) = delete;
    ~halted_thread() {
        halt_.open();
        thread_.join();
    }

private:
    struct closed_halt : halt {
        closed_halt() { close(); }
    } halt_;
    std::thread thread_;
};

// A thread that runs f, in which it comes to a disposer that stands still.
class halted_in_a_disposer {
public:
    template <class F>
    explicit halted_in_a_disposer(F f) {
        in_disposer.close();
        thread_ = std::thread(f);
        in_disposer.await();
    }
    halted_in_a_disposer(halted_in_a_disposer const&) = delete;
    halted_in_a_disposer& operator=(halted_in_a_disposer const&) = delete;
    ~halted_in_a_disposer() {
        in_disposer.open();
        thread_.join();
    }

private:
    std::thread thread_;
};

// One domain for each test: what it counts is exact. Nothing is scanned unless that is asked for.
template <int Which>
struct alone : cds::gc::own_domain<alone<Which>> {
    static constexpr cds::gc::domain_options options{
        .block_capacity = 16, .threshold = 1000000, .overdue_ms = ~0u};
};
template <int Which>
using policy = cds::gc::generic_DHP<alone<Which>>;

template <class GC>
void retire_some(ledger& book, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i)
        make_and_retire<GC>(book);
}

template <class GC>
void retire_towards_the_halt(ledger& book, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i)
        GC::template retire<dispose_past_the_halt>(book.make());
}

// Full blocks are proven free and wait for the calling thread to dispose of them.
template <class Binding>
void prove_what_is_listed() {
    Binding::domain().collect(*Binding::state().record, core::scan_listed);
}

// 0 if the child lost that many, and disposes of all the rest, once.
template <class GC>
int settle(ledger const& book, std::size_t lost) {
    in_disposer.open();
    if (statistics_of<GC>().lost_in_fork != lost)
        return fail_child("another number of objects was lost");
    if (!GC::drain(std::chrono::seconds(20)))
        return fail_child("drain is not true");
    if (book.disposed_twice() != 0)
        return fail_child("an object was disposed twice");
    return book.disposed() + lost == book.made() ? 0 : fail_child("not all the rest is disposed");
}

// True when every record that there is can be had: none belongs to a thread that has vanished.
template <class Binding>
bool all_records_can_be_had() {
    core::domain& domain = Binding::domain();
    std::size_t const present = domain.statistics().thread_rec_count;
    std::vector<core::thread_record*> taken;
    for (std::size_t i = Binding::state().record == &core::unattached_record ? 0 : 1; i < present;
         ++i)
        taken.push_back(&domain.attach());
    bool const none_more = domain.statistics().thread_rec_count == present;
    for (core::thread_record* r : taken)
        domain.leave(*r);
    return none_more;
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_fork_accounts)

BOOST_AUTO_TEST_CASE_TEMPLATE(T17_a_guard_of_a_vanished_thread_goes_on_protecting, GC,
                              gc_policies) {
    ledger book;
    counted* const p = book.make();
    {
        halted_thread const reader([p] {
            static thread_local typename GC::Guard guard;
            guard.assign(p);
        });
        GC::template retire<count_disposal>(p);
        child_end const child = in_fork([&] {
            make_and_retire<GC>(book);
            for (int i = 0; i < 3; ++i)
                GC::force_dispose();
            if (book.disposed() != 1)
                return fail_child("what nobody guards was not disposed");
            return p->disposals() == 0 ? 0 : fail_child("the guard of the vanished is not heeded");
        });
        BOOST_TEST(child.good(), "the child " << child);
        GC::force_dispose();
        BOOST_TEST(book.disposed() == 0u);
    }
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(T17_the_child_disposes_of_what_a_halted_thread_had_retired, GC,
                              gc_policies) {
    ledger book;
    {
        halted_thread const retirer([&] { retire_some<GC>(book, 100); });
        child_end const by_force = in_fork([&] {
            GC::force_dispose();
            return book.each_disposed_once() ? 0 : fail_child("force_dispose left some");
        });
        BOOST_TEST(by_force.good(), "the child " << by_force);
        child_end const by_drain = in_fork([&] { return settle<GC>(book, 0); });
        BOOST_TEST(by_drain.good(), "the child " << by_drain);
    }
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(T17_the_child_disposes_of_what_a_detached_thread_left, GC,
                              default_policies) {
    ledger book;
    std::size_t const n = guards_up_to<GC>(100);
    guard_row<GC> guards(n);
    for (std::size_t i = 0; i < n; ++i)
        guards[i].assign(book.make());
    {
        halted_thread const retirer([&] { // it lives on, and its record waits for it
            for (std::size_t i = 0; i < n; ++i)
                GC::template retire<count_disposal>(guards[i].template get<counted>());
            cds::threading::Manager::attachThread();
            cds::threading::Manager::detachThread();
        });
        child_end const child = in_fork([&] {
            GC::force_dispose();
            if (book.disposed() != 0)
                return fail_child("the guards of the survivor are not heeded");
            guards.clear();
            return settle<GC>(book, 0);
        });
        BOOST_TEST(child.good(), "the child " << child);
    }
    guards.clear();
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE(T17_just_what_a_vanished_scan_had_in_hand_is_lost_and_counted) {
    using GC = policy<1>;
    ledger book;
    GC::force_dispose(); // this thread's record is the first
    {
        halted_in_a_disposer const scanner([&] {
            retire_towards_the_halt<GC>(book, 5);
            GC::force_dispose();
        });
        retire_some<GC>(book, 40); // of other threads: proven free, listed, in filling blocks
        prove_what_is_listed<alone<1>>();
        halted_thread const retirer([&] { retire_some<GC>(book, 40); });
        BOOST_TEST(statistics_of<GC>().ready == 32u);
        child_end const child = in_fork([&] {
            if (!all_records_can_be_had<alone<1>>())
                return fail_child("a record is lost");
            if (int const failed = settle<GC>(book, 5))
                return failed;
            retire_some<GC>(book, 100); // life goes on
            child_end const grandchild = in_fork([&] { return settle<GC>(book, 5); });
            return grandchild.good() ? settle<GC>(book, 5)
                                     : fail_child("the grandchild counts otherwise");
        });
        BOOST_TEST(child.good(), "the child " << child);
    }
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
    BOOST_TEST(statistics_of<GC>().lost_in_fork == 0u);
}

BOOST_AUTO_TEST_CASE(T17_a_filling_block_that_a_vanished_scan_held_serves_its_owner_again) {
    using GC = policy<2>;
    ledger book;
    retire_some<GC>(book, 10);
    {
        halted_in_a_disposer const scanner([&] { // begins with the youngest record, its own
            retire_towards_the_halt<GC>(book, 3);
            GC::force_dispose();
        });
        child_end const child = in_fork([&] {
            in_disposer.open();
            retire_some<GC>(book, 4);
            GC::force_dispose();
            if (book.disposed() != 4)
                return fail_child("the block is not in use, or what the scan had came back");
            retire_some<GC>(book, 40);
            return settle<GC>(book, 13);
        });
        BOOST_TEST(child.good(), "the child " << child);
    }
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE(T17_proven_free_objects_that_a_vanished_thread_was_serving_come_back) {
    using GC = policy<3>;
    using binding = alone<3>;
    ledger book;
    retire_some<GC>(book, 16);
    retire_some<GC>(book, 1); // lists the block of 16
    prove_what_is_listed<binding>();
    {
        core::thread_record* other = nullptr;
        core::retired_block* served = nullptr;
        halted_thread const owner([&] {
            retire_some<GC>(book, 33);
            prove_what_is_listed<binding>();
            other = binding::state().record;
            served = other->proven.begin_service(); // has taken all, and put nothing back
        });
        BOOST_REQUIRE(served != nullptr);
        BOOST_REQUIRE(statistics_of<GC>().ready == 48u);
        child_end const child = in_fork([&] {
            if (statistics_of<GC>().ready != 48)
                return fail_child("what is ready is counted wrong");
            retire_some<GC>(book, 100);
            prove_what_is_listed<binding>();
            if (statistics_of<GC>().ready < 96)
                return fail_child("the survivor is not given what is proven free");
            return settle<GC>(book, 0);
        });
        BOOST_TEST(child.good(), "the child " << child);
        other->proven.end_service(served);
    }
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE(T17_a_thread_that_vanished_while_it_detached_leaves_its_record_to_others) {
    using GC = policy<4>;
    ledger book;
    GC::force_dispose();
    {
        halted_in_a_disposer const leaving([&] {
            retire_towards_the_halt<GC>(book, 17);
            prove_what_is_listed<alone<4>>(); // 16 of them, which the end of the thread disposes of
        });
        child_end const child = in_fork([&] {
            if (!all_records_can_be_had<alone<4>>())
                return fail_child("its record is lost");
            retire_some<GC>(book, 100);
            return settle<GC>(book, 16);
        });
        BOOST_TEST(child.good(), "the child " << child);
    }
    BOOST_TEST(GC::drain());
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE(T17_what_a_vanished_sweep_of_linked_objects_had_in_hand_is_counted) {
    struct linked {
        counted* life;
        core::retired_link link{};
    };
    ledger book;
    core::domain domain({.threshold = 10, .overdue_ms = ~0u});
    std::vector<linked> objects;
    for (int i = 0; i < 10; ++i)
        objects.push_back({book.make()});
    core::thread_record& self = domain.attach();
    {
        halted_in_a_disposer const sweeper([&] { // as if there were no memory, the tenth sweeps
            for (linked& each : objects) {
                each.link.what = {
                    &each, [](void* p) { dispose_past_the_halt()(static_cast<linked*>(p)->life); }};
                domain.retire_linked(nullptr, each.link);
            }
        });
        child_end const child = in_fork([&] {
            in_disposer.open();
            if (domain.statistics().lost_in_fork != 10)
                return fail_child("another number of objects was lost");
            if (!domain.drain(self, std::chrono::seconds(20)))
                return fail_child("drain is not true");
            return book.disposed() == 0 ? 0 : fail_child("what was in hand came back");
        });
        BOOST_TEST(child.good(), "the child " << child);
    }
    BOOST_TEST(book.each_disposed_once());
    domain.leave(self);
}

BOOST_AUTO_TEST_CASE(T17_a_disposer_that_forks_loses_nothing_in_the_child) {
    using GC = policy<5>;
    static bool parent = true;
    static child_end child;
    struct fork_once {
        void operator()(counted* p) const {
            if (std::exchange(parent, false))
                child = in_fork([] {
                    return statistics_of<GC>().lost_in_fork == 0
                               ? 0
                               : fail_child("what the survivor has in hand is counted as lost");
                });
            p->dispose();
        }
    };
    ledger book;
    for (int i = 0; i < 17; ++i)
        GC::retire<fork_once>(book.make());
    prove_what_is_listed<alone<5>>();
    while (parent) // a few are disposed of within a retire
        make_and_retire<GC>(book);
    BOOST_TEST(child.good(), "the child " << child);
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_SUITE_END()
