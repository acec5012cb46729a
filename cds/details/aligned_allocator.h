// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_ALIGNED_ALLOCATOR_H
#define CDSLIB_DETAILS_ALIGNED_ALLOCATOR_H

// Objects with an alignment chosen at run time.

#include <cds/details/defs.h>
#include <cds/user_setup/allocator.h>

#include <cstddef>
#include <utility>

namespace cds::details {

/// Allocates and constructs through `ALIGNED_ALLOCATOR`, see `cds::OS::aligned_allocator`. If
/// construction throws, the memory is given back and the exception goes on.
template <class T, class ALIGNED_ALLOCATOR = CDS_DEFAULT_ALIGNED_ALLOCATOR>
class AlignedAllocator : public ALIGNED_ALLOCATOR::template rebind<T>::other {
public:
    typedef typename ALIGNED_ALLOCATOR::template rebind<T>::other allocator_type;

    template <class Q>
    struct rebind {
        typedef AlignedAllocator<Q, ALIGNED_ALLOCATOR> other;
    };

    /// Makes a new object at a multiple of `nAlign`.
    template <class... Args>
    T* New(std::size_t nAlign, Args&&... args) {
        return make(nAlign, 1, std::forward<Args>(args)...);
    }

    /// Makes `count` default-constructed objects.
    T* NewArray(std::size_t nAlign, std::size_t count) { return make(nAlign, count); }

    /// Makes `count` copies of `src`.
    template <class S>
    T* NewArray(std::size_t nAlign, std::size_t count, S const& src) {
        return make(nAlign, count, src);
    }

    /// Destroys and deallocates the object that `New` made.
    void Delete(T* p) { Delete(p, 1); }

    /// Destroys and deallocates the objects that `NewArray` made.
    void Delete(T* p, std::size_t count) { discard(p, count, count); }

    /// Constructs an object in memory that the caller owns.
    template <class... Args>
    T* Construct(void* p, Args&&... args) {
        T* const object = static_cast<T*>(p);
        allocator_type::construct(object, std::forward<Args>(args)...);
        return object;
    }

private:
    /// Destroys the first `built` of the `count` objects at `p`, which exist, and deallocates
    /// all.
    void discard(T* p, std::size_t built, std::size_t count) {
        while (built != 0)
            allocator_type::destroy(p + --built);
        allocator_type::deallocate(p, count);
    }

    /// Every object gets the same arguments, so they are moved only if there is one.
    template <class... Args>
    T* make(std::size_t nAlign, std::size_t count, Args&&... args) {
        struct guard {
            AlignedAllocator& owner;
            T* memory;
            std::size_t count;
            std::size_t built = 0;
            ~guard() {
                if (memory)
                    owner.discard(memory, built, count);
            }
        } fresh{*this, allocator_type::allocate(nAlign, count), count};
        for (; fresh.built < count; ++fresh.built)
            allocator_type::construct(fresh.memory + fresh.built, std::forward<Args>(args)...);
        return std::exchange(fresh.memory, nullptr);
    }
};

} // namespace cds::details

#endif // #ifndef CDSLIB_DETAILS_ALIGNED_ALLOCATOR_H
