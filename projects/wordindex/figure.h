// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_FIGURE_H
#define CDSLIB_PROJECTS_WORDINDEX_FIGURE_H

#include <atomic>
#include <cstdint>

namespace wordindex {

/// A sum to show: many threads raise it, and it orders nothing. It is exact once they are joined.
class figure {
public:
    void add(std::uint64_t n) noexcept {
        // relaxed: nothing is read because of this sum
        sum_.fetch_add(n, std::memory_order_relaxed);
    }

    [[nodiscard]] std::uint64_t get() const noexcept {
        // relaxed: see add()
        return sum_.load(std::memory_order_relaxed);
    }

private:
    std::atomic<std::uint64_t> sum_{0};
};

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_FIGURE_H
