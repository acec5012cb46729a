// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/memory/region.h>

#include <cds/details/throw_exception.h>

#include <algorithm>
#include <bit>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <stdexcept>

namespace cds::memory {
inline namespace CDS_ATOMICS_TAG {

using details::region_bitmap;
using details::region_outlook;
using details::region_summary;
using details::region_walker;
using details::segment_state;

namespace {

// Headers begin 8 bytes off the 16-byte grid, so that payloads begin on it.
constexpr std::size_t header_size = 8;
constexpr std::size_t canary_size = 8;

// A claim gives up after so many searches that were disturbed although nothing was completed.
constexpr unsigned patience = 8;

// How far the tag of a segment that recover() has pieced together is ahead of those that may have
// been inside.
constexpr std::uint32_t ahead = std::uint32_t{1} << 24;

// The units in which `merging_` counts.
constexpr std::uint64_t in_hand_one = 1;
constexpr std::uint64_t in_hand_mask = 0xffff;
constexpr std::uint64_t given_up_one = std::uint64_t{1} << 16;
constexpr std::uint64_t done_one = std::uint64_t{1} << 40;

[[noreturn]] void misuse(char const* what, void const* where) noexcept {
    std::fprintf(stderr, "cds::memory::region: %s: %p\n", what, where);
    std::abort();
}

std::uintptr_t address(void const* p) noexcept { return reinterpret_cast<std::uintptr_t>(p); }

} // namespace

// --- Construction -----------------------------------------------------------------------------

/// Both bitmaps and the summary come first, then the first header at the next address that is 8
/// off the grid.
struct region::layout {
    explicit layout(std::span<std::byte> memory) noexcept : begin(memory.data()) {
        std::size_t const most = memory.size() / unit;
        units = static_cast<length>(std::min<std::size_t>(most, ~length{0} - 1));
        while (first_offset() + std::size_t{units} * unit > memory.size())
            --units;
    }

    std::size_t map_bytes() const noexcept { return region_bitmap::bytes_for(units); }
    std::size_t first_offset() const noexcept {
        std::size_t const maps = 2 * map_bytes() + region_summary::bytes_for(units);
        return maps + (address(begin + maps) % unit == header_size ? 0 : header_size);
    }

    std::byte* begin;
    length units;
};

bool region::fits(std::span<std::byte const> memory) noexcept {
    return memory.data() != nullptr && memory.size() >= minimum && memory.size() % 8 == 0 &&
           address(memory.data()) % 8 == 0;
}

region::layout region::checked(std::span<std::byte> memory) {
    if (!fits(memory))
        CDS_THROW_EXCEPTION(std::invalid_argument(
            "cds::memory::region: memory is too small or not a run of 8-byte words"));
    return layout(memory);
}

region::region(std::span<std::byte> memory, region_options const& options)
    : region(checked(memory), options) {}

region::region(layout const& where, region_options const& options) noexcept
    : first_(where.begin + where.first_offset()),
      end_(where.units),
      canaries_(options.canaries),
      heads_(where.begin, where.units),
      free_(where.begin + where.map_bytes(), where.units),
      summary_(where.begin + 2 * where.map_bytes(), where.units),
      walkers_(options.walkers) {
    ::new (first_) header(word(segment_state::free, end_, 0).bits());
    heads_.set(0);
    free_.set(0);
    summary_.note(0, {end_, false});
}

// --- Headers ----------------------------------------------------------------------------------

inline region::header& region::at(position p) const noexcept {
    return *std::launder(reinterpret_cast<header*>(first_ + std::size_t{p} * unit));
}

/// M2: the caller owns `p`, or stands on it, or holds its left neighbour.
region::word region::read(position p) const noexcept {
    // [RG6] seq_cst-load <-> [RG2, RG3, RG4, RG5]: shows that a merge we meet here has begun; and
    // in a review, what was set free before a note that saw no mark
    word const w(at(p).load(atomics::memory_order_seq_cst));
    if (w.length() == 0 || w.length() > end_ - p || !(w.bits() & 3)) [[unlikely]]
        misuse("a header was overwritten", payload(p));
    return w;
}

inline std::size_t region::block_of(position p) noexcept { return p / region_summary::block; }

inline region::position region::first_of(std::size_t block) noexcept {
    return static_cast<position>(block * region_summary::block);
}

/// Returns the distance from the lowest member of `some` to the next of `heads`; if there is
/// none, more than any.
inline region::length region::gap_above(std::uint64_t heads, std::uint64_t some) noexcept {
    std::uint64_t const lowest = some & (~some + 1);
    std::uint64_t const above = heads & ~(lowest | (lowest - 1));
    return above == 0 ? ~length{0}
                      : static_cast<length>(std::countr_zero(above) - std::countr_zero(some));
}

inline std::byte* region::payload(position p) const noexcept {
    return first_ + std::size_t{p} * unit + header_size;
}

segment_view region::view(position p) const noexcept {
    word const w = read(p);
    return {payload(p), std::size_t{w.length()} * unit, w.is(segment_state::busy)};
}

/// Returns 0 if `bytes` is more than the region has.
region::length region::units_for(std::size_t bytes) const noexcept {
    std::size_t const extra = header_size + (canaries_ ? canary_size : 0);
    if (bytes > std::size_t{end_} * unit - extra)
        return 0;
    return static_cast<length>((std::max<std::size_t>(bytes, 1) + extra + unit - 1) / unit);
}

/// Begins the lifetime of a busy segment in memory that the caller owns.
region::position region::build(position p, length n, std::uint32_t tag) noexcept {
    ::new (first_ + std::size_t{p} * unit) header(word(segment_state::busy, n, tag).bits()); // M1
    heads_.set(p);                                                                           // I2
    return p;
}

// --- Claim ------------------------------------------------------------------------------------

claim_result region::claim(std::size_t bytes) noexcept {
    region_walker walker(walkers_);
    length const n = units_for(bytes);
    position found = end_;
    claim_error error = claim_error::exhausted;
    if (n != 0) {
        found = search(walker, n);
        if (found == end_)
            error = claim_merging(walker, n, found);
    }
    walker.count_looks();
    if (found == end_) {
        walker.count_failure();
        return error;
    }
    walker.count_claim();
    return hand_out(found);
}

segment region::hand_out(position p) noexcept {
    // relaxed: this thread wrote it
    word const w(at(p).load(atomics::memory_order_relaxed));
    if (canaries_)
        set_canary(p, w.length());
    std::size_t const taken = header_size + (canaries_ ? canary_size : 0);
    return {payload(p), std::size_t{w.length()} * unit - taken, w.tag()};
}

/// Searches the block of the last release of the size; then that of the segment that was split
/// last, which is large; then anywhere. What was taken from the first two may stay in the
/// summary.
region::position region::search(region_walker& walker, length n) noexcept {
    footprint& mine = own_footprint();
    auto& last = mine.last[size_class(n)];
    position from = end_;
    // relaxed: only where to begin
    position taken = take_in(walker, block_of(last.load(atomics::memory_order_relaxed)), n, from);
    if (taken != end_) {
        // relaxed: only where to begin
        last.store(from, atomics::memory_order_relaxed);
        return taken;
    }
    // relaxed: only where to begin
    std::size_t const split = block_of(mine.split.load(atomics::memory_order_relaxed));
    taken = take_in(walker, split, n, from);
    if (taken == end_) {
        taken = take_anywhere(walker, n, from);
        if (taken != end_) {
            // relaxed: only where to begin
            mine.split.store(from, atomics::memory_order_relaxed);
            review(walker, split);
        }
    }
    return taken;
}

/// Takes from the first free segment of the block that is long enough; `from` becomes its
/// position.
region::position region::take_in(region_walker& walker, std::size_t block, length n,
                                 position& from) noexcept {
    std::uint64_t const heads = heads_.members(block);
    for (std::uint64_t rest = free_.members(block); rest != 0; rest &= rest - 1) {
        if (gap_above(heads, rest) < n)
            continue;
        position const p = first_of(block) + static_cast<position>(std::countr_zero(rest));
        position const taken = walker.stand_on(p, free_) ? try_take(p, n) : end_;
        if (taken != end_) {
            from = p;
            return taken;
        }
    }
    return end_;
}

region::position region::take_anywhere(region_walker& walker, length n, position& from) noexcept {
    auto const enough = [&](region_outlook o) {
        walker.count_look();
        return o.longest() >= n;
    };
    for (std::size_t b = summary_.next(0, enough); b != region_summary::none;
         b = summary_.next(b + 1, enough)) {
        position const taken = take_in(walker, b, n, from);
        if (taken != end_)
            return taken;
        review(walker, b);
    }
    return end_;
}

/// Takes the tail of the segment at `p`, on which the caller stands, or all of it; end_ if it is
/// not free or too short. What remains stays free all the time, so no other claim misses it.
region::position region::try_take(position p, length n) noexcept {
    word w = read(p);
    while (w.is(segment_state::free) && w.length() >= n) {
        length const rest = w.length() - n;
        word const next =
            rest != 0 ? w.then(segment_state::free, rest) : w.then(segment_state::busy);
        std::uint64_t expected = w.bits();
        // [RG1] acquire-CAS <- [RG2, RG4, RG5]: former owners' use of the bytes lies behind us
        if (at(p).compare_exchange_weak(expected, next.bits(), atomics::memory_order_acquire,
                                        atomics::memory_order_relaxed)) {
            if (rest != 0)
                return build(p + rest, n, next.tag()); // I1: p's word ends where this begins
            free_.clear(p);
            return p;
        }
        w = read(p);
    }
    return end_;
}

/// A search can miss only what was set free behind it, and what a merge has in hand.
struct region::sight {
    std::uint64_t releases;
    std::uint64_t merging;

    bool quiet_until(sight const& later) const noexcept {
        return releases == later.releases && merging == later.merging &&
               (merging & in_hand_mask) == 0;
    }
    bool progress_until(sight const& later) const noexcept {
        return releases != later.releases || merging / done_one != later.merging / done_one;
    }
};

region::sight region::look_around() const noexcept {
    sight seen{};
    // [RG8] acquire-load <- [RG7, RG11, RG13]: a search sees what the merges counted here left
    seen.merging = merging_.load(atomics::memory_order_acquire);
    for (footprint const& f : footprints_) {
        // [RG10] acquire-load <- [RG9]: a search finds what the releases counted here freed
        seen.releases += f.releases.load(atomics::memory_order_acquire);
    }
    return seen;
}

claim_error region::claim_merging(region_walker& walker, length n, position& found) noexcept {
    sight before = look_around();
    for (unsigned futile = 0; futile != patience;) {
        position from = end_;
        found = take_anywhere(walker, n, from);
        if (found != end_)
            review(walker, block_of(from));
        else
            found = search_merging(walker, n);
        if (found != end_)
            return claim_error::none;
        sight const after = look_around();
        if (before.quiet_until(after))
            return claim_error::exhausted;
        if (!before.progress_until(after))
            ++futile;
        before = after;
    }
    return claim_error::contended;
}

region::position region::search_merging(region_walker& walker, length n) noexcept {
    auto const unmerged = [&](region_outlook o) {
        walker.count_look();
        return o.unmerged();
    };
    for (std::size_t b = summary_.next(0, unmerged); b != region_summary::none;
         b = summary_.next(b + 1, unmerged)) {
        position const taken = tidy(walker, b, n);
        if (taken != end_)
            return taken;
    }
    return end_;
}

// --- Merge ------------------------------------------------------------------------------------

/// Merges the free segments of the block, and the one that reaches up to it, with their right
/// neighbours, until one has `n` units, and takes these; otherwise updates the summary. What was
/// merged was noted, so only a second look can say that nothing is left.
region::position region::tidy(region_walker& walker, std::size_t block, length n) noexcept {
    for (int look = 0; look != 2; ++look) {
        region_outlook const marked = summary_.begin_review(block);
        position const taken = merge_all_in(walker, block, n);
        if (taken != end_)
            return taken;
        if (summary_.end_review(block, marked, {longest_in(walker, block), false}))
            break;
    }
    return end_;
}

/// The maps tell which free segment has a busy right neighbour, unless that is in another block.
region::position region::merge_all_in(region_walker& walker, std::size_t block, length n) noexcept {
    position const before = last_free_before(walker, block);
    position taken = before != end_ ? take_or_merge(walker, before, n) : end_;
    std::uint64_t later = ~std::uint64_t{0};
    while (taken == end_) {
        std::uint64_t const heads = heads_.members(block);
        std::uint64_t const free = free_.members(block);
        std::uint64_t const rest = free & later;
        if (rest == 0)
            break;
        auto const first = static_cast<unsigned>(std::countr_zero(rest));
        later = ~std::uint64_t{1} << first;
        std::uint64_t const right = heads & later;
        if (right == 0 || (free & right & (~right + 1)) != 0 || gap_above(heads, rest) >= n)
            taken = take_or_merge(walker, first_of(block) + first, n);
    }
    return taken;
}

/// Lowers the summary to what is free in the block.
void region::review(region_walker& walker, std::size_t block) noexcept {
    if (summary_.of(block).longest() <= longest_in(walker, block))
        return;
    region_outlook const marked = summary_.begin_review(block);
    summary_.end_review(block, marked, {longest_in(walker, block), marked.unmerged()});
}

region::length region::longest_in(region_walker& walker, std::size_t block) noexcept {
    std::uint64_t const free = free_.members(block);
    std::uint64_t const heads = heads_.members(block);
    length longest = 0;
    for (std::uint64_t rest = free; rest != 0; rest &= rest - 1) {
        if (gap_above(heads, rest) <= longest)
            continue;
        position const p = first_of(block) + static_cast<position>(std::countr_zero(rest));
        if (!walker.stand_on(p, free_))
            continue;
        word const w = read(p);
        if (w.is(segment_state::free))
            longest = std::max(longest, w.length());
    }
    return longest;
}

/// Returns the free segment that may be the left neighbour of the block's first.
region::position region::last_free_before(region_walker& walker, std::size_t block) noexcept {
    auto const any = [&](region_outlook o) {
        walker.count_look();
        return o.longest() != 0;
    };
    for (std::size_t b = summary_.previous(block, any); b != region_summary::none;
         b = summary_.previous(b, any)) {
        std::uint64_t const members = free_.members(b);
        if (members != 0)
            return first_of(b) + static_cast<position>(std::bit_width(members)) - 1;
        review(walker, b);
    }
    return end_;
}

region::position region::take_or_merge(region_walker& walker, position p, length n) noexcept {
    if (!walker.stand_on(p, free_))
        return end_;
    position taken = try_take(p, n);
    if (taken == end_)
        taken = merge(walker, p, n);
    if (taken != end_)
        review(walker, block_of(p));
    return taken;
}

/// Swallows free right neighbours of the free segment at `p`, on which `walker` stands, until it
/// has `n` units, and takes them; otherwise leaves what it has merged as one free segment.
region::position region::merge(region_walker& walker, position p, length n) noexcept {
    word w = read(p);
    position const right = p + w.length();
    if (!w.is(segment_state::free) || right == end_ || !free_.contains(right))
        return end_;
    if (walker.anyone_else_on(right)) { // futile; saying so costs less than trying
        summary_.note(p, {0, true});
        // [RG13] release-add -> [RG8]: this search was disturbed
        merging_.fetch_add(given_up_one, atomics::memory_order_release);
        return end_;
    }
    // [RG7] acq_rel-add <-> [RG8]: counts before anything is hidden from searches
    merging_.fetch_add(in_hand_one, atomics::memory_order_acq_rel);
    std::uint64_t outcome = given_up_one;
    position taken = end_;
    if (hold(p, w)) {
        while (w.length() < n && w.length() != end_ - p) {
            word const ended = swallow(walker, p + w.length()); // I5
            if (ended.length() == 0)
                break;
            w = w.joined(ended); // I6
            outcome = done_one;
        }
        taken = settle(p, w, n);
    }
    // [RG11] release-add -> [RG8]: counts after everything can be seen again
    merging_.fetch_add(outcome - in_hand_one, atomics::memory_order_release);
    return taken;
}

/// Changes a segment from free to held; false if it is not free, or about to be claimed. `w`
/// becomes its word.
bool region::hold(position p, word& w) noexcept {
    w = read(p);
    if (!w.is(segment_state::free))
        return false;
    word const held = w.then(segment_state::held);
    std::uint64_t expected = w.bits();
    // [RG3] acq_rel-CAS <-> [RG2, RG4, RG5, RG6]: see [RG1]; a thread that reads it knows of [RG7]
    if (!at(p).compare_exchange_strong(expected, held.bits(), atomics::memory_order_acq_rel,
                                       atomics::memory_order_relaxed))
        return false;
    w = held;
    return true;
}

/// Ends the header at `p`, right neighbour of a segment that we hold; returns its last word. A
/// word of length 0 means that it is not free, or that a walker stands there.
region::word region::swallow(region_walker& walker, position p) noexcept {
    word w{0};
    if (!free_.contains(p) || !hold(p, w))
        return word{0}; // busy, or not built yet
    free_.clear(p);     // M3
    heads_.clear(p);
    if (walker.anyone_else_on(p)) {
        heads_.set(p); // I2
        free_.set(p);  // I3
        // [RG5] seq_cst-store -> [RG1, RG3, RG6]: restores it, before the note
        at(p).store(w.then(segment_state::free).bits(), atomics::memory_order_seq_cst);
        summary_.note(p, {w.length(), true}); // I7, I8
        return word{0};
    }
    walker.count_merge();
    return w;
}

/// Takes `n` of the units held at `p`, or none if they are too few; the rest is free again.
/// `held` is the word of all that was merged.
region::position region::settle(position p, word held, length n) noexcept {
    length const total = held.length();
    if (total == n) {
        // relaxed: it becomes ours unchanged
        at(p).store(held.then(segment_state::busy).bits(), atomics::memory_order_relaxed);
        free_.clear(p);
        return p;
    }
    word const rest = held.then(segment_state::free, total > n ? total - n : total);
    position const taken = total > n ? build(p + rest.length(), n, rest.tag()) : end_;
    // [RG4] seq_cst-store -> [RG1, RG3, RG6]: publishes the end of the headers inside (M4), and
    // what their segments' last owners did; before the note
    at(p).store(rest.bits(), atomics::memory_order_seq_cst);
    position const right = p + total;
    summary_.note(p, {rest.length(), taken == end_ && right != end_ && free_.contains(right)});
    return taken;
}

std::size_t region::coalesce() noexcept {
    region_walker walker(walkers_);
    std::uint64_t const before = walkers_.sum(&details::region_walkers::seat::merges);
    for (position p = free_.next(0); p != end_; p = free_.next(p + 1))
        if (walker.stand_on(p, free_))
            merge(walker, p, end_ + 1);
    return static_cast<std::size_t>(walkers_.sum(&details::region_walkers::seat::merges) - before);
}

// --- Release ----------------------------------------------------------------------------------

void region::release(segment const& s) noexcept { release(s.data_, &s.tag_); }
void region::release(void* data) noexcept { release(data, nullptr); }

void region::release(void* data, std::uint32_t const* tag) noexcept {
    position const p = checked_position(data);
    word const w = checked_busy(p, tag);
    if (canaries_)
        check_canary(p, w.length());
    free_.set(p); // I3
    std::uint64_t expected = w.bits();
    // [RG2] seq_cst-CAS -> [RG1, RG3, RG6]: publishes what the owner wrote; before the note
    if (!at(p).compare_exchange_strong(expected, w.then(segment_state::free).bits(),
                                       atomics::memory_order_seq_cst,
                                       atomics::memory_order_relaxed))
        misuse("released by two threads at once", data);
    summary_.note(p, {w.length(), may_be_merged(p, w.length())}); // I7, I8
    footprint& mine = own_footprint();
    auto& last = mine.last[size_class(w.length())];
    // relaxed: only where to begin
    std::size_t const left_alone = block_of(last.load(atomics::memory_order_relaxed));
    // relaxed: only where to begin
    last.store(p, atomics::memory_order_relaxed);
    // [RG9] release-add -> [RG10]: counts after the segment is free
    mine.releases.fetch_add(1, atomics::memory_order_release);
    if (left_alone != block_of(p))
        look_after(left_alone);
}

/// Whether a neighbour of the segment at `p`, which has just become free, is free as well, or may
/// be. A left one is searched for in two words of the map only.
bool region::may_be_merged(position p, length n) const noexcept {
    if (p + n != end_ && free_.contains(p + n))
        return true;
    if (p == 0)
        return false;
    std::size_t const block = block_of(p);
    std::uint64_t const left =
        heads_.members(block) & ((std::uint64_t{1} << p % region_summary::block) - 1);
    if (left != 0)
        return free_.contains(first_of(block) + static_cast<position>(std::bit_width(left)) - 1);
    std::uint64_t const before = block != 0 ? heads_.members(block - 1) : 0;
    return before == 0 ||
           free_.contains(first_of(block - 1) + static_cast<position>(std::bit_width(before)) - 1);
}

/// Merges what was left alone to be claimed again, and was not.
void region::look_after(std::size_t block) noexcept {
    region_outlook const seen = summary_.of(block);
    if (seen.longest() == 0 && !seen.unmerged())
        return;
    region_walker walker(walkers_);
    if (seen.unmerged())
        tidy(walker, block, end_ + 1);
    else
        review(walker, block);
    walker.count_looks();
}

region::position region::checked_position(void const* data) const noexcept {
    if (!owns(data))
        misuse("released what is not the region's", data);
    auto const offset = static_cast<std::size_t>(static_cast<std::byte const*>(data) - first_);
    if (offset % unit != header_size)
        misuse("released a misaligned pointer", data);
    return static_cast<position>(offset / unit);
}

region::word region::checked_busy(position p, std::uint32_t const* tag) const noexcept {
    if (!heads_.contains(p))
        misuse("released what is no segment, or no longer", payload(p));
    word const w = read(p);
    if (!w.is(segment_state::busy) || (tag != nullptr && w.tag() != *tag))
        misuse("released a segment twice", payload(p));
    return w;
}

std::uint64_t region::canary_of(position p) const noexcept {
    return (address(payload(p)) ^ 0x5a17'c0de'd00d'feed) * 0x9e37'79b9'7f4a'7c15;
}

void region::set_canary(position p, length n) const noexcept {
    ::new (first_ + std::size_t{p + n} * unit - canary_size) std::uint64_t(canary_of(p));
}

void region::check_canary(position p, length n) const noexcept {
    void* const place = first_ + std::size_t{p + n} * unit - canary_size;
    if (*std::launder(static_cast<std::uint64_t*>(place)) != canary_of(p))
        misuse("written beyond the end of a segment", payload(p));
}

// --- The rest ---------------------------------------------------------------------------------

void region::recover() noexcept {
    walkers_.send_all_away();
    // relaxed: no other thread is here
    merging_.store(0, atomics::memory_order_relaxed);
    summary_.forget();
    for (position p = 0, next = 0; p != end_; p = next) {
        next = heads_.next(p + 1);
        // relaxed: no other thread is here
        word const w(at(p).load(atomics::memory_order_relaxed));
        position free = p; // what a vanished thread was about to get, or had given back
        if (w.is(segment_state::busy) && !free_.contains(p))
            free = p + w.length();
        if (free == next)
            continue;
        // It begins a new lifetime, because headers that are gone may have been inside.
        ::new (first_ + std::size_t{free} * unit)
            header(word(segment_state::free, next - free, w.tag() + ahead).bits());
        heads_.set(free);
        free_.set(free);
        summary_.note(free, {next - free, true});
    }
    coalesce();
}

bool region::owns(void const* p) const noexcept {
    return address(p) - address(first_) < std::size_t{end_} * unit;
}

bool region::is_segment(void const* p) const noexcept {
    auto const offset = address(p) - address(first_);
    return offset % unit == header_size && heads_.contains(static_cast<position>(offset / unit));
}

std::size_t region::largest_claim() const noexcept {
    return std::size_t{end_} * unit - header_size - (canaries_ ? canary_size : 0);
}

region_statistics region::statistics() const noexcept {
    region_statistics s{};
    s.capacity = std::size_t{end_} * unit;
    std::size_t const taken = s.capacity - largest_claim();
    walk([&](segment_view const& v) {
        ++(v.busy ? s.busy_segments : s.free_segments);
        if (v.busy)
            return;
        s.free_bytes += v.size;
        s.largest_free = std::max(s.largest_free, v.size > taken ? v.size - taken : 0);
    });
    using seat = details::region_walkers::seat;
    s.claims = walkers_.sum(&seat::claims);
    s.failures = walkers_.sum(&seat::failures);
    s.merges = walkers_.sum(&seat::merges);
    s.looks = walkers_.sum(&seat::looks);
    s.releases = look_around().releases;
    return s;
}

region::footprint& region::own_footprint() noexcept {
    return footprints_[details::region_thread_number() % footprints];
}

unsigned region::size_class(length n) noexcept {
    return std::min<unsigned>(static_cast<unsigned>(std::bit_width(n)), footprint::sizes) - 1;
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::memory
