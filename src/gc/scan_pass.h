// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_SRC_GC_SCAN_PASS_H
#define CDSLIB_SRC_GC_SCAN_PASS_H

#include "domain_internal.h"

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// The objects that a drain has in hand: old ones that were protected when it looked last.
struct drain_hand {
    std::size_t era; ///< blocks of a lower era are old
    block_chain blocks{};
    link_chain links{};
    bool complete = false; ///< no other thread can have anything old any more

    /// One of the old objects that could not be taken in hand: it is protected, and there was no
    /// empty block to copy it to.
    void const* missed = nullptr;

    bool empty() const noexcept { return blocks.empty() && links.empty(); }
    bool is_old(retired_block const& b) const noexcept { return b.era < era; }
};

/// Makes one pass over retired objects; the thread is in a section. If `stays_here`, the pass
/// disposes of what is proven free, and leaves nothing to its threads.
void run_pass(domain& d, thread_record& self, scan_scope scope, bool stays_here,
              drain_hand* hand = nullptr) noexcept;

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_SRC_GC_SCAN_PASS_H
