// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_MODEL_IDS_OF_FIBERS_H
#define CDSLIB_TEST_MODEL_IDS_OF_FIBERS_H

// A fiber is a thread to a lock that knows its owner. Headers of such locks are included while
// `get_current_thread_id` is defined as `get_current_fiber_id`.

#include <cds/os/thread.h>

#include "scheduler/explore.h"

namespace cds::OS {

inline ThreadId get_current_fiber_id() noexcept {
    return static_cast<ThreadId>(cds_model::current_fiber() + 2);
}

} // namespace cds::OS

#endif // #ifndef CDSLIB_TEST_MODEL_IDS_OF_FIBERS_H
