// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_SRC_GC_REGISTRY_H
#define CDSLIB_SRC_GC_REGISTRY_H

#include <cds/algo/atomic.h>
#include <cds/details/defs.h>

#include <cstdint>

/// The domains that a thread has attached to, and whether they still exist. A fork visits all of
/// them; a thread that exits looks up the few in which it has a record.
///
///   storage   a table of type-stable places: an ended domain's place serves the next one and is
///             never freed, so a thread may look at it long after the end of the domain
///   cost      all operations O(1), apart from the walk over all domains
///   progress  blocking: one lock, held for a few steps; by a fork, until the fork is done
namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

class domain;
struct thread_record;

/// One domain's place in the table. Only registry.cpp looks inside.
struct registry_place {
    domain* home = nullptr;              ///< under the lock; null: the place is free
    registry_place* next_free = nullptr; ///< under the lock
    /// How many domains have ended here. Changes under the lock.
    atomics::atomic<std::uint64_t> ended{0};
};

/// Distinguishes one registered domain from all others, including later ones at the same address
/// or in the same place.
struct registration {
    explicit operator bool() const noexcept { return place != nullptr; }

    registry_place* place = nullptr;
    std::uint64_t life = 0; ///< the place's count of ended domains while this one lives
};

/// Makes the domain known; does nothing if it is known already. False when there is no memory for
/// a place: a fork would miss the domain, so no thread may attach to it. The first domains of the
/// process, and with them the default ones, need no memory.
bool register_domain(domain& d) noexcept;
/// Forgets the domain; does nothing if it is not known. On return no thread is about to abandon a
/// record in it, and none begins to.
void unregister_domain(domain& d) noexcept;
/// Returns an empty registration if the domain is not known or no longer known.
registration registration_of(domain const& d) noexcept;

/// True if the domain has been unregistered. If it is not seen yet, a later call sees it.
/// Wait-free.
inline bool has_ended(registration const& r) noexcept {
    // relaxed: the answer leads to nothing of the domain's
    return r.place->ended.load(atomics::memory_order_relaxed) != r.life;
}

/// Gives the record with all it holds back to its domain, see domain::release(), unless the
/// domain has ended. The domain cannot end during the call.
void abandon_if_registered(registration const& r, thread_record& record) noexcept;

/// \name Called by the fork handler
///@{
void hold_registry() noexcept;
void let_go_of_registry() noexcept;
/// The caller holds the registry.
void visit_registered_domains(void (*visit)(domain&)) noexcept;
/// Defined beside the handlers. Called before the first domain is registered.
void install_fork_handlers() noexcept;
///@}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_SRC_GC_REGISTRY_H
