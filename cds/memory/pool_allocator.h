// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_MEMORY_POOL_ALLOCATOR_H
#define CDSLIB_MEMORY_POOL_ALLOCATOR_H

#include <cds/details/defs.h>
#include <cds/details/throw_exception.h>

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace cds::memory {

/// A standard allocator over a pool of one size of object.
///
/// `Accessor()()` returns the pool, whose `allocate(n)` and `deallocate(p, n)` give and take
/// memory for `Accessor::value_type`; a T must fit into it. All copies of an allocator share the
/// pool. If the pool constructs and destroys objects of its own type, that happens here, too; so
/// its type should be trivial, as memory is.
template <class T, class Accessor>
class pool_allocator {
public:
    typedef Accessor accessor_type;
    typedef std::size_t size_type;
    typedef std::ptrdiff_t difference_type;
    typedef T* pointer;
    typedef T const* const_pointer;
    typedef T& reference;
    typedef T const& const_reference;
    typedef T value_type;
    typedef std::true_type is_always_equal;

    template <class U>
    struct rebind {
        typedef pool_allocator<U, Accessor> other;
    };

    pool_allocator() noexcept = default;
    template <class U>
    pool_allocator(pool_allocator<U, Accessor> const&) noexcept {}

    pointer address(reference r) const noexcept { return std::addressof(r); }
    const_pointer address(const_reference r) const noexcept { return std::addressof(r); }

    /// Throws what the pool throws when it is exhausted; `std::bad_array_new_length` for another
    /// count than one.
    [[nodiscard]] pointer allocate(size_type count, void const* = nullptr) {
        typedef typename accessor_type::value_type cell;
        static_assert(sizeof(T) <= sizeof(cell) && alignof(T) <= alignof(cell),
                      "an object must fit into those of the pool");
        if (count != 1)
            CDS_THROW_EXCEPTION(std::bad_array_new_length());
        return reinterpret_cast<pointer>(accessor_type()().allocate(count));
    }

    void deallocate(pointer p, size_type count) noexcept {
        accessor_type()().deallocate(reinterpret_cast<typename accessor_type::value_type*>(p),
                                     count);
    }

    size_type max_size() const noexcept { return 1; }

    template <class U, class... Args>
    void construct(U* p, Args&&... args) {
        ::new (static_cast<void*>(p)) U(std::forward<Args>(args)...);
    }
    template <class U>
    void destroy(U* p) {
        p->~U();
    }

    template <class U>
    friend bool operator==(pool_allocator const&, pool_allocator<U, Accessor> const&) noexcept {
        return true;
    }
};

} // namespace cds::memory

#endif // #ifndef CDSLIB_MEMORY_POOL_ALLOCATOR_H
