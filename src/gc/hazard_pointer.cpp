// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The slow paths of the C++26 interface: memory that ran out, domains made at run time, cohorts.
#include <cds/hazard_pointer.h>

#include "domain_internal.h"
#include "growing_pause.h"
#include "thread_leases.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace cds {
inline namespace CDS_ATOMICS_TAG {

namespace {
using gc::core::dhp_binding;
using gc::core::record_lease;
using gc::core::record_of;
} // namespace

struct hazard_pointer_detail::access_to_domain {
    union immortal {
        constexpr immortal() noexcept : domain(hazard_pointer_domain::the_default()) {}
        ~immortal() {}
        hazard_pointer_domain domain;
    };
    static gc::core::domain& engine(hazard_pointer_domain& d) noexcept { return *d.engine_; }
    static bool is_default(hazard_pointer_domain const& d) noexcept {
        return d.engine_ == &dhp_binding::domain();
    }
};

using hazard_pointer_detail::access_to_domain;

// --- domains ------------------------------------------------------------------------------

namespace {
constinit access_to_domain::immortal default_domain;

constinit atomics::atomic<std::uint64_t> last_serial{0};

gc::domain_options naming_lines(gc::domain_options options) noexcept {
    options.line_slots = std::min(options.line_slots, gc::core::slot_line::max_slots - 1);
    options.lines_name = gc::core::line_name::domain;
    return options;
}
} // namespace

hazard_pointer_domain& hazard_pointer_default_domain() noexcept { return default_domain.domain; }

hazard_pointer_domain::hazard_pointer_domain(gc::domain_options const& options,
                                             std::pmr::memory_resource* resource) noexcept
    : own_(naming_lines(options)) {
    engine_ = &own_;
    own_.set_memory_source(gc::core::source_of(resource));
    // relaxed: only distinguishes
    own_.serial = last_serial.fetch_add(1, atomics::memory_order_relaxed) + 1;
}

hazard_pointer_domain::~hazard_pointer_domain() {
    if (engine_ != &own_)
        return;
    gc::core::unregister_domain(own_); // waits for threads that exit, and keeps later ones out
    if (record_of const self{own_})    // the deleters find this record
        own_.dispose_unguarded(self.get());
    own_.~domain(); // does the same if there was no memory for a record
}

hazard_pointer make_hazard_pointer(hazard_pointer_domain& domain) {
    return access_to_domain::is_default(domain)
               ? make_hazard_pointer()
               : hazard_pointer_detail::access::of(access_to_domain::engine(domain));
}

void hazard_pointer_clean_up(hazard_pointer_domain& domain) noexcept {
    gc::core::domain& engine = access_to_domain::engine(domain);
    if (access_to_domain::is_default(domain)) {
        record_lease<dhp_binding> self{std::nothrow};
        engine.clean_up(self.get());
    } else {
        record_of self(engine);
        engine.clean_up(self.get());
    }
}

// --- slots of domains made at run time ---------------------------------------------------------

namespace hazard_pointer_detail {

namespace {
gc::core::domain& home_of(hazard_slot* slot) noexcept {
    return *static_cast<gc::core::domain*>(gc::core::slot_line::of(slot).name());
}

/// Returns the calling thread's record in `home`, if it has one.
gc::core::thread_record* record_in(gc::core::domain& home) noexcept {
    gc::core::leased_record const* const entry = gc::core::thread_leases::mine().find(home);
    return entry != nullptr ? entry->record : nullptr;
}
} // namespace

hazard_slot* take_slot(gc::core::domain& domain) {
    record_of self(domain);
    if (!self)
        return domain.lend_slot();
    if (hazard_slot* const slot = self->take_slot())
        return slot;
    return domain.refill(*self);
}

void give_slot_home(hazard_slot* slot) noexcept {
    slot->clear();
    gc::core::domain& home = home_of(slot);
    gc::core::thread_record* const self = record_in(home);
    if (self == nullptr)
        home.return_slot(slot);
    else
        home.keep_slot(*self, slot);
}

void hand_over_at_home(hazard_slot* slot, void const* p) noexcept {
    gc::core::domain& home = home_of(slot);
    gc::core::thread_record const* const self = record_in(home);
    home.hand_over(slot, p, self != nullptr ? *self : gc::core::unattached_record);
}

// --- retiring -----------------------------------------------------------------------------------

void retire_slowly(retired what, retired_link& link) noexcept {
    link.what = what;
    record_lease<dhp_binding> self{std::nothrow};
    if (!self || !dhp_binding::domain().append_slowly(*self, what))
        dhp_binding::domain().retire_linked(self.get(), link);
}

void retire_to(hazard_pointer_domain& domain, retired what, retired_link& link) noexcept {
    if (access_to_domain::is_default(domain)) {
        if (!dhp_binding::state().record->append(what))
            retire_slowly(what, link);
        return;
    }
    link.what = what;
    gc::core::domain& engine = access_to_domain::engine(domain);
    record_of self(engine);
    if (!self || (!self->append(what) && !engine.append_slowly(*self, what)))
        engine.retire_linked(self.get(), link);
}

void retire_to(hazard_pointer_cohort& cohort, retired what, retired_link& link) noexcept {
    link.what = what;
    cohort.retire(link);
}

} // namespace hazard_pointer_detail

// --- cohorts ------------------------------------------------------------------------------------

hazard_pointer_cohort::hazard_pointer_cohort(hazard_pointer_domain& domain) noexcept
    : domain_(access_to_domain::engine(domain)),
      least_(std::max<std::size_t>(domain_.options().threshold / 8, 1)),
      threshold_(least_) {}

hazard_pointer_cohort::~hazard_pointer_cohort() {
    gc::core::chain_pass const here(this);
    for (gc::core::growing_pause waiting; !chain_.looks_empty();)
        if (reclaim() != 0)
            waiting = {};
        else
            waiting.pause();
}

void hazard_pointer_cohort::retire(gc::core::retired_link& link) noexcept {
    gc::core::link_chain one(link);
    // relaxed: a hint
    chained_.fetch_add(1, atomics::memory_order_relaxed);
    chain_.push(one);
    auto const too_many = [this] {
        // relaxed: hints
        return chained_.load(atomics::memory_order_relaxed) >=
               // relaxed: hints
               threshold_.load(atomics::memory_order_relaxed);
    };
    if (!too_many() || gc::core::chain_pass::is_running(this))
        return; // the pass that runs this deleter returns to what it retires
    gc::core::chain_pass const here(this);
    do
        reclaim();
    while (too_many());
}

/// Makes one pass: take, fence, gather, delete what is free, put the rest back. Returns how many
/// objects it deleted.
std::size_t hazard_pointer_cohort::reclaim() noexcept {
    gc::core::link_chain chain = chain_.take_all();
    // relaxed: a hint
    chained_.fetch_sub(chain.size, atomics::memory_order_relaxed);
    gc::core::link_chain free = domain_.take_unprotected(chain);
    std::size_t const deleted = free.size;
    // relaxed: a hint; twice what is kept, so that a pass deletes half of what it takes
    threshold_.store(std::max(least_, 2 * chain.size), atomics::memory_order_relaxed);
    // relaxed: a hint
    chained_.fetch_add(chain.size, atomics::memory_order_relaxed);
    chain_.push(chain);
    free.dispose_all();
    return deleted;
}

// --- fences -------------------------------------------------------------------------------------

void asymmetric_thread_fence_heavy(atomics::memory_order order) noexcept {
    if (order == atomics::memory_order_relaxed)
        return;
    gc::core::decide_fences();
    if (!gc::core::heavy_fence()) {
        std::fputs("cds: the system refuses the process-wide barrier\n", stderr);
        std::abort();
    }
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds
