// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_OPT_BUFFER_H
#define CDSLIB_OPT_BUFFER_H

// Fixed arrays for containers that work in a ring or a table: in the object or on the heap,
// with constructed elements or with raw memory.

#include <cds/algo/int_algo.h>
#include <cds/details/allocator.h>
#include <cds/details/throw_exception.h>
#include <cds/opt/options.h>

#include <cstddef>
#include <cstring>
#include <stdexcept>

namespace cds::opt {

/// The buffer of a bounded container. Its element type does not matter: the container rebinds it.
CDS_TYPE_OPTION(buffer);

namespace details {

/// The interface of every buffer, over a `Storage` with `data()` and `capacity()`.
template <class Storage, bool Exp2>
class buffer_face : protected Storage {
public:
    typedef typename Storage::value_type value_type;

    /// Whether the capacity is a power of two, so that `mod` is a mask.
    static constexpr bool const c_bExp2 = Exp2;

    buffer_face(buffer_face const&) = delete;
    buffer_face& operator=(buffer_face const&) = delete;

    value_type& operator[](std::size_t i) {
        assert(i < capacity());
        return this->data()[i];
    }
    value_type const& operator[](std::size_t i) const {
        assert(i < capacity());
        return this->data()[i];
    }

    constexpr std::size_t capacity() const noexcept { return Storage::capacity(); }

    value_type* buffer() noexcept { return this->data(); }
    value_type const* buffer() const noexcept { return this->data(); }

    /// Sets every byte to zero.
    void zeroize() noexcept {
        std::memset(static_cast<void*>(this->data()), 0, capacity() * sizeof(value_type));
    }

    /// `i` modulo the capacity, in the width of `i`.
    template <class Index>
    Index mod(Index i) const noexcept {
        if constexpr (Exp2)
            return static_cast<Index>(i & static_cast<Index>(capacity() - 1));
        else
            return static_cast<Index>(i % static_cast<Index>(capacity()));
    }

protected:
    using Storage::Storage;
};

template <class T, std::size_t Capacity, bool Exp2>
struct static_storage {
    typedef T value_type;
    static constexpr std::size_t const c_nCapacity = Capacity;
    static_assert(Capacity != 0, "a buffer has room for an element or more");
    static_assert(!Exp2 || beans::is_power2(Capacity), "Exp2 asks for a power of two");

    static constexpr std::size_t capacity() noexcept { return Capacity; }
};

template <class T, std::size_t Capacity, bool Exp2>
class raw_static_storage : public static_storage<T, Capacity, Exp2> {
protected:
    T* data() noexcept { return reinterpret_cast<T*>(bytes_); }
    T const* data() const noexcept { return reinterpret_cast<T const*>(bytes_); }

private:
    // Aligned for words even if T is a byte, because a container may keep words in it.
    alignas(T) alignas(void*) unsigned char bytes_[Capacity * sizeof(T)];
};

template <class T, std::size_t Capacity, bool Exp2>
class built_static_storage : public static_storage<T, Capacity, Exp2> {
protected:
    T* data() noexcept { return elements_; }
    T const* data() const noexcept { return elements_; }

private:
    alignas(T) alignas(void*) T elements_[Capacity];
};

template <class T, class Alloc, bool Exp2>
class dynamic_storage {
public:
    typedef T value_type;
    typedef cds::details::Allocator<T, Alloc> allocator;

protected:
    explicit dynamic_storage(std::size_t capacity)
        : capacity_(Exp2 ? beans::ceil2(checked(capacity)) : checked(capacity)) {}
    T* data() noexcept { return data_; }
    T const* data() const noexcept { return data_; }
    std::size_t capacity() const noexcept { return capacity_; }

    std::size_t const capacity_;
    T* data_ = nullptr;

private:
    static std::size_t checked(std::size_t capacity) {
        constexpr std::size_t most = ~std::size_t(0) / 2 + 1; // the largest power of two
        if (capacity < 2 || capacity > most)
            CDS_THROW_EXCEPTION(std::length_error(
                "cds: the capacity of a buffer is from 2 up to the largest power of two"));
        return capacity;
    }
};

template <class T, class Alloc, bool Exp2>
class raw_dynamic_storage : public dynamic_storage<T, Alloc, Exp2> {
protected:
    typedef typename dynamic_storage<T, Alloc, Exp2>::allocator allocator;

    explicit raw_dynamic_storage(std::size_t capacity) : dynamic_storage<T, Alloc, Exp2>(capacity) {
        this->data_ = allocator().allocate(this->capacity_);
    }
    ~raw_dynamic_storage() { allocator().deallocate(this->data_, this->capacity_); }
};

template <class T, class Alloc, bool Exp2>
class built_dynamic_storage : public dynamic_storage<T, Alloc, Exp2> {
protected:
    typedef typename dynamic_storage<T, Alloc, Exp2>::allocator allocator;

    explicit built_dynamic_storage(std::size_t capacity)
        : dynamic_storage<T, Alloc, Exp2>(capacity) {
        this->data_ = allocator().NewArray(this->capacity_);
    }
    ~built_dynamic_storage() { allocator().Delete(this->data_, this->capacity_); }
};

/// A buffer over one of the two storages; its capacity is given at run time.
template <template <class, class, bool> class Storage, class T, class Alloc, bool Exp2>
class dynamic_buffer : public buffer_face<Storage<T, Alloc, Exp2>, Exp2> {
public:
    typedef cds::details::Allocator<T, Alloc> allocator;

    explicit dynamic_buffer(std::size_t capacity)
        : buffer_face<Storage<T, Alloc, Exp2>, Exp2>(capacity) {}
};

} // namespace details

namespace v {

/// `Capacity` elements inside the object, raw: the container constructs and destroys them.
template <class T, std::size_t Capacity, bool Exp2 = true>
class uninitialized_static_buffer
    : public opt::details::buffer_face<opt::details::raw_static_storage<T, Capacity, Exp2>, Exp2> {
public:
    static constexpr std::size_t const c_nCapacity = Capacity;

    template <class Q, std::size_t Capacity2 = Capacity, bool Exp22 = Exp2>
    struct rebind {
        typedef uninitialized_static_buffer<Q, Capacity2, Exp22> other;
    };

    uninitialized_static_buffer() noexcept = default;
    /// Accepts the capacity that containers pass; that of the type is used.
    uninitialized_static_buffer(std::size_t) noexcept {}
};

/// `Capacity` default-constructed elements inside the object.
template <class T, std::size_t Capacity, bool Exp2 = true>
class initialized_static_buffer
    : public opt::details::buffer_face<opt::details::built_static_storage<T, Capacity, Exp2>,
                                       Exp2> {
public:
    static constexpr std::size_t const c_nCapacity = Capacity;

    template <class Q, std::size_t Capacity2 = Capacity, bool Exp22 = Exp2>
    struct rebind {
        typedef initialized_static_buffer<Q, Capacity2, Exp22> other;
    };

    initialized_static_buffer() = default;
    /// Accepts the capacity that containers pass; that of the type is used.
    initialized_static_buffer(std::size_t) {}
};

/// Raw memory for a number of elements given at run time; with `Exp2` the number is rounded up to
/// a power of two. Throws `std::length_error` if the capacity is less than 2 or above the largest
/// power of two, and what the allocator throws.
template <class T, class Alloc = CDS_DEFAULT_ALLOCATOR, bool Exp2 = true>
class uninitialized_dynamic_buffer
    : public opt::details::dynamic_buffer<opt::details::raw_dynamic_storage, T, Alloc, Exp2> {
public:
    template <class Q, class Alloc2 = Alloc, bool Exp22 = Exp2>
    struct rebind {
        typedef uninitialized_dynamic_buffer<Q, Alloc2, Exp22> other;
    };

    using uninitialized_dynamic_buffer::dynamic_buffer::dynamic_buffer;
};

/// Such a buffer with default-constructed elements.
template <class T, class Alloc = CDS_DEFAULT_ALLOCATOR, bool Exp2 = true>
class initialized_dynamic_buffer
    : public opt::details::dynamic_buffer<opt::details::built_dynamic_storage, T, Alloc, Exp2> {
public:
    template <class Q, class Alloc2 = Alloc, bool Exp22 = Exp2>
    struct rebind {
        typedef initialized_dynamic_buffer<Q, Alloc2, Exp22> other;
    };

    using initialized_dynamic_buffer::dynamic_buffer::dynamic_buffer;
};

} // namespace v
} // namespace cds::opt

#endif // #ifndef CDSLIB_OPT_BUFFER_H
