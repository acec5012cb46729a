// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The scan: take, fence, gather, sift, dispose.
#include "probes.h"
#include "scan_pass.h"
#include "section.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// One pass over retired objects. It lives on the stack of its thread's section, and needs no
/// memory.
///
/// The order of its steps is that of the proof (README.md in cds/gc/core): everything that is
/// examined is taken before the heavy fence, and every slot is read after it.
class scan_pass {
public:
    /// If `stays_here`, the pass disposes of what is proven free, and leaves nothing to its
    /// threads.
    scan_pass(domain& d, thread_record& self, scan_scope scope, bool stays_here,
              drain_hand* hand = nullptr) noexcept
        : domain_(d), self_(self), scope_(scope), stays_here_(stays_here), hand_(hand) {}

    void run() noexcept {
        note_figures();
        take();
        if (!listed_.empty() || held_ != nullptr || !chained_.empty()) {
            self_.scans.add(1);
            probe::scan_begin(&domain_);
            fenced_ = domain_.fence_of_a_scan();
            domain_.suspended_.set(fenced_ ? 0 : 1);
            judge(fenced_);
            sift_listed();
            sift_held();
            kept_ += chained_kept_.size;
            domain_.put_chained(chained_kept_);
            domain_.due_.adapt(hazards_, fenced_ ? domain_.slots_.scan_depth() / 8 : kept_);
            probe::threshold(&domain_, domain_.due_.with(hazards_));
            probe::scan_end(&domain_, hazards_, kept_);
            if (fenced_)
                domain_.trim_if_sparse(self_, hazards_);
        }
        dispose();
    }

    /// Returns those objects of a foreign chain that no slot protects. Needs no section.
    link_chain unprotected_of(link_chain& chain) noexcept {
        chained_.splice(chain);
        judge(heavy_fence());
        chain = std::exchange(chained_kept_, {});
        return std::exchange(chained_, {});
    }

private:
    /// Adding up what all threads have counted takes time in proportion to their number. So with
    /// many threads only some scans do it.
    void note_figures() noexcept {
        if (domain_.scans_.add(1) % (1 + domain_.records_.high_water() / 64) == 0)
            domain_.peak_pending_.raise(domain_.count_pending());
    }

    // --- take ---------------------------------------------------------------------------------

    void take() noexcept {
        if (hand_ != nullptr) {
            listed_.splice(hand_->blocks);
            chained_.splice(hand_->links);
        }
        bool const left_behind = domain_.left_behind_.get() != 0;
        if (scope_ == scan_everything || (scope_ == scan_listed && left_behind)) {
            if (left_behind)
                domain_.left_behind_.set(0);
            domain_.each_record([this](thread_record& r) { // before the lists: FB-I3
                // relaxed: a hint
                if (scope_ == scan_everything ||
                    r.attached.load(atomics::memory_order_relaxed) == 0) {
                    hold(r.outer.filling);
                    hold(r.inner.filling);
                }
            });
        }
        if (scope_ != scan_nothing)
            take_from(domain_.retired_);
        if (hand_ != nullptr || domain_.drains_.at_work() == 0)
            take_kept();
        if (scope_ != scan_nothing) {
            link_chain linked = domain_.take_chained();
            chained_.splice(linked);
        }
        take_unserved();
    }

    void take_from(retired_list& list) noexcept {
        block_chain taken = list.take_all();
        std::size_t counted = 0;
        while (retired_block* b = taken.pop_front()) {
            counted += b->counted;
            if (!filling_block::make_whole(b))
                continue; // no longer ours: its holder lists and counts it again
            if (b->size() != 0)
                listed_.push_front(b);
            else
                domain_.recycle(self_, b);
        }
        domain_.due_.note_taken(counted);
    }

    /// Takes what sections have kept for a drain: for the drain at work, or for one that has ended
    /// since.
    void take_kept() noexcept {
        if (!domain_.drains_.kept.looks_empty()) {
            block_chain others = std::exchange(listed_, {});
            take_from(domain_.drains_.kept);
            if (hand_ != nullptr && hand_->complete)
                for (retired_block* b = listed_.first; b != nullptr; b = b->next)
                    if (b->era != 0)
                        b->era = std::max(b->era, hand_->era); // nothing old can have been there
            listed_.splice(others);
        }
        link_chain linked = domain_.drains_.kept_linked.take_all();
        chained_.splice(linked);
    }

    void hold(filling_block& filling) noexcept {
        if (retired_block* const b = filling.hold(self_.index)) {
            b->held = held_;
            held_ = b;
        }
    }

    /// Takes what earlier scans proved free and its threads have not disposed of yet: everything
    /// when scanning everything, otherwise only if it exceeds one scan's worth. So D stays bounded.
    void take_unserved() noexcept {
        if (scope_ == scan_nothing ||
            (scope_ == scan_listed && domain_.ready_.get() <= domain_.due_.theta()))
            return;
        domain_.each_record([this](thread_record& r) {
            if (r.proven.looks_empty())
                return;
            block_chain chain = r.proven.take_all();
            unserved_ += ready_cells(chain);
            proven_.splice(chain);
        });
    }

    // --- gather -------------------------------------------------------------------------------

    /// The table in which one pass looks up hazards.
    struct gathering {
        explicit gathering(domain& d) noexcept
            : domain_(d), size_(words_for(d.slots_.scan_depth())) {
            std::size_t const fallback = d.options_.fallback_table;
            if (size_ <= fallback)
                return;
            table_ = d.tables_.take(size_, d.source_);
            if (table_ == nullptr)
                size_ = fallback;
        }
        gathering(gathering const&) = delete;
        gathering& operator=(gathering const&) = delete;
        ~gathering() {
            if (table_ != nullptr)
                domain_.tables_.put(table_);
        }

        /// Reads all slots. Marks what they protect, if `all_read()` returns true after the last
        /// one.
        template <class AllRead>
        bool gather(scan_pass& pass, AllRead all_read) noexcept {
            hazard_set set(table_ != nullptr ? table_->entries() : on_stack_,
                           table_ != nullptr ? table_->filter() : filter_on_stack_, size_,
                           domain_.options_.tag_mask);
            pass.judge_all(false);
            pass.hazards_ = 0;
            bool settled = false;
            hazard_set::cursor at;
            for (bool more = true; more;) {
                more = set.gather(domain_.slots_, domain_.slots_a_line(), at);
                pass.hazards_ += set.count();
                if (!more && !(settled = all_read()))
                    return false;
                if (!set.empty())
                    pass.mark(set);
            }
            if (domain_.options_.tag_mask != 0)
                pass.mark_shared_line();
            return settled;
        }

        domain& domain_;
        std::size_t size_;
        lookup_table* table_ = nullptr;
        void const* on_stack_[256];
        std::uint64_t filter_on_stack_[hazard_set::filter_for(256)];
    };

    void judge(bool fenced) noexcept {
        if (fenced && find_protected())
            return;
        domain_.blind_.add(1); // no fence, or endless hand-overs: keep everything, lose nothing
        judge_all(true);
    }

    /// Marks the cells that a slot protects. False when hand-overs did not cease (C-I6).
    bool find_protected() noexcept {
        gathering g(domain_);
        bool settled = false;
        for (std::uint32_t n = 0; n != domain_.options_.gatherings && !settled; ++n) {
            std::uint64_t const before = domain_.hand_overs_.sum();
            settled = g.gather(*this, [&] { return domain_.hand_overs_.sum() == before; });
        }
        settled = settled || gather_watched(g);
        domain_.hazards_seen_.set(hazards_);
        domain_.peak_hazards_.raise(hazards_);
        return settled;
    }

    /// Succeeds whatever hand-overs happen: what was handed over meanwhile counts as protected.
    /// False without a fence, or when no watch is free.
    bool gather_watched(gathering& g) noexcept {
        hand_over_watches& watches = domain_.watches_;
        std::uint32_t const words = domain_.options_.watch_words;
        unsigned watch;
        for (int tries = 0; (watch = watches.try_begin(words)) == watches.most; ++tries) {
            if (scope_ == scan_listed || tries == 1000)
                return false;
            std::this_thread::yield(); // a watcher does nothing but read slots
        }
        bool const fenced = heavy_fence();
        if (fenced) {
            g.gather(*this, [&] {
                watches.close(watch);
                return true;
            });
            if (mark_if([&](void const* p) { return watches.has_seen(watch, p, words); }))
                domain_.blind_.add(1); // it may be another object that was handed over
        }
        watches.end(watch);
        return fenced;
    }

    /// Marks what hpref's threads without a line protect: nearly always nothing.
    void mark_shared_line() noexcept {
        for (hazard_slot const& s : domain_.existence_.shared_slots().all)
            if (void const* const p = without_tag(s.read(), domain_.options_.tag_mask)) {
                ++hazards_;
                (void)mark_if([p](void const* object) { return object == p; });
            }
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

    void mark(hazard_set const& hazards) noexcept {
        each_block([&](retired_block& b, std::uint32_t end) {
            for (std::uint32_t i = b.begin(), next = i; i < end; i = next) {
                next = std::min(end, (i / 64 + 1) * 64);
                b.marks[i / 64] |= hazards.find(b.cells + i, next - i) << i % 64;
            }
        });
        chained_.move_if(chained_kept_, [&](void const* p) { return hazards.contains(p); });
    }

    /// Returns true if it marked an object that was not marked before.
    template <class IsProtected>
    bool mark_if(IsProtected is_protected) noexcept {
        bool is_new = false;
        each_block([&](retired_block& b, std::uint32_t end) {
            for (std::uint32_t i = b.begin(); i != end; ++i)
                if (!b.marked(i) && is_protected(b.cells[i].object)) {
                    b.mark(i);
                    is_new = true;
                }
        });
        std::size_t const before = chained_.size;
        chained_.move_if(chained_kept_, is_protected);
        return is_new || chained_.size != before;
    }

    // --- sift ---------------------------------------------------------------------------------

    /// Sifts the blocks of one era at a time: old objects must not mix with young ones.
    void sift_listed() noexcept {
        while (!listed_.empty()) {
            std::size_t const era = listed_.first->era;
            block_chain group;
            block_chain others;
            while (retired_block* b = listed_.pop_front())
                (b->era == era ? group : others).push_front(b);
            listed_ = others;
            sift(group);
        }
    }

    /// Partitions the cells of a group in place: protected ones move to the front, from block to
    /// block. The blocks behind them then hold only free objects.
    void sift(block_chain& group) noexcept {
        retired_block* to = group.first;
        std::uint32_t at = to->begin();
        std::size_t const before = kept_;
        for (retired_block* b = group.first; b != nullptr; b = b->next)
            for (std::uint32_t i = b->next_marked(b->begin()); i < b->end();
                 i = b->next_marked(i + 1)) {
                if (at == to->end()) {
                    to = to->next;
                    at = to->begin();
                }
                std::swap(to->cells[at++], b->cells[i]);
                ++kept_;
            }
        block_chain kept = cut_off_kept(group, to, at, kept_ != before);
        while (retired_block* b = group.pop_front())
            prove_free(b);
        put_back(kept);
    }

    /// Splits `group` behind the last protected cell, before position (`to`, `at`); returns the
    /// front part.
    block_chain cut_off_kept(block_chain& group, retired_block* to, std::uint32_t at,
                             bool any) noexcept {
        block_chain kept;
        if (!any)
            return kept;
        do
            kept.push_front(group.pop_front());
        while (kept.first != to);
        if (at == to->end())
            return kept;
        // The block in the middle: its free part is copied out, or disposed of before the block is
        // put back.
        if (retired_block* const free = copy_out(*to, at, to->end())) {
            group.push_front(free);
            to->set_range(to->begin(), at);
        } else {
            to->sealed = at;
            cut_.push_front(kept.pop_front());
        }
        return kept;
    }

    /// Sifts filling blocks in place: protected cells move up to the sealed end, where they stay.
    /// Meanwhile the owner appends behind that end.
    void sift_held() noexcept {
        while (retired_block* b = held_) {
            held_ = b->held;
            sift(*b);
        }
    }

    void sift(retired_block& b) noexcept {
        std::uint32_t to = b.sealed;
        for (std::uint32_t i = b.sealed; i-- != b.begin();)
            if (b.marked(i))
                std::swap(b.cells[--to], b.cells[i]);
        kept_ += b.sealed - to;
        if (to != b.begin()) {
            if (retired_block* const free = copy_out(b, b.begin(), to))
                prove_free(free);
            else {
                domain_.note_lineage(self_, b);
                domain_.dispose_cells(self_, b.cells + b.begin(), to - b.begin());
            }
        }
        bool const old = hand_ != nullptr ? hand_->is_old(b) : domain_.drains_.awaits(b.era);
        bool missed = false;
        if (old && to != b.sealed) {
            if (retired_block* const survivors = copy_out(b, to, b.sealed)) {
                block_chain kept(*survivors);
                put_back(kept);
                to = b.sealed;
            } else {
                missed = true;
                if (hand_ != nullptr)
                    hand_->missed = b.cells[to].object;
            }
        }
        if (old && hand_ != nullptr && !b.from_disposers && to == b.sealed)
            b.era = hand_->era; // what comes after the sealed end is young
        // relaxed: let_go() publishes it
        b.head.store(to, atomics::memory_order_relaxed);
        if (!filling_block::let_go(&b, self_.index)) {
            block_chain listed(b);
            put_back(listed);
        } else if (missed)
            domain_.drains_.note_miss();
    }

    /// Returns a block with copies of the cells [begin, end); null if no empty block is at hand. A
    /// drain allocates one, and can do without.
    retired_block* copy_out(retired_block const& from, std::uint32_t begin,
                            std::uint32_t end) noexcept {
        retired_block* const copy = hand_ != nullptr ? domain_.blocks_.take(domain_.source_)
                                                     : domain_.blocks_.take_at_hand();
        if (copy == nullptr)
            return nullptr;
        std::copy(from.cells + begin, from.cells + end, copy->cells);
        copy->set_range(0, end - begin);
        copy->home = from.home;
        copy->era = from.era;
        copy->from_disposers = from.from_disposers;
        return copy;
    }

    /// Gives the block to the thread that retired it, if that is attached and nothing waits for it;
    /// otherwise this pass disposes of it. The pass also disposes of a block's worth of what
    /// disposers retired: so a chain of objects that retire each other ends after a scan or a few.
    void prove_free(retired_block* b) noexcept {
        thread_record& home = domain_.records_.at(b->home);
        bool const here = stays_here_ || self_.attentive ||
                          // relaxed: a hint
                          home.attached.load(atomics::memory_order_relaxed) == 0;
        bool const chain = b->from_disposers && at_once_ < domain_.options_.block_capacity;
        if (chain)
            at_once_ += b->size();
        if (here || chain)
            proven_.push_front(b);
        else
            domain_.give_proven(home, b);
    }

    void put_back(block_chain& kept) noexcept {
        if (hand_ == nullptr)
            return domain_.list(self_, kept);
        block_chain others;
        while (retired_block* b = kept.pop_front())
            (hand_->is_old(*b) ? hand_->blocks : others).push_front(b);
        domain_.list(self_, others);
    }

    /// Disposes of what is free. No block is held any more, so disposers may run.
    void dispose() noexcept {
        while (retired_block* b = cut_.pop_front()) {
            domain_.note_lineage(self_, *b);
            domain_.dispose_cells(self_, b->cells + b->sealed, b->end() - b->sealed);
            b->set_range(b->begin(), b->sealed);
            block_chain kept(*b);
            put_back(kept);
        }
        domain_.dispose_chain(self_, proven_);
        domain_.dispose_links(self_, chained_);
        domain_.ready_.subtract(unserved_); // not earlier, or nothing would count them
    }

    domain& domain_;
    thread_record& self_;
    scan_scope scope_;
    bool stays_here_;
    drain_hand* hand_;
    block_chain listed_;            ///< blocks taken from lists
    retired_block* held_ = nullptr; ///< the filling blocks that this pass holds
    block_chain proven_;            ///< blocks that this pass disposes of
    block_chain cut_;               ///< cells up to `sealed` are kept, the rest is free
    link_chain chained_;            ///< linked objects taken; at the end those proven free
    link_chain chained_kept_;       ///< those linked objects that are protected
    std::size_t kept_ = 0;
    std::size_t hazards_ = 0;
    std::size_t unserved_ = 0; ///< objects of proven_ that ready_ still counts
    std::size_t at_once_ = 0;  ///< objects that disposers retired and that are disposed of here
    bool fenced_ = false;      ///< the heavy fence worked
};

void run_pass(domain& d, thread_record& self, scan_scope scope, bool stays_here,
              drain_hand* hand) noexcept {
    scan_pass(d, self, scope, stays_here, hand).run();
}

// --- when to scan ----------------------------------------------------------------------------

void domain::collect(thread_record& self, scan_scope scope, bool by_retire) noexcept {
    if (self.busy) { // C-I5: from a disposer; the pass around it comes back to this
        self.wish = std::max(self.wish, static_cast<int>(scope));
        return;
    }
    if (is_reading(self))
        return; // it would wait for itself
    section const here(*this, self, section::scans);
    // An endless chain of objects that retire each other delays a retiring thread by so many
    // fences and no more: the next scan goes on with it.
    std::uint32_t generations = scope == scan_everything && !by_retire ? 32768 : 512;
    bool stays_here = false;
    list_filling(self, self.inner);
    do {
        self.wish = scan_nothing;
        if (scope == scan_everything)
            note_full_scan();
        std::size_t const linked = chained_total_.get(); // only this thread's own matter
        stays_here = stays_here || scope == scan_everything;
        run_pass(*this, self, scope, stays_here);
        scope = static_cast<scan_scope>(self.wish);
        if (chained_total_.get() != linked)
            scope = std::max(scope, scan_listed);
        if (self.inner.filling.position() != 0) {
            scope = std::max(scope, scan_listed);
            if (generations != 1)
                list_filling(self, self.inner);
        }
    } while (scope != scan_nothing && --generations != 0);
    self.wish = scan_nothing;
}

link_chain domain::take_unprotected(link_chain& chain) noexcept {
    return scan_pass(*this, sweeper_, scan_nothing, true).unprotected_of(chain);
}

void domain::note_full_scan() noexcept {
    full_scans_.add(1);
    // relaxed: a clock; one scan early or late does no harm
    last_full_ms_.store(coarse_now_ms(), atomics::memory_order_relaxed);
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
