// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_RETIRE_RETIRED_CHAIN_H
#define CDSLIB_GC_CORE_RETIRE_RETIRED_CHAIN_H

#include <cds/gc/core/retire/retired.h>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// The link that an object brings along, so that retiring it takes no memory. It belongs to the
/// one object it is part of: a copy of the object gets a fresh link.
struct retired_link {
    constexpr retired_link() noexcept = default;
    constexpr retired_link(retired_link const&) noexcept {}
    constexpr retired_link& operator=(retired_link const&) noexcept { return *this; }

    retired_link* next = nullptr;
    retired what{nullptr, nullptr};
};

/// Linked objects in the hands of one thread.
struct link_chain : owned_chain<retired_link> {
    using owned_chain::owned_chain;

    /// Moves the objects for which `wanted(object)` is true to `to`.
    template <class Wanted>
    void move_if(link_chain& to, Wanted wanted) noexcept {
        link_chain rest;
        while (retired_link* const l = pop_front())
            (wanted(l->what.object) ? to : rest).push_front(l);
        *this = rest;
    }
    /// Calls the disposers. The chain is left empty.
    void dispose_all() noexcept {
        while (retired_link* const l = pop_front()) {
            retired const what = l->what; // the link ends with its object
            what.dispose(what.object);
        }
    }
};

/// The linked objects that every scan can take.
using retired_chain = shared_list<link_chain>;

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_RETIRE_RETIRED_CHAIN_H
