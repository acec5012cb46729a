// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a waiting thread asks of the operating system. There is one thread here: it would only make
// all fibers wait, so these take the place of the C library's functions.

#include <sched.h>
#include <time.h>

#include "scheduler.h"

extern "C" int sched_yield() noexcept {
    cds_model::wait_a_little();
    return 0;
}

extern "C" int nanosleep(timespec const*, timespec*) {
    cds_model::wait_a_little();
    return 0;
}
