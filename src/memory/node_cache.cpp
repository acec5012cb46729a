// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The sizes of which node_cache keeps blocks, so that one call reaches all of them.
#include <cds/algo/atomic.h>
#include <cds/memory/node_cache.h>

#include <new>

namespace cds::memory::caching {

namespace {

/// Places for some sizes. Pages are added when all places are taken, and stay for ever: so a
/// thread may walk over them at any time.
struct page {
    atomics::atomic<trim_function> listed[64]{};
    atomics::atomic<page*> next{};
};
constinit page first_page;

bool replace(atomics::atomic<trim_function>& place, trim_function from, trim_function to) noexcept {
    // relaxed: the function existed before the program ran, and orders what it does by itself
    return place.compare_exchange_strong(from, to, atomics::memory_order_relaxed,
                                         atomics::memory_order_relaxed);
}

page* page_after(page& p) noexcept {
    // [N3] acquire-load <- [N4]: the page is empty when it is first seen
    return p.next.load(atomics::memory_order_acquire);
}

/// Returns the page after `p`, a new one if there is none; null without memory.
page* make_page_after(page& p) noexcept {
    if (page* const known = page_after(p))
        return known;
    page* const fresh = new (std::nothrow) page;
    page* other = nullptr;
    // [N4] acq_rel-CAS <-> [N3, N4]: publishes an empty page, or reads another thread's
    if (fresh == nullptr ||
        p.next.compare_exchange_strong(other, fresh, atomics::memory_order_acq_rel,
                                       atomics::memory_order_acquire))
        return fresh;
    delete fresh;
    return other;
}

template <class F>
void each_place(F f) noexcept {
    for (page* p = &first_page; p != nullptr; p = page_after(*p))
        for (auto& place : p->listed)
            f(place);
}

} // namespace

bool list_trim(trim_function trim) noexcept {
    for (page* p = &first_page; p != nullptr; p = make_page_after(*p))
        for (auto& place : p->listed)
            if (replace(place, nullptr, trim))
                return true;
    return false;
}

void unlist_trim(trim_function trim) noexcept {
    each_place([trim](auto& place) { // all: several threads may have listed it
        (void)replace(place, trim, nullptr);
    });
}

void trim_all_sizes() noexcept {
    each_place([](auto& place) {
        // relaxed: see replace()
        if (trim_function const trim = place.load(atomics::memory_order_relaxed))
            trim();
    });
}

} // namespace cds::memory::caching
