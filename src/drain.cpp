// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// drain(): waits until all that was retired before the call is disposed.
//
// While one thread drains, scans that only the threshold asks for stand back ([D8], [D9]): the
// drain itself scans all the time, and nobody else can then have an old object in hand, find it
// protected and list it again unseen. Explicit scans by others stand back for a moment and then
// go on; a pass that one of them overlapped does not count.
#include "domain_internal.h"

#include <algorithm>
#include <thread>

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

    struct domain::deadline {
        using clock = std::chrono::steady_clock;

        explicit deadline(std::chrono::nanoseconds timeout) noexcept
            : never(timeout >= forever / 2), at(never ? clock::time_point()
                                                      : clock::now() + timeout) {}

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

    bool domain::drain(thread_record& self, std::chrono::nanoseconds timeout) noexcept {
        if (self.busy)
            return false;
        deadline const until(timeout);
        if (!until.await([this] {
                // [D12] acquire-exchange <- [D13]: one drain at a time
                return draining_.exchange(1, atomics::memory_order_acquire) == 0;
            }))
            return false;
        // [D9] seq_cst-fence <-> [D8]: a scan sees this drain, or we see the scan
        atomics::atomic_thread_fence(atomics::memory_order_seq_cst);
        bool const drained = drain_alone(self, until);
        // [D13] release-store -> [D12]: the next drain may start
        draining_.store(0, atomics::memory_order_release);
        return drained;
    }

    bool domain::drain_alone(thread_record& self, deadline const& until) noexcept {
        constexpr std::size_t most = 512;
        void* stores[2][most];
        survivor_log awaited(stores[0], most);
        survivor_log seen(stores[1], most);
        auto const no_other_scan = [this] {
            // [D11] acquire-load <- [D10]: what the others kept is listed
            return scanners_.load(atomics::memory_order_acquire) == 0;
        };
        for (bool first = true;; first ? void() : std::this_thread::yield()) {
            if (!until.await(no_other_scan))
                return false;
            // relaxed: [D11] orders it
            std::size_t const scans = full_scans_.load(atomics::memory_order_relaxed);
            std::size_t const nested = nested_total();
            seen.clear();
            run_passes(self, scan_everything, &seen);
            if (!await_disposals(self, until))
                return false;
            if (caller_guards(self, seen))
                return false;
            bool const alone = no_other_scan() &&
                               // relaxed: [D11] orders it
                               full_scans_.load(atomics::memory_order_relaxed) == scans + 1;
            bool const childless = nested_total() == nested;
            if (alone && childless && seen.empty() && seen.complete())
                return true;
            if (until.passed())
                return false;
            if (!alone || !childless || !seen.complete()) {
                first = true; // what counts as old must be found anew
                continue;
            }
            std::sort(seen.begin(), seen.end());
            if (first)
                awaited.resize_to(std::copy(seen.begin(), seen.end(), awaited.begin()));
            else // of the old ones, those that are still there
                awaited.resize_to(std::set_intersection(awaited.begin(), awaited.end(),
                                                        seen.begin(), seen.end(),
                                                        awaited.begin()));
            first = false;
            if (awaited.empty())
                return true;
        }
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
                void const* const p = slots_.line(i)[k].read();
                if (p != nullptr && std::find(log.begin(), log.end(), p) != log.end())
                    return true;
            }
        }
        return false;
    }

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG
