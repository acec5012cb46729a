// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_TRIED_MUTEX_H
#define CDSLIB_TEST_TRIED_MUTEX_H

#include <mutex>
#include <thread>

namespace cds_test {

/// A mutex that is taken by trying. Locks of nodes are taken in the order of a structure in which
/// nodes come and go; ThreadSanitizer would look for one order of the mutexes, and report that
/// there is none. It asks for no order where a lock is tried.
struct tried_mutex : std::mutex {
    void lock() {
        while (!try_lock())
            std::this_thread::yield();
    }
};

} // namespace cds_test

#endif
