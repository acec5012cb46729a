// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_HAZARD_POINTER_H
#define CDSLIB_HAZARD_POINTER_H

/// \file
/// The hazard pointers of C++26 (`<hazard_pointer>`, [saferecl.hp]), in namespace cds, for C++20.
///
/// A thread that reads a shared object protects it; a thread that has made an object unreachable
/// retires it. The object is deleted when the last protection has ended.
///
///     struct config : cds::hazard_pointer_obj_base<config> { ... };
///     std::atomic<config*> current;
///
///     cds::hazard_pointer h = cds::make_hazard_pointer();   // a reader
///     config const* c = h.protect(current);                 // valid until h ends or protects
///                                                           // something else
///     current.exchange(next)->retire();                     // the writer
///
///     header                        here                              where it comes from
///     ------                        ----                              -------------------
///     hazard_pointer/object.h       hazard_pointer_obj_base           C++26
///     hazard_pointer/holder.h       hazard_pointer, make_..., swap    C++26
///                                   ..._batch                         C++29 (P3428)
///                                   protect(src, f)                   extension
///     hazard_pointer/domain.h       hazard_pointer_domain, clean_up   Concurrency TS 2
///     hazard_pointer/cohort.h       hazard_pointer_cohort             P3427
///     hazard_pointer/fence.h        asymmetric_thread_fence_...       Concurrency TS 2 (P1202)
///
/// It is another face of the engine of cds::gc::DHP (gc/core/README.md has the proof): guards and
/// containers of DHP and these hazard pointers share slots, scans, statistics, bound and drain().
/// `projects/examples` has two complete programs.
///
/// CDS_HAS_STD_HAZARD_POINTER is the value of __cpp_lib_hazard_pointer, or 0. A program that
/// defines CDS_USE_STD_HAZARD_POINTER gets the standard library's types under these names where
/// they exist, and this library's otherwise; only the latter have the extensions. The names are
/// aliases: object files that disagree about the macro do not link.

#include <version>

#if defined(__cpp_lib_hazard_pointer)
#    define CDS_HAS_STD_HAZARD_POINTER __cpp_lib_hazard_pointer
#else
#    define CDS_HAS_STD_HAZARD_POINTER 0
#endif

#if defined(CDS_USE_STD_HAZARD_POINTER) && CDS_HAS_STD_HAZARD_POINTER

#    include <hazard_pointer>

namespace cds {
using std::hazard_pointer;
using std::hazard_pointer_obj_base;
using std::make_hazard_pointer;
using std::swap;
#    if CDS_HAS_STD_HAZARD_POINTER >= 202606L
using std::clear_hazard_pointer_batch;
using std::make_hazard_pointer_batch;
#    endif
} // namespace cds

#else

#    include <cds/gc/hazard_pointer/cohort.h>
#    include <cds/gc/hazard_pointer/domain.h>
#    include <cds/gc/hazard_pointer/fence.h>
#    include <cds/gc/hazard_pointer/holder.h>
#    include <cds/gc/hazard_pointer/object.h>

#endif

#endif // #ifndef CDSLIB_HAZARD_POINTER_H
