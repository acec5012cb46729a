// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_DETAILS_HP_COMMON_H
#define CDSLIB_GC_DETAILS_HP_COMMON_H

#include <cds/gc/core/domain/domain.h>
#include <cds/gc/core/errors.h>
#include <cds/gc/details/retired_ptr.h>

#include <cassert>
#include <utility>

/// libcds's names for what both hazard-pointer policies share.
namespace cds::gc::hp::common {

using hazard_ptr = void*;
using cds::gc::make_retired_ptr;
using cds::gc::details::retired_ptr;
using disposer_func = void (*)(void*);

/// The raw slot. A guard owns one; code above the policies seldom touches it.
using guard = core::hazard_slot;

/// A plain array of raw slots; it owns nothing.
template <std::size_t Capacity>
class guard_array {
public:
    static std::size_t const c_nCapacity = Capacity;
    static constexpr std::size_t capacity() noexcept { return Capacity; }

    guard* operator[](std::size_t i) const noexcept {
        assert(i < Capacity);
        return slots_[i];
    }
    template <class T>
    void set(std::size_t i, T* p) noexcept {
        (*this)[i]->set(p);
    }
    void clear(std::size_t i) noexcept { (*this)[i]->clear(); }
    guard* release(std::size_t i) noexcept { return std::exchange(slots_[i], nullptr); }
    void reset(std::size_t i, guard* slot) noexcept {
        assert(slots_[i] == nullptr);
        slots_[i] = slot;
    }

private:
    guard* slots_[Capacity != 0 ? Capacity : 1]{}; // an array cannot be empty
};

} // namespace cds::gc::hp::common

#endif // #ifndef CDSLIB_GC_DETAILS_HP_COMMON_H
