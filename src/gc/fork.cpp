// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// fork(): the child has one thread; all others vanished in the middle of what they did.
//
//   kept      what they had retired and published; the slots that their guards held
//   leaked    what one of their scans had in hand: it may be half-way through an object. This is
//             counted, except for the pass of a cohort, which belongs to no domain
//   restored  every lock-like word, so that the child goes on as if it were alone
//
// The parent is not affected.
#include "domain_internal.h"
#include "thread_leases.h"

#include <algorithm>

#if defined(__unix__) || defined(__APPLE__)
#    include <pthread.h>
#    define CDS_HAS_FORK 1
#endif

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

namespace {
#if defined(CDS_HAS_FORK)
void before_fork() { hold_registry(); }
void in_parent() { let_go_of_registry(); }
void in_child() {
    visit_registered_domains([](domain& d) { d.after_fork_in_child(OS::get_current_thread_id()); });
    let_go_of_registry();
}
#endif
} // namespace

void install_fork_handlers() noexcept {
#if defined(CDS_HAS_FORK)
    static int const installed = ::pthread_atfork(before_fork, in_parent, in_child);
    (void)installed; // without memory for it a forked child must not use the library
#endif
}

namespace {
/// Forgets a vanished holder. What it was examining is lost, because it may be half-way through
/// an object. The block's cells end at `end`. Returns how many objects are lost.
std::size_t forget_holder(retired_block* b, std::uint32_t end, std::uint32_t survivor) noexcept {
    // relaxed: one thread
    std::uint32_t const state = b->state.load(atomics::memory_order_relaxed);
    if (state < filling_held || state == filling_held + survivor)
        return 0;
    std::uint32_t const head = std::max(b->begin(), std::min(b->sealed, end));
    std::size_t const lost = head - b->begin();
    // relaxed: one thread
    b->head.store(head, atomics::memory_order_relaxed);
    // relaxed: one thread
    b->state.store(filling_free, atomics::memory_order_relaxed);
    return lost;
}

bool is_in(retired_list& list, retired_block const* block) noexcept {
    bool found = false;
    block_chain chain = list.take_all();
    for (retired_block const* b = chain.first; b != nullptr; b = b->next)
        found = found || b == block;
    list.push(chain);
    return found;
}
} // namespace

void domain::after_fork_in_child(OS::ThreadId survivor) noexcept {
    auto const thread_of = [](thread_record const& r) {
        // relaxed: one thread
        return r.thread.load(atomics::memory_order_relaxed);
    };
    constexpr std::uint32_t nobody = ~std::uint32_t{0} - filling_held;
    bool const sweeping = chain_pass::is_running(this);
    std::uint32_t scanner = sweeping ? sweeper_.index : nobody;
    std::size_t scanners = 0;
    std::uint32_t threads = 0;
    bool disposing = sweeping; // a disposer called fork()
    if (!sweeping) {
        sweeper_.section.forget();
        sweeper_.busy = sweeper_.scanning = sweeper_.attentive = false;
        end_sweep();
    }
    each_record([&](thread_record& r) {
        if (thread_of(r) != survivor)
            return;
        ++threads;
        disposing = disposing || r.busy;
        scanners += r.scanning ? 1 : 0;
        if (r.busy)
            scanner = r.index;
    });
    std::size_t lost = 0;
    for (retired_list* list : {&retired_, &drains_.kept}) {
        block_chain chain = list->take_all();
        for (retired_block* b = chain.first; b != nullptr; b = b->next)
            lost += forget_holder(b, b->end(), scanner);
        list->push(chain);
    }
    each_record([&](thread_record& r) {
        for (filling_stock* stock : {&r.outer, &r.inner})
            if (retired_block* const b = stock->filling.own())
                lost += forget_holder(b, static_cast<std::uint32_t>(stock->filling.position()),
                                      scanner);
        if (thread_of(r) == survivor || &r == &sweeper_)
            return;
        r.proven.forget_service();
        r.section.forget();
        r.busy = r.scanning = r.attentive = r.lineage = false;
        if (is_reading(r))
            r.line->clear();                    // nobody is left to end the read section
        if (thread_of(r) != OS::c_NullThreadId) // also a record whose thread was detaching
            adopt(r);
    });
    slots_.forget_trim();
    blocks_.forget_trim();
    watches_.forget();
    drains_.forget();
    block_chain kept = drains_.kept.take_all(); // kept for drains that have vanished
    list(sweeper_, kept);
    link_chain kept_linked = drains_.kept_linked.take_all();
    put_chained(kept_linked);
    scanners_.set(scanners + (sweeping ? 1 : 0));
    threads_.set(threads);
    existence_.forget();
    // relaxed: one thread; the reclaimer thread did not survive
    reclaimer_.store(nullptr, atomics::memory_order_relaxed);
    // relaxed: one thread
    wakers_.store(0, atomics::memory_order_relaxed);
    std::size_t const known = recount() + lost_in_fork_.get();
    // Objects that vanished scans had in hand are lost; those that the survivor has are not.
    if (std::size_t const pending = count_pending(); !disposing && pending > known)
        lost = std::max(lost, pending - known);
    lost_in_fork_.add(lost);
}

/// Corrects the counts of listed and of ready objects: vanished scans took blocks and had not
/// counted them off yet. Returns how many retired objects can still be found anywhere.
std::size_t domain::recount() noexcept {
    block_chain listed = retired_.take_all();
    std::size_t counted = 0;
    for (retired_block* b = listed.first; b != nullptr; b = b->next)
        counted += b->counted = b->size();
    retired_.push(listed);
    link_chain chained = chained_.take_all();
    counted += chained.size;
    chained_.push(chained);
    std::size_t ready = 0;
    std::size_t elsewhere = 0;
    each_record([&](thread_record& r) {
        block_chain proven = r.proven.take_all();
        ready += ready_cells(proven);
        for (retired_block const* b = proven.first; b != nullptr; b = b->next)
            elsewhere += b->size();
        r.proven.give(proven);
        for (filling_stock const* stock : {&r.outer, &r.inner})
            if (retired_block const* const b = stock->filling.own())
                elsewhere += stock->filling.position() - b->begin();
    });
    due_.recount(counted);
    ready_.set(ready);
    return counted + elsewhere;
}

/// Frees the record of a thread that vanished, with all that it had published.
void domain::adopt(thread_record& r) noexcept {
    for (filling_stock* stock : {&r.outer, &r.inner}) {
        retired_block* const b = stock->filling.own();
        // The thread may have listed the block and not yet forgotten it; then it may be any
        // thread's by now.
        bool const is_own = b != nullptr && b->home == r.index &&
                            // relaxed: one thread
                            b->state.load(atomics::memory_order_relaxed) != block_whole &&
                            !is_in(retired_, b) && !is_in(drains_.kept, b);
        if (is_own || stock->filling.is_hidden())
            stock->filling.show();
        else
            stock->filling.forget();
        stock->spare.become(stock->spare.first); // it may have vanished while it changed it
    }
    list_filling(r, r.inner); // a hidden block must not be held
    r.state = nullptr;
    // relaxed: one thread
    r.awaits_drain.store(0, atomics::memory_order_relaxed);
    release(r);
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
