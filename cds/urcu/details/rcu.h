// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_URCU_DETAILS_RCU_H
#define CDSLIB_URCU_DETAILS_RCU_H

#include <cds/gc/core/policy/lifetime.h>
#include <cds/gc/core/policy/read_section.h>
#include <cds/urcu/details/base.h>
#include <cds/urcu/options.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace cds::urcu::details {
inline namespace CDS_ATOMICS_TAG {

namespace core = cds::gc::core;

/// When what is retired is reclaimed, and by whom.
enum class reclaim_when {
    at_once,    ///< with each retire, by the thread that retires
    in_batches, ///< when enough is retired, by the thread that finds it so
    elsewhere   ///< when enough is retired, by a thread of its own
};

/// Returns the options of a domain of RCU. By itself no thread looks whether garbage is old: to
/// reclaim is to wait for readers, and only who retires, or asks for it, may be made to wait.
constexpr core::domain_options options_for(reclaim_when when, std::size_t capacity = 256) noexcept {
    core::domain_options o;
    o.read_sections = true;
    o.scans_elsewhere = when == reclaim_when::elsewhere;
    o.overdue_ms = ~std::uint32_t{0};
    if (when != reclaim_when::at_once) {
        o.threshold = (std::max)(capacity, std::size_t{1});
        o.block_capacity =
            static_cast<std::uint32_t>((std::min)(o.threshold, std::size_t{o.block_capacity}));
    }
    return o;
}

/// User-space RCU over the domain of `Binding`. Read sections are those of read_section.h; what is
/// retired waits in the core's blocks, and a scan of them waits for a grace period where a scan for
/// hazard pointers issues a fence.
///
/// A retire never waits inside a read section: it leaves that to a later one outside. What waits
/// for readers (retire, batch_retire, force_dispose outside a section, synchronize) waits for those
/// that had begun when it looked, whatever they are at. It must not be called under a lock that a
/// reader may wait for.
///
/// Garbage is unbounded: one section that lasts keeps all that is retired meanwhile. Containers
/// whose garbage must be bounded take gc::DHP.
///
/// An object may be protected beyond any read section by an `exempt_ptr`, which holds a hazard
/// pointer of this domain on it.
template <core::domain_binding Binding, reclaim_when When>
class rcu : protected core::lifetime<Binding> {
    using base = core::lifetime<Binding>;

public:
    using binding = Binding;
    using stat = core::stat;
    /// While it lives, the calling thread has a record, and keeps what it has reserved.
    using lease = typename base::lease;

    static constexpr bool c_bBuffered = When != reclaim_when::at_once;

    /// A read section: from construction to destruction, on one thread. They nest.
    class scoped_lock {
    public:
        scoped_lock() { access_lock(); }
        ~scoped_lock() { access_unlock(); }
        scoped_lock(scoped_lock const&) = delete;
        scoped_lock& operator=(scoped_lock const&) = delete;
    };

    /// \name Read sections
    ///@{
    /// Enters one; they nest. Wait-free: one store. Throws std::bad_alloc at a thread's first one
    /// if there is no memory to attach it, and never otherwise.
    static void access_lock() { core::enter_read_section<Binding>(); }
    /// Leaves the innermost one. Wait-free: one store.
    static void access_unlock() noexcept { core::leave_read_section<Binding>(); }
    /// Whether the calling thread is in one.
    static bool is_locked() noexcept { return core::is_reading<Binding>(); }
    ///@}

    /// Returns when all read sections have ended that had begun at the call. Then, if objects are
    /// reclaimed in batches, disposes of what was retired before the call; if elsewhere, asks for
    /// that. Callers share grace periods. Throws rcu_deadlock in a read section, which it would
    /// wait for.
    static void synchronize() {
        check_not_reading();
        Binding::domain().await_readers();
        if constexpr (When == reclaim_when::in_batches)
            base::scan();
        else if constexpr (When == reclaim_when::elsewhere)
            if (!Binding::domain().wake_reclaimer())
                base::scan();
    }
    /// On return everything that was retired before the call is disposed, whichever thread has it
    /// in hand, except what an exempt_ptr holds. Waits as synchronize() does, and throws as it.
    static void force_dispose() {
        check_not_reading();
        core::clean_up_domain<Binding>(cds::details::endless);
    }

    /// \name Retiring: disposes of `p` once all read sections have ended that had begun
    /// `p` must be unreachable for new readers, and retired once; null is ignored. O(1) amortised
    /// apart from the disposers and the waiting; inside a read section wait-free but for memory.
    /// Throws std::bad_alloc, and has not taken `p` then, unless reserve_retire() came before.
    ///@{
    template <class T>
    static void retire_ptr(T* p, void (*f)(void*)) {
        if (p == nullptr)
            return;
        base::retire(p, f);
        if constexpr (When == reclaim_when::at_once)
            settle();
    }
    template <class Disposer, class T>
    static void retire_ptr(T* p) {
        if (p == nullptr)
            return;
        append<Disposer>(p);
        if constexpr (When == reclaim_when::at_once)
            settle();
    }
    static void retire_ptr(retired_ptr& rp) { retire_ptr(rp.m_p, rp.m_funcFree); }
    /// Retires each object of [first, last), with one grace period for all at most, if objects
    /// are reclaimed at once.
    template <class ForwardIterator>
    static void batch_retire(ForwardIterator first, ForwardIterator last) {
        batch_retire([&]() -> retired_ptr {
            while (first != last)
                if (retired_ptr const next = *first++; next.m_p != nullptr)
                    return next;
            return {};
        });
    }
    /// Retires what `next()` returns, until that is null.
    template <class Next>
    static void batch_retire(Next next) {
        for (retired_ptr rp = next(); rp.m_p != nullptr; rp = next())
            base::retire(rp.m_p, rp.m_funcFree);
        if constexpr (When == reclaim_when::at_once)
            settle();
    }
    ///@}

    /// \name For containers
    ///@{
    using base::reserve_retire;
    using base::try_reserve_retire;
    /// Retires without reclaiming at once; settle() is to follow, outside any read section.
    template <class Disposer, class T>
    static void append(T* p) {
        base::template retire<Disposer>(p);
    }
    /// Does what retires in a read section left to be done. Does nothing in one.
    static void settle() noexcept {
        if constexpr (When == reclaim_when::at_once)
            base::scan();
        else if (core::thread_record& self = *Binding::state().record;
                 self.outer.filling.is_at_stop())
            Binding::domain().settle(self);
    }
    /// Tries to free memory by reclaiming.
    static void make_room() noexcept { base::scan(); }
    ///@}

    using base::drain;
    using base::report;
    using base::statistics;

protected:
    /// What Construct() and Destruct() of a flavour do.
    static void start(std::size_t capacity) noexcept {
        if (!base::start())
            return;
        core::domain& d = Binding::domain();
        d.configure(options_for(When, capacity));
        if constexpr (When == reclaim_when::elsewhere)
            (void)d.start_reclaimer(std::chrono::milliseconds(100), &Binding::tick);
    }
    static void stop(bool detach_all) noexcept {
        assert(!is_locked() && "an RCU is destructed in a read section");
        if (!base::isUsed())
            return;
        Binding::domain().stop_reclaimer();
        base::stop(detach_all);
    }

private:
    static void check_not_reading() {
        if (is_locked())
            CDS_THROW_EXCEPTION(rcu_deadlock());
    }
};

/// What a container does about an erasing call in a read section, which may have to wait for the
/// section to end: `Policy` is one of opt::v::rcu_*_deadlock.
template <class RCU, class Policy>
void check_deadlock() {
    if constexpr (std::is_same_v<Policy, opt::v::rcu_assert_deadlock>)
        assert(!RCU::is_locked() && "an erasing call in a read section");
    else if constexpr (!std::is_same_v<Policy, opt::v::rcu_no_check_deadlock>)
        if (RCU::is_locked())
            CDS_THROW_EXCEPTION(rcu_deadlock());
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::urcu::details

#endif // #ifndef CDSLIB_URCU_DETAILS_RCU_H
