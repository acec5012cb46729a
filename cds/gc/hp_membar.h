// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_HP_MEMBAR_H
#define CDSLIB_GC_HP_MEMBAR_H

#include <cds/gc/core/fence.h>

/// libcds's names for memory barriers around hazard pointers, over the library's own fences. The
/// policies do not need them.
namespace cds::gc::hp::details {

CDS_FENCES_BEGIN

/// A full fence on both paths. (libcds's spelling.)
class seq_qst_membar {
public:
    static void sync_fast_path() noexcept {
        // [M1] seq_cst-fence <-> [M1]: the second of two threads sees what the first did before
        atomics::atomic_thread_fence(atomics::memory_order_seq_cst);
    }
    static void sync_slow_path() noexcept { sync_fast_path(); }
    static void init() noexcept {}
};

CDS_FENCES_END

using shared_var_membar = seq_qst_membar;
using default_membar = seq_qst_membar;

/// The asymmetric pair: cheap on the fast path, the process-wide barrier on the slow one.
class asymmetric_membar {
public:
    static void sync_fast_path() noexcept { core::light_fence(); }
    /// A barrier that the system refuses leaves a full fence of this thread alone.
    static void sync_slow_path() noexcept { (void)core::heavy_fence(); }
    static void init() noexcept { core::decide_fences(); }
};

using asymmetric_global_membar = asymmetric_membar;

} // namespace cds::gc::hp::details

namespace cds::gc::hp {
using details::asymmetric_global_membar;
using details::asymmetric_membar;
using details::default_membar;
using details::seq_qst_membar;
using details::shared_var_membar;
} // namespace cds::gc::hp

#endif // #ifndef CDSLIB_GC_HP_MEMBAR_H
