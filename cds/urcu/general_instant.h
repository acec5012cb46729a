// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_URCU_GENERAL_INSTANT_H
#define CDSLIB_URCU_GENERAL_INSTANT_H

#include <cds/algo/backoff_strategy.h>
#include <cds/urcu/details/gc.h>

#include <mutex>

namespace cds::urcu {

/// RCU that reclaims at once: a retire outside any read section waits for a grace period, and
/// disposes before it returns of what was retired, unless another thread has it in hand.
template <class Lock = std::mutex, class Backoff = backoff::Default>
class general_instant : public details::implementation<general_instant<Lock, Backoff>,
                                                       general_instant_tag, Lock, Backoff> {
public:
    /// Makes the singleton, unless there is one. No other thread may use the flavour meanwhile.
    static void Construct() noexcept { general_instant::start(1); }
};

/// The same with a shorter name in messages of the compiler and of debuggers.
class general_instant_stripped : public general_instant<> {};

} // namespace cds::urcu

#endif // #ifndef CDSLIB_URCU_GENERAL_INSTANT_H
