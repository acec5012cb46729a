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
///   full        both are a seq_cst fence: the mode of an all-zero start, and the fallback when the
///               barrier is missing or refused (ENOSYS, EPERM)
///
/// The mode goes from full to asymmetric at most once, in three steps ([F4], [F5], [F3]), so a
/// scanner that still believes in full fences never meets a reader that no longer issues them.
namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// The mode that every protect() reads. It changes once, and has a cache line of its own.
struct alignas(64) fence_mode {
    /// Zero: readers may use the compiler barrier. All ones: they may not; this is the value
    /// before any code runs. It is a mask and not a flag, so that protect() can fold the test
    /// into its validation.
    atomics::atomic<std::uintptr_t> full_mask{~std::uintptr_t{0}};
};
extern CDS_EXPORT_API fence_mode present_fence_mode;

inline std::uintptr_t fence_mask() noexcept {
    // [F1] acquire-load <- [F3]: a light reader sees every unlink of a full-fence scan
    return present_fence_mode.full_mask.load(atomics::memory_order_acquire);
}

/// The compiler's half of a light fence. It suffices only where fence_mask() is checked as well.
inline void compiler_fence() noexcept {
    // light: [F2]'s barrier in every thread does the rest
    atomics::atomic_signal_fence(atomics::memory_order_seq_cst);
}

CDS_FENCES_BEGIN

/// The reader's half. It makes no call and no read-modify-write; wait-free.
inline void light_fence() noexcept {
    if (fence_mask() == 0) [[likely]]
        compiler_fence();
    else
        // [F6] seq_cst-fence <-> [F2]: a scan sees the hazard, or we see the unlink
        atomics::atomic_thread_fence(atomics::memory_order_seq_cst);
}

CDS_FENCES_END

/// The scanner's half. Returns false when the process-wide barrier has begun to fail: then
/// nothing may be freed on the strength of it, and nothing is lost by trying again later. A
/// process that was restored from an image on another machine is unknown to that kernel: the
/// fence then registers it again, once.
CDS_EXPORT_API bool heavy_fence() noexcept;

/// Decides the mode, once per process: asymmetric if the barrier works, unless `CDS_FENCE=full`
/// is in the environment or force_full_fences() came first. Every attach calls it.
CDS_EXPORT_API void decide_fences() noexcept;

/// Requests full fences. Returns true if they are the decision, false if the decision was
/// another.
CDS_EXPORT_API bool force_full_fences() noexcept;

/// True while readers issue real fences.
CDS_EXPORT_API bool fences_are_full() noexcept;

/// The result of count_fences().
struct fence_counters {
    std::size_t heavy;            ///< heavy fences issued
    std::size_t failed;           ///< heavy fences that the system refused
    std::size_t registered_again; ///< times the kernel had forgotten the process, see heavy_fence()
};

/// Returns the heavy fences so far, of all domains of the process.
CDS_EXPORT_API fence_counters count_fences() noexcept;

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

namespace cds::gc {
using core::fences_are_full;
using core::force_full_fences;
} // namespace cds::gc

#endif // #ifndef CDSLIB_GC_CORE_FENCE_H
