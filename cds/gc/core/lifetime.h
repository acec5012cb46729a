// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_LIFETIME_H
#define CDSLIB_GC_CORE_LIFETIME_H

#include <cds/gc/core/policy.h>

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

/// What constructing and destroying a policy object means (I10): it toggles isUsed() and the
/// configuration, nothing else. Guards, retire and containers work before, without and after
/// it, any number of times in one process.
template <domain_binding Binding>
class lifetime : public policy<Binding> {
public:
    /// True between construction and destruction. threading::Manager attaches threads to
    /// the policies in use; other threads attach themselves.
    static bool isUsed() noexcept {
        // relaxed: a switch that programs set before they start threads
        return used_.load(atomics::memory_order_relaxed) != 0;
    }

    /// \name One thread's relation to the policy; both are idempotent and may be left out
    ///@{
    static void attach_thread() { policy<Binding>::attach_thread(); }
    static void detach_thread() { policy<Binding>::detach_thread(); }
    ///@}

    /// What statistics() said when the policy was last destroyed.
    static stat const& postmortem_statistics() noexcept { return postmortem_; }

protected:
    /// False when it is constructed already; then nothing changes.
    static bool start() noexcept {
        unsigned unused = 0;
        // relaxed: a switch that programs set before they start threads
        return used_.compare_exchange_strong(unused, 1, atomics::memory_order_relaxed,
                                             atomics::memory_order_relaxed);
    }

    /// Disposes of everything that nothing guards, and of what its disposers retire.
    static void stop() noexcept {
        // relaxed: see isUsed()
        if (used_.exchange(0, atomics::memory_order_relaxed) == 0)
            return;
        if (Binding::domain().is_in_use())
            if (record_lease<Binding> self{std::nothrow})
                Binding::domain().dispose_unguarded(*self);
        postmortem_ = Binding::domain().statistics();
    }

private:
    static inline constinit atomics::atomic<unsigned> used_{0};
    static inline stat postmortem_;
};

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG

#endif // #ifndef CDSLIB_GC_CORE_LIFETIME_H
