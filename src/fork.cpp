// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// fork(): the child has one thread; all others vanished in the middle of whatever they did.
//
//   kept      what they had retired and published; the slots that their guards held
//   leaked    what one of their scans had in hand: it may be half-way through an object. Counted,
//             but for what a cohort's pass had: that is of no domain
//   restored  every lock-like word, so that the child goes on as if it were alone
//
// The parent is not affected.
#include "domain_internal.h"
#include "thread_leases.h"

#include <algorithm>
#include <mutex>

#if defined(__unix__) || defined(__APPLE__)
#    include <pthread.h>
#    define CDS_HAS_FORK 1
#endif

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

namespace {
std::mutex registry_lock;
domain* registry = nullptr; ///< under registry_lock

#if defined(CDS_HAS_FORK)
void before_fork() { registry_lock.lock(); }
void in_parent() { registry_lock.unlock(); }
void in_child() {
    for (domain* d = registry; d != nullptr; d = d->next_registered)
        d->after_fork_in_child(this_thread_mark());
    registry_lock.unlock();
}
#endif

void install_handlers() noexcept {
#if defined(CDS_HAS_FORK)
    static int const installed = ::pthread_atfork(before_fork, in_parent, in_child);
    (void)installed; // without memory for it a forked child must not use the library
#endif
}

/// Under registry_lock.
void abandon_if_known(domain* d, std::uint64_t serial, thread_record& record) noexcept {
    for (domain* known = registry; known != nullptr; known = known->next_registered)
        if (known == d && known->serial == serial)
            return known->abandon(record);
}
} // namespace

void register_domain(domain& d) noexcept {
    install_handlers();
    std::lock_guard<std::mutex> guard(registry_lock);
    for (domain const* known = registry; known != nullptr; known = known->next_registered)
        if (known == &d)
            return;
    d.next_registered = registry;
    registry = &d;
}

void unregister_domain(domain& d) noexcept {
    std::lock_guard<std::mutex> guard(registry_lock);
    for (domain** link = &registry; *link != nullptr; link = &(*link)->next_registered)
        if (*link == &d) {
            *link = d.next_registered;
            return;
        }
}

void abandon_if_registered(domain* d, std::uint64_t serial, thread_record& record) noexcept {
    std::lock_guard<std::mutex> guard(registry_lock);
    abandon_if_known(d, serial, record);
}

bool try_abandon_if_registered(domain* d, std::uint64_t serial, thread_record& record) noexcept {
    if (!registry_lock.try_lock())
        return false;
    std::lock_guard<std::mutex> guard(registry_lock, std::adopt_lock);
    abandon_if_known(d, serial, record);
    return true;
}

void const* this_thread_mark() noexcept {
    thread_local char mark = 0;
    return &mark;
}

void domain::after_fork_in_child(void const* thread) noexcept {
    constexpr std::uint32_t nobody = ~std::uint32_t{0} - filling_held;
    std::uint32_t scanner = nobody;
    bool disposing = chain_pass::is_running(this); // the fork was called by a disposer
    for (std::uint32_t i = 0, n = records_.high_water(); i != n; ++i)
        if (thread_record const* r = records_.find(i); r != nullptr && r->thread == thread) {
            disposing = disposing || r->busy;
            if (r->scanning)
                scanner = i;
        }
    std::size_t lost = 0;
    for (std::uint32_t i = 0, n = records_.high_water(); i != n; ++i) {
        thread_record* const r = records_.find(i);
        if (r == nullptr)
            continue;
        lost += r->forget_other_threads(scanner);
        if (r->thread == thread)
            continue;
        r->forget_activity();
        if (r->thread != nullptr) // also one that was detaching
            adopt(*r);
    }
    records_.forget_trim();
    slots_.forget_trim();
    blocks_.forget_trim();
    watch_.forget();
    // relaxed: a forked child has one thread, here and below
    scanners_.store((scanner != nobody ? 1 : 0) + (chain_pass::is_running(this) ? 1 : 0),
                    atomics::memory_order_relaxed);
    // relaxed: one thread
    draining_.store(0, atomics::memory_order_relaxed);
    // relaxed: one thread
    drains_.store(0, atomics::memory_order_relaxed);
    synchronizing_.forget();
    for (hazard_slot& slot : shared_line_.slots) // held for a moment, by threads that are gone
        slot.clear();
    // relaxed: one thread; the reclaimer thread did not survive
    reclaimer_.store(nullptr, atomics::memory_order_relaxed);
    // relaxed: one thread
    std::size_t const known = recount_listed() + lost_in_fork_.load(atomics::memory_order_relaxed);
    // what vanished scans had in hand; what the survivor has is not lost
    if (std::size_t const pending = count_pending(); !disposing && pending > known)
        lost = std::max(lost, pending - known);
    // relaxed: one thread
    lost_in_fork_.fetch_add(lost, atomics::memory_order_relaxed);
    grow_table();
}

/// Corrects the count of what is listed: vanished scans took blocks and did not say so yet. Returns
/// how many retired objects can still be found anywhere.
std::size_t domain::recount_listed() noexcept {
    std::size_t listed = 0;
    std::size_t elsewhere = 0;
    auto const recount = [&listed](retired_list& list) {
        block_chain chain = list.take_all();
        for (retired_block const* b = chain.first; b != nullptr; b = b->next)
            listed += b->counted;
        list.push(chain);
    };
    recount(orphans_);
    for (std::uint32_t i = 0, n = records_.high_water(); i != n; ++i)
        if (thread_record* const r = records_.find(i)) {
            recount(r->listed);
            elsewhere += r->proven.cells();
            // relaxed: one thread
            if (retired_block const* b = r->filling.load(atomics::memory_order_relaxed))
                elsewhere += b->size();
        }
    link_chain chained = chained_.take_all();
    listed += chained.size;
    chained_.push(chained);
    // relaxed: one thread
    listed_.store(listed, atomics::memory_order_relaxed);
    return listed + elsewhere;
}

/// Parks the record of a thread that vanished, with all that it had published.
void domain::adopt(thread_record& r) noexcept {
    // relaxed: one thread
    if (retired_block* const b = r.filling.load(atomics::memory_order_relaxed)) {
        block_chain listed = r.listed.take_all();
        bool is_listed = false; // the thread vanished after it listed the block
        for (retired_block const* l = listed.first; l != nullptr; l = l->next)
            is_listed = is_listed || l == b;
        r.listed.push(listed);
        r.position = b->end();
        // relaxed: one thread; a whole block is what a vanished scan had taken: leaked
        if (!is_listed && b->state.load(atomics::memory_order_relaxed) != block_whole)
            list_filling(r);
    }
    r.forget_filling(); // also for a thread that vanished while it did so
    r.thread = nullptr;
    r.state = nullptr;
    // relaxed: one thread
    r.attached.store(0, atomics::memory_order_relaxed);
    records_.release(r);
}

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG
