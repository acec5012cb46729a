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

/// One pass over retired objects. It lives on the stack of its thread's section, and needs no
/// memory.
///
/// The order of its steps is that of the proof (README.md in cds/gc/core): everything that is
/// examined is taken before the heavy fence, and every slot is read after it.
class scan_pass {
public:
    /// If `stays_here`, the pass disposes of what is proven free, and leaves nothing to its
    /// threads.
    scan_pass(domain& d, thread_record& self, scan_scope scope, bool stays_here,
              drain_hand* hand = nullptr) noexcept
        : domain_(d), self_(self), scope_(scope), stays_here_(stays_here), hand_(hand) {}

    void run() noexcept;

    /// Returns those objects of a foreign chain that no slot protects. Needs no section.
    link_chain unprotected_of(link_chain& chain) noexcept;

private:
    struct gathering;

    void take() noexcept;
    void take_from(retired_list& list) noexcept;
    void take_kept() noexcept;
    void hold(filling_block& filling) noexcept;
    void take_unserved() noexcept;

    void judge(bool fenced) noexcept;
    bool find_protected() noexcept;
    bool gather_watched(gathering& g) noexcept;
    void judge_all(bool protect) noexcept;
    void mark(hazard_set const& hazards) noexcept;
    void mark_shared_line() noexcept;
    template <class IsProtected>
    bool mark_if(IsProtected is_protected) noexcept;
    template <class F>
    void each_block(F f) noexcept;

    void sift_listed() noexcept;
    void sift(block_chain& group) noexcept;
    block_chain cut_off_kept(block_chain& group, retired_block* to, std::uint32_t at,
                             bool any) noexcept;
    void sift_held() noexcept;
    void sift(retired_block& held) noexcept;
    retired_block* copy_out(retired_block const& from, std::uint32_t begin,
                            std::uint32_t end) noexcept;
    void prove_free(retired_block* block) noexcept;
    void put_back(block_chain& kept) noexcept;
    void dispose() noexcept;
    void note_figures() noexcept;

    domain& domain_;
    thread_record& self_;
    scan_scope scope_;
    bool stays_here_;
    drain_hand* hand_;
    block_chain listed_;            ///< blocks taken from lists
    retired_block* held_ = nullptr; ///< the filling blocks that this pass holds
    block_chain proven_;            ///< blocks that this pass disposes of
    block_chain cut_;               ///< cells up to `sealed` are kept, the rest is free
    link_chain chained_;            ///< linked objects taken; at the end those proven free
    link_chain chained_kept_;       ///< those linked objects that are protected
    std::size_t kept_ = 0;
    std::size_t hazards_ = 0;
    std::size_t unserved_ = 0; ///< objects of proven_ that ready_ still counts
    std::size_t at_once_ = 0;  ///< objects that disposers retired and that are disposed of here
    bool fenced_ = false;      ///< the heavy fence worked
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_SRC_GC_SCAN_PASS_H
