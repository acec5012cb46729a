// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The monitor whose locks come from a pool and go back to it.

#include <cds/memory/vyukov_queue_pool.h>
#include <cds/sync/pool_monitor.h>
#include <cds/sync/spinlock.h>
#include <cds_test/threads.h>
#include <cds_test/tried_mutex.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <new>
#include <tuple>

namespace {

using namespace cds_test;
namespace sync = cds::sync;
namespace memory = cds::memory;
using yield = cds::backoff::yield;

template <class Monitor>
struct node {
    typename Monitor::node_injection m_SyncMonitorInjection;
    long value = 0;
};

template <class Pool>
using counting = sync::pool_monitor<Pool, yield, true>;
using monitors = std::tuple<counting<memory::vyukov_queue_pool<tried_mutex>>,
                            counting<memory::lazy_vyukov_queue_pool<sync::spin>>,
                            counting<memory::bounded_vyukov_queue_pool<sync::spin>>>;

} // namespace

BOOST_AUTO_TEST_SUITE(pool_monitor)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_node_has_a_lock_while_it_is_locked, Monitor, monitors) {
    Monitor const monitor(4);
    node<Monitor> n;
    BOOST_TEST(n.m_SyncMonitorInjection.check_free());
    {
        typename Monitor::template scoped_lock<node<Monitor>> const hold(monitor, n);
        BOOST_TEST(!n.m_SyncMonitorInjection.check_free());
        BOOST_TEST(!n.m_SyncMonitorInjection.m_pLock->try_lock());
        BOOST_TEST(monitor.statistics().m_nLockAllocation == 1u);
        BOOST_TEST(monitor.statistics().m_nLockDeallocation == 0u);
    }
    BOOST_TEST(n.m_SyncMonitorInjection.check_free());
    auto const& counts = monitor.statistics();
    BOOST_TEST(counts.m_nLockCount == 1u);
    BOOST_TEST(counts.m_nUnlockCount == 1u);
    BOOST_TEST(counts.m_nMaxLocked == 1u);
    BOOST_TEST(counts.m_nLockDeallocation == 1u);
    BOOST_TEST(counts.m_nMaxAllocated == 1u);
    BOOST_TEST(counts.m_nLockContention == 0u);
    BOOST_TEST(counts.m_nUnlockContention == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(as_many_locks_are_lent_as_nodes_are_locked, Monitor, monitors) {
    Monitor const monitor(4);
    node<Monitor> nodes[3];
    for (int round = 0; round < 5; ++round) {
        for (auto const& n : nodes)
            monitor.lock(n);
        for (auto const& n : nodes)
            monitor.unlock(n);
    }
    BOOST_TEST(monitor.statistics().m_nMaxAllocated == 3u);
    BOOST_TEST(monitor.statistics().m_nMaxLocked == 3u);
    BOOST_TEST(monitor.statistics().m_nLockAllocation == 15u);
    BOOST_TEST(monitor.statistics().m_nLockDeallocation == 15u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(one_at_a_time_is_at_a_node, Monitor, monitors) {
    watchdog const guard("monitors");
    Monitor const monitor(16);
    node<Monitor> nodes[2];
    long const turns = 2000 * static_cast<long>(scale());
    run_threads(4, [&](std::size_t self) {
        auto random = random_stream(self);
        for (long i = 0; i < turns; ++i) {
            node<Monitor>& n = nodes[random() % 2];
            typename Monitor::template scoped_lock<node<Monitor>> const hold(monitor, n);
            ++n.value;
        }
    });
    BOOST_TEST(nodes[0].value + nodes[1].value == 4 * turns);
    auto const& counts = monitor.statistics();
    BOOST_TEST(counts.m_nLockCount == counts.m_nUnlockCount.get());
    BOOST_TEST(counts.m_nLockAllocation == counts.m_nLockDeallocation.get());
    BOOST_TEST(counts.m_nMaxAllocated <= 4u);
    for (auto const& n : nodes)
        BOOST_TEST(n.m_SyncMonitorInjection.check_free());
}

BOOST_AUTO_TEST_CASE(a_pool_that_has_no_lock_leaves_the_node_unlocked) {
    using monitor_type = sync::pool_monitor<memory::bounded_vyukov_queue_pool<sync::spin>>;
    monitor_type const monitor(2);
    node<monitor_type> nodes[3];
    monitor.lock(nodes[0]);
    monitor.lock(nodes[1]);
    BOOST_CHECK_THROW(monitor.lock(nodes[2]), std::bad_alloc);
    BOOST_TEST(nodes[2].m_SyncMonitorInjection.check_free());
    monitor.unlock(nodes[0]);
    monitor.lock(nodes[2]);
    monitor.unlock(nodes[2]);
    monitor.unlock(nodes[1]);
}

BOOST_AUTO_TEST_CASE(its_names_are_those_of_libcds) {
    using pool = memory::vyukov_queue_pool<tried_mutex>;
    using monitor_type = sync::pool_monitor<pool>;
    static_assert(std::is_same_v<monitor_type::pool_type, pool>);
    static_assert(std::is_same_v<monitor_type::lock_type, tried_mutex>);
    static_assert(std::is_same_v<monitor_type::back_off, cds::backoff::Default>);
    static_assert(std::is_same_v<monitor_type::refspin_type, std::uint32_t>);
    static_assert(
        std::is_same_v<monitor_type::internal_stat, sync::pool_monitor_traits::empty_stat>);
    static_assert(monitor_type::c_nDefaultCapacity == 256);
    monitor_type const monitor; // of the default capacity
    node<monitor_type> n;
    monitor.lock(n);
    BOOST_TEST(n.m_SyncMonitorInjection.m_RefSpin.load() == 2u);
    monitor.unlock(n);
}

BOOST_AUTO_TEST_SUITE_END()
