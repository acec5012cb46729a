// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The sizes of which node_cache keeps blocks, so that one call reaches all of them.
#include <cds/algo/atomic.h>
#include <cds/memory/node_cache.h>

namespace cds::memory::caching {

namespace {

constinit atomics::atomic<trim_function> listed[64]{};

bool replace(atomics::atomic<trim_function>& place, trim_function from, trim_function to) noexcept {
    // relaxed: the function existed before the program ran, and orders what it does by itself
    return place.compare_exchange_strong(from, to, atomics::memory_order_relaxed,
                                         atomics::memory_order_relaxed);
}

} // namespace

void list_trim(trim_function trim) noexcept {
    for (auto& place : listed)
        if (replace(place, nullptr, trim))
            return;
}

void unlist_trim(trim_function trim) noexcept {
    for (auto& place : listed) // all: several threads may have listed it
        (void)replace(place, trim, nullptr);
}

void trim_all_sizes() noexcept {
    for (auto const& place : listed)
        // relaxed: see above
        if (trim_function const trim = place.load(atomics::memory_order_relaxed))
            trim();
}

} // namespace cds::memory::caching
