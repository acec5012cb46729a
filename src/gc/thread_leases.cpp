// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "thread_leases.h"

#include "domain_internal.h"

#include <cds/gc/core/policy/thread_exit.h>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

namespace {
#if defined(CDS_ATOMIC_HEADER)
// The model's threads are fibers of one thread.
bool arm_exit() noexcept { return true; }
#else
// Trivially destructible, so that it can be used when all else is gone.
constinit thread_local thread_leases leases;

struct records_kept {
    static void leave_thread() noexcept { leases.give_all_back(); }
};

/// False when the thread's exit is over already, or cannot be noted.
bool arm_exit() noexcept { return thread_exit<records_kept>::arm(); }
#endif
} // namespace

thread_leases& thread_leases::mine() noexcept {
#if defined(CDS_ATOMIC_HEADER)
    return cds_model_atomics::fiber_local<thread_leases>();
#else
    return leases;
#endif
}

leased_record const* thread_leases::find(domain const& d) noexcept {
    if (leased_record const* const lease = kept.find(d))
        return lease;
    for (record_of const* r = innermost; r != nullptr; r = r->outer())
        if (r->borrowed().is_of(d))
            return &r->borrowed();
    return nullptr;
}

bool thread_leases::is_in_use(leased_record const& lease) const noexcept {
    for (record_of const* r = innermost; r != nullptr; r = r->outer())
        if (lease.is_of(r->home()))
            return true;
    return false;
}

bool thread_leases::keep(domain const& d, thread_record& record) noexcept {
    if (d.serial == 0 || !arm_exit())
        return false;
    registration const home = registration_of(d);
    if (!home)
        return false;
    if (kept.is_crowded()) {
        kept.remove_if([this](leased_record const& lease) {
            return has_ended(lease.home) && !is_in_use(lease);
        });
        if (!kept.resize())
            return false;
    }
    kept.add({d.serial, &record, home});
    return true;
}

void thread_leases::give_all_back() noexcept {
    kept.remove_if([this](leased_record const& lease) {
        if (is_in_use(lease)) // by a disposer that ends the program
            return false;
        abandon_if_registered(lease.home, *lease.record);
        return true;
    });
    kept.resize();
}

record_of::record_of(domain& d) noexcept
    : leases_(thread_leases::mine()), home_(d), outer_(leases_.innermost) {
    leased_record const* const lease = leases_.find(d);
    leases_.innermost = this;
    if (lease != nullptr)
        record_ = lease->record;
    else
        enter(d, d.try_attach());
}

void record_of::enter(domain& d, thread_record* r) noexcept {
    if (r == &unattached_record)
        return;
    record_ = r;
    if (!leases_.keep(d, *r))
        borrowed_ = {d.serial, r, {}};
    d.collect_overdue(*r);
}

record_of::~record_of() {
    if (borrowed_.record != nullptr)
        home_.leave(*record_, true); // disposers that run here still find the record
    leases_.innermost = outer_;
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
