// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#include <cds/memory/region.h>

#include <cds_test/child.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstring>
#include <memory>

// Children are made while threads claim, merge and release, so that they find every state between
// two steps. Each of them recovers its copy of the region and uses it.
namespace {

using cds::memory::claim_error;
using cds::memory::region;
using cds::memory::segment;
using cds::memory::segment_view;

constexpr std::size_t size = 16 << 10;
constexpr std::size_t threads = 4;
constexpr std::size_t pieces = 8;
constexpr std::size_t largest = 700;

// What the threads had, and one segment that each was about to be given.
constexpr std::size_t most_busy = threads * (pieces + 1);

void churn(region& r, std::size_t self, std::atomic<bool> const& over) {
    auto random = cds_test::random_stream(self);
    segment mine[pieces];
    while (!over) {
        segment& s = mine[random() % pieces];
        if (s.data() != nullptr)
            r.release(s);
        auto const c = r.claim(random() % largest);
        s = c ? *c : segment();
        if (c)
            std::memset(s.data(), 0xcc, s.size());
    }
    for (segment const& s : mine)
        if (s.data() != nullptr)
            r.release(s);
}

int use_a_copy(region& r) {
    r.recover();
    std::size_t covered = 0;
    std::size_t busy = 0;
    std::size_t longest = 0;
    bool last_free = false;
    int wrong = 0;
    std::byte const* expected = nullptr;
    r.walk([&](segment_view const& v) {
        if (expected != nullptr && v.data != expected)
            wrong = 1;
        if (!v.busy && last_free)
            wrong = 2;
        last_free = !v.busy;
        expected = v.data + v.size;
        covered += v.size;
        busy += v.busy;
        longest = std::max(longest, v.busy ? 0 : v.size);
    });
    if (wrong != 0)
        return wrong;
    if (covered != r.statistics().capacity)
        return 3;
    if (busy > most_busy)
        return 4;
    if (auto const c = r.claim(longest - 8)) {
        std::memset(c->data(), 0xdd, c->size());
        r.release(*c);
    } else {
        return 5;
    }
    r.walk([&](segment_view const& v) {
        if (v.busy)
            r.release(v.data); // the others will not come back
    });
    r.coalesce();
    if (!r.claim(r.largest_claim()))
        return 6;
    return r.claim(1).error() == claim_error::exhausted ? 0 : 7; // nobody has anything in hand
}

} // namespace

BOOST_AUTO_TEST_SUITE(memory_region_forks)

BOOST_AUTO_TEST_CASE(a_child_recovers_whatever_the_threads_were_doing) {
    std::unique_ptr<std::byte[]> const memory(new std::byte[size]);
    region r({memory.get(), size}, {.walkers = 2, .canaries = false});
    std::atomic<bool> over{false};
    std::vector<std::thread> all;
    for (std::size_t i = 0; i != threads; ++i)
        all.emplace_back([&, i] { churn(r, i, over); });
    for (std::size_t i = 0; i != 100 * cds_test::scale(); ++i) {
        auto const end = cds_test::in_fork([&] { return use_a_copy(r); });
        BOOST_TEST(end.good(), end);
    }
    over = true;
    for (std::thread& t : all)
        t.join();
    r.coalesce();
    BOOST_TEST(bool(r.claim(r.largest_claim())));
}

BOOST_AUTO_TEST_SUITE_END()
