// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#include <cds/memory/region.h>

#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <vector>

namespace {

using cds::memory::claim_error;
using cds::memory::region;
using cds::memory::region_options;
using cds::memory::segment;
using cds::memory::segment_view;

constexpr region_options plain{.walkers = 32, .canaries = false};
constexpr region_options guarded{.walkers = 32, .canaries = true};

// What must hold whenever nobody is inside: the segments tile the region, and the statistics say
// what the walk shows.
void check_tiling(region const& r, std::byte const* begin = nullptr) {
    std::size_t covered = 0;
    std::size_t free_bytes = 0;
    std::byte const* expected = begin;
    r.walk([&](segment_view const& v) {
        if (expected != nullptr)
            BOOST_TEST(v.data == expected);
        expected = v.data + v.size;
        covered += v.size;
        free_bytes += v.busy ? 0 : v.size;
    });
    BOOST_TEST(covered == r.statistics().capacity);
    BOOST_TEST(free_bytes == r.statistics().free_bytes);
}

std::size_t count_segments(region const& r) {
    std::size_t n = 0;
    r.walk([&](segment_view const&) { ++n; });
    return n;
}

struct fixture {
    alignas(16) std::array<std::byte, 4096> memory;
    region r{memory, plain};
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(memory_region, fixture)

BOOST_AUTO_TEST_CASE(memory_must_be_words_and_enough_of_them) {
    std::span<std::byte> const all(memory);
    BOOST_TEST(region::fits(all));
    BOOST_TEST(region::fits(all.subspan(8)));
    BOOST_TEST(region::fits(all.first(region::minimum)));
    BOOST_TEST(!region::fits(all.first(region::minimum - 8)));
    BOOST_TEST(!region::fits(all.subspan(4)));
    BOOST_TEST(!region::fits(all.first(4092)));
    BOOST_TEST(!region::fits({}));
    BOOST_CHECK_THROW(region(all.subspan(4)), std::invalid_argument);
    BOOST_CHECK_THROW(region(all.first(8)), std::invalid_argument);
    BOOST_CHECK_THROW(region(std::span<std::byte>()), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(every_size_and_start_is_used_nearly_whole) {
    for (std::size_t start = 0; start <= 24; start += 8)
        for (std::size_t size = region::minimum; size <= 2048; size += 8) {
            std::span<std::byte> const part = std::span<std::byte>(memory).subspan(start, size);
            region const small(part, plain);
            // 3 bits of 128 and a fifteenth of one more, a word of each map cut off, one of each
            // level of the summary, and the grid at both ends
            BOOST_TEST(small.largest_claim() + size / 41 + 2 * 8 + 3 * 8 + 2 * 16 >= size);
            BOOST_TEST(small.largest_claim() < size);
        }
}

BOOST_AUTO_TEST_CASE(a_new_region_is_one_free_segment) {
    auto const s = r.statistics();
    BOOST_TEST(s.free_segments == 1U);
    BOOST_TEST(s.busy_segments == 0U);
    BOOST_TEST(s.free_bytes == s.capacity);
    BOOST_TEST(s.largest_free == r.largest_claim());
    check_tiling(r);
}

BOOST_AUTO_TEST_CASE(a_claim_gives_what_was_asked_for_aligned_and_apart_from_others) {
    std::vector<segment> claimed;
    for (std::size_t const n : std::array<std::size_t, 10>{0, 1, 7, 8, 9, 16, 24, 25, 100, 500}) {
        auto const c = r.claim(n);
        BOOST_REQUIRE(bool(c));
        BOOST_TEST(c->size() >= std::max<std::size_t>(n, 1));
        BOOST_TEST(c->size() < n + 2 * region::unit);
        BOOST_TEST(reinterpret_cast<std::uintptr_t>(c->data()) % 16 == 0U);
        BOOST_TEST(r.owns(c->data()));
        BOOST_TEST(r.is_segment(c->data()));
        std::memset(c->data(), 0x11 * static_cast<int>(claimed.size() + 1), c->size());
        claimed.push_back(*c);
    }
    for (std::size_t i = 0; i != claimed.size(); ++i)
        BOOST_TEST(std::ranges::all_of(
            claimed[i].bytes(), [i](std::byte b) { return b == std::byte(0x11 * (i + 1)); }));
    check_tiling(r);
    BOOST_TEST(r.statistics().busy_segments == claimed.size());
}

BOOST_AUTO_TEST_CASE(a_segment_begins_with_its_header) {
    auto const c = r.claim(40);
    std::uint64_t word = 0;
    std::memcpy(&word, c->data() - 8, sizeof word); // nobody else is here
    BOOST_TEST((word & 3) == 2U);                   // busy
    BOOST_TEST((word >> 32) == 3U);                 // units
    r.release(*c);
    std::memcpy(&word, c->data() - 8, sizeof word);
    BOOST_TEST((word & 3) == 1U);
}

BOOST_AUTO_TEST_CASE(exhaustion_is_an_error_value_and_ends_with_a_release) {
    std::vector<segment> claimed;
    auto last = r.claim(24);
    for (; last; last = r.claim(24))
        claimed.push_back(*last);
    BOOST_TEST((last.error() == claim_error::exhausted));
    BOOST_TEST(claimed.size() == r.statistics().capacity / 32);
    BOOST_TEST(r.statistics().failures == 1U);
    r.release(claimed[5]);
    auto const again = r.claim(24);
    BOOST_REQUIRE(bool(again));
    BOOST_TEST(again->data() == claimed[5].data());
}

BOOST_AUTO_TEST_CASE(what_no_region_has_is_exhaustion) {
    for (std::size_t n :
         {r.largest_claim() + 1, r.statistics().capacity,
          std::numeric_limits<std::size_t>::max() - 7, std::numeric_limits<std::size_t>::max()})
        BOOST_TEST((r.claim(n).error() == claim_error::exhausted));
    auto const all = r.claim(r.largest_claim());
    BOOST_REQUIRE(bool(all));
    BOOST_TEST(all->size() == r.largest_claim());
    BOOST_TEST((r.claim(1).error() == claim_error::exhausted));
    r.release(*all);
    check_tiling(r);
}

BOOST_AUTO_TEST_CASE(free_neighbours_are_merged_by_the_claim_that_needs_them) {
    std::vector<segment> claimed;
    while (auto const c = r.claim(24))
        claimed.push_back(*c);
    std::size_t const n = claimed.size();
    for (std::size_t i = 10; i != 14; ++i)
        r.release(claimed[i]);
    auto const large = r.claim(3 * 32 + 24);
    BOOST_REQUIRE(bool(large));
    BOOST_TEST(r.statistics().merges == 3U);
    BOOST_TEST(r.statistics().busy_segments == n - 3);
    check_tiling(r);
    r.release(*large);
    check_tiling(r);
}

BOOST_AUTO_TEST_CASE(a_busy_segment_between_is_never_merged) {
    std::vector<segment> claimed;
    while (auto const c = r.claim(24))
        claimed.push_back(*c);
    std::ranges::sort(claimed, {}, &segment::data);
    r.release(claimed[10]);
    r.release(claimed[12]);
    std::memset(claimed[11].data(), 0x7f, claimed[11].size());
    BOOST_TEST((r.claim(25).error() == claim_error::exhausted));
    BOOST_TEST(r.coalesce() == 0U);
    BOOST_TEST(
        std::ranges::all_of(claimed[11].bytes(), [](std::byte b) { return b == std::byte(0x7f); }));
}

BOOST_AUTO_TEST_CASE(a_merge_gives_back_what_the_claim_does_not_need) {
    std::vector<segment> claimed;
    while (auto const c = r.claim(24))
        claimed.push_back(*c);
    std::ranges::sort(claimed, {}, &segment::data);
    for (std::size_t i = 10; i != 13; ++i)
        r.release(claimed[i]);
    BOOST_REQUIRE(bool(r.claim(72))); // 5 units of 6
    while (r.claim(8))
        ;
    BOOST_TEST(r.statistics().free_bytes == 0U);
    BOOST_TEST((r.claim(1).error() == claim_error::exhausted));
    check_tiling(r);
}

BOOST_AUTO_TEST_CASE(coalesce_makes_one_of_all) {
    std::vector<segment> claimed;
    while (auto const c = r.claim(40))
        claimed.push_back(*c);
    std::size_t const n = count_segments(r);
    std::ranges::shuffle(claimed, cds_test::random_stream());
    for (segment const& s : claimed)
        r.release(s);
    std::size_t const left = count_segments(r);
    BOOST_TEST(r.coalesce() == left - 1);
    BOOST_TEST(r.statistics().merges == n - 1);
    BOOST_TEST(count_segments(r) == 1U);
    BOOST_TEST(r.statistics().largest_free == r.largest_claim());
    BOOST_TEST(bool(r.claim(r.largest_claim())));
}

BOOST_AUTO_TEST_CASE(a_walk_may_claim_and_release) {
    auto const mine = r.claim(100);
    std::size_t seen = 0;
    r.walk([&](segment_view const& v) {
        ++seen;
        if (v.data == mine->data())
            r.release(*mine);
    });
    BOOST_TEST(seen == 2U);
    BOOST_TEST(r.statistics().busy_segments == 0U);
}

BOOST_AUTO_TEST_CASE(a_border_on_which_a_walk_stands_is_not_merged_away) {
    auto const first = r.claim(r.largest_claim() - 64);
    auto const second = r.claim(1);
    auto const third = r.claim(1);
    BOOST_REQUIRE(bool(third));
    r.release(*first);
    r.release(*second);
    r.release(*third);
    std::size_t tried = 0;
    r.walk([&](segment_view const& v) {
        if (v.data != third->data() && v.data != second->data() && v.data != first->data())
            return;
        ++tried;
        r.coalesce();
        BOOST_TEST(r.is_segment(v.data));
    });
    BOOST_TEST(tried != 0U);
    r.coalesce();
    BOOST_TEST(count_segments(r) == 1U);
}

BOOST_AUTO_TEST_CASE(a_claim_that_a_walk_stands_in_the_way_of_is_contended) {
    segment const left = *r.claim(r.largest_claim() / 2);
    while (r.claim(1))
        ;
    std::byte* neighbour = nullptr;
    r.walk([&](segment_view const& v) {
        if (v.data < left.data() && v.data + v.size == left.data())
            neighbour = v.data;
    });
    BOOST_REQUIRE(neighbour != nullptr);
    r.release(neighbour);
    r.release(left);
    bool stood = false;
    r.walk([&](segment_view const& v) {
        if (v.data != left.data())
            return;
        stood = true;
        BOOST_TEST((r.claim(left.size() + 1).error() == claim_error::contended));
        BOOST_TEST(bool(r.claim(1)));
    });
    BOOST_TEST(stood);
}

BOOST_AUTO_TEST_CASE(what_a_walk_stood_in_the_way_of_is_merged_when_it_has_gone) {
    segment const left = *r.claim(r.largest_claim() / 2);
    segment const rest = *r.claim(r.statistics().largest_free);
    r.release(rest);
    r.release(left);
    for (int i = 0; i != 2; ++i)
        r.walk([&](segment_view const& v) {
            if (v.data == left.data())
                BOOST_TEST((r.claim(left.size() + 1).error() == claim_error::contended));
        });
    BOOST_TEST(bool(r.claim(left.size() + 1)));
}

// What is beyond the seats stops a merge where it stands, and nowhere else.
BOOST_AUTO_TEST_CASE(walks_beyond_the_seats_stop_merges_only_where_they_stand) {
    region crowded(memory, {.walkers = 1, .canaries = false});
    std::vector<segment> claimed;
    for (int i = 0; i != 6; ++i)
        claimed.push_back(*crowded.claim(24)); // from right to left
    std::size_t stood = 0;
    crowded.walk([&](segment_view const&) { // the seat
        crowded.walk([&](segment_view const& v) {
            if (v.data != claimed[2].data() || stood != 0)
                return;
            ++stood;
            for (segment const& s : claimed)
                crowded.release(s);
            crowded.coalesce();
            BOOST_TEST(crowded.is_segment(claimed[2].data()));
            BOOST_TEST(count_segments(crowded) == 2U);
            auto const large = crowded.claim(3 * 32 - 8); // the rest of them
            BOOST_TEST(bool(large));
            crowded.release(*large);
        });
    });
    BOOST_TEST(stood == 1U);
    crowded.coalesce();
    BOOST_TEST(count_segments(crowded) == 1U);
    BOOST_TEST(crowded.statistics().claims == 7U);
}

BOOST_AUTO_TEST_CASE(who_leaves_the_standing_room_holds_up_nobody) {
    region crowded(memory, {.walkers = 1, .canaries = false});
    segment const a = *crowded.claim(24);
    crowded.walk([&](segment_view const&) {
        for (int i = 0; i != 3; ++i)
            crowded.walk([](segment_view const&) {});
        (void)crowded.coalesce();
        if (crowded.statistics().busy_segments != 0)
            crowded.release(a);
    });
    BOOST_TEST(crowded.coalesce() == 1U);
}

// A hundred claimers are stopped in the middle of it, as those that a system does not run.
BOOST_AUTO_TEST_CASE(a_large_claim_succeeds_beside_a_hundred_stopped_walks) {
    std::vector<std::byte> space(1 << 16);
    region wide(space, plain);
    std::vector<segment> small;
    while (auto const c = wide.claim(24))
        small.push_back(*c);
    std::ranges::sort(small, {}, &segment::data);
    std::size_t depth = 0;
    auto const descend = [&](auto const& self) -> void {
        if (depth == 100) {
            for (std::size_t i = 200; i != 500; ++i)
                wide.release(small[i]);
            BOOST_TEST(bool(wide.claim(300 * 32 - 8)));
            return;
        }
        std::size_t const mine = depth++;
        std::size_t seen = 0;
        wide.walk([&](segment_view const&) {
            if (seen++ == mine && depth == mine + 1)
                self(self);
        });
    };
    descend(descend);
    BOOST_TEST(depth == 100U);
}

BOOST_AUTO_TEST_CASE(statistics_count_what_was_done) {
    auto const a = r.claim(24);
    auto const b = r.claim(24);
    (void)r.claim(1 << 20);
    r.release(*a);
    auto const s = r.statistics();
    BOOST_TEST(s.claims == 2U);
    BOOST_TEST(s.failures == 1U);
    BOOST_TEST(s.releases == 1U);
    BOOST_TEST(s.merges == 0U);
    BOOST_TEST(s.busy_segments == 1U);
    BOOST_TEST(s.free_segments == 2U);
    BOOST_TEST(s.free_bytes == s.capacity - 32);
    BOOST_TEST(s.largest_free == s.capacity - 64 - 8);
    r.release(*b);
}

BOOST_AUTO_TEST_CASE(a_segment_just_released_is_claimed_next) {
    (void)r.claim(200);
    auto const a = r.claim(24);
    (void)r.claim(200);
    r.release(*a);
    BOOST_TEST(r.claim(24)->data() == a->data());
}

BOOST_AUTO_TEST_CASE(canaries_cost_8_bytes_and_change_nothing_else) {
    region careful(memory, guarded);
    BOOST_TEST(careful.largest_claim() + 8 == r.largest_claim());
    auto const c = careful.claim(24);
    BOOST_REQUIRE(bool(c));
    BOOST_TEST(c->size() >= 24U);
    std::memset(c->data(), 0xff, c->size()); // to the last byte
    careful.release(*c);
    careful.coalesce();
    BOOST_TEST(count_segments(careful) == 1U);
}

BOOST_AUTO_TEST_CASE(random_claims_and_releases_keep_the_tiling) {
    auto random = cds_test::random_stream();
    std::vector<segment> claimed;
    std::size_t failures = 0;
    for (std::size_t i = 0; i != 5000 * cds_test::scale(); ++i) {
        if (random() % 2 == 0) {
            auto const c = r.claim(random() % 300);
            if (c) {
                std::memset(c->data(), static_cast<int>(i), c->size());
                claimed.push_back(*c);
            } else {
                BOOST_TEST((c.error() == claim_error::exhausted));
                ++failures;
            }
        } else if (!claimed.empty()) {
            std::swap(claimed[random() % claimed.size()], claimed.back());
            r.release(claimed.back());
            claimed.pop_back();
        }
        if (i % 64 == 0)
            check_tiling(r);
    }
    BOOST_TEST(failures != 0U);
    BOOST_TEST(r.statistics().merges != 0U);
    for (segment const& s : claimed)
        r.release(s);
    r.coalesce();
    BOOST_TEST(count_segments(r) == 1U);
}

// Whatever has happened: what a walk finds to be free side by side can be claimed, and no more.
BOOST_AUTO_TEST_CASE(a_claim_succeeds_if_and_only_if_there_is_a_run_of_that_length) {
    std::vector<std::byte> space(100'000);
    region wide(space, plain);
    auto random = cds_test::random_stream();
    std::vector<segment> claimed;
    auto const longest_run = [&] {
        std::size_t longest = 0;
        std::size_t run = 0;
        wide.walk([&](segment_view const& v) {
            run = v.busy ? 0 : run + v.size;
            longest = std::max(longest, run);
        });
        return longest;
    };
    for (std::size_t i = 0; i != 1000 * cds_test::scale(); ++i) {
        for (std::size_t n = random() % 16; n != 0; --n)
            if (auto const c = wide.claim(random() % (random() % 16 == 0 ? 5000 : 100)))
                claimed.push_back(*c);
        for (std::size_t n = random() % 18; n != 0 && !claimed.empty(); --n) {
            std::swap(claimed[random() % claimed.size()], claimed.back());
            wide.release(claimed.back());
            claimed.pop_back();
        }
        std::size_t const run = longest_run();
        BOOST_TEST(!wide.claim(run - (run == 0 ? 0 : 7)));
        if (run == 0)
            continue;
        auto const all = wide.claim(run - 8);
        BOOST_REQUIRE(bool(all));
        wide.release(*all);
    }
}

BOOST_AUTO_TEST_SUITE_END()
