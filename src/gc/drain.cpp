// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// drain(): waits until all that was retired before the call, and what its disposers retired, is
// disposed. clean_up(): the same without waiting for readers.
//
// A retired object is in a place that every thread can reach (a filling block, a list, a thread's
// ready objects), in the hands of a section of some thread, or in the drain's own hands. A drain
// takes all old objects in hand, and keeps those that are protected:
//
//   1  it announces itself, and waits for the sections that may not have seen that
//   2  it takes all that can be reached. From here on only sections that had begun before have
//      anything old in hand; they know of the drain, and give it what they have to keep and what
//      their disposers retired (`drains::kept`)
//   3  it waits for these sections, and takes what they kept
//
// It waits for sections twice, and for no section that begins later. So it ends although others
// scan and dispose all the time, and it stops no thread. Young objects never come into its hands,
// except those that were linked for lack of memory. One drain is at work at a time, others wait.
#include "growing_pause.h"
#include "scan_pass.h"
#include "section.h"
#include "sweep.h"

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

namespace {
/// The values of thread_record::awaits_drain, modulo `drain_states`; the quotient counts the
/// thread's drains.
enum : std::uint32_t { no_drain, in_drain, guards_what_is_drained, drain_states = 4 };
} // namespace

/// The sections of other threads that have begun and not ended. A later one may count as well if
/// it begins while this looks; each thread counts once.
class sections_in_progress {
public:
    sections_in_progress(domain const& d, thread_record const& self) noexcept
        : domain_(d), self_(self), count_(d.records_.high_water()) {}

    /// Returns whether all of them have ended. Wait-free.
    bool ended() noexcept {
        for (; next_ <= count_; ++next_, is_known_ = false) {
            thread_record const* const r =
                next_ < count_ ? domain_.records_.find(next_) : &domain_.sweeper_;
            if (r == nullptr || r == &self_)
                continue;
            std::uint32_t const now = r->section.read();
            if (!is_known_)
                known_ = now;
            is_known_ = true;
            if (activity::is_section(known_) && now == known_)
                return false;
        }
        return true;
    }

private:
    domain const& domain_;
    thread_record const& self_;
    std::uint32_t count_;
    std::uint32_t next_ = 0;
    std::uint32_t known_ = 0;
    bool is_known_ = false;
};

/// One call of drain().
class drain_run {
public:
    drain_run(domain& d, thread_record& self, cds::details::deadline const& until) noexcept
        : domain_(d), self_(self), until_(until) {
        // relaxed: only this thread writes it between two of its drains
        std::uint32_t const last = self.awaits_drain.load(atomics::memory_order_relaxed);
        // [DW1] release-store -> [DW2]: publishes the guards that have ended
        self.awaits_drain.store(last + drain_states + in_drain, atomics::memory_order_release);
    }
    drain_run(drain_run const&) = delete;
    drain_run& operator=(drain_run const&) = delete;
    ~drain_run() {
        // relaxed: a flag that is set now is lost, or its CAS fails
        std::uint32_t const last = self_.awaits_drain.load(atomics::memory_order_relaxed);
        // relaxed: publishes nothing
        self_.awaits_drain.store(last - last % drain_states, atomics::memory_order_relaxed);
    }

    bool run() noexcept {
        while (!domain_.drains_.try_begin_turn())
            if (!may_go_on())
                return false;
        hand_.era = domain_.drains_.begin();
        bool const fenced = heavy_fence();
        if (!fenced)
            domain_.blind_.add(1); // it has not looked at what is kept for it
        bool const done = fenced && take_all_in_hand() && await_readers();
        domain_.drains_.end();
        let_go();
        domain_.drains_.end_turn();
        if (self_.wish != scan_nothing) // requested by a disposer
            domain_.collect(self_, static_cast<scan_scope>(self_.wish));
        return done;
    }

private:
    bool take_all_in_hand() noexcept {
        pass(scan_everything); // saves time later
        if (!await_sections())
            return false;
        for (;;) {
            std::size_t const misses = domain_.drains_.misses();
            pass(scan_everything);
            if (!await_sections())
                return false;
            if (domain_.drains_.misses() == misses)
                break;
            if (!may_go_on())
                return false;
        }
        pass(scan_everything);
        hand_.complete = true;
        return true;
    }

    bool await_readers() noexcept {
        while (!hand_.empty()) {
            if (!may_go_on())
                return false;
            pass(scan_nothing);
        }
        return true;
    }

    bool await_sections() noexcept {
        for (sections_in_progress others(domain_, self_); !others.ended();) {
            if (!may_go_on())
                return false;
            pass(scan_nothing);
        }
        return true;
    }

    void pass(scan_scope scope) noexcept {
        if (scope == scan_everything || !hand_.empty() || !domain_.drains_.kept.looks_empty())
            scan(scope);
        // [DP1] release-fetch_add -> [DP2]: what the pass has disposed of
        domain_.drain_passes_.fetch_add(1, atomics::memory_order_release);
    }

    void scan(scan_scope scope) noexcept {
        section const here(domain_, self_, section::scans);
        if (scope == scan_everything) {
            hand_.missed = nullptr;
            domain_.note_full_scan();
        }
        run_pass(domain_, self_, scope, true, &hand_);
        take_children();
        if (!hand_.empty() || hand_.missed != nullptr)
            find_waiting_guards();
    }

    /// Takes what the disposers of a pass have retired: it is old, and no other thread has seen
    /// it. Linked objects that the pass found guarded, or that sections beside it kept, are taken
    /// here as well.
    void take_children() noexcept {
        if (retired_block* const b = self_.inner.filling.to_be_listed()) {
            self_.inner.filling.forget();
            (void)filling_block::make_whole(b);
            b->era = 0;
            hand_.blocks.push_front(b);
        }
        link_chain linked = domain_.drains_.kept_linked.take_all();
        hand_.links.splice(linked);
    }

    /// False: the time is over, or the thread itself guards what is drained.
    bool may_go_on() noexcept {
        if (until_.has_come() ||
            // relaxed: a flag, which publishes nothing
            self_.awaits_drain.load(atomics::memory_order_relaxed) % drain_states ==
                guards_what_is_drained)
            return false;
        if (std::size_t const disposed = self_.disposed.get(); disposed == disposed_)
            waiting_.pause();
        else { // more can be done at once: what the disposers have retired
            waiting_ = {};
            disposed_ = disposed;
        }
        return true;
    }

    /// Tells the threads that wait in a drain, this one included, if they guard something that
    /// this drain waits for.
    void find_waiting_guards() noexcept {
        void const* table[64];
        std::uint64_t filter[hazard_set::filter_for(64)];
        hazard_set set(table, filter, 64, domain_.options_.tag_mask);
        domain_.each_record([&](thread_record& r) {
            // [DW2] acquire-load <- [DW1]: sees the end of guards that ended before r's drain
            std::uint32_t seen = r.awaits_drain.load(atomics::memory_order_acquire);
            if (seen % drain_states != in_drain)
                return;
            hazard_set::cursor at;
            for (bool more = true; more;) {
                more = set.gather(domain_.slots_, domain_.slots_a_line(), at,
                                  [&](std::uint32_t i) { return domain_.slots_.holder(i) == &r; });
                if (!set.empty() && is_in_hand(set))
                    // relaxed: a flag, which publishes nothing; it is valid for this drain of r
                    // only
                    r.awaits_drain.compare_exchange_strong(
                        seen, seen - in_drain + guards_what_is_drained,
                        atomics::memory_order_relaxed, atomics::memory_order_relaxed);
            }
        });
    }

    bool is_in_hand(hazard_set const& set) const noexcept {
        if (hand_.missed != nullptr && set.contains(hand_.missed))
            return true;
        for (retired_block const* b = hand_.blocks.first; b != nullptr; b = b->next)
            for (std::uint32_t i = b->begin(); i != b->end(); ++i)
                if (set.contains(b->cells[i].object))
                    return true;
        for (retired_link const* l = hand_.links.first; l != nullptr; l = l->next)
            if (set.contains(l->what.object))
                return true;
        return false;
    }

    /// The drain is over: puts what is left where every scan finds it.
    void let_go() noexcept {
        domain_.list(self_, hand_.blocks);
        domain_.put_chained(hand_.links);
    }

    domain& domain_;
    thread_record& self_;
    cds::details::deadline const& until_;
    drain_hand hand_{};
    growing_pause waiting_;
    std::size_t disposed_ = 0; ///< value at the last look
};

bool domain::drain(thread_record& self, std::chrono::nanoseconds timeout) noexcept {
    if (self.busy || is_reading(self) || chain_pass::is_running(this))
        return false;
    return drain_run(*this, self, cds::details::deadline(timeout)).run();
}

void domain::clean_up(thread_record* self, std::chrono::nanoseconds timeout) noexcept {
    if (self != nullptr && (self->busy || is_reading(*self) || chain_pass::is_running(this)))
        return collect(*self, scan_everything);
    cds::details::deadline const until(timeout);
    if (self != nullptr)
        return clean_up_by(*self, until);
    for (growing_pause waiting; !chain_pass::is_running(this); waiting.pause()) {
        if (sweep const mine{*this})
            return clean_up_by(sweeper_, until);
        if (until.has_come())
            return;
    }
}

/// Sections that began after the announcement leave nothing for later, and judge by slots that
/// they read after the call. So does a drain in each pass: what it has in hand after two of them
/// has been protected since the call, and what a drain lets go then may be left. An object that
/// the scan does not reach and no slot protects is disposed of when the sections have ended and
/// the drain that may have been given it has passed.
void domain::clean_up_by(thread_record& self, cds::details::deadline const& until) noexcept {
    auto const await = [&until](auto done) {
        for (growing_pause waiting; !done() && !until.has_come();)
            waiting.pause();
    };
    auto const await_sections = [&] {
        sections_in_progress others(*this, self);
        await([&] { return others.ended(); });
    };
    auto const await_drain = [&] {
        // relaxed: a number
        std::uint32_t const pass = drain_passes_.load(atomics::memory_order_relaxed);
        await([&] {
            // a pass that had begun, and one more
            return !drains_.is_a_turn() ||
                   // [DP2] acquire-load <- [DP1]: what the drain has disposed of meanwhile
                   drain_passes_.load(atomics::memory_order_acquire) - pass >= 2;
        });
    };
    drains_.begin_cleaning();
    for (int tries = 0; tries != 16; ++tries) {
        // The fence shows what was counted before, the waits for sections what is counted
        // meanwhile.
        std::size_t const blind = blind_.get();
        bool const fenced = heavy_fence();
        await_sections();
        await_drain();
        collect(self, scan_everything);
        await_drain();
        await_sections();
        if (!fenced || until.has_come() || blind_.get() == blind)
            break;
    }
    drains_.end_cleaning();
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
