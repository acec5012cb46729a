// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The scan: take, fence, gather, sift, dispose. Its order of steps is the proof's (README.md in
// cds/gc/core): everything that is examined is taken before the heavy fence, every slot is read
// after it.
#include "domain_internal.h"

#include <algorithm>
#include <utility>

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

    /// One pass over what the domain has retired. Lives on the stack, allocates nothing.
    class scan_pass {
    public:
        scan_pass(domain& d, thread_record& self, scan_scope scope, survivor_log* log) noexcept
            : domain_(d), self_(self), scope_(scope), log_(log) {}

        void run() noexcept {
            raise_peak(domain_.peak_pending_, domain_.count_pending());
            take_listed();
            take_unserved();
            if (scope_ == scan_everything)
                hold_filling_blocks();
            if (!listed_.empty() || held_ != nullptr)
                examine();
            domain_.dispose_chain(self_, proven_);
            if (scope_ == scan_everything)
                dispose_all_proven();
        }

    private:
        static constexpr int max_gatherings = 8;

        // --- take --------------------------------------------------------------------------

        void take_listed() noexcept {
            block_chain taken = domain_.orphans_.take_all();
            listed_.splice(taken);
            for (std::uint32_t i = 0, n = domain_.records_.depth(); i != n; ++i) {
                taken = domain_.records_.at(i).listed.take_all();
                listed_.splice(taken);
            }
            std::size_t const cells = listed_.cells();
            examined_ += cells;
            // relaxed: a hint (I7)
            domain_.listed_.fetch_sub(cells, atomics::memory_order_relaxed);
        }

        /// What earlier scans proved free and its threads have not come round to disposing of,
        /// once that is more than a scan's worth: D stays capped.
        void take_unserved() noexcept {
            // relaxed: a hint
            if (domain_.ready_.load(atomics::memory_order_relaxed) <= domain_.theta())
                return;
            for (std::uint32_t i = 0, n = domain_.records_.depth(); i != n; ++i) {
                thread_record& r = domain_.records_.at(i);
                if (!r.has_proven() || !r.lock_proven())
                    continue;
                // relaxed: a hint
                domain_.ready_.fetch_sub(r.proven.cells(), atomics::memory_order_relaxed);
                proven_.splice(r.proven);
                r.set_proven_hint();
                r.unlock_proven();
            }
        }

        void hold_filling_blocks() noexcept {
            for (std::uint32_t i = 0, n = domain_.records_.depth(); i != n; ++i)
                if (retired_block* b = domain_.records_.at(i).hold_filling()) {
                    b->sealed = thread_record::published(b);
                    b->held = held_;
                    held_ = b;
                    examined_ += b->sealed - b->begin();
                }
        }

        // --- fence, gather, sift -----------------------------------------------------------

        void examine() noexcept {
            self_.scans.add(1);
            bool const fenced = heavy_fence();
            // relaxed: a statistic
            domain_.suspended_.store(fenced ? 0 : 1, atomics::memory_order_relaxed);
            if (!fenced)
                judge_all(true);
            else if (!find_protected())
                judge_all(true); // hand-overs never paused: keep everything, lose nothing
            if (log_ != nullptr)
                note_survivors();
            sift_listed();
            sift_held();
            adapt_threshold();
            if (fenced)
                domain_.trim_if_sparse(self_, hazards_);
        }

        /// Marks the cells that a slot protects. False when hand-overs kept coming (I6).
        bool find_protected() noexcept {
            void const* spare_table[256];
            domain::lookup_table* const table = domain_.take_table();
            std::size_t const slots = domain_.slots_.scan_depth() * slot_line::max_slots;
            hazard_set set(table != nullptr ? table->entries() : spare_table,
                           table != nullptr ? std::min(table->words, std::bit_ceil(2 * slots + 2))
                                            : domain_.options_.fallback_table);
            bool settled = false;
            for (int n = 0; n != max_gatherings && !settled; ++n) {
                stamp const before = hand_over_stamp();
                gather_all(set);
                settled = hand_over_stamp() == before;
            }
            if (table != nullptr)
                domain_.put_table(table);
            // relaxed: statistics and the threshold's hint
            domain_.hazards_seen_.store(hazards_, atomics::memory_order_relaxed);
            raise_peak(domain_.peak_hazards_, hazards_);
            return settled;
        }

        void gather_all(hazard_set& set) noexcept {
            judge_all(false);
            hazards_ = 0;
            hazard_set::cursor at;
            for (bool more = true; more;) {
                more = set.gather(domain_.slots_, at);
                hazards_ += set.count();
                if (!set.empty())
                    mark_members(set);
            }
        }

        struct stamp {
            std::uint32_t records;
            std::uint64_t sum;
            bool operator==(stamp const&) const noexcept = default;
        };

        /// Changes with every hand-over: each word only grows.
        stamp hand_over_stamp() const noexcept {
            // [D5] acquire-load <- [D4]: orders the slot reads against the copy, as [TR2]
            stamp s{domain_.records_.depth(),
                    domain_.orphan_hand_over_.load(atomics::memory_order_acquire)};
            for (std::uint32_t i = 0; i != s.records; ++i)
                s.sum += domain_.records_.at(i).hand_overs();
            return s;
        }

        template <class F>
        void each_block(F f) noexcept {
            for (retired_block* b = listed_.first; b != nullptr; b = b->next)
                f(*b, b->end());
            for (retired_block* b = held_; b != nullptr; b = b->held)
                f(*b, b->sealed);
        }

        void judge_all(bool protect) noexcept {
            each_block([=](retired_block& b, std::uint32_t) { b.mark_all(protect); });
        }

        void mark_members(hazard_set const& set) noexcept {
            each_block([&](retired_block& b, std::uint32_t end) {
                for (std::uint32_t i = b.begin(); i != end; ++i)
                    if (set.contains(b.cells[i].object))
                        b.mark(i);
            });
        }

        void note_survivors() noexcept {
            each_block([&](retired_block& b, std::uint32_t end) {
                for (std::uint32_t i = b.begin(); i != end; ++i)
                    if (b.marked(i))
                        log_->add(b.cells[i].object);
            });
        }

        /// Partitions the listed cells in place: survivors to the front, from block to block.
        /// The blocks after them hold only proven-free objects and go to the threads that retired
        /// them; the survivors go back to the shared list.
        void sift_listed() noexcept {
            if (listed_.empty())
                return;
            retired_block* to = listed_.first;
            std::uint32_t at = to->begin();
            for (retired_block* b = listed_.first; b != nullptr; b = b->next)
                for (std::uint32_t i = b->begin(); i != b->end(); ++i) {
                    if (!b->marked(i))
                        continue;
                    if (at == to->end()) {
                        to = to->next;
                        at = to->begin();
                    }
                    std::swap(to->cells[at++], b->cells[i]);
                    ++kept_;
                }
            block_chain kept = cut_off_kept(to, at);
            while (retired_block* b = listed_.pop_front())
                if (scope_ == scan_everything || !domain_.give_proven(b))
                    proven_.push_front(b);
            domain_.list(self_, kept);
        }

        /// Splits listed_ behind survivor position (`to`, `at`); returns the front part.
        block_chain cut_off_kept(retired_block* to, std::uint32_t at) noexcept {
            block_chain kept;
            if (kept_ == 0)
                return kept;
            kept.first = listed_.first;
            kept.last = to;
            listed_.first = to->next;
            if (listed_.first == nullptr)
                listed_.last = nullptr;
            to->next = nullptr;
            if (at == to->end())
                return kept;
            // the block in the middle: its free part moves out, or is disposed on the spot
            std::uint32_t const n = to->end() - at;
            if (retired_block* extra = domain_.blocks_.try_acquire()) {
                extra->cells = domain_.blocks_.payload(extra->index).cell;
                std::copy_n(to->cells + at, n, extra->cells);
                extra->set_range(0, n);
                extra->home = to->home;
                listed_.push_front(extra);
            }
            else
                domain_.dispose_cells(self_, to->cells + at, n);
            to->set_range(to->begin(), at);
            return kept;
        }

        /// Sifts filling blocks in place: survivors move up to the sealed end, where they
        /// stay in their owner's block; its owner meanwhile appends behind that end.
        void sift_held() noexcept {
            while (retired_block* b = held_) {
                held_ = b->held;
                retired free_cells[retired_cells::max_cells];
                std::uint32_t n = 0;
                std::uint32_t to = b->sealed;
                for (std::uint32_t i = b->sealed; i-- != b->begin();)
                    if (b->marked(i))
                        b->cells[--to] = b->cells[i];
                    else
                        free_cells[n++] = b->cells[i];
                kept_ += b->sealed - to;
                // relaxed: published by letting go
                b->head.store(to, atomics::memory_order_relaxed);
                if (!thread_record::let_go(b)) {
                    block_chain abandoned;
                    abandoned.push_front(b);
                    domain_.list(self_, abandoned);
                }
                domain_.dispose_cells(self_, free_cells, n);
            }
        }

        void dispose_all_proven() noexcept {
            for (std::uint32_t i = 0, n = domain_.records_.depth(); i != n; ++i)
                domain_.dispose_proven(self_, domain_.records_.at(i));
        }

        // --- threshold -----------------------------------------------------------------------

        /// theta >= k * H makes every threshold-triggered scan free at least 1 - 1/k of what it
        /// takes; what it kept twice over keeps that true when H was seen too small.
        void adapt_threshold() noexcept {
            std::size_t const floor = std::max(domain_.options_.threshold,
                                               domain_.options_.hazard_factor * hazards_);
            std::size_t const now = domain_.theta();
            std::size_t next = std::max(floor, now);
            if (2 * kept_ > examined_)
                next = std::max(floor, 2 * kept_);
            else if (8 * kept_ <= examined_)
                next = std::max(floor, now - now / 4);
            // relaxed: a hint
            domain_.threshold_.store(next, atomics::memory_order_relaxed);
            raise_peak(domain_.peak_threshold_, next);
        }

        domain& domain_;
        thread_record& self_;
        scan_scope scope_;
        survivor_log* log_;
        block_chain listed_;             ///< blocks taken from the shared list
        retired_block* held_ = nullptr;  ///< filling blocks held
        block_chain proven_;             ///< to be disposed by this pass
        std::size_t examined_ = 0;
        std::size_t kept_ = 0;
        std::size_t hazards_ = 0;
    };

    void domain::collect(thread_record& self, scan_scope scope) noexcept {
        if (scope == scan_everything && !self.busy)
            stand_back();
        run_passes(self, scope, nullptr);
    }

    void domain::run_passes(thread_record& self, scan_scope scope, survivor_log* log) noexcept {
        if (self.busy) { // I5: from a disposer; the pass around it comes back to this
            self.wish = std::max(self.wish, static_cast<int>(scope));
            return;
        }
        // relaxed: the fence below orders it against drain()
        std::size_t const s = scanners_.fetch_add(1, atomics::memory_order_relaxed) + 1;
        raise_peak(peak_scanners_, s);
        // [D8] seq_cst-fence <-> [D9]: drain() sees this scan, or this scan sees the drain
        atomics::atomic_thread_fence(atomics::memory_order_seq_cst);
        // relaxed: [D8]
        if (scope == scan_everything || draining_.load(atomics::memory_order_relaxed) == 0) {
            enter(self);
            do {
                self.wish = scan_nothing;
                if (scope == scan_everything)
                    note_full_scan();
                scan_pass(*this, self, scope, log).run();
                scope = static_cast<scan_scope>(self.wish);
                log = nullptr;
            } while (scope != scan_nothing);
            leave(self);
        }
        // [D10] release-fetch_sub -> [D11]: what this scan kept is listed again
        scanners_.fetch_sub(1, atomics::memory_order_release);
    }

    void domain::note_full_scan() noexcept {
        // relaxed: a statistic
        full_scans_.fetch_add(1, atomics::memory_order_relaxed);
        // relaxed: a clock; being late or early by a scan is no loss
        last_full_ms_.store(coarse_now_ms(), atomics::memory_order_relaxed);
    }

    void domain::collect_overdue(thread_record& self) noexcept {
        std::uint32_t const now = coarse_now_ms();
        // relaxed: a clock
        std::uint32_t last = last_full_ms_.load(atomics::memory_order_relaxed);
        if (now - last < options_.overdue_ms)
            return;
        // relaxed: elects one collector
        if (last_full_ms_.compare_exchange_strong(last, now, atomics::memory_order_relaxed,
                                                  atomics::memory_order_relaxed) &&
            count_pending() != 0)
            collect(self, scan_everything);
    }

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG
