// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_PROTECT_SLOT_STACK_H
#define CDSLIB_GC_CORE_PROTECT_SLOT_STACK_H

#include <cds/gc/core/protect/hazard_slot.h>

#include <cstdint>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// The free slots that a thread has at hand, the most recently used on top. One thread uses it.
///
///   invariants  SK-I1  a slot below the top is free, null and in no other place. In a forked
///                      child this holds of a thread that vanished between any two steps
class slot_stack {
public:
    static constexpr std::uint32_t most = 32;

    constexpr slot_stack() noexcept = default;

    /// Sets where the slots are kept, and how many at most.
    void keep_in(hazard_slot** places, std::uint32_t n) noexcept {
        if (bottom_ == nullptr)
            top_ = places;
        bottom_ = places;
        limit_ = places + n;
    }

    /// Takes a free slot; null when none is at hand. Wait-free, no call.
    hazard_slot* take() noexcept { return top_ != bottom_ ? *--top_ : nullptr; }

    /// Keeps a free slot. False when the stack is full.
    bool keep(hazard_slot* slot) noexcept {
        if (top_ == limit_)
            return false;
        *top_ = slot;
        grow(1);
        return true;
    }

    /// Takes the topmost `n` slots; null when there are fewer.
    hazard_slot* const* take(std::uint32_t n) noexcept { return size() >= n ? top_ -= n : nullptr; }

    /// Returns the place for `n` more slots, to be filled before grow(); null when there is less
    /// room.
    hazard_slot** room_for(std::uint32_t n) noexcept {
        return static_cast<std::size_t>(limit_ - top_) >= n ? top_ : nullptr;
    }
    void grow(std::uint32_t n) noexcept {
        // light: SK-I1: the slots are in their places before the top is above them
        atomics::atomic_signal_fence(atomics::memory_order_release);
        top_ += n;
    }

    std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(top_ - bottom_); }
    /// True if the stack holds more than the limit of keep_in(), which has changed.
    bool overflows() const noexcept { return top_ > limit_; }

    /// Hands all but the topmost `n` slots to `take_home`, the oldest first.
    template <class TakeHome>
    void shrink_to(std::uint32_t n, TakeHome take_home) noexcept {
        std::uint32_t const old = size();
        std::uint32_t const kept = n < old ? n : old;
        hazard_slot** const first_kept = top_ - kept;
        for (hazard_slot** s = bottom_; s != first_kept; ++s)
            take_home(*s);
        for (std::uint32_t i = 0; i != kept; ++i)
            bottom_[i] = first_kept[i];
        top_ = bottom_ + kept;
    }

private:
    hazard_slot** top_ = nullptr;
    hazard_slot** bottom_ = nullptr;
    hazard_slot** limit_ = nullptr;
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_PROTECT_SLOT_STACK_H
