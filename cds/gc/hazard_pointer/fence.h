// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_HAZARD_POINTER_FENCE_H
#define CDSLIB_GC_HAZARD_POINTER_FENCE_H

#include <cds/gc/core/fence.h>

namespace cds {
inline namespace CDS_ATOMICS_TAG {

/// An extension: a fence that is almost free, and orders as atomic_thread_fence(order) does only
/// towards a heavy fence of another thread. Two light fences do not order each other. Wait-free.
/// Source: P1202; the Concurrency TS 2, [asymmetric.fence].
inline void asymmetric_thread_fence_light(atomics::memory_order order) noexcept {
    if (order != atomics::memory_order_relaxed)
        gc::core::light_fence();
}

/// Its partner. It costs a system call that reaches every running thread of the process, and ends
/// the program if the system begins to refuse that call, because nothing can replace it.
CDS_EXPORT_API void asymmetric_thread_fence_heavy(atomics::memory_order order) noexcept;

} // namespace CDS_ATOMICS_TAG
} // namespace cds

#endif // #ifndef CDSLIB_GC_HAZARD_POINTER_FENCE_H
