// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The region: segments tile it, nobody's bytes are anybody else's, none is lost, and no header is
// touched once it is payload. Regions of a few units, so that merges meet walks and claims.

#include <cds/memory/region_resource.h>

#include "scheduler/explore.h"
#include "scheduler/shared.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace {

using namespace cds_model;
using cds::memory::claim_error;
using cds::memory::region;
using cds::memory::segment;
using cds::memory::segment_view;

// A region of `Units` units, and what its users know of each of them.
template <std::size_t Units, unsigned Walkers>
class arena_user : public model {
protected:
    static constexpr std::size_t no_unit = Units;

    arena_user() {
        check(capacity() == Units * region::unit, "the region is not as large as planned");
        region_.walk([&](segment_view const& v) { first_ = v.data - header; });
    }

    // Payload that takes `n` units with its header.
    static constexpr std::size_t units(std::size_t n) { return n * region::unit - header; }

    segment claim(std::size_t n) {
        auto const c = region_.claim(units(n));
        if (!c) {
            reached(c.error() == claim_error::contended ? "contended" : "exhausted");
            return {};
        }
        check(c->size() == units(n), "not the size that was asked for");
        take(*c);
        return *c;
    }

    // Owner's plain writes, to the bytes and, where races with other owners show, to a shadow.
    void take(segment const& s) {
        for (std::size_t i = 0; i != s.size(); i += 8)
            atomic_ended(s.data() + i);
        std::memset(s.data(), 0xee, s.size());
        for (std::size_t u = unit_of(s.data()); u != unit_of(s.data() + s.size()); ++u) {
            check(!owned_[u], "two owners of a unit");
            owned_[u] = true;
            if (used_[u].get() != 0)
                reached("reused");
            used_[u].set(used_[u].get() + 1);
        }
    }

    void release(segment const& s) {
        if (s.data() == nullptr)
            return;
        for (std::byte const b : s.bytes())
            check(b == std::byte{0xee}, "somebody wrote to a claimed segment");
        for (std::size_t u = unit_of(s.data()); u != unit_of(s.data() + s.size()); ++u) {
            used_[u].set(used_[u].get() + 1);
            owned_[u] = false;
        }
        region_.release(s);
    }

    void walk() {
        std::byte const* last = nullptr;
        region_.walk([&](segment_view const& v) {
            check(v.data > last, "a walk goes backwards");
            check(v.size != 0 && v.size <= Units * region::unit, "a walk sees no segment");
            last = v.data;
            reached("walked");
        });
    }

    std::uint64_t merges() const { return region_.statistics().merges; }

    void finish() override {
        std::byte const* expected = first_ + header;
        region_.walk([&](segment_view const& v) {
            check(v.data == expected, "the segments do not tile the region");
            check(v.busy == owned_[unit_of(v.data)], "a segment was lost or doubled");
            expected = v.data + v.size;
        });
        check(expected == first_ + header + Units * region::unit, "a piece was lost");
        if (merges() != 0)
            concluded("merged");
        claim_the_longest_run();
        region_.walk([&](segment_view const& v) {
            if (v.busy)
                region_.release(v.data);
        });
        region_.coalesce();
        check(region_.statistics().largest_free == units(Units), "not all could be merged");
    }

    // Nothing is hidden from a claim, and no two neighbours are forgotten.
    void claim_the_longest_run() {
        std::size_t longest = 0;
        std::size_t run = 0;
        region_.walk([&](segment_view const& v) {
            run = v.busy ? 0 : run + v.size;
            longest = std::max(longest, run);
        });
        check(longest == 0 || bool(region_.claim(longest - header)), "free memory is not found");
    }

    std::size_t capacity() const { return region_.statistics().capacity; }

    static constexpr std::size_t header = 8;
    static constexpr std::size_t map_bytes =
        2 * 8 * ((Units + 63) / 64) + cds::memory::details::region_summary::bytes_for(Units);
    static constexpr std::size_t gap = map_bytes % region::unit == header ? 0 : header;

    std::size_t unit_of(std::byte const* p) const {
        return static_cast<std::size_t>(p - first_) / region::unit;
    }

    // the first header is 8 off the grid
    alignas(16) std::array<std::byte, map_bytes + gap + Units * region::unit> memory_;
    region region_{memory_, {.walkers = Walkers, .canaries = false}};
    std::byte* first_ = nullptr;
    std::array<bool, Units> owned_{};
    std::array<shared<int>, Units> used_;
};

// There is room for all the time: a claim that takes its part hides nothing from others.
class splits : public arena_user<8, 4> {
public:
    void thread(unsigned) override {
        segment const a = claim_surely(1);
        segment const b = claim_surely(1);
        release(a);
        release(claim_surely(1));
        release(b);
    }

private:
    segment claim_surely(std::size_t n) {
        segment const s = claim(n);
        check(s.data() != nullptr, "a claim failed beside enough free memory");
        return s;
    }
};

// As many equal segments as threads; each holds one at most. What is released behind a search is
// found by the next.
class equal_segments : public arena_user<8, 4> {
public:
    equal_segments() {
        segment all[4];
        for (segment& s : all)
            s = claim(2);
        for (int i = 0; i != 3; ++i)
            release(all[i]);
    }

    void thread(unsigned) override {
        for (int i = 0; i != 2; ++i) {
            auto const c = region_.claim(units(2));
            check(c.error() != claim_error::exhausted, "exhausted beside a free segment");
            if (c) {
                take(*c);
                release(*c);
            }
        }
    }
};

// Three segments whose bits stand in different words, which coherence does not tie together. One
// fiber has two of them, and not always the same two; the other one is never told that there is
// nothing. The payload is left alone.
class words_apart : public arena_user<3 * 68, 4> {
public:
    words_apart() {
        segment const first = *region_.claim(units(68));
        for (int const i : {1, 0})
            held_[i] = *region_.claim(units(68));
        region_.release(first);
    }

    void thread(unsigned self) override {
        if (self == 0)
            for (int i = 0; i != 3; ++i)
                change();
        else
            for (int i = 0; i != 2; ++i) {
                auto const c = region_.claim(units(68));
                check(c.error() != claim_error::exhausted, "exhausted beside a free segment");
                if (c)
                    region_.release(*c);
                reached(c ? "claimed" : "contended");
            }
    }

    void finish() override {
        let_go();
        arena_user::finish();
    }

private:
    void let_go() {
        for (segment& s : held_)
            if (s.data() != nullptr)
                region_.release(s);
    }

    // The search for the next one begins at the segment that was released last.
    void change() {
        let_go();
        for (segment& s : held_) {
            auto const c = region_.claim(units(68));
            s = c ? *c : segment{};
        }
    }

    segment held_[2];
};

// More than one block of the summary; the payload is left alone.
template <std::size_t Units>
class blocks : public arena_user<Units, 4> {
public:
    void finish() override {
        this->claim_the_longest_run();
        std::size_t covered = 0;
        this->region_.walk([&](segment_view const& v) {
            covered += v.size;
            if (v.busy)
                this->region_.release(v.data);
        });
        check(covered == this->capacity(), "the segments do not tile the region");
        this->region_.coalesce();
        check(this->region_.statistics().largest_free == this->units(Units),
              "not all could be merged");
    }
};

// Two segments of a block are released at the same time. Later, when no hint leads there, the
// longer one is found.
class notes_that_meet : public blocks<216> {
public:
    notes_that_meet() {
        other_ = *region_.claim(units(68));
        (void)region_.claim(units(4)); // nothing is to be merged
        long_ = *region_.claim(units(68));
        (void)region_.claim(units(4));
        short_ = *region_.claim(units(4));
        (void)region_.claim(units(68));
    }

    void thread(unsigned self) override {
        if (self == 0) {
            region_.release(short_);
            return;
        }
        region_.release(long_);
        region_.release(other_);
        check(bool(region_.claim(units(68))), "a claim failed beside free memory");
        reached("claimed");
    }


private:
    segment other_;
    segment long_;
    segment short_;
};

// The summary says too much of a block. One fiber brings it down, while the other releases a
// segment there, and then no hint leads to it.
class noted_in_a_review : public blocks<3 * 68> {
public:
    noted_in_a_review() {
        for (int const i : {2, 1, 0})
            all_[i] = *region_.claim(units(68));
        region_.release(all_[1]);
        all_[1] = *region_.claim(units(68)); // as its last owner's: the summary stays as it is
    }

    void thread(unsigned self) override {
        if (self == 0) {
            auto const c = region_.claim(units(68));
            reached(c ? "claimed" : "brought down");
            return;
        }
        region_.release(all_[1]);
        region_.release(all_[2]);
        auto const c = region_.claim(units(68));
        reached(c ? "claimed" : "taken away");
    }

private:
    segment all_[3];
};

// Of two free neighbours in two blocks the right one becomes shorter, while the left one is to
// swallow it. What is left of both is found.
class shorter_in_a_merge : public blocks<3 * 68> {
public:
    shorter_in_a_merge() {
        (void)region_.claim(units(129));
        segment const right = *region_.claim(units(7));
        segment const left = *region_.claim(units(68));
        region_.release(left);
        region_.release(right);
    }

    void thread(unsigned self) override {
        auto const c = region_.claim(units(self == 0 ? 70 : 4));
        reached(!c ? "contended" : self == 0 ? "merged by a claim" : "claimed");
    }
};

// A merge steps back, because a walk stands on its right neighbour, while the neighbour of that is
// released. Then its left one is claimed, and the two that are left find each other.
class left_behind : public blocks<3 * 68> {
public:
    left_behind() {
        (void)region_.claim(units(128));
        last_ = *region_.claim(units(4));
        segment const middle = *region_.claim(units(4));
        segment const first = *region_.claim(units(68));
        region_.release(first);
        region_.release(middle);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            reached(region_.coalesce() != 0 ? "all merged" : "stepped back");
            (void)region_.claim(units(68));
        } else if (self == 1) {
            walk();
        } else {
            region_.release(last_);
        }
    }

private:
    segment last_;
};

// What one fiber released, a second merges with its left neighbour in another block, and a third
// claims and uses, which has seen nothing but the header.
class used_across_blocks : public blocks<3 * 68> {
public:
    used_across_blocks() {
        (void)region_.claim(units(129));
        right_ = claim(7);
        release(claim(68));
    }

    void thread(unsigned self) override {
        if (self == 0)
            region_.coalesce();
        else if (self == 1)
            release(right_);
        else
            reached(claim(70).data() != nullptr ? "claimed" : "came too early");
    }

private:
    segment right_;
};

// A claim merges two neighbours and leaves a part of them, which another one finds: when not before
// or after, then it is told that it was disturbed.
class beside_a_merge : public arena_user<8, 4> {
public:
    beside_a_merge() {
        segment all[4];
        for (segment& s : all)
            s = claim(2);
        release(all[1]);
        release(all[2]);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            segment const s = claim(3);
            if (s.data() != nullptr)
                reached("merged by a claim");
            release(s);
            return;
        }
        for (int i = 0; i != 2; ++i) {
            auto const c = region_.claim(units(1));
            check(c.error() != claim_error::exhausted, "exhausted beside free memory");
            reached(c ? "claimed" : "contended");
            if (c)
                region_.release(*c);
        }
    }
};

// Two free neighbours: one claim needs both, one walk looks at them, all the time.
template <unsigned Walkers>
class merge_and_walk : public arena_user<8, Walkers> {
public:
    merge_and_walk() {
        segment all[4];
        for (segment& s : all)
            s = this->claim(2);
        this->release(all[1]);
        this->release(all[2]);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            segment const s = this->claim(4);
            if (s.data() != nullptr && this->merges() != 0)
                reached("merged by a claim");
            this->release(s);
        } else {
            this->walk();
            this->walk();
        }
    }
};

// One claim needs both neighbours, another would do with either, or with a part of one.
template <unsigned Walkers, std::size_t Small>
class merge_and_claim : public arena_user<8, Walkers> {
public:
    merge_and_claim() {
        segment all[4];
        for (segment& s : all)
            s = this->claim(2);
        this->release(all[0]);
        this->release(all[1]);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            this->release(this->claim(4));
        } else {
            segment const s = this->claim(Small);
            this->release(this->claim(Small));
            this->release(s);
        }
    }
};

// Merges from both ends, of four neighbours.
class two_merges : public arena_user<8, 4> {
public:
    two_merges() {
        segment all[4];
        for (segment& s : all)
            s = claim(2);
        for (segment const& s : all)
            release(s);
    }

    void thread(unsigned self) override {
        if (self == 2) {
            region_.coalesce();
            walk();
            return;
        }
        segment const s = claim(self == 0 ? 3 : 4);
        release(s);
    }
};

// A neighbour is released while its left one is in the hands of a merge.
class merge_and_release : public arena_user<8, 4> {
public:
    merge_and_release() {
        for (segment& s : all_)
            s = claim(2);
        release(all_[0]);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            release(claim(4));
        } else {
            release(all_[1]);
            release(claim(2));
            release(all_[2]);
        }
    }

private:
    segment all_[4];
};

// One thread builds a region and makes it the installed one, while another already asks for memory.
class installed : public model {
public:
    void thread(unsigned self) override {
        if (self == 0) {
            region_.emplace(memory_);
            cds::memory::install(*region_);
        } else if (void* const p = cds::memory::installed_allocate(16)) {
            reached("allocated");
            cds::memory::installed_release(p);
        } else
            reached("came too early");
    }

private:
    alignas(16) std::array<std::byte, 256> memory_;
    std::optional<region> region_;
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"splits", 3, 600, make_model<splits>, {"reused"}},
         {"equal_segments", 3, 600, make_model<equal_segments>, {"reused"}},
         {"words_apart", 2, 150, make_model<words_apart>, {"claimed"}},
         {"notes_that_meet", 2, 200, make_model<notes_that_meet>, {"claimed"}},
         {"noted_in_a_review", 2, 400, make_model<noted_in_a_review>, {"claimed", "brought down"}},
         {"shorter_in_a_merge",
          2,
          300,
          make_model<shorter_in_a_merge>,
          {"merged by a claim", "claimed"}},
         {"left_behind", 3, 300, make_model<left_behind>, {"all merged"}},
         {"used_across_blocks",
          3,
          200,
          make_model<used_across_blocks>,
          {"claimed", "came too early"}},
         {"beside_a_merge", 2, 400, make_model<beside_a_merge>, {"merged by a claim", "claimed"}},
         {"merge_and_walk",
          2,
          1000,
          make_model<merge_and_walk<4>>,
          {"merged by a claim", "walked"}},
         {"merge_and_walk_crowded",
          3,
          600,
          make_model<merge_and_walk<1>>,
          {"merged by a claim", "walked"}},
         {"merge_and_claim", 2, 1000, make_model<merge_and_claim<4, 2>>, {"merged", "exhausted"}},
         {"merge_and_split", 2, 1000, make_model<merge_and_claim<4, 1>>, {"merged", "exhausted"}},
         {"merge_and_claim_crowded", 3, 600, make_model<merge_and_claim<1, 1>>, {"merged"}},
         {"two_merges", 3, 800, make_model<two_merges>, {"merged", "walked"}},
         {"merge_and_release", 2, 1000, make_model<merge_and_release>, {"merged", "exhausted"}},
         {"installed", 2, 50, make_model<installed>, {"allocated", "came too early"}, true}});
}
