// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// When what is retired is disposed of, and by whom; the pointers that hold it.

#include "rcu_types.h"

#include <cds/container/michael_kvlist_rcu.h>
#include <cds/urcu/exempt_ptr.h>
#include <cds/urcu/raw_ptr.h>
#include <cds_test/membarrier.h>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <vector>

using namespace rcu_test;

namespace {

template <class RCU>
using held = urcu::exempt_ptr<RCU, counted, counted, count_disposal, void>;

using at_once = std::tuple<instant, tiny_instant>;
using in_batches = std::tuple<buffered, by_signal, tiny_buffered>;
using in_batches_of_containers = std::tuple<buffered, by_signal>;

} // namespace

BOOST_AUTO_TEST_SUITE(rcu_reclaiming)

BOOST_AUTO_TEST_CASE_TEMPLATE(at_once_is_before_the_retire_returns, RCU, at_once) {
    ledger book;
    RCU::retire_ptr(book.make(), &count_disposal_of);
    BOOST_TEST(book.disposed() == 1u);
    urcu::retired_ptr rp(book.make(), &count_disposal_of);
    RCU::retire_ptr(rp);
    BOOST_TEST(book.disposed() == 2u);
    RCU::template retire_ptr<count_disposal>(book.make());
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(batches_are_disposed_when_enough_is_retired, RCU, in_batches) {
    ledger book;
    for (std::size_t i = 0; i != 4096; ++i)
        RCU::template retire_ptr<count_disposal>(book.make());
    // the threshold, a block that is not listed, and what is disposed of a few at a time
    BOOST_TEST(book.disposed() > 4096u - 4 * 256u);
    RCU::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE(the_threaded_one_disposes_on_a_thread_of_its_own) {
    watchdog const limit("the thread that reclaims");
    threaded const rcu;
    static std::atomic<int> elsewhere;
    struct notes_thread {
        std::thread::id const mine = std::this_thread::get_id();
        static void dispose(void* p) {
            auto* const self = static_cast<notes_thread*>(p);
            elsewhere += self->mine != std::this_thread::get_id();
            delete self;
        }
    };
    elsewhere = 0;
    constexpr int enough = 1000;
    for (int i = 0; i != enough; ++i)
        threaded::retire_ptr(new notes_thread, &notes_thread::dispose);
    while (elsewhere != enough) // what is less than a batch, when its timer says so
        std::this_thread::yield();
}

// Another thread has proven it free and left it to this one.
BOOST_AUTO_TEST_CASE(what_is_ready_is_not_disposed_of_in_a_section) {
    using RCU = tiny_buffered;
    auto& domain = RCU::binding::domain();
    RCU::force_dispose();
    ledger book;
    auto const retire_inside = [&](int n) {
        RCU::scoped_lock const section;
        for (int i = 0; i != n; ++i)
            RCU::retire_ptr<count_disposal>(book.make());
    };
    retire_inside(6);
    run_thread([&] {
        { RCU::scoped_lock const attaches; }
        domain.collect(*RCU::binding::state().record, cds::gc::core::scan_listed);
    });
    BOOST_TEST(RCU::statistics().ready > 0u);
    retire_inside(10);
    BOOST_TEST(book.disposed() == 0u);
    RCU::settle();
    BOOST_TEST(book.disposed() > 0u);
    RCU::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

struct fresh : cds::gc::own_domain<fresh> {
    static constexpr cds::gc::domain_options options =
        urcu::details::options_for(urcu::details::reclaim_when::in_batches);
};

BOOST_AUTO_TEST_CASE(settle_does_what_a_section_left) {
    using RCU = urcu::details::rcu<fresh, urcu::details::reclaim_when::in_batches>;
    ledger book;
    std::size_t const scans = RCU::statistics().scan_count;
    {
        RCU::scoped_lock const section;
        for (int i = 0; i != 300; ++i) // more than a block and the threshold
            RCU::retire_ptr<count_disposal>(book.make());
        RCU::settle();
    }
    BOOST_TEST(RCU::statistics().scan_count == scans);
    RCU::settle();
    BOOST_TEST(RCU::statistics().scan_count > scans);
    RCU::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

struct value : mortal<value> {};

BOOST_AUTO_TEST_CASE_TEMPLATE(a_container_reclaims_what_it_retires, RCU, in_batches_of_containers) {
    std::size_t const destroyed = value::destroyed;
    cds::container::MichaelKVList<RCU, int, value> list;
    constexpr std::size_t rounds = 4096;
    for (std::size_t i = 0; i != rounds; ++i) {
        list.insert(1);
        list.erase(1);
    }
    BOOST_TEST(value::destroyed - destroyed > rounds - 4 * 256u);
    for (std::size_t i = 0; i != rounds; ++i) {
        list.insert(1);
        list.extract(1);
    }
    BOOST_TEST(value::destroyed - destroyed > 2 * rounds - 4 * 256u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(null_is_no_object, RCU, all) {
    RCU::retire_ptr(static_cast<counted*>(nullptr), &count_disposal_of);
    RCU::template retire_ptr<count_disposal>(static_cast<counted*>(nullptr));
    urcu::retired_ptr none;
    RCU::retire_ptr(none);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_batch_is_retired_as_a_whole, RCU, all) {
    ledger book;
    std::vector<urcu::retired_ptr> batch;
    for (int i = 0; i != 10; ++i)
        batch.emplace_back(book.make(), &count_disposal_of);
    batch.insert(batch.begin() + 5, urcu::retired_ptr()); // is skipped
    std::size_t const fences = cds::gc::core::count_fences().heavy;
    RCU::batch_retire(batch.begin(), batch.end());
    if (std::is_same_v<RCU, instant>) {
        BOOST_TEST(book.each_disposed_once());
        BOOST_TEST(cds::gc::core::count_fences().heavy - fences <= 4u);
    }
    int left = 10;
    auto next = [&]() -> urcu::retired_ptr {
        if (left-- == 0)
            return {};
        return {book.make(), &count_disposal_of};
    };
    RCU::batch_retire(std::ref(next));
    BOOST_TEST(left == -1);
    RCU::force_dispose();
    BOOST_TEST(book.made() == 20u);
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_exempt_ptr_holds_its_object, RCU, all) {
    ledger book;
    {
        held<RCU> p(book.make());
        BOOST_TEST(!p.empty());
        RCU::force_dispose();
        BOOST_TEST(p->alive());
        held<RCU> q(std::move(p));
        BOOST_TEST(p.empty());
        BOOST_TEST(p.operator->() == nullptr);
        RCU::force_dispose();
        BOOST_TEST((*q).alive());
        q = held<RCU>(book.make()); // releases the first
        RCU::force_dispose();
        BOOST_TEST(book.disposed() == 1u);
        BOOST_TEST(bool(q));
        run_thread([&] { held<RCU> const elsewhere(std::move(q)); });
        held<RCU> const none(nullptr);
        BOOST_TEST(!none);
    }
    RCU::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_exempt_ptr_released_at_once_is_disposed_at_once, RCU, at_once) {
    ledger book;
    held<RCU> p(book.make());
    BOOST_TEST(book.disposed() == 0u);
    p.release();
    BOOST_TEST(book.each_disposed_once());
}

// Its release outside a section is what reclaims in a program that erases in sections only.
BOOST_AUTO_TEST_CASE_TEMPLATE(an_exempt_ptr_may_be_released_in_a_section, RCU, all) {
    ledger book;
    for (int i = 0; i != 300; ++i) {
        typename RCU::scoped_lock const section;
        held<RCU> const p(book.make());
        BOOST_TEST(p->alive());
    }
    BOOST_TEST(book.disposed() == 0u);
    RCU::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE(a_raw_ptr_is_a_pointer_with_the_interface_of_one_that_collects) {
    struct node {
        int m_Value;
    } n{7};
    using of_node = urcu::raw_ptr<buffered, node>;
    using of_value =
        urcu::raw_ptr<buffered, int, node, urcu::conventional_exempt_member_cast<node, int>>;
    of_node p(&n);
    of_value const v(p);
    BOOST_TEST(*v == 7);
    int* const plain = v;
    BOOST_TEST(plain == &n.m_Value);
    BOOST_TEST(!p.empty());
    p.release();
    BOOST_TEST(!p);
    BOOST_TEST(of_value(p).operator->() == nullptr);
}

// The barrier is refused later on: what is retired is kept and counted, and no retire waits.
BOOST_AUTO_TEST_CASE_TEMPLATE(a_refused_barrier_keeps_what_is_retired, RCU, in_batches) {
    watchdog const limit("a retire");
    { typename RCU::scoped_lock const attaches; }
    if (cds::gc::fences_are_full())
        return;
    ledger book;
    {
        refused_barrier const refused;
        for (int i = 0; i != 3000; ++i)
            RCU::template retire_ptr<count_disposal>(book.make());
        BOOST_TEST(book.disposed() == 0u);
        BOOST_TEST(RCU::statistics().bound_suspended);
    }
    RCU::force_dispose();
    BOOST_TEST(book.each_disposed_once());
    BOOST_TEST(!RCU::statistics().bound_suspended);
}

// Traffic: what a reader finds is alive, whichever flavour reclaims it.
BOOST_AUTO_TEST_CASE_TEMPLATE(what_a_thread_finds_in_a_section_is_alive, RCU, all) {
    watchdog const limit("traffic");
    using item = mortal<RCU>;
    std::atomic<item*> shared{new item(0)};
    std::atomic<std::size_t> dead{0};
    {
        background reading([&] {
            typename RCU::scoped_lock const section;
            item const* const p = shared.load(std::memory_order_acquire);
            for (int i = 0; i != 8; ++i)
                dead += !p->alive();
        });
        run_threads(2, [&](std::size_t) {
            for (std::size_t i = 0; i != 500 * scale(); ++i)
                RCU::template retire_ptr<delete_it>(
                    shared.exchange(new item(i), std::memory_order_acq_rel));
        });
        reading.stop();
    }
    delete shared.load();
    RCU::force_dispose();
    BOOST_TEST(dead.load() == 0u);
    BOOST_TEST(item::made.load() == item::destroyed.load());
    BOOST_TEST(item::killed_twice.load() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
