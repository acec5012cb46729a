// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A region in the child of a fork, which has a copy of it without the threads that were at work,
// and a region in memory that processes share.

#include <cds/memory/region.h>

#include <cds_test/child.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <thread>
#include <vector>

namespace {

using cds::memory::claim_error;
using cds::memory::region;
using cds::memory::segment;
using cds::memory::segment_view;

constexpr std::uint64_t free_state = 1;
constexpr std::uint64_t busy_state = 2;
constexpr std::uint64_t held_state = 3;

// A region in which a test does what a thread does that is never heard of again: the headers stand
// before the payloads, the maps of heads and of free segments at the beginning of the memory.
struct interrupted {
    interrupted() {
        while (auto const c = r.claim(24))
            all.push_back(*c);
        (void)r.claim(8); // one unit may be left
        std::ranges::sort(all, {}, &segment::data);
        r.walk([&](segment_view const& v) { first = first == nullptr ? v.data : first; });
    }

    std::uint64_t& header(segment const& s) {
        return *reinterpret_cast<std::uint64_t*>(s.data() - 8);
    }
    // 30 bits of tag stay.
    void write(segment const& s, std::uint64_t state, std::uint64_t units) {
        header(s) = units << 32 | (header(s) & 0xffff'fffc) | state;
    }
    void put_bit(std::size_t map, segment const& s, bool value) {
        auto const unit = static_cast<std::size_t>(s.data() - first) / region::unit;
        auto* const words = reinterpret_cast<std::uint64_t*>(memory.data()) + map * words_of_map;
        std::uint64_t const mask = std::uint64_t{1} << unit % 64;
        words[unit / 64] = value ? words[unit / 64] | mask : words[unit / 64] & ~mask;
    }
    void put_head(segment const& s, bool value) { put_bit(0, s, value); }
    void put_free(segment const& s, bool value) { put_bit(1, s, value); }

    // The segments tile the region, no two neighbours are free; bytes that are free.
    std::size_t free_bytes() {
        std::byte const* expected = first;
        bool last_free = false;
        std::size_t bytes = 0;
        r.walk([&](segment_view const& v) {
            BOOST_TEST(v.data == expected);
            BOOST_TEST((v.busy || !last_free));
            last_free = !v.busy;
            bytes += v.busy ? 0 : v.size;
            expected = v.data + v.size;
        });
        BOOST_TEST(expected == first + r.statistics().capacity);
        return bytes;
    }

    static constexpr std::size_t words_of_map = 4;
    alignas(16) std::array<std::byte, 4096> memory;
    region r{memory, {.walkers = 32, .canaries = false}};
    std::vector<segment> all;
    std::byte* first = nullptr;
};

constexpr std::size_t whole = 1 << 20;

} // namespace

BOOST_AUTO_TEST_SUITE(memory_region_fork)

BOOST_FIXTURE_TEST_CASE(nothing_changes_where_nothing_was_left, interrupted) {
    for (std::size_t const i : std::array<std::size_t, 3>{50, 3, 100})
        r.release(all[i]);
    r.recover();
    BOOST_TEST(free_bytes() == 3 * 32U);
    for (int i = 0; i != 3; ++i)
        BOOST_TEST(bool(r.claim(24))); // wherever they are
    for (std::size_t const i : std::array<std::size_t, 3>{50, 3, 100})
        r.release(all[i].data());
    for (std::size_t i = 0; i != all.size(); ++i)
        if (i != 50 && i != 3 && i != 100)
            r.release(all[i]); // handles are good
    r.recover();
    BOOST_TEST(free_bytes() / 32 == all.size());
    BOOST_TEST(bool(r.claim(all.size() * 32 - 8)));
}

BOOST_FIXTURE_TEST_CASE(a_tail_that_was_cut_off_and_not_built_is_part_of_what_it_was_cut_from,
                        interrupted) {
    r.release(all[3]);
    write(all[3], free_state, 1);
    r.recover();
    BOOST_TEST(free_bytes() == 32U);
    BOOST_TEST(bool(r.claim(24)));
}

BOOST_FIXTURE_TEST_CASE(a_tail_that_was_not_built_is_free_where_its_rest_is_claimed, interrupted) {
    write(all[3], busy_state, 1);
    r.recover();
    BOOST_TEST(free_bytes() == 16U);
    BOOST_TEST(r.claim(8)->data() == all[3].data() + 16);
}

BOOST_FIXTURE_TEST_CASE(what_a_merge_had_in_hand_is_free_as_a_whole, interrupted) {
    for (std::size_t const i : {std::size_t{3}, std::size_t{4}, std::size_t{5}}) {
        r.release(all[i]);
        write(all[i], held_state, 2);
    }
    put_free(all[4], false); // ended
    put_head(all[4], false);
    put_free(all[5], false); // about to end
    r.recover();
    BOOST_TEST(free_bytes() == 3 * 32U);
    BOOST_TEST(bool(r.claim(3 * 32 - 8)));
}

// The merge has built what it was to return, and has not said how much it keeps.
BOOST_FIXTURE_TEST_CASE(what_a_merge_was_to_return_is_all_that_stays_claimed, interrupted) {
    for (std::size_t const i : {std::size_t{3}, std::size_t{4}}) {
        r.release(all[i]);
        write(all[i], held_state, 2);
    }
    put_free(all[4], false);
    header(all[4]) = ~std::uint64_t{0}; // payload by now
    segment tail = all[4];
    std::byte* const place = all[4].data() + 16 - 8;
    std::uint64_t const word = std::uint64_t{1} << 32 | busy_state;
    std::memcpy(place, &word, sizeof word);
    put_head(all[4], false);
    auto const unit = static_cast<std::size_t>(place + 8 - first) / region::unit;
    reinterpret_cast<std::uint64_t*>(memory.data())[unit / 64] |= std::uint64_t{1} << unit % 64;
    r.recover();
    BOOST_TEST(free_bytes() == 48U);
    BOOST_TEST(r.is_segment(tail.data() + 16));
    r.release(tail.data() + 16);
    BOOST_TEST(bool(r.claim(2 * 32 - 8)));
}

BOOST_FIXTURE_TEST_CASE(what_was_taken_or_given_back_half_is_free, interrupted) {
    put_free(all[3], true); // a release has come no further, or a claim of the whole
    r.recover();
    BOOST_TEST(free_bytes() == 32U);
    BOOST_TEST(bool(r.claim(24)));
}

// A header may be built where one stood that has ended in a merge: no handle of old may fit it.
BOOST_FIXTURE_TEST_CASE(a_handle_of_a_header_that_is_gone_fits_no_later_one, interrupted) {
    segment const stale = all[4];
    r.release(all[3]);
    r.release(stale);
    write(all[3], held_state, 2);
    put_free(stale, false);
    put_head(stale, false);
    r.recover();
    auto const fresh = r.claim(24);
    BOOST_REQUIRE(fresh->data() == stale.data());
    auto const tag = header(*fresh) >> 2 & 0x3fff'ffff;
    BOOST_TEST(tag > 1000U); // far from all that have been here
    r.release(*fresh);
}

// 40 threads are in the middle of walks, more than there are seats, when the process is copied.
BOOST_AUTO_TEST_CASE(a_child_has_all_that_is_free_however_many_threads_were_at_work) {
    std::vector<std::byte> memory(whole);
    region r(memory, {.walkers = 32, .canaries = false});
    std::vector<segment> all;
    while (auto const c = r.claim(500))
        all.push_back(*c);
    std::atomic<unsigned> inside{0};
    std::atomic<bool> over{false};
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i != 40; ++i)
        threads.emplace_back([&, i] {
            std::size_t seen = 0;
            r.walk([&](segment_view const&) {
                if (seen++ != 20 * i)
                    return;
                ++inside;
                while (!over)
                    std::this_thread::yield();
            });
        });
    while (inside != 40)
        std::this_thread::yield();
    for (segment const& s : all)
        r.release(s);
    auto const end = cds_test::in_fork([&] {
        if (r.claim(r.largest_claim()))
            return 1; // no walk stood in the way
        r.recover();
        auto const c = r.claim(r.largest_claim());
        if (!c)
            return 2;
        std::memset(c->data(), 1, c->size());
        r.release(*c);
        return r.statistics().free_segments == 1 ? 0 : 3;
    });
    BOOST_TEST(end.good(), end);
    over = true;
    for (std::thread& t : threads)
        t.join();
    r.coalesce();
    BOOST_TEST(bool(r.claim(r.largest_claim())));
}

namespace {

// A region object and its memory, which children share.
struct shared_region {
    shared_region() {
        void* const p = mmap(nullptr, sizeof(region) + whole, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        BOOST_REQUIRE(p != MAP_FAILED);
        auto* const begin = static_cast<std::byte*>(p);
        r = ::new (p) region({begin + sizeof(region), whole}, {.walkers = 4, .canaries = true});
    }
    ~shared_region() { munmap(r, sizeof(region) + whole); }

    region* r;
};

int claim_and_release(region& r, unsigned char mark) {
    std::array<segment, 8> mine{};
    auto random = cds_test::random_stream(mark);
    for (std::size_t i = 0; i != 5000 * cds_test::scale(); ++i) {
        segment& s = mine[random() % mine.size()];
        if (s.data() != nullptr) {
            if (!std::ranges::all_of(s.bytes(), [&](std::byte b) { return b == std::byte(mark); }))
                return 1;
            r.release(s);
        }
        auto const c = r.claim(random() % 500);
        s = c ? *c : segment();
        std::memset(s.data(), mark, s.size());
    }
    for (segment const& s : mine)
        if (s.data() != nullptr)
            r.release(s);
    return 0;
}

} // namespace

BOOST_FIXTURE_TEST_CASE(processes_share_a_region_as_threads_do, shared_region) {
    std::array<pid_t, 3> children{};
    for (std::size_t i = 0; i != children.size(); ++i) {
        children[i] = fork();
        if (children[i] == 0)
            _exit(claim_and_release(*r, static_cast<unsigned char>(i + 1)));
    }
    for (pid_t child : children) {
        auto const end = cds_test::wait_for(child);
        BOOST_TEST(end.good(), end);
    }
    auto const s = r->statistics();
    BOOST_TEST(s.claims > 5000U);
    BOOST_TEST(s.claims == s.releases);
    BOOST_TEST(s.busy_segments == 0U);
    r->coalesce();
    BOOST_TEST(bool(r->claim(r->largest_claim())));
}

BOOST_FIXTURE_TEST_CASE(a_process_that_dies_leaves_what_it_had_and_no_more, shared_region) {
    auto const end = cds_test::in_fork([&] {
        auto const mine = r->claim(100);
        r->walk([&](segment_view const& v) {
            if (v.data == mine->data())
                raise(SIGKILL);
        });
        return 0;
    });
    BOOST_TEST(end.signal == SIGKILL);
    BOOST_TEST(r->statistics().busy_segments == 1U);
    BOOST_TEST(claim_and_release(*r, 9) == 0); // the others go on
    std::byte* left = nullptr;
    r->walk([&](segment_view const& v) { left = v.busy ? v.data : left; });
    BOOST_REQUIRE(left != nullptr);
    r->release(left);
    r->coalesce();
    BOOST_TEST(r->statistics().free_segments == 2U); // the border where it stood
    r->recover();
    BOOST_TEST(bool(r->claim(r->largest_claim())));
}

BOOST_AUTO_TEST_SUITE_END()
