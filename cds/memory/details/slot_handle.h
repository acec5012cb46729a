// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_MEMORY_DETAILS_SLOT_HANDLE_H
#define CDSLIB_MEMORY_DETAILS_SLOT_HANDLE_H

#include <cstdint>

namespace cds::memory {

/// Names one stored payload: its slot, and its generation among the payloads of that slot. It is
/// a plain value of 64 bits, to be copied, sent and kept; it keeps nothing alive. A
/// default-constructed one names nothing.
struct slot_handle {
    std::uint32_t index = 0xFFFF'FFFF;
    std::uint32_t generation = 0;

    /// Converts the handle to one integer, and back.
    constexpr std::uint64_t to_word() const noexcept {
        return std::uint64_t{generation} << 32 | index;
    }
    static constexpr slot_handle from_word(std::uint64_t word) noexcept {
        return {static_cast<std::uint32_t>(word), static_cast<std::uint32_t>(word >> 32)};
    }

    friend constexpr bool operator==(slot_handle, slot_handle) noexcept = default;
};

} // namespace cds::memory

#endif // #ifndef CDSLIB_MEMORY_DETAILS_SLOT_HANDLE_H
