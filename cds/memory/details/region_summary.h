// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_MEMORY_DETAILS_REGION_SUMMARY_H
#define CDSLIB_MEMORY_DETAILS_REGION_SUMMARY_H

#include <cds/memory/details/region_word.h>

#include <algorithm>
#include <cstddef>
#include <new>

namespace cds::memory {
inline namespace CDS_ATOMICS_TAG {
namespace details {

/// What is free in a part of a region, as one value: the length of the longest free segment that
/// begins there, or more (32 bits); and whether two free neighbours may wait there to be merged.
/// Two more fields belong to the summary itself: whether the node is being reviewed, and the
/// number of its reviews (30 bits).
class region_outlook {
public:
    constexpr explicit region_outlook(std::uint64_t bits) noexcept : bits_(bits) {}
    constexpr region_outlook(region_length longest, bool unmerged) noexcept
        : bits_(std::uint64_t{longest} << 32 | (unmerged ? unmerged_bit : 0)) {}

    constexpr region_length longest() const noexcept { return region_length(bits_ >> 32); }
    constexpr bool unmerged() const noexcept { return (bits_ & unmerged_bit) != 0; }
    constexpr bool reviewed() const noexcept { return (bits_ & review_bit) != 0; }
    constexpr std::uint64_t bits() const noexcept { return bits_; }

    constexpr bool covers(region_outlook other) const noexcept {
        return longest() >= other.longest() && unmerged() >= other.unmerged();
    }
    constexpr region_outlook joined(region_outlook other) const noexcept {
        return with((std::max)(longest(), other.longest()), unmerged() || other.unmerged());
    }
    /// Returns these values with this node's review fields.
    constexpr region_outlook with(region_length longest, bool unmerged) const noexcept {
        return region_outlook((bits_ & (review_bit | reviews_mask)) |
                              region_outlook(longest, unmerged).bits_);
    }
    constexpr region_outlook in_review() const noexcept {
        return region_outlook((bits_ & ~reviews_mask) | ((bits_ + one_review) & reviews_mask) |
                              review_bit);
    }
    constexpr region_outlook out_of_review() const noexcept {
        return region_outlook(bits_ & ~review_bit);
    }

    static constexpr std::uint64_t review_bit = 2;

private:
    static constexpr std::uint64_t unmerged_bit = 1;
    static constexpr std::uint64_t one_review = 4;
    static constexpr std::uint64_t reviews_mask = 0xffff'fffc;

    std::uint64_t bits_;
};

/// A tree over the blocks of a region. A node says what is free below it. It is a hint that errs
/// on one side only: when a note has returned, each node above the place says at least as much,
/// and goes on to do so until the note is no longer true.
///
/// A thread that finds that a node says too much lowers it by a review: it marks the node, looks
/// at what is below, and replaces the node unless the mark is gone. A note removes the mark of
/// each node that it passes. Both use the one order of seq_cst operations: either the note sees
/// the mark, or the review sees what was noted. So nothing is hidden for a moment, and no thread
/// waits. A thread that is stopped in a review leaves a mark, which the next note or review
/// removes.
class region_summary {
    using node = atomics::atomic<std::uint64_t>;

public:
    /// The number of units in a block.
    static constexpr region_length block = 64;
    /// Stands for no block.
    static constexpr std::size_t none = ~std::size_t{0};

    static constexpr std::size_t bytes_for(region_length units) noexcept {
        std::size_t nodes = (std::size_t{units} + block - 1) / block;
        std::size_t total = nodes;
        while (nodes > 1)
            total += nodes = (nodes + fanout - 1) / fanout;
        return total * sizeof(node);
    }

    /// Builds a tree that says that nothing is free, in the 8-aligned `storage`.
    region_summary(std::byte* storage, region_length units) noexcept {
        std::size_t nodes = (std::size_t{units} + block - 1) / block;
        for (;; ++top_) {
            levels_[top_] = {nullptr, nodes};
            for (std::size_t i = 0; i != nodes; ++i, storage += sizeof(node)) {
                node* const built = ::new (storage) node(0);
                if (i == 0)
                    levels_[top_].first = built;
            }
            if (nodes == 1)
                return;
            nodes = (nodes + fanout - 1) / fanout;
        }
    }

    /// Notes `what` at `p`. Wait-free.
    void note(region_position p, region_outlook what) noexcept {
        std::size_t i = p / block;
        for (unsigned level = 0; level <= top_; ++level, i /= fanout)
            raise(at(level, i), what);
    }

    region_outlook of(std::size_t block_index) const noexcept { return look(0, block_index); }

    /// Returns the first block from `from` on for which `wanted` holds, which must hold for a
    /// node if it does for one below; none if there is no such block. O(log(blocks)), and a
    /// review for each node that said too much.
    template <class Wanted>
    std::size_t next(std::size_t from, Wanted wanted) noexcept {
        unsigned level = 0;
        bool from_above = false;
        for (std::size_t i = from; i < levels_[level].nodes;) {
            if (!from_above && level < top_ && i % fanout == 0) {
                ++level; // the parent speaks for all of them
                i /= fanout;
                continue;
            }
            std::size_t const end = (std::min)((i / fanout + 1) * fanout, levels_[level].nodes);
            while (i != end && !wanted(look(level, i)))
                ++i;
            if (i != end && level == 0)
                return i;
            if (i != end) {
                --level;
                i *= fanout;
                from_above = true;
                continue;
            }
            if (level == top_)
                return none;
            ++level;
            i = (end - 1) / fanout;
            if (from_above)
                review(level, i);
            ++i;
            from_above = false;
        }
        return none;
    }

    /// Returns the last block below `before` for which `wanted` holds, as next() does.
    template <class Wanted>
    std::size_t previous(std::size_t before, Wanted wanted) const noexcept {
        unsigned level = 0;
        bool from_above = false;
        for (std::size_t end = before; end != 0;) {
            if (!from_above && level < top_ && end % fanout == 0) {
                ++level;
                end /= fanout;
                continue;
            }
            std::size_t const first = (end - 1) / fanout * fanout;
            while (end != first && !wanted(look(level, end - 1)))
                --end;
            if (end != first && level == 0)
                return end - 1;
            if (end != first) {
                --level;
                end = (std::min)(end * fanout, levels_[level].nodes);
                from_above = true;
                continue;
            }
            if (level == top_)
                return none;
            ++level;
            end = first / fanout;
            from_above = false;
        }
        return none;
    }

    /// Marks the node of a block, and returns what it says then, for end_review(). The result is
    /// not in review if another thread was faster.
    region_outlook begin_review(std::size_t block_index) noexcept { return mark(0, block_index); }

    /// Replaces what the node of the block says by what was found below since begin_review(), and
    /// lowers the nodes above. False if anything was noted meanwhile.
    bool end_review(std::size_t block_index, region_outlook marked, region_outlook found) noexcept {
        std::size_t i = block_index;
        if (!replace(at(0, i), marked, found))
            return false;
        for (unsigned level = 1; level <= top_; ++level) {
            i /= fanout;
            if (!review(level, i))
                break;
        }
        return true;
    }

    /// Makes all nodes say that nothing is free. No other thread may be here.
    void forget() noexcept {
        for (unsigned level = 0; level <= top_; ++level)
            for (std::size_t i = 0; i != levels_[level].nodes; ++i) {
                // relaxed: no other thread is here
                at(level, i).store(0, atomics::memory_order_relaxed);
            }
    }

private:
    static constexpr unsigned fanout = 16;
    static constexpr unsigned most_levels =
        8; ///< 16^7 blocks of 64 units are more than there can be

    node& at(unsigned level, std::size_t i) const noexcept { return levels_[level].first[i]; }

    region_outlook look(unsigned level, std::size_t i) const noexcept {
        // [RY1] seq_cst-load <-> [RY2, RY3, RY4, RY5, RY6, RY7]: sees what was noted before; and
        // in a review, what the mark before it leaves to be seen
        return region_outlook(at(level, i).load(atomics::memory_order_seq_cst));
    }

    /// Takes two steps at most: if two threads meet, the second notes more than is true.
    static void raise(node& n, region_outlook what) noexcept {
        // [RY6] seq_cst-load <-> [RY1, RY4]: sees a mark made before our segment could be seen
        region_outlook seen(n.load(atomics::memory_order_seq_cst));
        if (seen.reviewed()) {
            // [RY2] seq_cst-RMW <-> [RY1, RY4, RY5]: reviews that began before now come to nothing
            seen = region_outlook(
                       n.fetch_and(~region_outlook::review_bit, atomics::memory_order_seq_cst))
                       .out_of_review();
        }
        if (seen.covers(what))
            return;
        std::uint64_t expected = seen.bits();
        // [RY3] seq_cst-CAS <-> [RY1, RY4, RY5]: publishes the note
        if (n.compare_exchange_strong(expected, seen.joined(what).bits(),
                                      atomics::memory_order_seq_cst, atomics::memory_order_relaxed))
            return;
        // [RY7] seq_cst-RMW <-> [RY1, RY4, RY5]: see [RY3]; ors the bits of two lengths
        n.fetch_or(what.bits(), atomics::memory_order_seq_cst);
    }

    region_outlook mark(unsigned level, std::size_t i) noexcept {
        region_outlook const seen = look(level, i);
        if (seen.reviewed())
            return seen; // another thread reviews it already
        region_outlook const marked = seen.in_review();
        std::uint64_t expected = seen.bits();
        // [RY4] seq_cst-CAS <-> [RY1, RY2, RY3, RY6, RY7]: before the look at what is below
        return at(level, i).compare_exchange_strong(expected, marked.bits(),
                                                    atomics::memory_order_seq_cst,
                                                    atomics::memory_order_relaxed)
                   ? marked
                   : seen;
    }

    static bool replace(node& n, region_outlook marked, region_outlook found) noexcept {
        std::uint64_t expected = marked.bits();
        region_outlook const next = marked.with(found.longest(), found.unmerged()).out_of_review();
        // [RY5] seq_cst-CAS <-> [RY1, RY2, RY3, RY7]: nothing was noted since the mark
        return marked.reviewed() &&
               n.compare_exchange_strong(expected, next.bits(), atomics::memory_order_seq_cst,
                                         atomics::memory_order_relaxed);
    }

    /// Lowers a node above the blocks if it says too much; returns whether it did.
    bool review(unsigned level, std::size_t i) noexcept {
        region_outlook const seen = look(level, i);
        if (below(level, i, seen).covers(seen))
            return false;
        region_outlook const marked = mark(level, i);
        return replace(at(level, i), marked, below(level, i, marked));
    }

    /// Returns what the nodes below say together, or enough of it to cover `enough`.
    region_outlook below(unsigned level, std::size_t i, region_outlook enough) const noexcept {
        std::size_t const end = (std::min)((i + 1) * fanout, levels_[level - 1].nodes);
        region_outlook all(0);
        for (i *= fanout; i != end && !all.covers(enough); ++i)
            all = all.joined(look(level - 1, i));
        return all;
    }

    struct nodes_of_level {
        node* first;
        std::size_t nodes;
    };

    nodes_of_level levels_[most_levels];
    unsigned top_ = 0;
};

} // namespace details
} // namespace CDS_ATOMICS_TAG
} // namespace cds::memory

#endif // #ifndef CDSLIB_MEMORY_DETAILS_REGION_SUMMARY_H
