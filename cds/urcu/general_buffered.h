// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_URCU_GENERAL_BUFFERED_H
#define CDSLIB_URCU_GENERAL_BUFFERED_H

#include <cds/algo/backoff_strategy.h>
#include <cds/container/vyukov_mpmc_cycle_queue.h>
#include <cds/urcu/details/gc.h>

#include <limits>
#include <mutex>

namespace cds::urcu {

/// RCU that reclaims in batches: the retire by which `capacity` objects are waiting waits for a
/// grace period, for all of them. A thread's last incomplete block of them does not count.
/// `Buffer` is accepted for compatibility with libcds: objects wait in the core's blocks.
template <class Buffer = container::VyukovMPMCCycleQueue<epoch_retired_ptr>,
          class Lock = std::mutex, class Backoff = backoff::Default>
class general_buffered : public details::implementation<general_buffered<Buffer, Lock, Backoff>,
                                                        general_buffered_tag, Lock, Backoff> {
public:
    using buffer_type = Buffer;
};

/// The same with a shorter name in messages of the compiler and of debuggers.
class general_buffered_stripped : public general_buffered<> {};

} // namespace cds::urcu

#endif // #ifndef CDSLIB_URCU_GENERAL_BUFFERED_H
