// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_HAZARD_SLOT_H
#define CDSLIB_GC_CORE_HAZARD_SLOT_H

#include <cds/gc/core/atomic_ptr.h>

#include <cstddef>

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

/// One published pointer: a hazard pointer's word. Whoever holds the slot writes it, every
/// scan reads it. Its value alone is the protection (I1); null protects nothing.
class hazard_slot {
public:
    constexpr hazard_slot() noexcept = default;

    /// Protects `p` from every scan whose heavy fence comes later. The caller orders it
    /// before its next load with light_fence().
    void publish(void const* p) noexcept {
        // [S1] release-store -> [S3]: ends the protection of the value it replaces
        value_.store(p, atomics::memory_order_release);
    }

    /// Ends the protection.
    void clear() noexcept {
        // [S2] release-store -> [S3]: our last access happens before the disposer runs
        value_.store(nullptr, atomics::memory_order_release);
    }

    /// What a scan sees.
    void const* read() const noexcept {
        // [S3] acquire-load <- [S1, S2]: relaxed here would free under a reader
        return value_.load(atomics::memory_order_acquire);
    }

    /// \name libcds's names for the raw slot (`cds::gc::hp::common::guard`)
    ///@{
    void* get() const noexcept { return const_cast<void*>(read()); }
    void* get(atomics::memory_order order) const noexcept {
        return const_cast<void*>(value_.load(order));
    }
    template <class T>
    T* get_as() const noexcept {
        return static_cast<T*>(get());
    }
    template <class T>
    void set(T* p) noexcept {
        publish(p);
    }
    void clear(atomics::memory_order order) noexcept { value_.store(nullptr, order); }
    template <class T>
    T* operator=(T* p) noexcept {
        publish(p);
        return p;
    }
    std::nullptr_t operator=(std::nullptr_t) noexcept {
        clear();
        return nullptr;
    }
    ///@}

private:
    atomic_ptr<void const> value_;
};

static_assert(sizeof(hazard_slot) == sizeof(void*), "a slot is one pure word, no flag bits");

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG

#endif // #ifndef CDSLIB_GC_CORE_HAZARD_SLOT_H
