// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_URCU_RAW_PTR_H
#define CDSLIB_URCU_RAW_PTR_H

#include <cds/details/defs.h>

#include <concepts>
#include <memory>
#include <type_traits>

namespace cds::urcu {

/// A pointer to an object that a container over `RCU` has found: what `get` returns. The object is
/// valid until the calling thread's outermost read section ends, and the pointer keeps nothing.
///
/// `Guarded` is what the container links, and `Cast()(Guarded*)` what the user sees of it.
template <class RCU, class ValueType, class Guarded = ValueType, class Cast = void>
class raw_ptr {
public:
    using rcu = RCU;
    using value_type = ValueType;

    constexpr raw_ptr() noexcept = default;
    constexpr explicit raw_ptr(Guarded* p) noexcept : p_(p) {}
    /// Converts from a pointer to the same object, to access another part of it, or as const.
    template <class V, class C>
        requires(!std::is_same_v<raw_ptr<RCU, V, Guarded, C>, raw_ptr>)
    constexpr explicit raw_ptr(raw_ptr<RCU, V, Guarded, C> const& other) noexcept : p_(other.p_) {}

    constexpr bool empty() const noexcept { return p_ == nullptr; }
    constexpr explicit operator bool() const noexcept { return !empty(); }
    /// Null if it is empty.
    constexpr value_type* operator->() const noexcept {
        if constexpr (std::is_void_v<Cast>)
            return p_;
        else
            return p_ != nullptr ? Cast()(p_) : nullptr;
    }
    constexpr value_type& operator*() const noexcept { return *operator->(); }
    /// A plain pointer, as libcds's containers return where there is nothing to collect.
    constexpr operator value_type*() const noexcept { return operator->(); }

    /// Forgets the object.
    constexpr void release() noexcept { p_ = nullptr; }

private:
    template <class, class, class, class>
    friend class raw_ptr;

    Guarded* p_ = nullptr;
};

} // namespace cds::urcu

#endif // #ifndef CDSLIB_URCU_RAW_PTR_H
