// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_DOMAIN_H
#define CDSLIB_TEST_MODEL_DOMAIN_H

#include <cds/gc/dhp.h>

#include "scheduler/explore.h"
#include "scheduler/shared.h"

// The policy under test: the library's own engine on a domain that is new in every run, and whose
// thread-local state is the fiber's.
namespace cds_model {

namespace core = cds::gc::core;

struct binding {
    static constexpr bool parks = true; // what is parked is forgotten with each domain

    static core::domain& domain() noexcept { return *current_domain; }
    static core::thread_state& state() noexcept { return state_of(current_fiber()); }
    static void attach(core::thread_record& r) noexcept { state().attach(r); }
    static void detach() noexcept { state().detach(); }
    static bool arm() noexcept { return current_fiber() != exiting; }

    // -1 is the main flow of control, which sets up and finishes.
    static core::thread_state& state_of(int fiber) noexcept {
        static core::thread_state states[max_fibers + 1];
        return states[fiber + 1];
    }

    static inline core::domain* current_domain = nullptr;
    // A fiber whose thread-local storage is torn down: it borrows slots and gets no record.
    static constexpr int nobody = -2;
    static inline int exiting = nobody;
};

using gc = cds::gc::generic_DHP<binding>;
using guard = gc::Guard;

// Capacities so small that each overflow is reached within a few operations.
inline core::domain_options tiny() {
    core::domain_options o;
    o.block_capacity = 2;
    o.line_slots = 1;
    o.cache_slots = 2;
    o.threshold = 2;
    o.hazard_factor = 1;
    o.fallback_table = 4;
    o.watch_words = 4;
    o.dispose_period = 1;
    o.dispose_burst = 1;
    o.overdue_ms = ~0U; // no clock decides anything
    return o;
}

// The domain of one run: a member of the model, declared after the objects that it disposes of.
class fresh_domain {
public:
    // The first `attached` fibers find themselves attached, with `slots` hazard slots at hand, so
    // that the steps of a short run are those of the protocol in question.
    explicit fresh_domain(int attached, int slots = 1, core::domain_options const& options = tiny())
        : domain_(options) {
        binding::current_domain = &domain_;
        for (int fiber = 0; fiber != attached; ++fiber) {
            core::thread_record& self = domain_.attach();
            binding::state_of(fiber).attach(self);
            for (int i = 0; i != slots; ++i)
                domain_.keep_slot(self, domain_.refill(self));
        }
    }
    fresh_domain(fresh_domain const&) = delete;
    fresh_domain& operator=(fresh_domain const&) = delete;
    ~fresh_domain() {
        for (int fiber = -1; fiber != int{max_fibers}; ++fiber)
            leave(binding::state_of(fiber));
        domain_.~domain();
        binding::current_domain = nullptr;
        binding::exiting = binding::nobody;
    }

    // The last act of a fiber in the models of attaching: the exit of a thread.
    static void leave() noexcept { core::detach_for_good<binding>(); }

    // While a run is set up: what an attached fiber has done before it.
    static core::thread_record& record_of(int fiber) noexcept {
        return *binding::state_of(fiber).record;
    }
    void retire_for(int fiber, void* p, core::disposer_func dispose) {
        core::thread_record& self = record_of(fiber);
        if (!self.append({p, dispose}))
            check(domain_.append_slowly(self, {p, dispose}), "no memory");
    }
    // Hands what fibers have listed, and nobody guards, to them as proven free.
    void prove_by(int fiber) { domain_.collect(record_of(fiber), core::scan_listed); }

    core::domain* operator->() noexcept { return &domain_; }

private:
    void leave(core::thread_state& state) noexcept {
        if (state.record != &core::unattached_record)
            domain_.leave(*state.record);
        state = {};
    }

    // Destroyed by hand, while disposers can still find it.
    union {
        core::domain domain_;
    };
};

// Something to protect and to retire. Its memory stays until the run is over.
struct object {
    shared<int> value{0};
    std::atomic<unsigned> disposals{0}; // looked at by everybody, and ordering nobody

    bool disposed() const { return times_disposed() != 0; }
    unsigned times_disposed() const { return disposals.load(std::memory_order_relaxed); }

    static void dispose(void* p) {
        auto* const self = static_cast<object*>(p);
        self->value.end();
        check(self->disposals.fetch_add(1, std::memory_order_relaxed) == 0, "disposed twice");
        reached("disposed");
    }
};

// A shared pointer that readers protect.
using source = atomics::atomic<object*>;

inline object* protect(guard& g, source const& from) { return g.protect(from); }

// Reads the protected object twice, with many a chance for everybody else in between.
inline int use(object const& o) {
    int const first = o.value.get();
    for (int i = 0; i != 16; ++i)
        scheduling_point();
    check(o.value.get() == first, "the object changed under its guard");
    return first;
}

// Publishes `next` and retires what it replaces.
inline object* replace(source& where, object* next) {
    // publishes the object, acquires the old one to dispose of it
    object* const old = where.exchange(next, atomics::memory_order_acq_rel);
    gc::retire(old, &object::dispose);
    return old;
}

// Scans, and counts what the scan left alone.
inline void scan_and_see(object const& retired) {
    gc::scan();
    if (!retired.disposed())
        reached("kept");
}

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_DOMAIN_H
