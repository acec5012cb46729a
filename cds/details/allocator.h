// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_ALLOCATOR_H
#define CDSLIB_DETAILS_ALLOCATOR_H

// Objects from a standard allocator: allocated and constructed in one step, and destroyed and
// deallocated in one.

#include <cds/details/defs.h>
#include <cds/user_setup/allocator.h>

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace cds::details {

/// `Alloc`, rebound to T, with functions that allocate and construct together. If construction
/// throws, the memory is given back and the exception goes on.
template <class T, class Alloc = CDS_DEFAULT_ALLOCATOR>
class Allocator : public std::allocator_traits<Alloc>::template rebind_alloc<T> {
public:
    typedef typename std::allocator_traits<Alloc>::template rebind_alloc<T> allocator_type;
    typedef std::allocator_traits<allocator_type> allocator_traits;
    typedef T value_type;

    static constexpr bool c_bStdAllocator = std::is_same_v<allocator_type, std::allocator<T>>;

    template <class Q>
    struct rebind {
        typedef Allocator<Q, Alloc> other;
    };

    Allocator() = default;
    /// Takes a copy of an allocator that has state.
    explicit Allocator(Alloc const& source) : allocator_type(source) {}

    /// Makes a new object, copied or converted from `args`.
    template <class... Args>
    [[nodiscard]] value_type* New(Args const&... args) {
        return make_block(1, args...);
    }

    /// Makes a new object whose constructor may move from `args`.
    template <class... Args>
    [[nodiscard]] value_type* MoveNew(Args&&... args) {
        return make_block(1, std::forward<Args>(args)...);
    }

    /// Makes `count` default-constructed objects.
    [[nodiscard]] value_type* NewArray(std::size_t count) { return make_array(count); }

    /// Makes `count` copies of `src`.
    template <class S>
    [[nodiscard]] value_type* NewArray(std::size_t count, S const& src) {
        return make_array(count, src);
    }

    /// Makes an object at the start of a block of at least `bytes`; `DeleteBlock` takes it back.
    template <class... Args>
    [[nodiscard]] value_type* NewBlock(std::size_t bytes, Args const&... args) {
        return make_block(cells(bytes), args...);
    }

    /// Does what `NewBlock` does, and the constructor may move from `args`.
    template <class... Args>
    value_type* MoveNewBlock(std::size_t bytes, Args&&... args) {
        return make_block(cells(bytes), std::forward<Args>(args)...);
    }

    /// Destroys and deallocates an object that `New` made.
    void Delete(value_type* p) { Delete(p, 1); }

    /// Destroys and deallocates the objects that `NewArray(count)` made.
    void Delete(value_type* p, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i)
            allocator_traits::destroy(*this, p + i);
        allocator_traits::deallocate(*this, p, count);
    }

    /// Destroys and deallocates an object that `NewBlock(bytes)` made.
    void DeleteBlock(value_type* p, std::size_t bytes) {
        allocator_traits::destroy(*this, p);
        allocator_traits::deallocate(*this, p, cells(bytes));
    }

    /// Constructs an object in memory that the caller owns.
    template <class... Args>
    value_type* Construct(void* p, Args const&... args) {
        return MoveConstruct(p, args...);
    }

    /// Does the same, and the constructor may move from `args`.
    template <class... Args>
    value_type* MoveConstruct(void* p, Args&&... args) {
        value_type* const object = static_cast<value_type*>(p);
        allocator_traits::construct(*this, object, std::forward<Args>(args)...);
        return object;
    }

private:
    /// Memory that is not yet an object: it is given back unless the construction is completed.
    class block {
    public:
        block(Allocator& owner, std::size_t count)
            : owner_(owner), count_(count), memory_(allocator_traits::allocate(owner, count)) {}
        ~block() {
            if (!memory_)
                return;
            while (built_ != 0)
                allocator_traits::destroy(owner_, memory_ + --built_);
            allocator_traits::deallocate(owner_, memory_, count_);
        }
        block(block const&) = delete;
        block& operator=(block const&) = delete;

        template <class... Args>
        void build_next(Args&&... args) {
            allocator_traits::construct(owner_, memory_ + built_, std::forward<Args>(args)...);
            ++built_;
        }
        value_type* release() noexcept { return std::exchange(memory_, nullptr); }

    private:
        Allocator& owner_;
        std::size_t count_;
        std::size_t built_ = 0;
        value_type* memory_;
    };

    static constexpr std::size_t cells(std::size_t bytes) noexcept {
        return bytes <= sizeof(value_type) ? 1 : (bytes - 1) / sizeof(value_type) + 1;
    }

    template <class... Args>
    value_type* make_block(std::size_t count, Args&&... args) {
        block fresh(*this, count);
        fresh.build_next(std::forward<Args>(args)...);
        return fresh.release();
    }

    template <class... Args>
    value_type* make_array(std::size_t count, Args const&... args) {
        block fresh(*this, count);
        for (std::size_t i = 0; i < count; ++i)
            fresh.build_next(args...);
        return fresh.release();
    }
};

/// Deletes through `Alloc` behind a plain function, as a retired pointer needs it.
template <class T, class Alloc = CDS_DEFAULT_ALLOCATOR>
struct deferral_deleter {
    typedef T type;
    typedef Alloc allocator_type;

    static void free(T* p) { Allocator<T, Alloc>().Delete(p); }
};

} // namespace cds::details

#endif // #ifndef CDSLIB_DETAILS_ALLOCATOR_H
