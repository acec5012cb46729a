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

/// The binding of gc::hpref.
struct CDS_EXPORT_API hpref_binding : static_binding<hpref_binding> {
    CDS_ASKED_ANEW static slot_cursor& cursor() noexcept { return CDS_OF_THIS_THREAD(this_cursor); }
    static void detach() noexcept {
        static_binding::detach();
        cursor() = {};
    }
    static bool arm() noexcept;
    static void tick() noexcept; ///< see hp_binding
    static immortal_domain the_domain;
    static policy_switch the_switch;
    static constinit thread_local thread_state this_thread;
    static constinit thread_local slot_cursor this_cursor;
};

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
