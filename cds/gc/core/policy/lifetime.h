// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_POLICY_LIFETIME_H
#define CDSLIB_GC_CORE_POLICY_LIFETIME_H

#include <cds/gc/core/policy/policy.h>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// The state of a policy object, and the statistics it leaves. There is one for all modules of
/// the process.
struct policy_switch {
    atomics::atomic<unsigned> used{0};
    stat postmortem;
};

/// What constructing and destroying a policy object means (C-I10): they toggle isUsed() and the
/// configuration, nothing else. Guards, retire and containers work before, without and after the
/// object, any number of times in one process.
template <domain_binding Binding>
class lifetime : public policy<Binding> {
public:
    /// True between construction and destruction. threading::Manager attaches threads to the
    /// policies in use; other threads attach themselves.
    static bool isUsed() noexcept {
        // relaxed: a switch that programs set before they start threads
        return one().used.load(atomics::memory_order_relaxed) != 0;
    }

    /// \name One thread's relation to the policy. Both calls are idempotent, and may be left out
    ///@{
    static void attach_thread() { policy<Binding>::attach_thread(); }
    static void detach_thread() { policy<Binding>::detach_thread(); }
    ///@}

    /// Returns what statistics() returned when the policy was last destroyed.
    static stat const& postmortem_statistics() noexcept { return one().postmortem; }

protected:
    /// False when it is constructed already; then nothing changes.
    static bool start() noexcept {
        unsigned unused = 0;
        // relaxed: a switch that programs set before they start threads
        return one().used.compare_exchange_strong(unused, 1, atomics::memory_order_relaxed,
                                                  atomics::memory_order_relaxed);
    }

    /// Disposes of everything that nothing guards, and of what its disposers retire. Memory that
    /// is not the system's is given back: see domain::give_memory_back().
    static void stop(bool detach_all = false) noexcept {
        // relaxed: see isUsed()
        if (one().used.exchange(0, atomics::memory_order_relaxed) == 0)
            return;
        if (Binding::domain().is_in_use()) {
            record_lease<Binding> const self{std::nothrow};
            Binding::domain().dispose_unguarded(self.get());
        }
        one().postmortem = Binding::domain().statistics();
        thread_state const& mine = Binding::state();
        bool const is_here = mine.record != &unattached_record || mine.kept != nullptr;
        if (mine.record->busy)
            return; // in a disposer
        Binding::domain().give_memory_back(detach_all, is_here ? 1 : 0);
        if (mine.record == &unattached_record)
            Binding::detach(); // forgets also what a binding keeps beside the state
    }

private:
    /// Returns the library's exported switch for its own bindings: a variable in a header would
    /// exist once in each shared object that hides its symbols. A user's binding has its switch
    /// here.
    static policy_switch& one() noexcept {
        if constexpr (requires { Binding::the_switch; })
            return Binding::the_switch;
        else
            return own_;
    }

    static inline constinit policy_switch own_;
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_POLICY_LIFETIME_H
