// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_MEMORY_DETAILS_SLOT_PASS_H
#define CDSLIB_MEMORY_DETAILS_SLOT_PASS_H

#include <cds/algo/atomic.h>
#include <cds/user_setup/threading.h>

#include <cstdint>

namespace cds::memory::details {

/// Marks that the calling thread destroys payloads of a manager. What their destructors free of
/// the same manager waits here and is destroyed after them: so a chain of payloads that free one
/// another needs no stack. It must end on the thread where it began.
///
/// The waiting indexes, first in, first out, are linked through `Links`, which is used only for
/// indexes that the thread owns.
class slot_pass {
public:
    static constexpr std::uint32_t none = 0xFFFF'FFFF;

    explicit slot_pass(void const* manager) noexcept : manager_(manager), outer_(innermost()) {
        innermost() = this;
    }
    slot_pass(slot_pass const&) = delete;
    slot_pass& operator=(slot_pass const&) = delete;
    ~slot_pass() { innermost() = outer_; }

    /// Returns the calling thread's pass over `manager`, null if there is none.
    static slot_pass* over(void const* manager) noexcept {
        slot_pass* pass = innermost();
        while (pass != nullptr && pass->manager_ != manager)
            pass = pass->outer_;
        return pass;
    }

    template <class Links>
    void add(std::uint32_t index, Links& links) noexcept {
        if (first_ == none)
            first_ = index;
        else
            links.note(last_, index);
        last_ = index;
    }

    /// Returns the next index; `none` if nothing waits.
    template <class Links>
    std::uint32_t take(Links& links) noexcept {
        std::uint32_t const index = first_;
        if (index != none)
            first_ = index != last_ ? links.noted(index) : none;
        return index;
    }

private:
    CDS_ASKED_ANEW static slot_pass*& innermost() noexcept {
#if defined(CDS_ATOMIC_HEADER)
        return atomics::fiber_local<slot_pass*>();
#else
        static constinit thread_local slot_pass* pass = nullptr;
        return CDS_OF_THIS_THREAD(pass);
#endif
    }

    void const* const manager_;
    slot_pass* const outer_;
    std::uint32_t first_ = none;
    std::uint32_t last_ = none;
};

} // namespace cds::memory::details

#endif // #ifndef CDSLIB_MEMORY_DETAILS_SLOT_PASS_H
