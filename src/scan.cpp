// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The scan: take, fence, gather, sift, dispose. Its order of steps is the proof's (README.md in
// cds/gc/core): everything that is examined is taken before the heavy fence, every slot is read
// after it.
#include "domain_internal.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace cds::gc::core::inline CDS_ATOMICS_TAG {

/// One pass over what the domain has retired. Lives on the stack, allocates nothing.
class scan_pass {
public:
    scan_pass(domain& d, thread_record& self, scan_scope scope, survivor_log* log) noexcept
        : domain_(d), self_(self), scope_(scope), log_(log) {}

    void run() noexcept {
        raise_peak(domain_.peak_pending_, domain_.count_pending());
        if (scope_ == scan_everything)
            hold_filling_blocks(); // before the lists: owners list first and forget after
        take_listed();
        bool const examining = !listed_.empty() || held_ != nullptr || !chained_.empty();
        claim_records(examining);
        if (!examining && claimed_ == 0)
            return;
        fenced_ = heavy_fence();
        // relaxed: a statistic
        domain_.suspended_.store(fenced_ ? 0 : 1, atomics::memory_order_relaxed);
        take_unserved();
        if (examining)
            examine();
        end_claims();
        // nothing is claimed any more but the filling blocks; disposers from here on
        domain_.dispose_cells(self_, loose_, loose_count_);
        sift_held();
        domain_.dispose_chain(self_, proven_);
        domain_.dispose_links(self_, chained_);
        // relaxed: a hint; not before they are disposed, or nothing would count them
        domain_.ready_.fetch_sub(unserved_, atomics::memory_order_relaxed);
        if (examining) {
            adapt_threshold();
            if (fenced_)
                domain_.trim_if_sparse(self_, hazards_);
        }
    }

    /// For a chain from outside: what of it no slot protects.
    link_chain unprotected_of(link_chain& chain) noexcept {
        chained_.splice(chain);
        judge(heavy_fence());
        chain = std::exchange(chained_kept_, {});
        return std::exchange(chained_, {});
    }

private:

    // --- take --------------------------------------------------------------------------

    void take_listed() noexcept {
        take_from(domain_.orphans_);
        for (std::uint32_t i = 0, n = domain_.records_.depth(); i != n; ++i)
            take_from(domain_.records_.at(i).listed);
        chained_ = domain_.take_chained();
        examined_ += listed_.cells() + chained_.size;
    }

    void take_from(retired_list& list) noexcept {
        block_chain taken = list.take_all();
        std::size_t counted = 0;
        while (retired_block* b = taken.pop_front()) {
            counted += b->counted;
            if (!thread_record::make_whole(b))
                continue; // not ours from here on: its holder lists and counts it again
            if (b->size() != 0)
                listed_.push_front(b);
            else
                domain_.recycle(self_, b);
        }
        // relaxed: a hint (I7)
        domain_.listed_.fetch_sub(counted, atomics::memory_order_relaxed);
    }

    std::uint32_t id() const noexcept { return self_.index + 1; }

    /// The collector's half of each record's lock, before the heavy fence that completes it.
    void claim_records(bool to_give) noexcept {
        for (std::uint32_t i = 0, n = domain_.records_.depth(); i != n; ++i) {
            thread_record& r = domain_.records_.at(i);
            // relaxed: whoever has nothing and gets nothing need not be claimed
            bool const gets = to_give && scope_ == scan_listed &&
                              r.attached.load(atomics::memory_order_relaxed) != 0;
            if ((gets || r.has_proven()) && r.try_claim(id()))
                ++claimed_;
        }
    }

    /// After the heavy fence: the record is ours alone.
    bool has(thread_record const& r) const noexcept {
        return fenced_ && r.is_claimed_by(id()) && r.is_idle();
    }

    void end_claims() noexcept {
        for (std::uint32_t i = 0, n = domain_.records_.high_water(); claimed_ != 0; ++i) {
            assert(i < n);
            (void)n;
            if (thread_record& r = domain_.records_.at(i); r.is_claimed_by(id())) {
                r.end_claim();
                --claimed_;
            }
        }
    }

    /// What earlier scans proved free and its threads have not come round to disposing of: all
    /// of it, or once it is more than a scan's worth, so that D stays capped.
    void take_unserved() noexcept {
        // relaxed: a hint
        if (scope_ == scan_listed &&
            domain_.ready_.load(atomics::memory_order_relaxed) <= domain_.theta())
            return;
        for (int tries = 0; take_from_records(); ++tries) {
            if (tries == 100) { // an owner was stopped in its window of a few copies
                if (log_ != nullptr)
                    log_->miss();
                return;
            }
            if (tries > 2)
                std::this_thread::yield(); // the owner may need the processor
            claim_records(false);
            fenced_ = heavy_fence() && fenced_;
        }
    }

    /// True when a record with proven-free objects escaped.
    bool take_from_records() noexcept {
        bool escaped = false;
        for (std::uint32_t i = 0, n = domain_.records_.depth(); i != n; ++i) {
            thread_record& r = domain_.records_.at(i);
            if (!r.has_proven())
                continue;
            if (has(r)) {
                block_chain chain = r.take_proven();
                unserved_ += ready_cells(chain);
                proven_.splice(chain);
            } else if (scope_ == scan_everything)
                escaped = true;
        }
        return escaped;
    }

    void hold_filling_blocks() noexcept {
        for (std::uint32_t i = 0, n = domain_.records_.depth(); i != n; ++i)
            if (retired_block* b = domain_.records_.at(i).hold_filling(self_.index)) {
                b->sealed = thread_record::published(b);
                b->held = held_;
                held_ = b;
                examined_ += b->sealed - b->begin();
            }
    }

    // --- fence, gather, sift -----------------------------------------------------------

    void examine() noexcept {
        self_.scans.add(1);
        judge(fenced_);
        if (log_ != nullptr)
            note_survivors();
        sift_listed();
        kept_ += chained_kept_.size;
        domain_.put_chained(chained_kept_);
    }

    void judge(bool fenced) noexcept {
        if (fenced && find_protected())
            return;
        // no fence, or hand-overs never paused: keep everything, lose nothing
        if (fenced && log_ != nullptr)
            log_->miss(); // the next pass may do better
        judge_all(true);
    }

    /// Marks the cells that a slot protects. False when hand-overs kept coming (I6).
    bool find_protected() noexcept {
        void const* spare_table[256];
        domain::lookup_table* const table = domain_.take_table();
        std::size_t const enough = domain::lookup_table::words_for(domain_.slots_.scan_depth());
        hazard_set set(table != nullptr ? table->entries() : spare_table,
                       table != nullptr ? std::min(table->words, enough)
                                        : domain_.options_.fallback_table,
                       domain_.options_.tag_mask);
        bool settled = false;
        for (std::uint32_t n = 0; n != domain_.options_.gatherings && !settled; ++n) {
            stamp const before = hand_over_stamp();
            gather_all(set);
            settled = hand_over_stamp() == before;
        }
        settled = settled || gather_watched(set);
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
                mark_if([&set](void const* p) { return set.contains(p); });
        }
        if (domain_.options_.tag_mask != 0)
            mark_shared_line();
    }

    /// Settles whatever hand-overs do: what moved meanwhile counts as protected. False when another
    /// scan watches, or without a fence.
    bool gather_watched(hazard_set& set) noexcept {
        std::uint32_t const words = domain_.options_.watch_words;
        for (int tries = 0; !domain_.watch_.try_begin(words); ++tries) {
            if (scope_ == scan_listed || tries == 1000)
                return false;
            std::this_thread::yield(); // nothing but slots is read under the watch
        }
        bool const fenced = heavy_fence();
        if (fenced) {
            gather_all(set);
            mark_if([this, words](void const* p) { return domain_.watch_.has_seen(p, words); });
        }
        domain_.watch_.end();
        return fenced;
    }

    /// Threads without memory for a slot of their own: nearly always nobody.
    void mark_shared_line() noexcept {
        for (hazard_slot const& s : domain_.shared_line_.slots)
            if (void const* const p = without_tag(s.read(), domain_.options_.tag_mask)) {
                ++hazards_;
                each_block([p](retired_block& b, std::uint32_t end) {
                    for (std::uint32_t i = b.begin(); i != end; ++i)
                        if (b.cells[i].object == p)
                            b.mark(i);
                });
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
        if (protect)
            chained_kept_.splice(chained_);
        else
            chained_.splice(chained_kept_);
    }

    template <class IsProtected>
    void mark_if(IsProtected is_protected) noexcept {
        each_block([&](retired_block& b, std::uint32_t end) {
            for (std::uint32_t i = b.begin(); i != end; ++i)
                if (is_protected(b.cells[i].object))
                    b.mark(i);
        });
        chained_.move_if(chained_kept_, is_protected);
    }

    void note_survivors() noexcept {
        each_block([&](retired_block& b, std::uint32_t end) {
            for (std::uint32_t i = b.begin(); i != end; ++i)
                if (b.marked(i))
                    log_->add(b.cells[i].object);
        });
        for (retired_link const* l = chained_kept_.first; l != nullptr; l = l->next)
            log_->add(l->what.object);
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
            for (std::uint32_t i = b->next_marked(b->begin()); i < b->end();
                 i = b->next_marked(i + 1)) {
                if (at == to->end()) {
                    to = to->next;
                    at = to->begin();
                }
                std::swap(to->cells[at++], b->cells[i]);
                ++kept_;
            }
        block_chain kept = cut_off_kept(to, at);
        while (retired_block* b = listed_.pop_front()) {
            thread_record& home = domain_.records_.at(b->home);
            // relaxed: a hint, but for a record that a trim has dropped: it was ours alone after
            // the trim's strip(), so [TR17] has carried that it is detached
            if (scope_ == scan_listed && has(home) &&
                home.attached.load(atomics::memory_order_relaxed) != 0)
                domain_.give_proven(home, b);
            else
                proven_.push_front(b);
        }
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
        // the block in the middle: its free part moves out
        std::uint32_t const n = to->end() - at;
        if (retired_block* extra = domain_.blocks_.try_acquire()) {
            extra->cells = domain_.blocks_.payload(extra->index).cell;
            std::copy_n(to->cells + at, n, extra->cells);
            extra->set_range(0, n);
            extra->home = to->home;
            listed_.push_front(extra);
        } else
            std::copy_n(to->cells + at, loose_count_ = n, loose_);
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
            if (!thread_record::let_go(b, self_.index)) {
                block_chain abandoned;
                abandoned.push_front(b);
                domain_.list(self_, abandoned);
            }
            domain_.dispose_cells(self_, free_cells, n);
        }
    }

    // --- threshold -----------------------------------------------------------------------

    /// theta >= k * H makes every threshold-triggered scan free at least 1 - 1/k of what it
    /// takes; what it kept twice over keeps that true when H was seen too small.
    void adapt_threshold() noexcept {
        std::size_t const floor =
            std::max(domain_.options_.threshold, domain_.options_.hazard_factor * hazards_);
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
    block_chain listed_;            ///< blocks taken from the shared list
    retired_block* held_ = nullptr; ///< filling blocks held
    block_chain proven_;            ///< to be disposed by this pass
    link_chain chained_;            ///< linked objects taken; in the end those proven free
    link_chain chained_kept_;       ///< those of them that are protected
    std::size_t examined_ = 0;
    std::size_t kept_ = 0;
    std::size_t hazards_ = 0;
    std::size_t claimed_ = 0;  ///< records claimed
    std::size_t unserved_ = 0; ///< of proven_, what ready_ still counts
    bool fenced_ = false;      ///< the heavy fence worked
    std::uint32_t loose_count_ = 0;
    retired loose_[retired_cells::max_cells]; ///< proven free, no block at hand for them
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
    if (bool const undisturbed = begin_scan(); undisturbed || scope == scan_everything) {
        enter(self);
        self.scanning = true;
        do {
            self.wish = scan_nothing;
            if (scope == scan_everything)
                note_full_scan();
            scan_pass(*this, self, scope, log).run();
            scope = static_cast<scan_scope>(self.wish);
            log = nullptr;
        } while (scope != scan_nothing);
        self.scanning = false;
        leave(self);
    }
    end_scan();
}

/// False: a drain makes a pass, and only a scan of everything may go on.
bool domain::begin_scan() noexcept {
    // relaxed: the fence below orders it against drain()
    std::size_t const s = scanners_.fetch_add(1, atomics::memory_order_relaxed) + 1;
    raise_peak(peak_scanners_, s);
    // [D8] seq_cst-fence <-> [D9, D17]: drain() sees this scan, or this scan sees the drain
    atomics::atomic_thread_fence(atomics::memory_order_seq_cst);
    // relaxed: [D8]
    return draining_.load(atomics::memory_order_relaxed) == 0;
}

void domain::end_scan() noexcept {
    // [D10] release-fetch_sub -> [D11]: what this scan kept is listed again
    scanners_.fetch_sub(1, atomics::memory_order_release);
}

link_chain domain::take_unprotected(link_chain& chain) noexcept {
    return scan_pass(*this, unattached_record, scan_nothing, nullptr).unprotected_of(chain);
}

void domain::note_full_scan() noexcept {
    // relaxed: [D8] releases it to drain()
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
