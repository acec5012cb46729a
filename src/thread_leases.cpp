// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "thread_leases.h"

#include "domain_internal.h"

#include <cds/gc/core/thread_exit.h>

#include <utility>

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

namespace {
#if defined(CDS_ATOMIC_HEADER)
// the model's threads are fibers of one thread
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

void give_back(leased_record& entry) noexcept {
    if (entry.serial != 0)
        abandon_if_registered(entry.home, entry.serial, *entry.record);
    entry = {};
}

/// False, and it stays, if that would have to wait.
bool try_give_back(leased_record& entry) noexcept {
    if (entry.serial != 0 && !try_abandon_if_registered(entry.home, entry.serial, *entry.record))
        return false;
    entry = {};
    return true;
}
} // namespace

thread_leases& thread_leases::mine() noexcept {
#if defined(CDS_ATOMIC_HEADER)
    return cds_model_atomics::fiber_local<thread_leases>();
#else
    return leases;
#endif
}

leased_record* thread_leases::find(domain const& d) noexcept {
    for (leased_record& entry : kept)
        if (entry.is_of(d))
            return &entry;
    for (leased_record* entry = borrowed; entry != nullptr; entry = entry->next)
        if (entry->is_of(d))
            return entry;
    return nullptr;
}

leased_record* thread_leases::make_place() noexcept {
    if (!arm_exit())
        return nullptr;
    for (unsigned tries = 0; tries != most; ++tries) {
        leased_record& entry = kept[hand++ % most];
        if (entry.pins == 0 && try_give_back(entry))
            return &entry;
    }
    return nullptr;
}

void thread_leases::give_all_back() noexcept {
    for (leased_record& entry : kept)
        if (entry.pins == 0)
            give_back(entry);
}

record_of::record_of(domain& d) noexcept : entry_(thread_leases::mine().find(d)) {
    if (entry_ != nullptr)
        ++entry_->pins;
    else
        enter(d, d.try_attach());
}

record_of::record_of(domain& d, last_resort) noexcept : entry_(thread_leases::mine().find(d)) {
    if (entry_ != nullptr)
        ++entry_->pins;
    else if (thread_record* const r = d.any_record())
        enter(d, r);
}

void record_of::enter(domain& d, thread_record* r) noexcept {
    if (r == &unattached_record)
        return;
    thread_leases& leases_of_thread = thread_leases::mine();
    entry_ = leases_of_thread.make_place();
    leased_record* borrowed_before = nullptr;
    if (entry_ == nullptr) {
        entry_ = &borrowed_;
        borrowed_before = std::exchange(leases_of_thread.borrowed, entry_);
    }
    *entry_ = {d.serial, &d, r, 1, borrowed_before};
    d.collect_overdue(*r);
}

record_of::~record_of() {
    if (entry_ == nullptr)
        return;
    if (entry_ == &borrowed_) {
        borrowed_.home->detach(*borrowed_.record); // disposers that run here still find it
        thread_leases::mine().borrowed = borrowed_.next;
    }
    --entry_->pins;
}

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG
