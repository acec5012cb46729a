// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_USER_SETUP_THREADING_H
#define CDSLIB_USER_SETUP_THREADING_H

#include <cds/details/defs.h>

// The threading model that the library uses. There is one, `thread_local`; the macros of libcds's
// other models are accepted and change nothing.
#if !defined(CDS_THREADING_AUTODETECT)
#    define CDS_THREADING_AUTODETECT
#endif

// This concerns fibers (coroutines with a stack) that a scheduler moves between threads. A compiler
// assumes that a whole function runs on one thread: it may compute the address of a thread_local
// object once and keep it across the call that switches fibers, as clang does with -fPIC. Code
// that uses the library in such fibers must be compiled with CDS_FIBERS, which computes the
// address by a call each time. The macro changes no type and no symbol: files with and without it
// may be linked together.
//
// A function that accesses such an object is CDS_ASKED_ANEW, and names the object in
// CDS_OF_THIS_THREAD: its result may change, and is no address that a compiler could substitute
// for the call.
#if defined(CDS_FIBERS) && defined(__GNUC__)
#    define CDS_ASKED_ANEW [[gnu::noinline]]
#    define CDS_OF_THIS_THREAD(object) (*cds::details::found_now(&(object)))

namespace cds::details {
template <class T>
[[gnu::always_inline]] inline T* found_now(T* p) noexcept {
    __asm__ volatile("" : "+r"(p));
    return p;
}
} // namespace cds::details
#else
#    define CDS_ASKED_ANEW
#    define CDS_OF_THIS_THREAD(object) (object)
#endif

#endif // #ifndef CDSLIB_USER_SETUP_THREADING_H
