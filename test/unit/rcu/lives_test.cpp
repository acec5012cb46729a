// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Singletons, threads that come and go, and forks.

#include "rcu_types.h"

#include <cds/init.h>
#include <cds_test/child.h>

#include <boost/test/unit_test.hpp>

#include <type_traits>

using namespace rcu_test;

namespace {

template <class RCU>
bool is_attached() {
    return RCU::binding::state().record != &cds::gc::core::unattached_record;
}

} // namespace

BOOST_AUTO_TEST_SUITE(rcu_lives)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_singleton_may_live_many_lives, GC, flavours) {
    using RCU = typename GC::rcu_implementation;
    for (int life = 0; life != 3; ++life) {
        BOOST_TEST(!RCU::isUsed());
        BOOST_TEST(RCU::instance() == nullptr);
        RCU::Construct();
        RCU::Construct(); // does nothing
        BOOST_TEST(RCU::isUsed());
        ledger book;
        RCU::instance()->template retire_ptr<count_disposal>(book.make());
        {
            typename GC::scoped_lock const section;
            GC::template retire_ptr<count_disposal>(book.make());
        }
        RCU::instance()->synchronize();
        RCU::Destruct();
        BOOST_TEST(book.each_disposed_once());
        RCU::Destruct(true); // does nothing
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_gc_object_constructs_and_destructs_it, GC, flavours) {
    using RCU = typename GC::rcu_implementation;
    {
        GC const theRCU;
        BOOST_TEST(RCU::isUsed());
    }
    BOOST_TEST(!RCU::isUsed());
}

BOOST_AUTO_TEST_CASE(arguments_are_those_of_libcds) {
    {
        buffered const b(100);
        BOOST_TEST(buffered::capacity() == 100u);
    }
    {
        threaded const t(1000);
        BOOST_TEST(threaded::capacity() == 1000u);
        urcu::general_threaded<>::synchronize(true);
        urcu::general_threaded<>::synchronize(false);
    }
    {
        by_signal const s(64, SIGUSR2);
        BOOST_TEST(by_signal::capacity() == 64u);
        BOOST_TEST(by_signal::signal_no() == SIGUSR2);
    }
    instant const i;
    buffered const b;
    BOOST_TEST(instant::capacity() == 1u);
    BOOST_TEST(buffered::capacity() == 256u);
    BOOST_TEST(!instant::c_bBuffered);
    BOOST_TEST(buffered::c_bBuffered);
}

BOOST_AUTO_TEST_CASE(a_stripped_name_is_the_same_flavour_and_another_gc) {
    using stripped = urcu::gc<urcu::general_buffered_stripped>;
    BOOST_TEST((!std::is_same_v<stripped, buffered>));
    urcu::general_buffered_stripped::Construct();
    BOOST_TEST(urcu::general_buffered<>::isUsed());
    stripped::access_lock();
    BOOST_TEST(buffered::is_locked());
    stripped::access_unlock();
    urcu::general_buffered_stripped::Destruct();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_manager_attaches_to_those_in_use, GC, flavours) {
    bool before = true;
    bool inside = false;
    bool after = true;
    {
        GC const theRCU;
        run_thread([&] {
            before = is_attached<GC>();
            {
                typename GC::thread_gc const attached;
                inside = is_attached<GC>();
            }
            after = is_attached<GC>();
        });
    }
    BOOST_TEST(!before);
    BOOST_TEST(inside);
    BOOST_TEST(!after);
    run_thread([&] {
        cds::threading::Manager::attachThread();
        inside = is_attached<GC>();
        cds::threading::Manager::detachThread();
    });
    BOOST_TEST(!inside); // it was not in use
}

BOOST_AUTO_TEST_CASE_TEMPLATE(getRCU_finds_what_a_flavour_keeps_for_the_thread, GC, flavours) {
    bool attached = false;
    bool the_same = false;
    run_thread([&] {
        auto* const record = cds::threading::getRCU<typename GC::rcu_tag>();
        attached = is_attached<GC>();
        the_same = record == GC::binding::state().record;
    });
    BOOST_TEST(attached);
    BOOST_TEST(the_same);
}

// libcds's programs: constructed when threads are attached already, ended while they are.
BOOST_AUTO_TEST_CASE_TEMPLATE(threads_may_be_attached_before_and_after_its_life, GC, flavours) {
    ledger book;
    cds::threading::Manager::attachThread();
    for (int life = 0; life != 2; ++life) {
        GC const theRCU;
        typename GC::scoped_lock const section;
        GC::template retire_ptr<count_disposal>(book.make());
        GC::access_unlock(); // the object outlives the lock here
        GC::force_dispose();
        GC::access_lock();
    }
    cds::threading::Manager::detachThread();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_thread_does_not_detach_in_a_section, RCU, flavours) {
    watchdog const limit("synchronize");
    run_thread([] {
        RCU::access_lock();
        RCU::detach_thread();
        RCU::access_unlock();
    });
    RCU::synchronize();
}

// What threads retire and leave is within everybody's reach.
BOOST_AUTO_TEST_CASE_TEMPLATE(what_a_thread_leaves_is_disposed_of_by_others, RCU, all) {
    ledger book;
    run_threads(4, [&](std::size_t) {
        typename RCU::scoped_lock const section;
        RCU::template retire_ptr<count_disposal>(book.make());
    });
    RCU::force_dispose();
    BOOST_TEST(book.made() == 4u);
    BOOST_TEST(book.each_disposed_once());
}

// Its section has no end in the child: nobody is left to leave it.
BOOST_AUTO_TEST_CASE_TEMPLATE(a_forked_child_does_not_wait_for_a_reader_that_vanished, RCU, all) {
    watchdog const limit("the parent");
    reader<RCU> inside;
    ledger book;
    { typename RCU::scoped_lock const attaches; }
    child_end const child = in_fork([&] {
        RCU::template retire_ptr<count_disposal>(book.make());
        RCU::synchronize();
        RCU::force_dispose();
        return book.each_disposed_once() ? 0 : fail_child("an object was lost");
    });
    BOOST_TEST(child.good(), child);
    BOOST_TEST(waits_for([] { RCU::synchronize(); }, [&] { inside.leave(); })); // the parent does
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_forked_child_stays_in_its_section, RCU, all) {
    ledger book;
    child_end child;
    {
        typename RCU::scoped_lock const section;
        RCU::template retire_ptr<count_disposal>(book.make());
        child = in_fork([&] {
            if (!RCU::is_locked())
                return fail_child("the section has ended");
            RCU::template retire_ptr<count_disposal>(book.make());
            if (book.disposed() != 0)
                return fail_child("disposed in the section");
            RCU::access_unlock();
            RCU::force_dispose();
            return book.each_disposed_once() ? 0 : fail_child("an object was lost");
        });
    }
    BOOST_TEST(child.good(), child);
    RCU::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

// A thread waits for a grace period when the process forks, again and again.
BOOST_AUTO_TEST_CASE_TEMPLATE(a_forked_child_works_amid_periods_that_vanished, RCU, all) {
    watchdog const limit("the parent");
    using item = mortal<RCU>;
    background busy([] {
        RCU::template retire_ptr<delete_it>(new item);
        RCU::synchronize();
    });
    background reading([] { typename RCU::scoped_lock const section; });
    for (int i = 0; i != 5; ++i) {
        busy.wait_for_rounds(1);
        child_end const child = in_fork([] {
            ledger own;
            for (int n = 0; n != 100; ++n)
                RCU::template retire_ptr<count_disposal>(own.make());
            RCU::force_dispose();
            return own.each_disposed_once() ? 0 : fail_child("an object was lost");
        });
        BOOST_TEST(child.good(), "child " << i << " " << child);
    }
    busy.stop();
    reading.stop();
    RCU::force_dispose();
    BOOST_TEST(item::made.load() == item::destroyed.load());
}

// Who retires wakes the thread that reclaims, while another thread ends it.
BOOST_AUTO_TEST_CASE(the_thread_that_reclaims_is_woken_and_stopped_at_once) {
    watchdog const limit("stopping");
    using RCU = tiny<urcu::details::reclaim_when::elsewhere>;
    auto& domain = RCU::binding::domain();
    using item = mortal<RCU>;
    background retiring([] { RCU::template retire_ptr<delete_it>(new item); });
    for (std::size_t i = 0; i != 50 * scale(); ++i) {
        BOOST_TEST(
            domain.start_reclaimer(std::chrono::hours(1), &cds::gc::core::tick_of<RCU::binding>));
        retiring.wait_for_rounds(1);
        domain.stop_reclaimer();
    }
    retiring.stop();
    BOOST_TEST(!domain.wake_reclaimer());
    RCU::force_dispose();
    BOOST_TEST(item::made.load() == item::destroyed.load());
}

BOOST_AUTO_TEST_SUITE_END()
