// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_OS_TOPOLOGY_H
#define CDSLIB_OS_TOPOLOGY_H

// The processors of the machine.

#include <cds/details/defs.h>
#include <cds/threading/model.h>

#include <thread>

#if CDS_OS_TYPE == CDS_OS_LINUX
#    include <sched.h>
#endif

namespace cds::OS {
inline namespace Linux {

/// The number of processors, and the one on which the caller runs.
struct topology {
    /// Returns at least 1. The system is asked once per process.
    static unsigned processor_count() noexcept {
        static unsigned const count = [] {
            unsigned const n = std::thread::hardware_concurrency();
            return n == 0 ? 1u : n;
        }();
        return count;
    }

    /// Returns the caller's present processor; 0 where the system does not tell.
    static unsigned current_processor() noexcept {
#if CDS_OS_TYPE == CDS_OS_LINUX && !defined(CDS_LINUX_NO_sched_getcpu)
        int const n = ::sched_getcpu();
        return n < 0 ? 0u : static_cast<unsigned>(n);
#else
        return 0;
#endif
    }

    static unsigned native_current_processor() noexcept { return current_processor(); }

    static void init() noexcept { processor_count(); }
    static void fini() noexcept {}
};

} // namespace Linux
} // namespace cds::OS

#endif // #ifndef CDSLIB_OS_TOPOLOGY_H
