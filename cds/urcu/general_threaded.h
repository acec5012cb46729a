// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_URCU_GENERAL_THREADED_H
#define CDSLIB_URCU_GENERAL_THREADED_H

#include <cds/algo/backoff_strategy.h>
#include <cds/container/vyukov_mpmc_cycle_queue.h>
#include <cds/urcu/details/gc.h>
#include <cds/urcu/dispose_thread.h>

#include <condition_variable>
#include <limits>
#include <mutex>

namespace cds::urcu {

/// RCU with a thread that reclaims: when `capacity` objects are waiting it is woken, waits for a
/// grace period and disposes of them; otherwise it looks ten times a second. A retire waits for
/// readers only if there are eight times as many, or if the thread could not be started. Disposers
/// run on that thread, which the program does not know, with signals blocked.
/// `Buffer` and `DisposerThread` are accepted for compatibility with libcds: objects wait in the
/// core's blocks, and the thread is the core's.
template <class Buffer = container::VyukovMPSCCycleQueue<epoch_retired_ptr>,
          class Lock = std::mutex, class DisposerThread = dispose_thread<Buffer>,
          class Backoff = backoff::Default>
class general_threaded
    : public details::implementation<general_threaded<Buffer, Lock, DisposerThread, Backoff>,
                                     general_threaded_tag, Lock, Backoff> {
    using base = details::implementation<general_threaded, general_threaded_tag, Lock, Backoff>;
public:
    using buffer_type = Buffer;
    using disposer_thread = DisposerThread;

    using base::synchronize;
    /// Calls synchronize(); if `wait` is true, waits until what was retired before is disposed.
    static void synchronize(bool wait) { wait ? base::force_dispose() : base::synchronize(); }
};

/// The same with a shorter name in messages of the compiler and of debuggers.
class general_threaded_stripped : public general_threaded<> {};

} // namespace cds::urcu

#endif // #ifndef CDSLIB_URCU_GENERAL_THREADED_H
