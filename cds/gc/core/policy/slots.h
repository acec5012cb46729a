// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_POLICY_SLOTS_H
#define CDSLIB_GC_CORE_POLICY_SLOTS_H

#include <cds/gc/core/policy/binding.h>

#include <bit>
#include <type_traits>

/// How slots are taken, kept and used: the parts of Guard, GuardArray and guarded_ptr.
namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

template <domain_binding Binding>
[[gnu::noinline]] hazard_slot* take_slot_slowly() {
    if (hazard_slot* slot = Binding::state().record->take_slot())
        return slot;
    if (Binding::state().record == &unattached_record && !Binding::arm())
        return Binding::domain().lend_slot();
    record_lease<Binding> self;
    if (hazard_slot* slot = self->take_slot())
        return slot; // the record came with slots
    return Binding::domain().refill(*self);
}

/// Takes a null slot. Wait-free and without a call while the thread has one at hand; otherwise
/// may throw std::bad_alloc or not_enough_hazard_ptr.
template <domain_binding Binding>
[[gnu::always_inline]] inline hazard_slot* take_slot() {
    if (hazard_slot* slot = Binding::state().take_handy()) [[likely]]
        return slot;
    return take_slot_slowly<Binding>();
}

/// A binding with `static constexpr bool limits_guards = true`: its domain may have a guard
/// limit. Its slots name the record that they were granted to, and are returned when their guard
/// ends elsewhere.
template <class Binding>
concept limiting_binding = Binding::limits_guards;

/// Whether the calling thread may keep `slot` for its next guard.
template <domain_binding Binding>
[[gnu::always_inline]] inline bool may_keep(hazard_slot* slot) noexcept {
    if constexpr (limiting_binding<Binding>)
        return domain::is_own(*Binding::state().record, slot);
    else
        return true;
}

template <domain_binding Binding>
[[gnu::noinline]] void give_slot_slowly(hazard_slot* slot) noexcept {
    thread_record* const self = Binding::state().record;
    if (self == &unattached_record || !may_keep<Binding>(slot))
        Binding::domain().return_slot(slot);
    else
        Binding::domain().keep_slot(*self, slot);
}

/// Ends the protection and gives the slot up, on any thread. Wait-free unless the thread's
/// cache is full; never allocates.
template <domain_binding Binding>
[[gnu::always_inline]] inline void give_slot(hazard_slot* slot) noexcept {
    slot->clear();
    thread_state& self = Binding::state();
    if (self.handy == 0 && may_keep<Binding>(slot)) [[likely]]
        self.handy = reinterpret_cast<std::uintptr_t>(slot);
    else
        give_slot_slowly<Binding>(slot);
}

/// See domain::hand_over().
template <domain_binding Binding>
void hand_over(hazard_slot* slot, void const* p) noexcept {
    Binding::domain().hand_over(slot, p, *Binding::state().record);
}

/// Returns the pointer to protect for `value`. The functor gets a copy, which it may also take as
/// a `T&`.
template <class T, class ObjectOf>
[[gnu::always_inline]] inline auto object_for(T value, ObjectOf& object_of) {
    return object_of(value);
}

template <class T, class ObjectOf>
[[gnu::noinline]] T protect_again(hazard_slot* slot, atomics::atomic<T> const& source,
                                  ObjectOf object_of, T proposed) {
    for (;;) {
        slot->publish(core::object_for(proposed, object_of));
        light_fence();
        // [G1] acquire-load <- *: the pointed-to object is built; the caller names its edge
        T const seen = source.load(atomics::memory_order_acquire);
        if (seen == proposed)
            return seen;
        proposed = seen;
    }
}

/// Pointer-like values that are equal exactly when their bits are, and of which no two are each
/// other's complement: on 64 bits the highest bits of all pointers are alike.
template <class T>
concept compared_by_bits =
    sizeof(T) == 8 && sizeof(void*) == 8 && !std::is_integral_v<T> &&
    std::is_trivially_copyable_v<T> && std::has_unique_object_representations_v<T>;

/// Loads `source` until the slot provably protected the value while it was still there, and
/// returns the value. `object_of` maps a loaded value to the pointer to protect. `mask` is a
/// fence_mask() of any time since the slot was taken: the mask goes from all ones to zero and
/// never back. Lock-free: each retry means that `source` changed.
template <class T, class ObjectOf>
[[gnu::always_inline]] inline T protect(hazard_slot* slot, atomics::atomic<T> const& source,
                                        ObjectOf object_of, std::uintptr_t& mask) {
    // relaxed: only proposes a value; the load below decides
    T const proposed = source.load(atomics::memory_order_relaxed);
    if constexpr (compared_by_bits<T>) {
        slot->publish(core::object_for(proposed, object_of));
        compiler_fence();
        // [G2] acquire-load <- *: see [G1]
        T const seen = source.load(atomics::memory_order_acquire);
        // One branch answers both questions: with full fences no value validates here.
        if (std::bit_cast<std::uintptr_t>(seen) == (std::bit_cast<std::uintptr_t>(proposed) ^ mask))
            [[likely]]
            return seen;
        mask = fence_mask(); // a guard made under full fences recovers
        return core::protect_again(slot, source, std::move(object_of), seen);
    } else
        return core::protect_again(slot, source, std::move(object_of), proposed);
}

/// The default functor of protect(): the slot holds the value itself.
struct itself {
    template <class T>
    T operator()(T p) const noexcept {
        return p;
    }
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_POLICY_SLOTS_H
