// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_MEMORY_ACCOUNT_H
#define CDSLIB_PROJECTS_CACHED_MEMORY_ACCOUNT_H

#include "striped_sum.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace cached {

/// What an allocation of `bytes` takes from the heap of glibc: a word before it, rounded up.
[[nodiscard]] constexpr std::size_t heap_footprint(std::size_t bytes) noexcept {
    return std::max<std::size_t>((bytes + sizeof(std::size_t) + 15) / 16 * 16, 32);
}

/// The bytes of keys and values: those that can be looked up, and those that are retired and wait
/// for the last reader. There is one account, since a disposer has no object to ask.
class memory_account {
public:
    static memory_account& one() noexcept {
        static memory_account account;
        return account;
    }

    void made(std::size_t bytes) noexcept { live_.add(as_signed(bytes)); }
    void retired(std::size_t bytes) noexcept {
        live_.add(-as_signed(bytes));
        garbage_.add(as_signed(bytes));
    }
    void freed(std::size_t bytes) noexcept { garbage_.add(-as_signed(bytes)); }

    [[nodiscard]] std::size_t live() const noexcept { return as_size(live_.total()); }
    [[nodiscard]] std::size_t garbage() const noexcept { return as_size(garbage_.total()); }

private:
    static std::int64_t as_signed(std::size_t n) noexcept { return static_cast<std::int64_t>(n); }
    /// While others add, a total may have seen the second of two additions and not the first.
    static std::size_t as_size(std::int64_t n) noexcept {
        return static_cast<std::size_t>(std::max<std::int64_t>(n, 0));
    }

    striped_sum live_;
    striped_sum garbage_;
};

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_MEMORY_ACCOUNT_H
