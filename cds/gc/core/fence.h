// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_FENCE_H
#define CDSLIB_GC_CORE_FENCE_H

#include <cds/algo/atomic.h>
#include <cds/details/defs.h>

#include <cstddef>
#include <cstdint>

/// The asymmetric pair of fences between a reader's "publish, then look again" and a scanner's
/// "unlinked, then read the slots": either the scan sees the hazard or the reader sees the unlink.
///
/// Source: Dice, Herlihy, Kogan, "Fast non-intrusive memory reclamation for highly-concurrent
/// data structures" (ISMM 2016); the pair is `asymmetric_thread_fence_{light,heavy}` of P1202.
///
///   asymmetric  light = compiler barrier, heavy = a barrier in every running thread of the
///               process (Linux membarrier, Windows FlushProcessWriteBuffers)
///   full        both are a seq_cst fence. What an all-zero start means, and what remains when
///               the barrier is missing or refused (ENOSYS, EPERM).
///
/// The mode goes from full to asymmetric at most once, in three steps ([F4], [F5], [F3]), so a
/// scanner that still believes in full fences never meets a reader that no longer issues them.
namespace cds::gc::core::inline CDS_ATOMICS_TAG {

/// Zero: readers may use the compiler barrier. Otherwise all ones, so before any code runs. A
/// mask and not a flag, so that protect() can fold the question into its validation.
extern CDS_EXPORT_API atomics::atomic<std::uintptr_t> full_fence_mask;

inline std::uintptr_t fence_mask() noexcept {
    // [F1] acquire-load <- [F3]: a light reader sees every unlink of a full-fence scan
    return full_fence_mask.load(atomics::memory_order_acquire);
}

/// The compiler's half of a light fence: right only where fence_mask() is asked as well.
inline void compiler_fence() noexcept {
    // light: [F2]'s barrier in every thread does the rest
    atomics::atomic_signal_fence(atomics::memory_order_seq_cst);
}

/// Reader's half. No call, no read-modify-write; wait-free.
inline void light_fence() noexcept {
    if (fence_mask() == 0) [[likely]]
        compiler_fence();
    else
        // [F6] seq_cst-fence <-> [F2]: a scan sees the hazard, or we see the unlink
        atomics::atomic_thread_fence(atomics::memory_order_seq_cst);
}

/// Scanner's half. False when the process-wide barrier has begun to fail: then nothing may be
/// freed on its word, and nothing is lost by trying again later.
CDS_EXPORT_API bool heavy_fence() noexcept;

/// Decides the mode, once per process: asymmetric if the barrier works, unless `CDS_FENCE=full`
/// is in the environment or force_full_fences() came first. Called by every attach.
CDS_EXPORT_API void decide_fences() noexcept;

/// Asks for full fences. True if they are the decision; false when it comes after first use.
CDS_EXPORT_API bool force_full_fences() noexcept;

/// True while readers issue real fences.
CDS_EXPORT_API bool fences_are_full() noexcept;

/// What count_fences() returns: heavy fences issued, and those that the system refused.
struct fence_counters {
    std::size_t heavy;
    std::size_t failed;
};

/// Heavy fences issued and refused so far, by all domains of the process.
CDS_EXPORT_API fence_counters count_fences() noexcept;

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG

namespace cds::gc {
using core::fences_are_full;
using core::force_full_fences;
} // namespace cds::gc

#endif // #ifndef CDSLIB_GC_CORE_FENCE_H
