// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_OS_ALLOC_ALIGNED_H
#define CDSLIB_OS_ALLOC_ALIGNED_H

// Memory with an alignment chosen at run time.

#include <cds/algo/int_algo.h>
#include <cds/details/defs.h>
#include <cds/details/is_aligned.h>
#include <cds/details/throw_exception.h>

#include <cstddef>
#include <limits>
#include <new>
#include <utility>

namespace cds::OS {

/// Allocates `nSize` bytes aligned to `nAlignment`, a power of two; null when there is no memory.
[[nodiscard]] inline void* aligned_malloc(std::size_t nSize, std::size_t nAlignment) noexcept {
    assert(nAlignment != 0 && (nAlignment & (nAlignment - 1)) == 0);
    // `aligned_free` does not get the alignment, so it needs a pointer to the start of the block,
    // in a word below the address handed out.
    if (nAlignment < sizeof(void*))
        nAlignment = sizeof(void*);
    if (nSize > (std::numeric_limits<std::size_t>::max)() - nAlignment - sizeof(void*))
        return nullptr;
    void* const block = ::operator new(nSize + nAlignment + sizeof(void*), std::nothrow);
    if (!block)
        return nullptr;
    std::uintptr_t const lowest = reinterpret_cast<std::uintptr_t>(block) + sizeof(void*);
    std::uintptr_t const aligned = (lowest + nAlignment - 1) & ~(nAlignment - 1);
    auto* const result = static_cast<char*>(block) + (aligned - lowest) + sizeof(void*);
    reinterpret_cast<void**>(result)[-1] = block;
    return result;
}

/// Frees the memory of `aligned_malloc`; null is allowed.
inline void aligned_free(void* p) noexcept {
    if (p)
        ::operator delete(static_cast<void**>(p)[-1]);
}

/// Like `std::allocator`, but each allocation names its alignment.
template <class T>
class aligned_allocator {
public:
    using value_type = T;
    using pointer = T*;
    using const_pointer = T const*;
    using reference = T&;
    using const_reference = T const&;
    using size_type = std::size_t;
    using difference_type = std::ptrdiff_t;

    template <class U>
    struct rebind {
        using other = aligned_allocator<U>;
    };

    aligned_allocator() noexcept = default;
    template <class U>
    aligned_allocator(aligned_allocator<U> const&) noexcept {}

    /// Allocates memory for `nCount` objects at a multiple of `nAlign`, a power of two. Throws
    /// `std::bad_alloc` when there is none.
    pointer allocate(size_type nAlign, size_type nCount, void const* = nullptr) {
        void* const p = nCount <= max_size() ? aligned_malloc(sizeof(T) * nCount, nAlign) : nullptr;
        if (!p)
            throw_bad_alloc();
        return static_cast<pointer>(p);
    }
    void deallocate(pointer p, size_type) noexcept { OS::aligned_free(p); }

    template <class... Args>
    void construct(pointer p, Args&&... args) {
        ::new (static_cast<void*>(p)) T(std::forward<Args>(args)...);
    }
    void destroy(pointer p) noexcept { p->~T(); }

    pointer address(reference r) const noexcept { return std::addressof(r); }
    const_pointer address(const_reference r) const noexcept { return std::addressof(r); }
    size_type max_size() const noexcept {
        return (std::numeric_limits<size_type>::max)() / sizeof(T);
    }

    friend bool operator==(aligned_allocator const&, aligned_allocator const&) noexcept {
        return true;
    }

private:
    [[noreturn]] static void throw_bad_alloc() { CDS_THROW_EXCEPTION(std::bad_alloc()); }
};

} // namespace cds::OS

#endif // #ifndef CDSLIB_OS_ALLOC_ALIGNED_H
