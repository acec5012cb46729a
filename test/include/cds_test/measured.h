// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MEASURED_H
#define CDSLIB_TEST_MEASURED_H

#include <cstddef>
#include <memory>
#include <new>

namespace cds_test {

inline std::size_t bytes_out = 0;
inline bool out_of_memory = false;

/// An allocator that knows how many bytes are out, and refuses when it is told to. In one thread.
template <class T>
struct measured {
    using value_type = T;
    measured() = default;
    template <class U>
    measured(measured<U> const&) noexcept {}
    T* allocate(std::size_t n) {
        if (out_of_memory)
            throw std::bad_alloc();
        bytes_out += n * sizeof(T);
        return std::allocator<T>().allocate(n);
    }
    void deallocate(T* p, std::size_t n) noexcept {
        bytes_out -= n * sizeof(T);
        std::allocator<T>().deallocate(p, n);
    }
    bool operator==(measured const&) const noexcept { return true; }
};

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_MEASURED_H
