// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_MEMORY_REGION_H
#define CDSLIB_MEMORY_REGION_H

#include <cds/memory/details/region_summary.h>
#include <cds/memory/details/region_walkers.h>

#include <cstddef>
#include <cstdint>
#include <span>

// A stretch of memory that the program provides. Threads claim segments from it and release them,
// without a lock and without the system's allocator.
//
//   std::byte* ->  | bitmaps, summary | header payload | header payload      | header payload |
//                                       busy, 2 units    free, 3 units         busy, 2 units
//
// The first 8 bytes of a segment are its header: state, length and tag in one atomic word. A
// segment is a whole number of 16-byte units, its payload is aligned to 16 bytes, and the segments
// tile the region.
//
// Why this is sound in the C++ memory model
// -----------------------------------------
// The difficulty is not the compare-exchange, it is the lifetime of a header. When two free
// neighbours become one segment, the header of the right one turns into payload, which its next
// user writes with plain stores. A thread that found that header before must not read it
// afterwards, not even atomically, because an atomic access beside a plain one is a data race. So:
//
//   M1  A header is an atomic object, built in place when its segment begins. The region is an
//       array of std::byte, which provides storage for it; alignment 8 is its own. Its lifetime
//       ends when the memory becomes payload (its destructor is trivial).
//   M2  Only these threads touch a header: the owner of the segment (which has claimed it, or holds
//       it for a merge); the thread that holds its left neighbour, for no other could end it; and a
//       thread that stands on it: it has said so in a seat, and has seen the header's bit in a
//       bitmap after that (region_walkers.h, the protocol of hazard pointers).
//   M3  A header ends in one way: a merge that owns it clears its bits, looks at all seats and the
//       standing room, and finds no thread there. By the order of the seq_cst operations [RB2,
//       RW6, RW7] against [RW3, RW4, RB3] no thread can come to stand on it from then on.
//   M4  What was read of a header happens before its end: a walker leaves its place by a release
//       operation [RW2, RW4, RW5], which that look acquires [RW6, RW7]. The end happens before the
//       next use of the bytes, by [RG4] to [RG1] as all else in a free segment.
//   M5  The bitmaps, summary, seats and counters are never anything but atomics. Only the headers
//       are authoritative; all else says where to look.
//
// So no byte is accessed both atomically and plainly without a happens-before in between. And the
// region accesses no byte that a program owns, except for the canary, if there is one, which is
// plain and belongs to the thread that claims or releases.
//
// What would not be sound: to walk from header to header by their lengths (between the reading of
// a length and the reading of the next header, that one may have become payload); to rely on a
// tag for that (it makes a compare-exchange fail, but the load that precedes it has raced
// already); std::atomic_ref on a header that a program's plain writes may reach (the standard
// requires that all accesses go through an atomic_ref while any exists); to keep links between
// free segments in their payload, as free lists do.
//
// Between processes
// -----------------
// All that threads share is in the region object and in its memory, and is lock-free. So
// processes can share it as threads do if both are in memory that they share, *at the same
// addresses*: mapped before a fork, or mapped there on purpose. A process that dies in a call is
// like a thread that is stopped for ever; what it had claimed stays claimed until another
// releases it. The rest of the program must be fit for that: a pmr container has a vtable, a
// domain its threads.
//
// In a child that has a copy of the region (after a fork, with memory that is not shared), the
// vanished threads have left seats, segments half merged and segments half claimed: recover()
// repairs that.

namespace cds::memory {
inline namespace CDS_ATOMICS_TAG {

/// How a region is tuned.
struct region_options {
    /// How many claims and walks at a time delay merges only at the place where they are, 1..32.
    /// Each further one delays them at every 1024th unit, too.
    unsigned walkers = 32;
    /// Whether each segment ends in a word that shows writes beyond its end; release() checks it.
    /// It costs 8 bytes a segment. All other checks are cheap and always on.
#if defined(CDS_DEBUG)
    bool canaries = true;
#else
    bool canaries = false;
#endif
};

/// Why a claim has returned no segment.
enum class claim_error {
    none,
    /// There is no free memory of that length, not even by merging: at some moment of the call
    /// all of it was claimed or about to be released.
    exhausted,
    /// There may be, but not now: other threads were stopped in the middle of a merge, or at the
    /// border between two segments that would have to be merged. A second try may succeed.
    contended
};

/// A claimed segment: where its payload is, and which lifetime of the segment this is. A copy
/// copies a name, not memory.
class segment {
public:
    constexpr segment() noexcept = default;

    std::byte* data() const noexcept { return data_; }  ///< aligned to 16 bytes
    std::size_t size() const noexcept { return size_; } ///< at least as requested
    /// Returns data() and size() as one.
    std::span<std::byte> bytes() const noexcept { return {data_, size_}; }

private:
    friend class region;
    segment(std::byte* data, std::size_t size, std::uint32_t tag) noexcept
        : data_(data), size_(size), tag_(tag) {}

    std::byte* data_ = nullptr;
    std::size_t size_ = 0;
    std::uint32_t tag_ = 0;
};

/// The result of a claim: a segment, or the reason why there is none.
class [[nodiscard]] claim_result {
public:
    claim_result(segment s) noexcept : segment_(s) {}
    claim_result(claim_error e) noexcept : error_(e) {}

    explicit operator bool() const noexcept { return error_ == claim_error::none; }
    /// Returns claim_error::none if there is a segment.
    claim_error error() const noexcept { return error_; }
    segment const& operator*() const noexcept { return segment_; }
    segment const* operator->() const noexcept { return &segment_; }

private:
    segment segment_;
    claim_error error_ = claim_error::none;
};

/// What walk() shows of a segment.
struct segment_view {
    std::byte* data;  ///< the payload
    std::size_t size; ///< bytes of the segment with its header
    bool busy;
};

/// The result of region::statistics(): its parts are counted one by one, and exact while no other
/// thread is at work.
struct region_statistics {
    std::size_t capacity;     ///< bytes of all segments, headers included
    std::size_t free_bytes;   ///< in free segments, headers included
    std::size_t largest_free; ///< the largest claim that needs no merge
    std::size_t free_segments;
    std::size_t busy_segments;
    std::uint64_t claims;   ///< claims that succeeded
    std::uint64_t failures; ///< claims that failed
    std::uint64_t releases;
    std::uint64_t merges; ///< headers that ended
    std::uint64_t looks;  ///< by claims and releases, at headers and nodes of the summary
};

/// Claim and release of segments in a given stretch of memory.
///
///   algorithm   first fit: a claim looks near where this thread last released a segment of the
///               size, in the segment that it last split, then anywhere, by a tree that says of
///               each kilobyte how long its longest free segment is (region_summary.h); it takes
///               the tail of a free segment. A release leaves its segment as it is, to be claimed
///               again, and merges the segment of that size that its thread released before with
///               its neighbours; a claim that finds nothing merges the rest. Headers are protected
///               by hazard pointers: M. Michael, "Hazard pointers: safe memory reclamation for
///               lock-free objects" (IEEE TPDS 15(6), 2004)
///   progress    release wait-free; claim lock-free: it starts again only because another claim,
///               release or merge was completed, or a bounded number of times; walk, coalesce and
///               statistics lock-free
///   memory      3 bits for every 16 bytes, out of the region; 8 bytes for every segment; 8 KB for
///               the region object
///   linearize   claim: [RG1], [RG5] after a merge, or, exhausted, the end of a quiet search;
///               release: [RG2]
///   invariants  hold at each moment, given all threads' finished steps:
///               I1  the segments tile the region: the units of a header's length are its own
///               I2  a header's bit in `heads_` is set from its building to its end, except for
///                   the moment in which a merge, which holds it, looks for walkers on it
///               I3  the bit in `free_` is set whenever the header says free
///               I4  no bit of either map is set inside a segment
///               I5  only the merge that holds a header changes it; and while it is held, the
///                   border to its right neighbour stays: only that merge could swallow it
///               I6  no header in a segment's units has ever had a later tag than the segment's,
///                   so none that is built there has a tag that was seen at its place
///               I7  the summary says of a free segment's block its length, or more
///               I8  of two free neighbours, the block of one is in the summary as unmerged
///
/// A thread that is stopped for ever in a merge keeps at most two free segments to itself; in
/// another step of a claim or release it keeps at most one border between two segments from being
/// merged.
/// The region object must outlive the use of its segments; it owns no memory.
class CDS_EXPORT_API region {
public:
    static constexpr std::size_t unit = 16;
    /// The smallest size of a region.
    static constexpr std::size_t minimum = 128;

    /// Whether a region can be made of that memory: its address and its size must be multiples of
    /// 8, and its size at least `minimum`.
    static bool fits(std::span<std::byte const> memory) noexcept;

    /// Makes one free segment of `memory`, which must stay and be used by nothing else. Throws
    /// std::invalid_argument unless it fits. O(size / 512), for the bitmaps.
    explicit region(std::span<std::byte> memory, region_options const& options = {});
    region(region const&) = delete;
    region& operator=(region const&) = delete;

    /// Claims a segment of at least `bytes` bytes. Lock-free. O(1) when this thread has just
    /// released a segment of the size, or a large one is at hand; otherwise O(log(size of the
    /// region)), whether there is one or not, and however many free segments are too small.
    /// Neighbours that are not merged yet add to this: the 1 KB block of the last release by size
    /// in each of 16 groups of threads, and the places where threads were in the way of a merge.
    claim_result claim(std::size_t bytes) noexcept;

    /// Gives a segment back; what was written to it happens before what its next owner does.
    /// Wait-free: it tries, once, to merge what was released before. O(log(size of the region))
    /// and, amortised, one merge. A pointer that is not that of a claimed segment, or a handle
    /// whose segment was released before, ends the program with a message. A handle distinguishes
    /// lifetimes of the segment by 30 bits, which advance with each step of a claim, release or
    /// merge: reliably until the region has seen 2^29 steps; afterwards a stale handle may, by
    /// chance, match again.
    void release(segment const& s) noexcept;
    /// Does the same with only the payload's address, so it cannot distinguish lifetimes.
    void release(void* data) noexcept;

    /// Calls `f(segment_view)` for each segment in the order of addresses. What other threads
    /// change at the same time may be shown as before or as after. `f` may claim and release.
    template <class F>
    void walk(F&& f) const {
        details::region_walker walker(walkers_);
        for (auto p = heads_.next(0); p != heads_.end(); p = heads_.next(p + 1))
            if (walker.stand_on(p, heads_))
                f(view(p));
    }

    /// Merges all free neighbours; returns how many headers ended. A claim does this by itself
    /// when it needs to.
    std::size_t coalesce() noexcept;

    /// Repairs what vanished threads have left, and merges what is free. It is the first call in
    /// the child after a fork, or by the last process at a shared region. No other thread may use
    /// the region, and it must not be called from walk(). What the others were about to be given
    /// is free again or, at most one segment for each of them, stays claimed; what they were
    /// about to release is released; what they had claimed stays claimed, and may be released.
    /// O(size / 512 + segments). Not for a child whose parent goes on using the same, shared
    /// memory.
    void recover() noexcept;

    /// Returns the largest claim that an unused region of this size can satisfy.
    std::size_t largest_claim() const noexcept;

    /// Whether `p` points into the region's segments.
    bool owns(void const* p) const noexcept;
    /// Whether `p` is the payload of a segment; `p` must point into the region.
    bool is_segment(void const* p) const noexcept;

    /// Counts the segments: O(segments).
    region_statistics statistics() const noexcept;

private:
    using position = details::region_position;
    using length = details::region_length;
    using word = details::region_word;
    using header = details::region_header;

    struct layout;
    struct sight;

    static layout checked(std::span<std::byte> memory);
    region(layout const& where, region_options const& options) noexcept;

    header& at(position p) const noexcept;
    word read(position p) const noexcept;
    std::byte* payload(position p) const noexcept;
    segment_view view(position p) const noexcept;
    length units_for(std::size_t bytes) const noexcept;

    static std::size_t block_of(position p) noexcept;
    static position first_of(std::size_t block) noexcept;
    static length gap_above(std::uint64_t heads, std::uint64_t some) noexcept;

    position search(details::region_walker& walker, length n) noexcept;
    position take_in(details::region_walker& walker, std::size_t block, length n,
                     position& from) noexcept;
    position take_anywhere(details::region_walker& walker, length n, position& from) noexcept;
    position search_merging(details::region_walker& walker, length n) noexcept;
    position try_take(position p, length n) noexcept;
    claim_error claim_merging(details::region_walker& walker, length n, position& found) noexcept;
    position tidy(details::region_walker& walker, std::size_t block, length n) noexcept;
    position merge_all_in(details::region_walker& walker, std::size_t block, length n) noexcept;
    void review(details::region_walker& walker, std::size_t block) noexcept;
    void look_after(std::size_t block) noexcept;
    length longest_in(details::region_walker& walker, std::size_t block) noexcept;
    position last_free_before(details::region_walker& walker, std::size_t block) noexcept;
    bool may_be_merged(position p, length n) const noexcept;
    position take_or_merge(details::region_walker& walker, position p, length n) noexcept;
    position merge(details::region_walker& walker, position p, length n) noexcept;
    bool hold(position p, word& w) noexcept;
    word swallow(details::region_walker& walker, position p) noexcept;
    position settle(position p, word held, length n) noexcept;
    position build(position p, length n, std::uint32_t tag) noexcept;
    segment hand_out(position p) noexcept;
    sight look_around() const noexcept;

    void release(void* data, std::uint32_t const* tag) noexcept;
    position checked_position(void const* data) const noexcept;
    word checked_busy(position p, std::uint32_t const* tag) const noexcept;

    std::uint64_t canary_of(position p) const noexcept;
    void set_canary(position p, length n) const noexcept;
    void check_canary(position p, length n) const noexcept;

    /// Where a thread last released or reused a segment, by size, what it last split, and its
    /// releases.
    struct alignas(64) footprint {
        static constexpr unsigned sizes = 8;
        atomics::atomic<position> last[sizes]{};
        atomics::atomic<position> split{0};
        atomics::atomic<std::uint64_t> releases{0};
    };
    static constexpr unsigned footprints = 16;

    footprint& own_footprint() noexcept;
    static unsigned size_class(length n) noexcept;

    std::byte* first_; ///< the first header
    length end_;       ///< units
    bool canaries_;
    details::region_bitmap heads_;    ///< where headers stand
    details::region_bitmap free_;     ///< which of them a claim should look at
    details::region_summary summary_; ///< in which blocks these are
    mutable details::region_walkers walkers_;
    footprint footprints_[footprints];
    /// Counts merges: in progress, given up, done (16, 24 and 24 bits).
    alignas(64) atomics::atomic<std::uint64_t> merging_{0};
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::memory

#endif // #ifndef CDSLIB_MEMORY_REGION_H
