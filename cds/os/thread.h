// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_OS_THREAD_H
#define CDSLIB_OS_THREAD_H

// Threads as the operating system names them.

#include <cds/details/defs.h>

#include <thread>

#if CDS_OS_INTERFACE == CDS_OSI_WINDOWS
#    include <windows.h>
#else
#    include <pthread.h>
#endif

/// The operating system's part.
namespace cds::OS {

#if CDS_OS_INTERFACE == CDS_OSI_WINDOWS

typedef unsigned long ThreadId;
inline ThreadId get_current_thread_id() noexcept { return ::GetCurrentThreadId(); }

#else

/// Identifies a thread while it runs.
typedef std::thread::native_handle_type ThreadId;

/// Returns the id of the calling thread.
inline ThreadId get_current_thread_id() noexcept { return ::pthread_self(); }

#endif

/// The id of no thread.
constexpr ThreadId c_NullThreadId = 0;

/// Gives the processor to another thread.
static inline void backoff() { std::this_thread::yield(); }

} // namespace cds::OS

#endif // #ifndef CDSLIB_OS_THREAD_H
