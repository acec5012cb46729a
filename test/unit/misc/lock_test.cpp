// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <boost/test/unit_test.hpp>
#include <boost/mpl/list.hpp>

#include <cds/lock/array.h>
#include <cds/lock/spinlock.h>
#include <cds/os/topology.h>
#include <cds/sync/injecting_monitor.h>
#include <cds_test/threads.h>

#include <cstddef>
#include <mutex>
#include <thread>

namespace locking = cds::sync;

namespace {

typedef boost::mpl::list<locking::spin, locking::spin_lock<cds::backoff::yield>,
                         locking::reentrant_spin32, locking::reentrant_spin64>
    locks;
typedef boost::mpl::list<locking::reentrant_spin32, locking::reentrant_spin64> reentrant_locks;

template <class F>
void in_another_thread(F f) {
    std::thread(f).join();
}

template <class F>
void in_four_threads(F f) {
    cds_test::run_threads(4, [&f](std::size_t) { f(); });
}

} // namespace

BOOST_AUTO_TEST_SUITE(spin_locks)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_held_lock_is_refused_to_others_until_unlocked, Lock, locks) {
    Lock lock;
    BOOST_TEST(!lock.is_locked());
    lock.lock();
    in_another_thread([&] {
        BOOST_TEST(lock.is_locked());
        BOOST_TEST(!lock.try_lock());
        BOOST_TEST(!lock.try_lock(3));
    });
    lock.unlock();
    in_another_thread([&] {
        BOOST_TEST(!lock.is_locked());
        BOOST_TEST(lock.try_lock());
        lock.unlock();
        BOOST_TEST(lock.try_lock(1));
        lock.unlock();
    });
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_guarded_variable_loses_no_update, Lock, locks) {
    Lock lock;
    long guarded = 0;
    in_four_threads([&] {
        for (int i = 0; i < 5000; ++i) {
            std::lock_guard<Lock> hold(lock);
            guarded = guarded + 1;
        }
    });
    BOOST_TEST(guarded == 20000);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_copy_is_unlocked_and_a_lock_can_begin_locked, Lock, locks) {
    Lock locked(true);
    Lock copy(locked);
    in_another_thread([&] { BOOST_TEST(!copy.is_locked()); });
    in_another_thread([&] { BOOST_TEST(locked.is_locked()); });
    locked.unlock();
}

BOOST_AUTO_TEST_CASE(a_plain_spin_lock_is_not_recursive) {
    locking::spin lock;
    lock.lock();
    BOOST_TEST(!lock.try_lock());
    BOOST_TEST(lock.is_locked());
    lock.unlock();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(its_owner_takes_a_reentrant_lock_again, Lock, reentrant_locks) {
    Lock lock;
    lock.lock();
    lock.lock();
    BOOST_TEST(lock.try_lock());
    BOOST_TEST(!lock.is_locked());
    lock.unlock();
    lock.unlock();
    in_another_thread([&] { BOOST_TEST(!lock.try_lock()); });
    lock.unlock();
    in_another_thread([&] {
        BOOST_TEST(lock.try_lock());
        lock.unlock();
    });
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_reentrant_lock_is_handed_to_another_owner, Lock, reentrant_locks) {
    Lock lock;
    lock.lock();
    atomics::atomic<bool> handed_over{false};
    std::thread heir([&] {
        while (!handed_over.load(atomics::memory_order_acquire))
            std::this_thread::yield();
        BOOST_TEST(!lock.is_locked());
        lock.unlock();
    });
    lock.change_owner(heir.native_handle());
    BOOST_TEST(!lock.try_lock());
    handed_over.store(true, atomics::memory_order_release);
    heir.join();
    BOOST_TEST(lock.try_lock());
    lock.unlock();
}

BOOST_AUTO_TEST_CASE(the_old_names_mean_the_same) {
    static_assert(std::is_same_v<cds::SpinLock, locking::spin>);
    static_assert(std::is_same_v<cds::RecursiveSpinLock64, locking::reentrant_spin64>);
    static_assert(
        std::is_same_v<cds::lock::array<locking::spin>, locking::lock_array<locking::spin>>);
    BOOST_TEST((std::is_same_v<cds::lock::Spinlock<cds::backoff::empty>,
                               locking::spin_lock<cds::backoff::empty>>));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(lock_arrays)

namespace {

typedef locking::lock_array<locking::spin> array;
typedef locking::lock_array<locking::spin, locking::pow2_select_policy> pow2_array;

} // namespace

BOOST_AUTO_TEST_CASE(the_policy_picks_the_cell) {
    array by_remainder(3);
    std::size_t const cell = by_remainder.lock(7);
    BOOST_TEST(cell == 1u);
    BOOST_TEST(by_remainder.at(1).is_locked());
    BOOST_TEST(by_remainder.try_lock(4) == array::c_nUnspecifiedCell);
    BOOST_TEST(by_remainder.try_lock(5) == 2u);
    by_remainder.unlock(2);
    by_remainder.unlock(cell);
    pow2_array by_mask(4);
    by_mask.unlock(by_mask.lock(7));
    BOOST_TEST(by_mask.try_lock(7) == 3u);
    by_mask.unlock(3);
    locking::lock_array<locking::spin, locking::trivial_select_policy> by_index(4);
    BOOST_TEST(by_index.lock(2) == 2u);
    by_index.unlock(2);
    BOOST_TEST(!locking::pow2_select_policy::is_capacity_accepted(3));
    BOOST_TEST(locking::mod_select_policy::is_capacity_accepted(3));
}

BOOST_AUTO_TEST_CASE(a_unique_lock_holds_one_cell_or_all) {
    array locks(4);
    {
        std::unique_lock<array> one(locks, 5);
        BOOST_TEST(locks.at(1).is_locked());
        BOOST_TEST(!locks.at(0).is_locked());
    }
    {
        std::unique_lock<array> all(locks);
        for (std::size_t i = 0; i < locks.size(); ++i)
            BOOST_TEST(locks.at(i).is_locked());
    }
    for (std::size_t i = 0; i < locks.size(); ++i)
        BOOST_TEST(!locks.at(i).is_locked());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(monitors)

BOOST_AUTO_TEST_CASE(an_injecting_monitor_locks_the_lock_of_the_node) {
    typedef locking::injecting_monitor<locking::spin> monitor_type;
    struct node {
        monitor_type::node_injection m_SyncMonitorInjection;
    } const n;
    monitor_type const monitor;
    {
        monitor_type::scoped_lock<node> hold(monitor, n);
        BOOST_TEST(n.m_SyncMonitorInjection.m_Lock.is_locked());
    }
    BOOST_TEST(!n.m_SyncMonitorInjection.m_Lock.is_locked());
    BOOST_TEST(n.m_SyncMonitorInjection.check_free());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(operating_system)

BOOST_AUTO_TEST_CASE(every_thread_has_its_own_id) {
    cds::OS::ThreadId const mine = cds::OS::get_current_thread_id();
    BOOST_TEST((mine != cds::OS::c_NullThreadId));
    in_another_thread([mine] { BOOST_TEST((cds::OS::get_current_thread_id() != mine)); });
    cds::OS::backoff();
}

BOOST_AUTO_TEST_CASE(there_is_at_least_one_processor) {
    cds::OS::topology::init();
    BOOST_TEST(cds::OS::topology::processor_count() >= 1u);
    BOOST_TEST(cds::OS::topology::current_processor() < 65536u);
    cds::OS::topology::fini();
}

BOOST_AUTO_TEST_CASE(a_thread_knows_the_processor_that_it_is_bound_to) {
    using cds::OS::topology;
    for (unsigned processor = 0; processor < topology::processor_count(); ++processor)
        in_another_thread([processor] {
            if (!cds_test::pin_to(processor))
                return; // the system keeps it for others
            BOOST_TEST(topology::native_current_processor() == processor);
            BOOST_TEST(topology::current_processor() == processor);
        });
}

BOOST_AUTO_TEST_SUITE_END()
