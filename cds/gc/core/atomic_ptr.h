// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_ATOMIC_PTR_H
#define CDSLIB_GC_CORE_ATOMIC_PTR_H

#include <cds/algo/atomic.h>

#include <cstdint>

namespace cds::gc::core {

/// An atomic pointer that is constant-initialised with every choice of `atomics`: Boost.Atomic's
/// pointers have no constexpr constructor, its integers have one.
template <class T>
class atomic_ptr {
public:
    constexpr atomic_ptr() noexcept = default;
    explicit constexpr atomic_ptr(std::uintptr_t word) noexcept : word_(word) {}

    T* load(atomics::memory_order order) const noexcept { return ptr(word_.load(order)); }

    void store(T* p, atomics::memory_order order) noexcept { word_.store(bits(p), order); }

    T* exchange(T* p, atomics::memory_order order) noexcept {
        return ptr(word_.exchange(bits(p), order));
    }

    bool compare_exchange_strong(T*& expected, T* desired, atomics::memory_order success,
                                 atomics::memory_order failure) noexcept {
        std::uintptr_t word = bits(expected);
        bool const done = word_.compare_exchange_strong(word, bits(desired), success, failure);
        expected = ptr(word);
        return done;
    }

private:
    static T* ptr(std::uintptr_t word) noexcept { return reinterpret_cast<T*>(word); }
    static std::uintptr_t bits(T* p) noexcept { return reinterpret_cast<std::uintptr_t>(p); }

    atomics::atomic<std::uintptr_t> word_{0};
};

} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_ATOMIC_PTR_H
