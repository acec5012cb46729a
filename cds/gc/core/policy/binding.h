// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_POLICY_BINDING_H
#define CDSLIB_GC_CORE_POLICY_BINDING_H

#include <cds/gc/core/domain/domain.h>
#include <cds/gc/core/policy/module.h>
#include <cds/gc/core/policy/thread_exit.h>
#include <cds/user_setup/threading.h>

#include <cassert>
#include <concepts>
#include <new>

/// How a policy finds its domain and the calling thread's record. The library reaches
/// thread-local state only this way, so a test can supply a binding with other state.
namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// What a policy needs of its binding.
template <class B>
concept domain_binding = requires {
    { B::domain() } noexcept -> std::same_as<core::domain&>;
    { B::state() } noexcept -> std::same_as<thread_state&>; ///< of the calling thread
    B::attach(unattached_record);                           ///< makes state() lead to a record
    B::detach(); ///< makes state() lead to unattached_record again
    /// Arranges that the thread's exit detaches it; false when the exit is over or cannot be
    /// noted.
    { B::arm() } noexcept -> std::same_as<bool>;
};

/// A domain that lives from before the first constructor until after the last destructor.
union immortal_domain {
    explicit constexpr immortal_domain(domain_options const& options = {}) noexcept
        : domain(options) {}
    ~immortal_domain() {}
    core::domain domain;
};

struct policy_switch; // lifetime.h

/// What bindings have in common whose domain and threads' states are objects of the class `Self`:
/// `the_domain` and `this_thread`. The latter is constinit, so that the access is inlined without
/// a wrapper that checks for dynamic initialisation.
template <class Self>
struct static_binding {
    static core::domain& domain() noexcept { return Self::the_domain.domain; }
    CDS_ASKED_ANEW static thread_state& state() noexcept {
        return CDS_OF_THIS_THREAD(Self::this_thread);
    }
    static void attach(thread_record& r) noexcept { state().attach(r); }
    static void detach() noexcept { state().detach(); }
};

/// The binding of gc::HP. The library has its objects, one of each for the whole process.
struct CDS_EXPORT_API hp_binding : static_binding<hp_binding> {
    static constexpr bool parks = true;
    static constexpr bool limits_guards = true;
    static bool arm() noexcept;
    static void tick() noexcept; ///< tick_of(), in the library and not in the caller's module
    static immortal_domain the_domain;
    static policy_switch the_switch;
    static constinit thread_local thread_state this_thread;
};

/// The binding of gc::DHP.
struct CDS_EXPORT_API dhp_binding : static_binding<dhp_binding> {
    static constexpr bool parks = true;
    static bool arm() noexcept;
    static void tick() noexcept; ///< as above
    static immortal_domain the_domain;
    static policy_switch the_switch;
    static constinit thread_local thread_state this_thread;
};

/// A binding with `static constexpr bool parks = true`: its domain outlives all threads, and
/// state() is one place per thread. A thread that detaches may then keep its record there until
/// its exit.
template <class Binding>
concept parking_binding = Binding::parks;

/// Calls Binding::arm(), with a shortcut for threads that attach and detach often.
template <domain_binding Binding>
bool arm() noexcept {
    if constexpr (parking_binding<Binding>)
        return Binding::state().armed || (Binding::state().armed = Binding::arm());
    else
        return Binding::arm();
}

/// Detaches the calling thread, if it is attached. Inside a disposer or a read section it does
/// nothing: the thread's exit will detach it. `lent`: see domain::release().
template <class Binding>
void detach_current(bool lent = false) noexcept {
    thread_record* const self = Binding::state().record;
    if (self == &unattached_record || self->busy || Binding::state().reading != 0)
        return;
    Binding::domain().detach(*self); // disposers that run here still find the record
    Binding::detach();
    if constexpr (parking_binding<Binding>)
        if (Binding::state().armed) {
            Binding::state().kept = self;
            return;
        }
    Binding::domain().release(*self, lent);
}

/// Ends the read section of a thread that will not leave it any more, so that no other thread
/// waits for it for ever.
template <class Binding>
void abandon_read_section() noexcept {
    thread_state& self = Binding::state();
    assert(self.reading == 0 && "a thread ends in a read section");
    if (self.reading == 0)
        return;
    self.reading = 0;
    self.mark->clear();
}

/// Called at the exit of a thread, after which arm() is false.
template <parking_binding Binding>
void detach_for_good() noexcept {
    Binding::state().armed = false;
    abandon_read_section<Binding>();
    detach_current<Binding>();
    if (thread_record* const r = std::exchange(Binding::state().kept, nullptr))
        Binding::domain().release(*r);
}

/// Returns the options that a user's binding has, or the default ones.
template <class Self>
constexpr domain_options options_of() noexcept {
    if constexpr (requires { Self::options; })
        return Self::options;
    else
        return {};
}

/// Disposes of all that is retired to the binding's domain and that no slot holds, whichever
/// thread has it in hand, if that takes no longer than `timeout`.
template <class Binding>
void clean_up_domain(std::chrono::nanoseconds timeout) noexcept;

/// Binds a policy to a domain of its own: `struct mine : cds::gc::own_domain<mine> {};` makes
/// `cds::gc::generic_DHP<mine>` independent of every other policy. A `static constexpr
/// domain_options options` in `mine` tunes it.
///
/// At the end of the module that defines it, what was retired there is disposed, and the domain
/// ends after the module's static objects; no guard may be left. A module stays loaded as long as
/// a thread lives that has used the policy and not detached from it.
template <class Self>
struct own_domain : static_binding<own_domain<Self>> {
    static constexpr bool parks = true;

    static core::domain& domain() noexcept {
        (void)listed_; // otherwise it would not be instantiated
        return the_domain.domain;
    }
    static bool arm() noexcept { return thread_exit<own_domain>::arm(); }

private:
    friend static_binding<own_domain>;
    friend thread_exit<own_domain>;
    static void leave_thread() noexcept { detach_for_good<Self>(); }

    struct listed : domain_of_module {
        listed() noexcept
            : domain_of_module{the_domain.domain, &clean_up_domain<Self>, this_module.domains} {
            this_module.domains = this;
        }
    };

    static inline constinit immortal_domain the_domain{options_of<Self>()};
    static inline constinit thread_local thread_state this_thread{};
    static inline listed listed_;
};

/// The calling thread's record for one slow operation: its own, attached now if need be, or one
/// borrowed for the operation when the thread's thread-local storage has been torn down. It is
/// bound in both cases, so that disposers that run here find it, and find it busy; and so that
/// further leases during this one share the record.
template <domain_binding Binding>
class record_lease {
public:
    record_lease() : record_(Binding::state().record) {
        if (record_ == &unattached_record)
            bind(Binding::domain().attach(Binding::state().kept));
    }
    /// Holds unattached_record when there is no memory.
    explicit record_lease(std::nothrow_t) noexcept : record_(Binding::state().record) {
        if (record_ == &unattached_record) [[unlikely]]
            try_to_bind();
    }
    ~record_lease() {
        if (borrowed_)
            detach_current<Binding>(true);
    }
    record_lease(record_lease const&) = delete;
    record_lease& operator=(record_lease const&) = delete;

    explicit operator bool() const noexcept { return record_ != &unattached_record; }
    /// Null when there is no memory.
    thread_record* get() const noexcept { return *this ? record_ : nullptr; }
    thread_record& operator*() const noexcept { return *record_; }
    thread_record* operator->() const noexcept { return record_; }

private:
    [[gnu::noinline]] void try_to_bind() noexcept {
        thread_record* const r = Binding::domain().try_attach(Binding::state().kept);
        if (r != &unattached_record)
            bind(*r);
    }
    void bind(thread_record& r) noexcept {
        record_ = &r;
        borrowed_ = !arm<Binding>();
        Binding::attach(r);
        Binding::state().kept = nullptr;
        if (r.visits++ % 16 == 0) // checks the clock here and at the end of this visit
            Binding::domain().collect_overdue(r);
    }

    thread_record* record_;
    bool borrowed_ = false;
};

template <class Binding>
void clean_up_domain(std::chrono::nanoseconds timeout) noexcept {
    record_lease<Binding> self{std::nothrow};
    Binding::domain().clean_up(self.get(), timeout);
}

/// What the reclaimer thread calls. It does not keep a module loaded: the end of the domain stops
/// the thread.
template <class Binding>
void tick_of() noexcept {
    no_exit_notes const here;
    if (record_lease<Binding> self{std::nothrow})
        Binding::domain().collect_overdue(*self);
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

namespace cds::gc {
using core::own_domain;
} // namespace cds::gc

#endif // #ifndef CDSLIB_GC_CORE_POLICY_BINDING_H
