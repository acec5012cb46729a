// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_URCU_DETAILS_FLAVOURS_H
#define CDSLIB_URCU_DETAILS_FLAVOURS_H

#include <cds/threading/model.h>
#include <cds/urcu/details/rcu.h>

namespace cds::urcu::details {
inline namespace CDS_ATOMICS_TAG {

// Each has one symbol for the whole process.
inline constexpr int flavours = 4;
extern CDS_EXPORT_API core::immortal_domain instant_domain;
extern CDS_EXPORT_API core::immortal_domain buffered_domain;
extern CDS_EXPORT_API core::immortal_domain threaded_domain;
extern CDS_EXPORT_API core::immortal_domain signal_domain;
extern CDS_EXPORT_API core::policy_switch switches[flavours];
extern CDS_EXPORT_API constinit thread_local core::thread_state threads[flavours];

/// When a flavour reclaims, its domain, and its number among the arrays above.
template <int Number, reclaim_when When, core::immortal_domain& Domain>
struct flavour_is {
    static constexpr int number = Number;
    static constexpr reclaim_when when = When;
    static core::domain& domain() noexcept { return Domain.domain; }
};
template <class Tag>
struct flavour;
template <>
struct flavour<general_instant_tag> : flavour_is<0, reclaim_when::at_once, instant_domain> {};
template <>
struct flavour<general_buffered_tag> : flavour_is<1, reclaim_when::in_batches, buffered_domain> {};
template <>
struct flavour<general_threaded_tag> : flavour_is<2, reclaim_when::elsewhere, threaded_domain> {};
template <>
struct flavour<signal_buffered_tag> : flavour_is<3, reclaim_when::in_batches, signal_domain> {};

/// What need not be inline of the bindings below.
struct CDS_EXPORT_API binding_base {
    static bool arm() noexcept;
    /// Attaches the calling thread to the flavours that are constructed.
    static void attach_to_used();
    static void detach_from_all() noexcept;
    /// What the thread of general_threaded does: in the library, for a module may be closed.
    static void tick() noexcept;
};

/// The binding of the flavour with this tag: its domain is never destroyed.
template <class Tag>
struct binding : binding_base {
    static constexpr bool parks = true;
    static constexpr int number = flavour<Tag>::number;

    static core::domain& domain() noexcept { return flavour<Tag>::domain(); }
    CDS_ASKED_ANEW static core::thread_state& state() noexcept {
        return CDS_OF_THIS_THREAD(threads[number]);
    }
    static void attach(core::thread_record& r) noexcept { state().attach(r); }
    static void detach() noexcept { state().detach(); }
    static core::policy_switch& policy_object() noexcept { return switches[number]; }
};

/// The implementation classes of RCU derive from it, and their policies. A program need not
/// construct anything: a flavour works before, without and after its singleton.
template <class Tag>
class singleton : public rcu<binding<Tag>, flavour<Tag>::when> {
    using base = rcu<binding<Tag>, flavour<Tag>::when>;

public:
    using rcu_tag = Tag;
    using base::isUsed;

    /// Attaches the calling thread to all policies in use, while it lives: see
    /// threading::Manager.
    struct thread_gc {
        using rcu_tag = Tag;

        thread_gc() { threading::Manager::attachThread(); }
        ~thread_gc() { threading::Manager::detachThread(); }
        thread_gc(thread_gc const&) = delete;
        thread_gc& operator=(thread_gc const&) = delete;
    };

    /// \name One thread's relation to the flavour. Both calls are idempotent, and may be left out
    ///@{
    static void attach_thread() { base::attach_thread(); }
    /// Does nothing in a read section.
    static void detach_thread() noexcept { base::detach_thread(); }
    ///@}

    /// How many retired objects make a retire reclaim: the argument of Construct.
    static std::size_t capacity() noexcept {
        if constexpr (base::c_bBuffered)
            return binding<Tag>::domain().options().threshold;
        else
            return 1;
    }

protected:
    singleton() = default;
    ~singleton() = default;
    singleton(singleton const&) = default;
    singleton& operator=(singleton const&) = default;
};

/// What the implementation classes have in common; `Self` is one of them. `Lock` and `Backoff` are
/// accepted for compatibility with libcds: callers share grace periods without a lock.
template <class Self, class Tag, class Lock, class Backoff>
class implementation : public singleton<Tag> {
    using base = singleton<Tag>;

public:
    using lock_type = Lock;
    using back_off = Backoff;

    /// The singleton; null if there is none. It has no state of its own.
    static Self* instance() noexcept {
        static Self the_one;
        return base::isUsed() ? &the_one : nullptr;
    }
    /// Makes the singleton, unless there is one; `capacity()` objects that wait make a retire
    /// reclaim. No other thread may use the flavour meanwhile.
    static void Construct(std::size_t capacity = 256) noexcept { base::start(capacity); }
    /// Disposes of what was retired, waiting for readers, and ends the singleton. `detach_all` is
    /// accepted for compatibility with libcds.
    static void Destruct(bool detach_all = false) noexcept { base::stop(detach_all); }

protected:
    implementation() = default;
    ~implementation() = default;
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::urcu::details

namespace cds::threading {

/// Returns what the flavour with this tag keeps for the calling thread, as `getGC` does for
/// policies with guards.
template <class RCUTag>
auto* getRCU() {
    return getGC<urcu::details::singleton<RCUTag>>();
}

} // namespace cds::threading

#endif // #ifndef CDSLIB_URCU_DETAILS_FLAVOURS_H
