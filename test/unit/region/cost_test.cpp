// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a claim looks at, in a region full of small segments, does not grow with their number.

#include <cds/memory/region.h>

#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace {

using cds::memory::region;
using cds::memory::segment;

constexpr std::size_t small = 32;

struct crumbled {
    explicit crumbled(std::size_t segments)
        : size(segments * small * 21 / 20 + 4096),
          memory(new std::byte[size]),
          r({memory.get(), size}, {.walkers = 32, .canaries = false}) {
        while (auto const c = r.claim(small - 8))
            all.push_back(*c);
        std::ranges::sort(all, {}, &segment::data);
    }

    // Of the claim, and of the release if there is one.
    std::uint64_t looks_of(std::size_t bytes, bool expected) {
        std::uint64_t const before = r.statistics().looks;
        auto const c = r.claim(bytes);
        BOOST_TEST(bool(c) == expected);
        if (c)
            r.release(*c);
        return r.statistics().looks - before;
    }

    std::size_t size;
    std::unique_ptr<std::byte[]> memory;
    region r;
    std::vector<segment> all;
};

// Of a thousand segments and of a hundred thousand.
constexpr std::size_t few = 1000;
constexpr std::size_t many = 100'000;
constexpr std::uint64_t flat = 200;

} // namespace

BOOST_AUTO_TEST_SUITE(memory_region_cost)

BOOST_AUTO_TEST_CASE(to_find_that_there_is_nothing_takes_as_many_looks_among_many_segments) {
    for (std::size_t const n : {few, many}) {
        crumbled c(n);
        for (std::size_t i = 0; i < c.all.size(); i += 2)
            c.r.release(c.all[i]);
        for (int i = 0; i != 3; ++i)
            BOOST_TEST(c.looks_of(2 * small, false) < flat);
    }
}

BOOST_AUTO_TEST_CASE(to_find_the_one_that_fits_takes_as_many_looks_among_many_segments) {
    for (std::size_t const n : {few, many}) {
        crumbled c(n);
        for (std::size_t i = 0; i < c.all.size() / 2; i += 2)
            c.r.release(c.all[i]);
        std::size_t const last = c.all.size() - 10;
        for (std::size_t i = last; i != last + 4; ++i)
            c.r.release(c.all[i]);
        for (std::size_t i = c.all.size() / 2; i < last - 2; i += 2)
            c.r.release(c.all[i]);
        for (int i = 0; i != 3; ++i)
            BOOST_TEST(c.looks_of(4 * small - 8, true) < flat);
    }
}

// Released in disorder until a part is full: what is merged, was merged as it was released.
BOOST_AUTO_TEST_CASE(a_claim_of_any_size_takes_few_looks_however_full_the_region_is) {
    for (std::size_t const n : {few, many})
        for (std::size_t const full : std::array<std::size_t, 4>{10, 50, 90, 99}) {
            crumbled c(n);
            std::ranges::shuffle(c.all, cds_test::random_stream());
            for (std::size_t i = 0; i != c.all.size() * (100 - full) / 100; ++i)
                c.r.release(c.all[i]);
            for (std::size_t const bytes : std::array<std::size_t, 5>{24, 56, 120, 1000, 20'000}) {
                std::uint64_t const before = c.r.statistics().looks;
                auto const claimed = c.r.claim(bytes);
                BOOST_TEST(c.r.statistics().looks - before < flat);
                if (claimed)
                    c.r.release(*claimed);
            }
        }
}

// Each claim takes what is left of a block: no claim finds a row of blocks that hold no more what
// the summary says.
BOOST_AUTO_TEST_CASE(no_claim_pays_for_what_many_others_took) {
    crumbled c(many);
    for (std::size_t i = 0; i < c.all.size(); i += 32)
        c.r.release(c.all[i]);
    std::uint64_t worst = 0;
    std::size_t served = 0;
    for (int i = 0; i != 200; ++i) {
        std::uint64_t const before = c.r.statistics().looks;
        served += bool(c.r.claim(small - 8));
        worst = std::max(worst, c.r.statistics().looks - before);
    }
    BOOST_TEST(served == 200U);
    BOOST_TEST(worst < flat);
}

BOOST_AUTO_TEST_SUITE_END()
