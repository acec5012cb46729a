// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// drain(): waits until all that was retired before the call is disposed.
//
// It makes passes over everything and notes what each found protected. A pass counts if no other
// scan was at work meanwhile: otherwise that scan might have an old object in hand, find it
// protected and list it again behind our back. So that there is such a moment, scans that only the
// threshold asks for stand back while a pass is made ([D8], [D9]), and explicit ones for an
// instant; between passes all of them go on, and the bound holds.
#include "domain_internal.h"
#include "thread_leases.h"

#include <algorithm>
#include <thread>

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

struct domain::deadline {
    using clock = std::chrono::steady_clock;

    explicit deadline(std::chrono::nanoseconds timeout) noexcept
        : never(timeout >= forever / 2), at(never ? clock::time_point() : clock::now() + timeout) {}

    bool passed() const noexcept { return !never && clock::now() >= at; }

    /// Polls `done` with growing pauses. False when the time is over.
    template <class Done>
    bool await(Done done) const noexcept {
        for (unsigned tries = 0; !done(); ++tries) {
            if (passed())
                return false;
            if (tries < 64)
                std::this_thread::yield();
            else
                std::this_thread::sleep_for(std::chrono::microseconds(50));
        }
        return true;
    }

    bool never;
    clock::time_point at;
};

/// One pass of a drain or a clean-up at a time. False when the time is over.
bool domain::begin_pass(deadline const& until) noexcept {
    return until.await([this] {
        // [D12] acquire-exchange <- [D13]: the last pass is through
        return drains_.exchange(1, atomics::memory_order_acquire) == 0;
    });
}

void domain::end_pass() noexcept {
    // [D13] release-store -> [D12]: the next pass may start
    drains_.store(0, atomics::memory_order_release);
}

bool domain::drain(thread_record& self, std::chrono::nanoseconds timeout) noexcept {
    if (self.busy || chain_pass::is_running(this))
        return false;
    return drain_alone(self, deadline(timeout));
}

void domain::clean_up(thread_record* self, std::chrono::nanoseconds timeout) noexcept {
    if (self == nullptr)
        return sweep_chained();
    if (self->busy || chain_pass::is_running(this))
        return collect(*self, scan_everything);
    deadline const until(timeout);
    survivor_log unwanted(nullptr, 0);
    std::size_t nested = 0;
    bool alone = false;
    do {
        nested = self->count_of_nested();
        unwanted.clear();
        alone = pass_alone(*self, unwanted, until);
        await_disposals(*self, until);
    } while ((!alone || unwanted.missed() || self->count_of_nested() != nested) && !until.passed());
}

bool domain::drain_alone(thread_record& self, deadline const& until) noexcept {
    constexpr std::size_t most = 512;
    void* stores[2][most];
    survivor_log awaited(stores[0], most);
    survivor_log seen(stores[1], most);
    std::size_t nested = nested_total(); // before the pass before the next
    for (bool first = true;; std::this_thread::yield()) {
        std::size_t const nested_now = nested_total();
        seen.clear();
        bool const alone = pass_alone(self, seen, until);
        if (!await_disposals(self, until) || caller_guards(self, seen))
            return false;
        // children of what was disposed since then are to be disposed, too
        bool const childless = nested_total() == nested;
        nested = nested_now;
        if (alone && childless && seen.complete()) {
            std::sort(seen.begin(), seen.end());
            if (first)
                awaited.resize_to(std::copy(seen.begin(), seen.end(), awaited.begin()));
            else // of the old ones, those that are still there
                awaited.resize_to(std::set_intersection(awaited.begin(), awaited.end(),
                                                        seen.begin(), seen.end(), awaited.begin()));
            first = false;
            if (awaited.empty())
                return true;
        } else if (alone)
            first = true; // what counts as old must be found anew
        if (until.passed())
            return false;
    }
}

/// A pass over everything. True if no other scan was at work from its beginning to its end.
bool domain::pass_alone(thread_record& self, survivor_log& seen, deadline const& until) noexcept {
    if (!begin_pass(until))
        return false;
    // relaxed: ordered by the fence
    draining_.store(1, atomics::memory_order_relaxed);
    // [D9] seq_cst-fence <-> [D8], <- [TR23]: a scan sees this pass, or we see the scan; and what
    // was counted so far
    atomics::atomic_thread_fence(atomics::memory_order_seq_cst);
    auto const no_other_scan = [this] {
        // [D11] acquire-load <- [D10]: what the others kept is listed
        return scanners_.load(atomics::memory_order_acquire) == 0;
    };
    std::size_t scans = 0;
    bool alone = deadline(std::chrono::milliseconds(1)).await([&] {
        // [D17] acquire-load <- [D8]: a scan that is counted here is seen below, or has ended
        scans = full_scans_.load(atomics::memory_order_acquire);
        return no_other_scan();
    });
    if (alone) {
        run_passes(self, scan_everything, &seen);
        alone = no_other_scan() &&
                // relaxed: [D11] orders it
                full_scans_.load(atomics::memory_order_relaxed) == scans + 1;
    }
    // relaxed: a scan that still sees it stands back once more than it need
    draining_.store(0, atomics::memory_order_relaxed);
    end_pass();
    return alone;
}

/// Lets a drain have a pass to itself. Bounded: a drain may wait for a reader for ever.
void domain::stand_back() const noexcept {
    for (int i = 0; i != 100; ++i) {
        // relaxed: a courtesy, not an order
        if (draining_.load(atomics::memory_order_relaxed) == 0)
            return;
        std::this_thread::yield();
    }
}

/// Every burst of disposals that had begun is over.
bool domain::await_disposals(thread_record& self, deadline const& until) const noexcept {
    for (std::uint32_t i = 0, n = records_.high_water(); i != n; ++i) {
        thread_record const* const other = records_.find(i);
        if (other == nullptr || other == &self)
            continue;
        std::uint32_t const seen = other->read_activity();
        if (seen % 2 != 0 && !until.await([&] { return other->read_activity() != seen; }))
            return false;
    }
    return true;
}

bool domain::caller_guards(thread_record& self, survivor_log const& log) const noexcept {
    for (std::uint32_t i = 0, n = slots_.scan_depth(); i != n; ++i) {
        if (!slots_.is_held_by(i, &self))
            continue;
        for (std::uint32_t k = 0; k != slot_line::max_slots; ++k) {
            void const* const p = without_tag(slots_.line(i)[k].read(), options_.tag_mask);
            if (p != nullptr && std::find(log.begin(), log.end(), p) != log.end())
                return true;
        }
    }
    return false;
}

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG
