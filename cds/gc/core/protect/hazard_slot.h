// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_PROTECT_HAZARD_SLOT_H
#define CDSLIB_GC_CORE_PROTECT_HAZARD_SLOT_H

#include <cds/gc/core/atomic_ptr.h>

#include <cstddef>
#include <cstdint>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// One published pointer: the word of a hazard pointer. The slot's owner writes it, every scan
/// reads it. Its value alone is the protection (C-I1); null protects nothing.
class hazard_slot {
public:
    constexpr hazard_slot() noexcept = default;
    /// A slot that holds `value` from the start.
    explicit constexpr hazard_slot(std::uintptr_t value) noexcept : value_(value) {}

    /// Protects `p` from every scan whose heavy fence comes later. The caller orders it
    /// before its next load with light_fence().
    void publish(void const* p) noexcept {
        // [S1] release-store -> [S3]: ends the protection of the value it replaces
        value_.store(p, atomics::memory_order_release);
    }

    /// Ends the protection.
    void clear() noexcept {
        // [S2] release-store -> [S3, S4, S5]: our last access happens before the disposer runs
        value_.store(nullptr, atomics::memory_order_release);
    }

    /// Whether the slot is null. The caller owns the slot; another thread may clear it.
    bool is_free() const noexcept {
        // [S4] acquire-load <- [S2]: the last holder's last access, which our next [S1] passes on
        return value_.load(atomics::memory_order_acquire) == nullptr;
    }

    /// Takes the slot if it is null, and protects `p`. The slot belongs to no thread.
    bool try_publish(void const* p) noexcept {
        void const* none = nullptr;
        // [S5] acq_rel-CAS <-> [S2, S3]: does what [S4] and [S1] do
        return value_.compare_exchange_strong(none, p, atomics::memory_order_acq_rel,
                                              atomics::memory_order_relaxed);
    }

    /// Returns the value, as a scan sees it.
    void const* read() const noexcept {
        // [S3] acquire-load <- [S1, S2, S5]: with relaxed, a scan could free under a reader
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

/// Returns the address in a slot's value, without the bits `tag_mask`, which are a tag.
inline void const* without_tag(void const* value, std::uintptr_t tag_mask) noexcept {
    return reinterpret_cast<void const*>(reinterpret_cast<std::uintptr_t>(value) & ~tag_mask);
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_PROTECT_HAZARD_SLOT_H
