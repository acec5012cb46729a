// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/memory/region_resource.h>

#include <cstdint>
#include <thread>

namespace cds::memory {
inline namespace CDS_ATOMICS_TAG {

namespace {

// How often a contended claim is made: the threads in its way need only a few steps, but may need
// the processor for them.
constexpr unsigned attempts = 64;
constexpr unsigned attempts_at_once = 8;

atomics::atomic<region*> the_installed{nullptr};

std::byte* claim_patiently(region& from, std::size_t size) noexcept {
    for (unsigned i = 0; i != attempts; ++i) {
        claim_result const claimed = from.claim(size);
        if (claimed)
            return claimed->data();
        if (claimed.error() != claim_error::contended)
            return nullptr;
        if (i >= attempts_at_once)
            std::this_thread::yield();
    }
    return nullptr;
}

} // namespace

// An address beyond the payload's first is a multiple of 16, so there are 8 bytes of payload
// before it; they hold the address where the payload begins.
void* allocate_from(region& from, std::size_t size, std::size_t alignment) noexcept {
    if (alignment <= region::unit)
        return claim_patiently(from, size);
    std::size_t const spare = alignment - region::unit;
    std::byte* const origin = size <= ~spare ? claim_patiently(from, size + spare) : nullptr;
    if (origin == nullptr)
        return nullptr;
    std::size_t const beyond = reinterpret_cast<std::uintptr_t>(origin) % alignment;
    if (beyond == 0)
        return origin;
    std::byte* const aligned = origin + (alignment - beyond);
    ::new (aligned - sizeof(void*))(void*)(origin);
    return aligned;
}

void release_to(region& to, void* p, std::size_t alignment) noexcept {
    if (alignment > region::unit && to.owns(p) && !to.is_segment(p))
        p = *std::launder(reinterpret_cast<void**>(static_cast<std::byte*>(p) - sizeof(void*)));
    to.release(p);
}

void install(region& r) noexcept {
    // [RS1] release-store -> [RS2]: publishes the region
    the_installed.store(&r, atomics::memory_order_release);
}

region* installed() noexcept {
    // [RS2] acquire-load <- [RS1]: the region is built
    return the_installed.load(atomics::memory_order_acquire);
}

void* installed_allocate(std::size_t size) noexcept {
    region* const from = installed();
    return from == nullptr ? nullptr : claim_patiently(*from, size);
}

void installed_release(void* p) noexcept { installed()->release(p); }

} // namespace CDS_ATOMICS_TAG
} // namespace cds::memory
