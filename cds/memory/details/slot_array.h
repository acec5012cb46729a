// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_MEMORY_DETAILS_SLOT_ARRAY_H
#define CDSLIB_MEMORY_DETAILS_SLOT_ARRAY_H

#include <cassert>
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>

namespace cds::memory::details {

/// A flat array whose length is chosen at run time and whose elements never move; unlike those of
/// `std::vector` they may be neither copyable nor movable.
template <class T, class Allocator>
class slot_array {
    using allocator = typename std::allocator_traits<Allocator>::template rebind_alloc<T>;
    using source = std::allocator_traits<allocator>;

    static_assert(std::is_nothrow_default_constructible_v<T>,
                  "an array that is half built would have to be taken down again");

public:
    /// Throws what the allocator throws; then nothing is allocated.
    slot_array(std::size_t size, Allocator const& from)
        : allocator_(from), size_(size), memory_(source::allocate(allocator_, size)) {
        for (std::size_t i = 0; i != size; ++i)
            ::new (static_cast<void*>(data() + i)) T;
    }
    slot_array(slot_array const&) = delete;
    slot_array& operator=(slot_array const&) = delete;
    ~slot_array() {
        std::destroy_n(data(), size_);
        source::deallocate(allocator_, memory_, size_);
    }

    std::size_t size() const noexcept { return size_; }
    T* begin() noexcept { return data(); }
    T* end() noexcept { return data() + size_; }

    T& operator[](std::size_t i) noexcept { return assert(i < size_), data()[i]; }
    T const& operator[](std::size_t i) const noexcept { return assert(i < size_), data()[i]; }

private:
    T* data() const noexcept { return std::to_address(memory_); }

    allocator allocator_;
    std::size_t const size_;
    typename source::pointer const memory_;
};

} // namespace cds::memory::details

#endif // #ifndef CDSLIB_MEMORY_DETAILS_SLOT_ARRAY_H
