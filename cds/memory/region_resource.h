// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_MEMORY_REGION_RESOURCE_H
#define CDSLIB_MEMORY_REGION_RESOURCE_H

#include <cds/details/throw_exception.h>
#include <cds/memory/region.h>

#include <cstddef>
#include <memory_resource>
#include <new>

// Lets a region provide all memory: for standard containers, for a reclamation domain, for the
// nodes of our containers.
//
//   alignas(16) static std::byte memory[1 << 20];
//   cds::memory::region arena(memory);
//   cds::memory::region_resource resource(arena);
//   cds::gc::DHP::set_memory_resource(&resource);   // or, by plain functions:
//   cds::memory::install(arena);
//   cds::gc::DHP::set_memory_allocator(&cds::memory::installed_allocate,
//                                      &cds::memory::installed_release);

namespace cds::memory {
inline namespace CDS_ATOMICS_TAG {

/// Returns `size` bytes with that alignment, a power of two; null when the region has none. A
/// contended claim is repeated a bounded number of times, the later ones after a yield.
/// Lock-free.
CDS_EXPORT_API void* allocate_from(region& from, std::size_t size, std::size_t alignment) noexcept;
/// Gives back what allocate_from has returned for that alignment. Wait-free.
CDS_EXPORT_API void release_to(region& to, void* p, std::size_t alignment) noexcept;

/// A region as a standard memory resource. Throws std::bad_alloc when the region has nothing.
class region_resource final : public std::pmr::memory_resource {
public:
    explicit region_resource(region& from) noexcept : region_(from) {}

private:
    void* do_allocate(std::size_t size, std::size_t alignment) override {
        void* const p = allocate_from(region_, size, alignment);
        if (p == nullptr)
            CDS_THROW_EXCEPTION(std::bad_alloc());
        return p;
    }
    void do_deallocate(void* p, std::size_t, std::size_t alignment) override {
        release_to(region_, p, alignment);
    }
    bool do_is_equal(std::pmr::memory_resource const& other) const noexcept override {
        return this == &other; // two over one region differ: comparing them needs RTTI
    }

    region& region_;
};

/// \name The installed region, one for the process
///@{
/// Makes `r` the installed region. Another one may be replaced only while none of its memory is
/// in use.
CDS_EXPORT_API void install(region& r) noexcept;
/// Null until one is installed.
CDS_EXPORT_API region* installed() noexcept;
/// Allocates from the installed region, aligned to 16 bytes, as `set_memory_allocator` wants it;
/// returns null when there is no such region or it has nothing.
CDS_EXPORT_API void* installed_allocate(std::size_t size) noexcept;
CDS_EXPORT_API void installed_release(void* p) noexcept;
///@}

/// A stateless standard allocator over the installed region, for the `allocator` option of a
/// container. Throws std::bad_alloc.
template <class T>
class installed_allocator {
public:
    using value_type = T;

    constexpr installed_allocator() noexcept = default;
    template <class U>
    constexpr installed_allocator(installed_allocator<U> const&) noexcept {}

    [[nodiscard]] T* allocate(std::size_t n) {
        region* const from = installed();
        void* const p = from == nullptr || n > from->largest_claim() / sizeof(T)
                            ? nullptr
                            : allocate_from(*from, n * sizeof(T), alignof(T));
        if (p == nullptr)
            CDS_THROW_EXCEPTION(std::bad_alloc());
        return static_cast<T*>(p);
    }
    void deallocate(T* p, std::size_t) noexcept { memory::release_to(*installed(), p, alignof(T)); }

    friend constexpr bool operator==(installed_allocator, installed_allocator) noexcept {
        return true;
    }
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::memory

#endif // #ifndef CDSLIB_MEMORY_REGION_RESOURCE_H
