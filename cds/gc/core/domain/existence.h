// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_DOMAIN_EXISTENCE_H
#define CDSLIB_GC_CORE_DOMAIN_EXISTENCE_H

#include <cds/gc/core/domain/grace_period.h>
#include <cds/gc/core/protect/slot_pool.h>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// Waits until hazards or read sections have ended. It has the phase that hazards carry as a tag
/// and read sections as their mark, and the slots of threads that have none of their own.
/// gc::hpref and cds::urcu use it; cds/gc/hpref/README.md has the protocol and its proof.
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

    /// Returns the value by which a slot says that its thread is in a read section. It is the
    /// address of nothing else.
    void const* read_mark() const noexcept {
        // relaxed: if it changes meanwhile, await_readers() waits for this section once more
        return marks_ + phase_.load(atomics::memory_order_relaxed);
    }
    /// Whether it is such a value, of either phase.
    bool is_read_mark(void const* value) const noexcept {
        return value == marks_ || value == marks_ + 1;
    }

    /// See domain::take_shared_slot().
    hazard_slot* take_shared_slot(void const* p) noexcept;
    slot_line const& shared_slots() const noexcept { return shared_line_; }

    /// Waits until every hazard in `pool` that existed at the call has ended.
    void synchronize(slot_pool const& pool) noexcept;
    /// Waits until no slot holds an address in [first, last); the bits `tag_mask` do not count.
    void synchronize(slot_pool const& pool, std::uintptr_t tag_mask, std::uintptr_t first,
                     std::uintptr_t last) noexcept;

    /// Waits until every read section in `pool` that had begun at the call has ended. Unless
    /// `patient`, it gives up and returns false when the barrier is refused.
    bool await_readers(slot_pool const& pool, bool patient) noexcept;

    /// In a forked child: the threads that waited, or held a shared slot for a moment, have
    /// vanished.
    void forget() noexcept;

private:
    template <class Held>
    void await_slots(slot_pool const& pool, Held held) const noexcept;
    template <class IsOf>
    bool await_both_tags(slot_pool const& pool, bool patient, IsOf is_of) noexcept;
    template <class IsOf>
    bool share_a_period(slot_pool const& pool, bool patient, IsOf is_of) noexcept;

    grace_periods synchronizing_;
    /// Every get reads it and only synchronize() writes it, so it stands apart from what changes
    /// often.
    alignas(64) atomics::atomic<std::uintptr_t> phase_{0};
    char marks_[2]{}; ///< whose addresses say that a section began in the one phase or the other
    slot_line shared_line_{};
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_DOMAIN_EXISTENCE_H
