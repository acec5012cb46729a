// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_DETAILS_RETIRED_PTR_H
#define CDSLIB_GC_DETAILS_RETIRED_PTR_H

#include <cds/details/defs.h>

#include <cstdint>
#include <utility>

namespace cds::gc {

/// How a type-erased object is disposed of.
using free_retired_ptr_func = void (*)(void*);

namespace details {
/// An object and its disposer, under libcds's name. The core has its own, `core::retired`.
struct retired_ptr {
    union {
        void* m_p;
        std::uintptr_t m_n;
    };
    free_retired_ptr_func m_funcFree;

    retired_ptr() noexcept : m_p(nullptr), m_funcFree(nullptr) {}
    retired_ptr(void* p, free_retired_ptr_func f) noexcept : m_p(p), m_funcFree(f) {}
    template <class T>
    retired_ptr(T* p, free_retired_ptr_func f) noexcept : m_p(p), m_funcFree(f) {}

    static bool less(retired_ptr const& a, retired_ptr const& b) noexcept { return a.m_n < b.m_n; }
    /// Disposes of the object and forgets it.
    void free() { m_funcFree(std::exchange(m_p, nullptr)); }
    void clear() noexcept { m_funcFree = nullptr; }
    explicit operator bool() const noexcept { return m_p != nullptr; }

    friend bool operator<(retired_ptr const& a, retired_ptr const& b) noexcept {
        return less(a, b);
    }
    friend bool operator==(retired_ptr const& a, retired_ptr const& b) noexcept {
        return a.m_n == b.m_n;
    }
};
} // namespace details

/// Wraps the default-constructed functor `Func` as the disposer of `p`.
template <class Func, class T>
details::retired_ptr make_retired_ptr(T* p) {
    return {p, [](void* q) { Func()(static_cast<T*>(q)); }};
}

} // namespace cds::gc

#endif // #ifndef CDSLIB_GC_DETAILS_RETIRED_PTR_H
