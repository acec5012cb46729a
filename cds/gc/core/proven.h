// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_PROVEN_H
#define CDSLIB_GC_CORE_PROVEN_H

#include <cds/gc/core/retired.h>

#include <utility>

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

/// What scans have proven free and leave to the thread that retired it, which disposes of a few
/// with each of its next retires. Anybody may take all of it at any time.
///
///   progress    every operation lock-free
///   invariants  PR-I1  a block is in `given`, in `serving`, or in the hands of whoever exchanged
///                      it out. The owner alone puts something into `serving`, and only when it
///                      has taken out what was there
///               PR-I2  who takes something is active (activity.h) before it is gone from here
class proven_objects {
public:
    constexpr proven_objects() noexcept = default;

    /// By a scan. `blocks` is left empty.
    void give(block_chain& blocks) noexcept { given_.push(blocks); }

    bool looks_empty() const noexcept {
        // [PR1] acquire-load <- [PR2]: who took it was active before
        return serving_.load(atomics::memory_order_acquire) == nullptr && given_.looks_empty();
    }

    /// All of it, by whoever is active.
    block_chain take_all() noexcept {
        block_chain taken = given_.take_all();
        block_chain served = chain_of(take_serving());
        taken.splice(served);
        return taken;
    }

    /// \name The owner's service: a few copies long, no disposer runs inside
    ///@{
    /// The first block; null if there is nothing, and no service then.
    retired_block* begin_service() noexcept {
        in_service_ = take_serving();
        if (in_service_ == nullptr)
            in_service_ = given_.take_all().first;
        return in_service_;
    }
    /// `rest` is what the owner leaves of it.
    void end_service(retired_block* rest) noexcept {
        in_service_ = nullptr; // first: a forked child may lose the rest, but never has it twice
        // [PR3] release-store -> [PR2]: the blocks as the owner leaves them
        serving_.store(rest, atomics::memory_order_release);
    }
    ///@}

    /// In a forked child: the owner has vanished. What it was serving comes back.
    void forget_service() noexcept {
        if (in_service_ != nullptr)
            end_service(in_service_);
    }

private:
    retired_block* take_serving() noexcept {
        // relaxed: spares the exchange; null is all that is used, and looks_empty() asked before
        if (serving_.load(atomics::memory_order_relaxed) == nullptr)
            return nullptr;
        // [PR2] acq_rel-exchange <-> [PR1, PR3]: the blocks; and that the taker is active
        return serving_.exchange(nullptr, atomics::memory_order_acq_rel);
    }

    static block_chain chain_of(retired_block* first) noexcept {
        block_chain chain{first, first};
        while (chain.last != nullptr && chain.last->next != nullptr)
            chain.last = chain.last->next;
        return chain;
    }

    atomic_ptr<retired_block> serving_;
    retired_list given_;
    retired_block* in_service_ = nullptr; ///< the owner's, between its exchange and its store
};

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG

#endif // #ifndef CDSLIB_GC_CORE_PROVEN_H
