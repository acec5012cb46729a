// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_COMPILER_BACKOFF_H
#define CDSLIB_COMPILER_BACKOFF_H

// The instructions that a processor has for a thread that waits in a loop.

#include <cds/details/defs.h>

namespace cds::backoff::platform {

#if defined(__has_builtin)
#    if __has_builtin(__builtin_ia32_pause)
#        define CDS_PAUSE_BUILTIN __builtin_ia32_pause()
#    elif __has_builtin(__builtin_arm_yield)
#        define CDS_PAUSE_BUILTIN __builtin_arm_yield()
#    endif
#endif

/// Tells the processor that this is a waiting loop; does nothing where there is no such
/// instruction.
#define CDS_backoff_hint_defined
inline void backoff_hint() noexcept {
#if defined(CDS_PAUSE_BUILTIN)
    CDS_PAUSE_BUILTIN;
#endif
}

/// An instruction that does nothing, and that the compiler does not remove.
#define CDS_backoff_nop_defined
inline void backoff_nop() noexcept { CDS_COMPILER_RW_BARRIER; }

} // namespace cds::backoff::platform

#endif // #ifndef CDSLIB_COMPILER_BACKOFF_H
