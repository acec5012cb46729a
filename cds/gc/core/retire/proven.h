// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_RETIRE_PROVEN_H
#define CDSLIB_GC_CORE_RETIRE_PROVEN_H

#include <cds/gc/core/retire/retired.h>

#include <cstdint>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// The objects that scans have proven free and leave to the thread that retired them. It disposes
/// of a few with each of its next retires. Any thread may take all of them at any time.
///
///   progress    every operation lock-free
///   invariants  PR-I1  a block is in `given`, in `serving`, or in the hands of the thread that
///                      took it out of these. The owner alone puts something into `serving`, and
///                      only when it has taken out what was there
///               PR-I2  a thread that takes something is active (activity.h) before it is gone
///                      from here
///               PR-I3  what the owner is serving stays in `serving`, with a mark: no other thread
///                      takes it, and a forked child finds it there
class proven_objects {
public:
    constexpr proven_objects() noexcept = default;

    /// Called by a scan. `blocks` is left empty.
    void give(block_chain& blocks) noexcept { given_.push(blocks); }

    bool looks_empty() const noexcept {
        // [PR1] acquire-load <- [PR2, PR3]: a thread that took something was active before
        return !is_there(serving_.load(atomics::memory_order_acquire)) && given_.looks_empty();
    }

    /// Takes all of it. The caller is in a section.
    block_chain take_all() noexcept {
        block_chain taken = given_.take_all();
        block_chain served;
        served.become(take_serving());
        taken.splice(served);
        return taken;
    }

    /// \name The owner's service: it copies a few cells, and no disposer runs inside
    ///@{
    /// Returns the first block; null if there is nothing, and then no service begins.
    retired_block* begin_service() noexcept {
        // relaxed: this thread has put there what it reads; others only take it out
        std::uintptr_t first = serving_.load(atomics::memory_order_relaxed);
        while (first != 0)
            // relaxed: as above; a drain that must know of this section knows of it by its fence
            if (serving_.compare_exchange_strong(first, first | in_service,
                                                 atomics::memory_order_relaxed,
                                                 atomics::memory_order_relaxed))
                return to_block(first);
        retired_block* const given = given_.take_all().first;
        if (given != nullptr)
            // relaxed: others find nothing here before and after it; a forked child has one
            // thread
            serving_.store(to_word(given) | in_service, atomics::memory_order_relaxed);
        return given;
    }
    /// Ends the service. `rest` is what the owner leaves.
    void end_service(retired_block* rest) noexcept {
        // [PR3] release-store -> [PR1, PR2, PR5]: publishes the blocks as the owner leaves them,
        // and that it was active
        serving_.store(to_word(rest), atomics::memory_order_release);
    }
    ///@}

    /// In a forked child, for an owner that vanished: what it was serving can be taken again.
    void forget_service() noexcept {
        // relaxed: one thread
        std::uintptr_t const word = serving_.load(atomics::memory_order_relaxed);
        // relaxed: one thread
        serving_.store(word & ~in_service, atomics::memory_order_relaxed);
    }

private:
    static constexpr std::uintptr_t in_service = 1;

    static retired_block* to_block(std::uintptr_t word) noexcept {
        return reinterpret_cast<retired_block*>(word);
    }
    static std::uintptr_t to_word(retired_block* block) noexcept {
        return reinterpret_cast<std::uintptr_t>(block);
    }
    static bool is_there(std::uintptr_t word) noexcept {
        return word != 0 && (word & in_service) == 0;
    }

    retired_block* take_serving() noexcept {
        // [PR5] acquire-load <- [PR2, PR3]: reads what [PR1] reads
        std::uintptr_t first = serving_.load(atomics::memory_order_acquire);
        while (is_there(first))
            // [PR2] acq_rel-CAS <-> [PR1, PR3, PR5]: reads the blocks; shows that we are active
            if (serving_.compare_exchange_strong(first, 0, atomics::memory_order_acq_rel,
                                                 atomics::memory_order_acquire))
                return to_block(first);
        return nullptr;
    }

    atomics::atomic<std::uintptr_t> serving_{0};
    retired_list given_;
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_RETIRE_PROVEN_H
