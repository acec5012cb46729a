// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_LOCK_SPINLOCK_H
#define CDSLIB_LOCK_SPINLOCK_H

// libcds's old names for the contents of `cds/sync/spinlock.h`.

#include <cds/sync/spinlock.h>

namespace cds {

/// Deprecated: use `cds::sync`.
namespace lock {

template <class Backoff>
using Spinlock = sync::spin_lock<Backoff>;
typedef sync::spin Spin;

template <class Integral, class Backoff>
using ReentrantSpinT = sync::reentrant_spin_lock<Integral, Backoff>;
typedef sync::reentrant_spin32 ReentrantSpin32;
typedef sync::reentrant_spin64 ReentrantSpin64;
typedef sync::reentrant_spin ReentrantSpin;

} // namespace lock

typedef lock::Spin SpinLock;
typedef lock::ReentrantSpin RecursiveSpinLock;
typedef lock::ReentrantSpin32 RecursiveSpinLock32;
typedef lock::ReentrantSpin64 RecursiveSpinLock64;

} // namespace cds

#endif // #ifndef CDSLIB_LOCK_SPINLOCK_H
