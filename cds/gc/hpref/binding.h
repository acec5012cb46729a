// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_HPREF_BINDING_H
#define CDSLIB_GC_HPREF_BINDING_H

#include <cds/gc/core/policy/binding.h>

#include <concepts>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// A slot that belongs to no line and is never free.
extern CDS_EXPORT_API hazard_slot no_slot;

/// Where a thread first looks for a free slot of its line: the slot that it took last.
struct slot_cursor {
    hazard_slot* next = &no_slot; ///< no_slot: the thread has no line, or has filled no slot of it
    /// The line's slots, as bits, that hazards of former owners held when this thread got the
    /// line.
    std::uint32_t filled_by_others = ~std::uint32_t{0};
};

/// A binding whose domain has tagged slots, and which gives access to the calling thread's
/// cursor. Its detach() resets the cursor.
template <class B>
concept existence_binding = domain_binding<B> && requires {
    { B::cursor() } noexcept -> std::same_as<slot_cursor&>;
};

/// Returns the options of an hpref domain in which `count` slots of a line are used, 1..8. The
/// last one is kept for taking references when the others are held.
constexpr domain_options existence_options(std::uint32_t count = slot_line::max_slots) noexcept {
    domain_options o;
    o.line_slots = count;
    o.tag_mask = 1;
    return o;
}

/// A domain of hpref that is never destroyed.
union immortal_existence_domain {
    constexpr immortal_existence_domain() noexcept : domain(existence_options()) {}
    ~immortal_existence_domain() {}
    core::domain domain;
};

/// The binding of gc::hpref.
struct CDS_EXPORT_API hpref_binding {
    static core::domain& domain() noexcept;
    static thread_state& state() noexcept;
    static slot_cursor& cursor() noexcept;
    static void attach(thread_record& r) noexcept { state().attach(r); }
    static void detach() noexcept {
        state().detach();
        cursor() = {};
    }
    static bool arm() noexcept;
    static void tick() noexcept; ///< see hp_binding
    static policy_switch& policy_object() noexcept;
};

extern CDS_EXPORT_API constinit thread_local thread_state hpref_thread;
extern CDS_EXPORT_API constinit thread_local slot_cursor hpref_cursor;
extern CDS_EXPORT_API immortal_existence_domain hpref_domain;
extern CDS_EXPORT_API policy_switch hpref_switch;

inline domain& hpref_binding::domain() noexcept { return hpref_domain.domain; }
CDS_ASKED_ANEW inline thread_state& hpref_binding::state() noexcept {
    return CDS_OF_THIS_THREAD(hpref_thread);
}
inline policy_switch& hpref_binding::policy_object() noexcept { return hpref_switch; }
CDS_ASKED_ANEW inline slot_cursor& hpref_binding::cursor() noexcept {
    return CDS_OF_THIS_THREAD(hpref_cursor);
}

/// Binds a policy to a domain of its own: `struct mine : cds::gc::own_existence<mine> {};` makes
/// `cds::gc::generic_hpref<mine>` independent of every other policy. A `static constexpr
/// domain_options options` in `mine` tunes it; begin with existence_options().
template <class Self>
struct own_existence : own_domain<Self> {
    static constexpr domain_options options = existence_options();

    CDS_ASKED_ANEW static slot_cursor& cursor() noexcept { return CDS_OF_THIS_THREAD(cursor_); }
    static void detach() noexcept {
        own_domain<Self>::detach();
        cursor() = {};
    }

private:
    static inline constinit thread_local slot_cursor cursor_{};
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

namespace cds::gc {
using core::existence_options;
using core::own_existence;
} // namespace cds::gc

#endif // #ifndef CDSLIB_GC_HPREF_BINDING_H
