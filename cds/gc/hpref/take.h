// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_HPREF_TAKE_H
#define CDSLIB_GC_HPREF_TAKE_H

#include <cds/gc/core/policy/slots.h>
#include <cds/gc/hpref/binding.h>
#include <cds/gc/hpref/ref.h>

#include <new>
#include <type_traits>

/// The ways to make a `ref`, in this order: by a free slot of the thread's line; by the line's
/// last slot for the moment in which the object is counted; by one of the domain's shared slots
/// for that moment.
///
///   algorithm   M. Desnoyers, "hpref: hazard pointers with reference counters" (Linux kernel
///               mailing list, 2024); M. Michael's hazard pointers underneath, see domain.h
///   progress    lock-free; but see domain::take_shared_slot(), for threads without memory
///   linearizes  at the last load of the source, [G1] or [G2], [HR1] or [HR2]
///   invariants  E1  a slot that is not null is held by one handle, or by the running get
///               E2  only the line's thread fills its slots; any holder clears one, once
///               E3  a hazard never moves from slot to slot: its handle moves
///               E4  a count never rises from 0: it is raised under a hazard or a reference
namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// Maps a pointer to a slot's value. It reads the phase at each publication: so a thread may be
/// late by one phase, but not twice.
class with_tag {
public:
    explicit with_tag(domain const& d) noexcept : domain_(d) {}
    void const* operator()(void const* p) const noexcept { return domain_.with_phase(p); }

private:
    domain const& domain_;
};

template <existence_binding Binding>
std::uint32_t hazards_per_thread() noexcept {
    return Binding::domain().options().line_slots - 1;
}

template <existence_binding Binding>
std::uint32_t slots_in_use(hazard_slot const* line) noexcept {
    std::uint32_t bits = 0;
    for (std::uint32_t i = 0, n = hazards_per_thread<Binding>(); i != n; ++i)
        bits |= line[i].is_free() ? 0 : std::uint32_t{1} << i;
    return bits;
}

/// Returns a free slot of the calling thread's line, or null. Wait-free.
template <existence_binding Binding>
hazard_slot* find_free_slot(hazard_slot* line) noexcept {
    slot_cursor& cursor = Binding::cursor();
    if (cursor.next == &no_slot)
        cursor.filled_by_others = slots_in_use<Binding>(line);
    for (std::uint32_t i = 0, n = hazards_per_thread<Binding>(); i != n; ++i)
        if (line[i].is_free())
            return cursor.next = line + i;
    return nullptr;
}

template <class T>
constexpr void check_slot_type() noexcept {
    static_assert(alignof(T) >= 2, "the lowest bit of a slot is a tag");
    check_hazard_type<T>();
}

/// The parts of a ref; it is passed in registers.
template <class T>
struct taken {
    T* object;
    hazard_slot* slot;
};

template <existence_binding Binding, reference_counted T>
[[gnu::always_inline]] inline taken<T> get_by(hazard_slot* slot,
                                              atomics::atomic<T*> const& source) noexcept {
    std::uintptr_t mask = fence_mask();
    T* const p = core::protect(slot, source, with_tag(Binding::domain()), mask);
    return {p, p != nullptr ? slot : nullptr};
}

/// Serves threads that have no line and no memory for one.
template <existence_binding Binding, reference_counted T>
taken<T> get_by_shared_slot(atomics::atomic<T*> const& source) noexcept {
    // [HR1] acquire-load <- *: see [G1]; also reads what led to null
    T* p = source.load(atomics::memory_order_acquire);
    while (p != nullptr) {
        hazard_slot* const slot = Binding::domain().take_shared_slot(p);
        // [HR2] acquire-load <- *: see [G1]
        T* const seen = source.load(atomics::memory_order_acquire);
        bool const valid = seen == p;
        if (valid)
            p->add_reference();
        slot->clear(); // E2: another thread may use it next
        if (valid)
            break;
        p = seen;
    }
    return {p, nullptr};
}

/// The calling thread's line during one slow operation; attaches the thread if need be.
template <existence_binding Binding>
class line_lease {
public:
    line_lease() noexcept : self_(std::nothrow) {
        if (self_)
            line_ = Binding::domain().own_line(*self_);
    }
    explicit operator bool() const noexcept { return line_ != nullptr; }
    /// Returns null when all are held.
    hazard_slot* free_slot() const noexcept { return find_free_slot<Binding>(line_); }
    /// Returns whether one of the slots holds `p`.
    bool holds(void const* p) const noexcept {
        auto const at = reinterpret_cast<std::uintptr_t>(p);
        return Binding::domain().holds(*self_, at, at + 1);
    }
    /// The slot for the moment in which an object is counted.
    hazard_slot* emergency_slot() const noexcept { return line_ + hazards_per_thread<Binding>(); }

private:
    record_lease<Binding> self_;
    hazard_slot* line_ = nullptr;
};

template <existence_binding Binding, reference_counted T>
[[gnu::noinline]] taken<T> get_slowly(atomics::atomic<T*> const& source) noexcept {
    line_lease<Binding> const line;
    if (!line)
        return core::get_by_shared_slot<Binding>(source);
    if (hazard_slot* const slot = line.free_slot())
        return core::get_by<Binding>(slot, source);
    auto const [p, slot] = core::get_by<Binding>(line.emergency_slot(), source);
    return {ref<T>(p, slot).release(), nullptr};
}

template <existence_binding Binding, reference_counted T>
[[gnu::always_inline]] inline ref<T> get(atomics::atomic<T*> const& source) noexcept {
    check_slot_type<T>();
    hazard_slot* const slot = Binding::cursor().next;
    auto const [p, held] =
        slot->is_free() ? core::get_by<Binding>(slot, source) : core::get_slowly<Binding>(source);
    return {p, held};
}

/// `p` exists by the caller's guarantee. If the thread has a hazard on it, the result is a
/// reference: E3.
template <existence_binding Binding, reference_counted T>
ref<T> hold(T* p) noexcept {
    check_slot_type<T>();
    if (p == nullptr)
        return {};
    line_lease<Binding> const line;
    hazard_slot* const slot = line && !line.holds(p) ? line.free_slot() : nullptr;
    if (slot == nullptr) {
        p->add_reference();
        return {p, nullptr};
    }
    slot->publish(Binding::domain().with_phase(p));
    light_fence();
    return {p, slot};
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_HPREF_TAKE_H
