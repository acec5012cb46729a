// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_SCAN_ACTIVITY_H
#define CDSLIB_GC_CORE_SCAN_ACTIVITY_H

#include <cds/gc/core/fence.h>

#include <cstdint>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// Whether a thread is in a section: it scans or disposes, and so may have retired objects in
/// hand that no other thread can see. The word is odd during a section. A thread that has waited
/// for it to change has waited for the section's end; a section that begins later has seen what
/// the waiter did before.
class activity {
public:
    constexpr activity() noexcept = default;

    void begin() noexcept {
        // relaxed: this thread is the only writer
        std::uint32_t const n = word_.load(atomics::memory_order_relaxed);
        // [AC1] release-store -> [AC3]: carries the disposals of the last section
        word_.store(n + 1, atomics::memory_order_release);
        light_fence(); // with a drain's heavy fence: it sees the section, or we see it
    }
    void end() noexcept {
        // relaxed: this thread is the only writer
        std::uint32_t const n = word_.load(atomics::memory_order_relaxed);
        // [AC2] release-store -> [AC3]: everything that this section disposes of is disposed
        word_.store(n + 1, atomics::memory_order_release);
    }

    std::uint32_t read() const noexcept {
        // [AC3] acquire-load <- [AC1, AC2]: sees the disposals of a finished section
        return word_.load(atomics::memory_order_acquire);
    }
    static constexpr bool is_section(std::uint32_t n) noexcept { return n % 2 != 0; }

    /// In a forked child: the thread no longer does anything.
    void forget() noexcept {
        // relaxed: one thread
        std::uint32_t const n = word_.load(atomics::memory_order_relaxed);
        // relaxed: one thread
        word_.store(n + n % 2, atomics::memory_order_relaxed);
    }

private:
    atomics::atomic<std::uint32_t> word_{0};
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_SCAN_ACTIVITY_H
