// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_SYNC_MONITOR_H
#define CDSLIB_SYNC_MONITOR_H

// A monitor knows how to lock a node; the node contains only what the monitor puts into it.

#include <cds/details/defs.h>

namespace cds::sync {

/// Holds the lock of `node` while it lives.
template <class Monitor, class Node>
class monitor_scoped_lock {
public:
    typedef Monitor monitor_type;
    typedef Node node_type;

    monitor_scoped_lock(monitor_type& monitor, node_type const& node)
        : monitor_(monitor), node_(node) {
        monitor_.lock(node_);
    }
    ~monitor_scoped_lock() { monitor_.unlock(node_); }
    monitor_scoped_lock(monitor_scoped_lock const&) = delete;
    monitor_scoped_lock& operator=(monitor_scoped_lock const&) = delete;

private:
    monitor_type& monitor_;
    node_type const& node_;
};

} // namespace cds::sync

#endif // #ifndef CDSLIB_SYNC_MONITOR_H
