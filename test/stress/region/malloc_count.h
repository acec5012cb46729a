// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MALLOC_COUNT_H
#define CDSLIB_TEST_MALLOC_COUNT_H

#include <cstddef>

// Counts what the calling thread asks of the system's allocator, by malloc, operator new or any
// other door, while it is watched: the program's malloc is replaced, or under a sanitizer, which
// has replaced it already, hooked.
namespace cds_test {

// Of all threads, so far.
std::size_t watched_allocations() noexcept;

// False where there is no way to tell.
bool can_watch_allocations() noexcept;

class watch_allocations {
public:
    watch_allocations() noexcept;
    ~watch_allocations();
    watch_allocations(watch_allocations const&) = delete;
    watch_allocations& operator=(watch_allocations const&) = delete;
};

} // namespace cds_test

#endif
