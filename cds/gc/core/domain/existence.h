// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_DOMAIN_EXISTENCE_H
#define CDSLIB_GC_CORE_DOMAIN_EXISTENCE_H

#include <cds/gc/core/domain/grace_period.h>
#include <cds/gc/core/protect/slot_pool.h>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// Waits until hazards have ended. It has the phase that hazards carry as a tag, and the slots of
/// threads that have none of their own. Only gc::hpref uses it; cds/gc/hpref/README.md has the
/// protocol and its proof.
class CDS_EXPORT_API existence {
public:
    constexpr existence() noexcept = default;

    /// Returns the value by which a slot protects `p`.
    void const* with_phase(void const* p) const noexcept {
        if (p == nullptr)
            return nullptr;
        // relaxed: if it changes meanwhile, synchronize() waits for this hazard once more
        std::uintptr_t const tag = phase_.load(atomics::memory_order_relaxed);
        return reinterpret_cast<void const*>(reinterpret_cast<std::uintptr_t>(p) | tag);
    }

    /// See domain::take_shared_slot().
    hazard_slot* take_shared_slot(void const* p) noexcept;
    slot_line const& shared_slots() const noexcept { return shared_line_; }

    /// Waits until every hazard in `pool` that existed at the call has ended.
    void synchronize(slot_pool const& pool) noexcept;
    /// Waits until no slot holds an address in [first, last); the bits `tag_mask` do not count.
    void synchronize(slot_pool const& pool, std::uintptr_t tag_mask, std::uintptr_t first,
                     std::uintptr_t last) noexcept;

    /// In a forked child: the threads that waited, or held a shared slot for a moment, have
    /// vanished.
    void forget() noexcept;

private:
    template <class Held>
    void await_slots(slot_pool const& pool, Held held) const noexcept;
    void await_both_tags(slot_pool const& pool) noexcept;

    grace_periods synchronizing_;
    /// Every get reads it and only synchronize() writes it, so it stands apart from what changes
    /// often.
    alignas(64) atomics::atomic<std::uintptr_t> phase_{0};
    slot_line shared_line_{};
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_DOMAIN_EXISTENCE_H
