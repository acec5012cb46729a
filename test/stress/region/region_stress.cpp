// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#include <cds/memory/region.h>

#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

// Claims of all sizes in a small region, so that there are always merges, failures and splits; the
// payload is written and read by plain accesses, so a sanitizer sees every late look at a header.
namespace {

using cds::memory::claim_error;
using cds::memory::region;
using cds::memory::segment;
using cds::memory::segment_view;

struct arena {
    explicit arena(std::size_t size, unsigned walkers)
        : memory(new std::byte[size]), r({memory.get(), size}, {walkers, true}) {}

    std::unique_ptr<std::byte[]> memory;
    region r;
};

void fill(segment const& s, std::size_t owner) {
    std::memset(s.data(), static_cast<int>(owner + 1), s.size());
}

bool is_intact(segment const& s, std::size_t owner) {
    return std::ranges::all_of(s.bytes(), [&](std::byte b) { return b == std::byte(owner + 1); });
}

// What all threads together have seen.
struct findings {
    std::atomic<std::size_t> damaged{0};
    std::atomic<std::size_t> exhausted{0};
    std::atomic<std::size_t> contended{0};
};

void claim_and_release(region& r, std::size_t self, std::size_t rounds, findings& seen) {
    auto random = cds_test::random_stream(self);
    std::vector<segment> mine;
    for (std::size_t i = 0; i != rounds; ++i) {
        if (mine.size() < 16 && random() % 2 == 0) {
            auto const c = r.claim(random() % 8 == 0 ? random() % 2000 : random() % 100);
            if (c) {
                fill(*c, self);
                mine.push_back(*c);
            } else {
                ++(c.error() == claim_error::exhausted ? seen.exhausted : seen.contended);
            }
        } else if (!mine.empty()) {
            std::swap(mine[random() % mine.size()], mine.back());
            seen.damaged += !is_intact(mine.back(), self);
            r.release(mine.back());
            mine.pop_back();
        }
    }
    for (segment const& s : mine) {
        seen.damaged += !is_intact(s, self);
        r.release(s);
    }
}

void torture(unsigned walkers, std::size_t threads, std::size_t rounds) {
    arena a(threads * 1024, walkers);
    findings seen;
    {
        cds_test::background const walk([&] {
            std::byte const* last = nullptr;
            a.r.walk([&](segment_view const& v) {
                seen.damaged += v.data <= last || v.size == 0;
                last = v.data;
            });
        });
        cds_test::run_threads(
            threads, [&](std::size_t self) { claim_and_release(a.r, self, rounds, seen); });
    }
    BOOST_TEST(seen.damaged == 0U);
    BOOST_TEST_MESSAGE("exhausted " << seen.exhausted << ", contended " << seen.contended
                                    << ", merges " << a.r.statistics().merges);
    BOOST_TEST(seen.exhausted != 0U);
    BOOST_TEST(a.r.statistics().merges != 0U);
    BOOST_TEST(a.r.statistics().busy_segments == 0U);
    BOOST_TEST(a.r.statistics().claims == a.r.statistics().releases);
    a.r.coalesce();
    BOOST_TEST(a.r.statistics().free_segments == 1U);
    BOOST_TEST(a.r.statistics().largest_free == a.r.largest_claim());
}

} // namespace

BOOST_AUTO_TEST_SUITE(memory_region_threads)

BOOST_AUTO_TEST_CASE(segments_belong_to_one_thread_and_none_is_lost) {
    torture(32, 4, 10'000 * cds_test::scale());
}

BOOST_AUTO_TEST_CASE(the_same_with_more_walkers_than_seats) {
    torture(2, 6, 2'000 * cds_test::scale());
}

// Nobody is told that the region is exhausted while there is room for all.
BOOST_AUTO_TEST_CASE(enough_for_all_is_enough_for_each) {
    constexpr std::size_t threads = 4;
    constexpr std::size_t segment_size = 64;
    arena a(2 * 8 + 8 + threads * segment_size, 32); // the bitmaps, the grid, and one for each
    BOOST_REQUIRE(a.r.statistics().capacity == threads * segment_size);
    std::atomic<std::size_t> failures{0};
    cds_test::run_threads(threads, [&](std::size_t self) {
        for (std::size_t i = 0; i != 20'000 * cds_test::scale(); ++i) {
            auto const c = a.r.claim(segment_size - 16); // header and canary
            failures += c.error() == claim_error::exhausted;
            if (c) {
                fill(*c, self);
                a.r.release(*c);
            }
        }
    });
    BOOST_TEST(failures == 0U);
}

// Half of the region, which is in crumbs all the time, beside twice as many claimers as there are
// seats. Nobody is told that there is nothing.
BOOST_AUTO_TEST_CASE(a_large_claim_succeeds_beside_any_number_of_small_ones) {
    constexpr std::size_t claimers = 64;
    arena a(1 << 20, 32);
    std::atomic<bool> over{false};
    std::atomic<std::size_t> exhausted{0};
    cds_test::run_threads(claimers + 1, [&](std::size_t self) {
        if (self == 0) {
            for (int i = 0; i != 10; ++i) {
                auto large = a.r.claim(a.r.largest_claim() / 2);
                for (; !large; large = a.r.claim(a.r.largest_claim() / 2))
                    std::this_thread::yield();
                a.r.release(*large);
            }
            over = true;
            return;
        }
        segment mine[4];
        for (std::size_t i = 0; !over; ++i) {
            segment& s = mine[i % 4];
            if (s.data() != nullptr)
                a.r.release(s);
            auto const c = a.r.claim(100 + (i * self) % 400);
            exhausted += c.error() == claim_error::exhausted;
            s = c ? *c : segment();
        }
        for (segment const& s : mine)
            if (s.data() != nullptr)
                a.r.release(s);
    });
    BOOST_TEST(exhausted == 0U);
    a.r.coalesce();
    BOOST_TEST(a.r.statistics().free_segments == 1U);
}

// What one thread wrote before its release is what the next owner finds, whatever it is.
BOOST_AUTO_TEST_CASE(a_segment_travels_between_threads) {
    arena a(4096, 32);
    std::atomic<std::byte*> handed{nullptr};
    std::size_t const rounds = 20'000 * cds_test::scale();
    std::atomic<std::size_t> wrong{0};
    cds_test::run_threads(2, [&](std::size_t self) {
        for (std::size_t i = 0; i != rounds; ++i) {
            if (self == 0) {
                auto const c = a.r.claim(8 + i % 64);
                std::memset(c->data(), static_cast<int>(i), 8);
                while (handed.load(std::memory_order_acquire) != nullptr)
                    std::this_thread::yield();
                handed.store(c->data(), std::memory_order_release);
            } else {
                std::byte* p = nullptr;
                while ((p = handed.load(std::memory_order_acquire)) == nullptr)
                    std::this_thread::yield();
                wrong += *p != std::byte(i);
                a.r.release(p);
                handed.store(nullptr, std::memory_order_release);
            }
        }
    });
    BOOST_TEST(wrong == 0U);
    BOOST_TEST(a.r.statistics().busy_segments == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
