// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_URCU_SIGNAL_BUFFERED_H
#define CDSLIB_URCU_SIGNAL_BUFFERED_H

#include <cds/algo/backoff_strategy.h>
#include <cds/container/vyukov_mpmc_cycle_queue.h>
#include <cds/urcu/details/gc.h>

#include <csignal>
#include <cstddef>
#include <limits>
#include <mutex>

namespace cds::urcu {

/// RCU like `general_buffered`, a flavour of its own. libcds makes its readers cheap by signals.
/// Here those of all flavours are cheap, by the system's process-wide barrier, and no signal is
/// sent. `Buffer` is accepted for compatibility: objects wait in the core's blocks.
template <class Buffer = container::VyukovMPMCCycleQueue<epoch_retired_ptr>,
          class Lock = std::mutex, class Backoff = backoff::Default>
class signal_buffered : public details::implementation<signal_buffered<Buffer, Lock, Backoff>,
                                                       signal_buffered_tag, Lock, Backoff> {
    using base = details::implementation<signal_buffered, signal_buffered_tag, Lock, Backoff>;
public:
    using buffer_type = Buffer;

    /// Does what it does in other flavours; the number of a signal is kept for signal_no() alone.
    static void Construct(std::size_t capacity = 256, int signal = SIGUSR1) noexcept {
        if (!base::isUsed())
            signal_ = signal;
        base::start(capacity);
    }
    static int signal_no() noexcept { return signal_; }

private:
    static inline constinit int signal_ = SIGUSR1;
};

/// The same with a shorter name in messages of the compiler and of debuggers.
class signal_buffered_stripped : public signal_buffered<> {};

} // namespace cds::urcu

#endif // #ifndef CDSLIB_URCU_SIGNAL_BUFFERED_H
