// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_SYNC_INJECTING_MONITOR_H
#define CDSLIB_SYNC_INJECTING_MONITOR_H

// A monitor that puts a lock into every node.

#include <cds/sync/monitor.h>

namespace cds::sync {

/// The statistics of `injecting_monitor`, which has none.
struct injecting_monitor_traits {
    struct empty_stat {};
};

/// Each node has a lock of its own, in its member `m_SyncMonitorInjection`.
template <class Lock>
class injecting_monitor {
public:
    typedef Lock lock_type;
    typedef injecting_monitor_traits::empty_stat internal_stat;

    /// The part that a node has to contain.
    struct node_injection {
        mutable lock_type m_Lock;

        /// Whether the node can be destroyed: its own lock hinders no other.
        constexpr bool check_free() const noexcept { return true; }
    };

    template <class Node>
    using scoped_lock = monitor_scoped_lock<injecting_monitor const, Node>;

    injecting_monitor() = default;

    template <class Node>
    void lock(Node const& node) const {
        node.m_SyncMonitorInjection.m_Lock.lock();
    }
    template <class Node>
    void unlock(Node const& node) const {
        node.m_SyncMonitorInjection.m_Lock.unlock();
    }

    internal_stat statistics() const noexcept { return {}; }
};

} // namespace cds::sync

#endif // #ifndef CDSLIB_SYNC_INJECTING_MONITOR_H
