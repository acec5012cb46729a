// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "domain_internal.h"

#include <chrono>

#if defined(__linux__)
#    include <ctime>
#endif

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

std::uint32_t coarse_now_ms() noexcept {
#if defined(__linux__)
    ::timespec now;
    ::clock_gettime(CLOCK_MONOTONIC_COARSE, &now); // a few ns: no system call
    // Unsigned from the start: seconds may have 32 bits.
    return static_cast<std::uint32_t>(now.tv_sec) * 1000u +
           static_cast<std::uint32_t>(now.tv_nsec / 1000000);
#else
    using namespace std::chrono;
    return static_cast<std::uint32_t>(
        duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count());
#endif
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
