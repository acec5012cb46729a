// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Handles that travel, threads that leave, and memory that is missing.

#include "hpref_types.h"

#include <cds_test/allocator.h>
#include <cds_test/child.h>
#include <cds_test/mortal_pool.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace {

using namespace cds_test;
using cds::gc::hpref;

template <class Policy>
using ref_of = typename Policy::template ref<thing>;

} // namespace

BOOST_AUTO_TEST_SUITE(hpref_threads)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_handle_is_put_on_another_thread, Policy, hprefs) {
    ledger book;
    thing object(book);
    source from{&object};
    ref_of<Policy> passed = Policy::get(from);
    ref_of<Policy> promoted = Policy::get(from);
    promoted.promote();
    run_thread([&] { passed.put(); });
    // The slot is ours again.
    BOOST_TEST(Policy::get(from).is_hazard() == (Policy::hazards_per_thread() > 0));
    retire_from<Policy>(from);
    Policy::scan();
    BOOST_TEST(object.alive());
    run_thread([&] { promoted.put(); });
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE(a_thread_of_one_life_works_in_the_next) {
    child_end const child = in_fresh_process("hpref_threads/as_a_child_live_twice",
                                             [] { setenv("CDS_TEST_CHILD", "1", 1); });
    BOOST_TEST(child.good(), child);
}

BOOST_AUTO_TEST_CASE(as_a_child_live_twice) {
    if (std::getenv("CDS_TEST_CHILD") == nullptr)
        return;
    ledger book;
    for (int life = 0; life != 2; ++life) {
        mortal_pool memory;
        mortal_pool::current = &memory;
        hpref::set_memory_allocator(&mortal_pool::from_current, &mortal_pool::to_current);
        thing object(book);
        source from{&object};
        {
            hpref const alive;
            BOOST_TEST(hpref::get(from).is_hazard());
            BOOST_TEST(memory.outstanding() != 0);
            retire_from<hpref>(from);
        }
        BOOST_TEST(memory.outstanding() == 0);
    }
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_handle_is_promoted_on_another_thread, Policy, hprefs) {
    ledger book;
    thing object(book);
    source from{&object};
    ref_of<Policy> passed;
    run_thread([&] { passed = Policy::get(from); });
    passed.promote();
    BOOST_TEST(passed.is_reference());
    retire_from<Policy>(from);
    Policy::scan();
    BOOST_TEST(object.alive());
    run_thread([&] { passed.put(); });
    BOOST_TEST(book.each_disposed_once());
}

// However many hazards a thread passes on, those that come back are its own again.
BOOST_AUTO_TEST_CASE(a_thread_that_always_passes_its_hazards_on_does_not_run_out) {
    ledger book;
    thing object(book);
    source from{&object};
    for (int round = 0; round < 20; ++round) {
        std::vector<hpref::ref<thing>> passed;
        for (int i = 0; i < 7; ++i) {
            passed.push_back(hpref::get(from));
            BOOST_TEST(passed.back().is_hazard());
        }
        run_thread([&] { passed.clear(); });
    }
    retire_from<hpref>(from);
    hpref::scan();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_thread_ends_and_what_it_held_is_held_still, Policy, hprefs) {
    ledger book;
    thing object(book);
    source from{&object};
    std::vector<ref_of<Policy>> kept;
    run_thread([&] {
        for (int i = 0; i < 20; ++i)
            kept.push_back(Policy::get(from));
        Policy::detach_thread();
        kept.push_back(Policy::get(from)); // attached again
    });
    retire_from<Policy>(from);
    for (int i = 0; i < 20; ++i) { // others take over the record and leave the busy slots alone
        thing passing(book);
        source other{&passing};
        run_thread([&] {
            std::vector<ref_of<Policy>> held;
            for (int k = 0; k < 8; ++k)
                held.push_back(Policy::get(other));
            BOOST_TEST(held.back()->alive());
        });
        retire_from<Policy>(other);
        Policy::scan();
        BOOST_TEST(passing.releases() == 1u);
    }
    Policy::scan();
    BOOST_TEST(object.alive());
    kept.clear();
    Policy::scan();
    BOOST_TEST(book.each_disposed_once());
}

// After the thread's own hook has run, from another thread_local destructor.
BOOST_AUTO_TEST_CASE_TEMPLATE(thread_local_destructors_may_get_and_put, Policy, hprefs) {
    static ledger book;
    static std::atomic<thing*> from{nullptr};
    struct late {
        ~late() {
            for (int i = 0; i < 3; ++i)
                Policy::get(from).promote();
            last = Policy::get(from);
            Policy::hold(last.get()).put();
        }
        void touch() noexcept {}
        ref_of<Policy> last;
    };
    auto object = std::make_unique<thing>(book);
    from = object.get();
    run_thread([] {
        thread_local late behind;
        behind.touch();
        Policy::get(from).put(); // the hook is made after `behind` and so runs before it ends
    });
    retire_from<Policy>(from);
    Policy::scan();
    BOOST_TEST(book.each_disposed_once());
}

// A spike of threads that leave with hazards held: their lines stay as long as those.
BOOST_AUTO_TEST_CASE(the_domain_shrinks_and_spares_what_is_held) {
    ledger book;
    thing object(book);
    source from{&object};
    std::vector<tiny_hpref::ref<thing>> kept(60);
    run_threads(60, [&](std::size_t i) {
        auto held = tiny_hpref::get(from);
        if (i % 10 == 0)
            kept[i] = std::move(held);
        std::this_thread::sleep_for(std::chrono::milliseconds(5)); // all are attached at once
    });
    retire_from<tiny_hpref>(from);
    for (int i = 0; i < 300; ++i) { // scans that find little: trims
        thing passing(book);
        tiny_hpref::retire(&passing);
        tiny_hpref::scan();
        BOOST_TEST_REQUIRE(passing.releases() == 1u);
    }
    BOOST_TEST(object.alive());
    kept.clear();
    tiny_hpref::scan();
    BOOST_TEST(book.each_disposed_once());
}

namespace {
template <std::size_t Calls, failing_allocator::manner How>
struct starved : cds::gc::own_existence<starved<Calls, How>> {};

// One thread's life with memory for `Calls` allocations: get never fails.
template <std::size_t Calls, failing_allocator::manner How>
void live_without_memory() {
    using policy = cds::gc::generic_hpref<starved<Calls, How>>;
    policy::set_memory_allocator(&failing_allocator::allocate, &failing_allocator::release);
    ledger book;
    thing object(book);
    source from{&object};
    source nothing{nullptr};
    run_thread([&] {
        failing_allocator::fail_after(Calls, How);
        std::vector<hpref::ref<thing>> held;
        for (int i = 0; i < 100; ++i) {
            held.push_back(policy::get(from));
            BOOST_TEST_REQUIRE(held.back().get() == &object);
            BOOST_TEST(!policy::get(nothing));
        }
        BOOST_TEST(policy::hold(&object)->alive());
        bool retired = false;
        try {
            policy::retire(from.load());
            retired = true;
        } catch (std::bad_alloc const&) { // not taken
        }
        BOOST_TEST(object.alive());
        failing_allocator::never_fail();
        if (!retired)
            policy::retire(from.load());
        from = nullptr;
        policy::scan();
        BOOST_TEST(object.alive());
        held.clear();
        policy::scan();
        BOOST_TEST(book.each_disposed_once());
    });
}

template <failing_allocator::manner How, std::size_t... Calls>
void live_without_memory(std::index_sequence<Calls...>) {
    (live_without_memory<Calls, How>(), ...);
}
} // namespace

BOOST_AUTO_TEST_CASE(get_never_fails_whichever_allocation_does) {
    live_without_memory<failing_allocator::manner::throws>(std::make_index_sequence<8>{});
    live_without_memory<failing_allocator::manner::returns_null>(std::make_index_sequence<8>{});
}

BOOST_AUTO_TEST_CASE(get_takes_no_memory_once_the_thread_is_attached) {
    using policy = cds::gc::generic_hpref<starved<99, failing_allocator::manner::throws>>;
    policy::set_memory_allocator(&failing_allocator::allocate, &failing_allocator::release);
    ledger book;
    thing object(book);
    source from{&object};
    policy::get(from).put();
    std::size_t const calls = failing_allocator::calls();
    std::vector<hpref::ref<thing>> held;
    for (int i = 0; i < 1000; ++i)
        held.push_back(policy::get(from));
    BOOST_TEST(failing_allocator::calls() == calls);
    held.clear();
    policy::retire(from.load());
    policy::scan();
    BOOST_TEST(book.each_disposed_once());
}

// By hand, the moment in which a thread without memory counts.
BOOST_AUTO_TEST_CASE_TEMPLATE(a_scan_finds_what_a_shared_slot_holds, Policy, hprefs) {
    ledger book;
    thing object(book);
    auto* const slot = Policy::binding::domain().take_shared_slot(&object);
    Policy::retire(&object);
    Policy::scan();
    BOOST_TEST(object.alive());
    slot->clear();
    Policy::scan();
    BOOST_TEST(book.each_disposed_once());
}

// More threads than there are shared slots, none with memory for one of its own.
BOOST_AUTO_TEST_CASE(threads_without_memory_share_the_static_slots) {
    using policy = cds::gc::generic_hpref<starved<100, failing_allocator::manner::returns_null>>;
    policy::set_memory_allocator(&failing_allocator::allocate, &failing_allocator::release);
    ledger book;
    std::size_t const rounds = 1000 * scale();
    std::vector<std::unique_ptr<thing>> all;
    for (std::size_t i = 0; i <= rounds; ++i)
        all.push_back(std::make_unique<thing>(book));
    source from{all[0].get()};
    std::atomic<bool> stop{false};
    std::atomic<std::size_t> wrong{0};
    policy::get(from).put(); // this thread is attached; it retires
    policy::reserve_retire(256);
    failing_allocator::fail_after(0, failing_allocator::manner::returns_null);
    std::atomic<std::size_t> counted_ones{0};
    std::vector<std::thread> readers;
    for (int i = 0; i < 24; ++i) // some find what others have left over, most do not
        readers.emplace_back([&] {
            while (!stop) {
                auto const held = policy::get(from);
                wrong += !held->alive();
                counted_ones += held.is_reference();
            }
        });
    while (counted_ones < 100)
        std::this_thread::yield();
    for (std::size_t i = 1; i <= rounds; ++i) {
        thing* const old = from.exchange(all[i].get(), std::memory_order_acq_rel);
        try {
            if (i % 2 == 0) {
                policy::synchronize(old);
                old->drop_reference();
            } else
                policy::retire(old);
        } catch (std::bad_alloc const&) {
            policy::synchronize(); // the way that needs no memory
            old->drop_reference();
        }
        if (i % 64 == 0)
            policy::scan();
    }
    stop = true;
    for (std::thread& t : readers)
        t.join();
    failing_allocator::never_fail();
    BOOST_TEST(wrong == 0u);
    policy::retire(from.exchange(nullptr));
    policy::scan();
    BOOST_TEST(book.each_disposed_once());
}

namespace {
// No thread attaches to its domain before the fork.
struct never_attached : cds::gc::own_existence<never_attached> {};
using forking = std::tuple<hpref, cds::gc::generic_hpref<never_attached>>;
} // namespace

BOOST_AUTO_TEST_CASE_TEMPLATE(a_forked_child_synchronizes_although_its_parent_was_at_it, Policy,
                              forking) {
    watchdog const limit("fork beside synchronizers");
    ledger book;
    thing object(book);
    source from{&object};
    background synchronizer([] { Policy::synchronize(); });
    synchronizer.wait_for_rounds(1);
    for (int i = 0; i < 20; ++i) {
        child_end const v = in_fork(
            [&] {
                Policy::synchronize();
                auto const held = Policy::get(from);
                return held->alive() ? 0 : 1;
            },
            std::chrono::seconds(20));
        BOOST_TEST_REQUIRE(v.good(), v);
    }
    synchronizer.stop();
    Policy::retire(from.exchange(nullptr));
    Policy::scan();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_SUITE_END()
