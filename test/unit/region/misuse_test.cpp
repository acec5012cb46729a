// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#include <cds/memory/region.h>

#include <cds_test/misuse.h>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstring>
#include <string>

namespace {

using cds::memory::region;
using cds::memory::segment;
using cds_test::last_words;
using cds_test::words_of;

struct fixture {
    alignas(16) std::array<std::byte, 4096> memory;
    region r{memory, {.walkers = 32, .canaries = true}};

    template <class F>
    void expect_death(char const* message, F body) {
        last_words const said = words_of(body);
        BOOST_TEST(said.aborts_with(message), said);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(memory_region_misuse, fixture)

BOOST_AUTO_TEST_CASE(a_child_that_does_nothing_wrong_lives) {
    last_words const said = words_of([&] { r.release(*r.claim(24)); });
    BOOST_TEST(said.end.good(), said.end);
    BOOST_TEST(said.text == "");
}

BOOST_AUTO_TEST_CASE(a_pointer_from_elsewhere_is_refused) {
    int outside = 0;
    expect_death("not the region's", [&] { r.release(&outside); });
    expect_death("not the region's", [&] { r.release(nullptr); });
    expect_death("not the region's", [&] { r.release(memory.data()); }); // the bitmaps
    expect_death("not the region's", [&] { r.release(memory.data() + memory.size()); });
    expect_death("not the region's", [&] { r.release(segment()); });
}

BOOST_AUTO_TEST_CASE(a_pointer_off_the_grid_is_refused) {
    auto const c = r.claim(100);
    expect_death("misaligned", [&] { r.release(c->data() + 1); });
    expect_death("misaligned", [&] { r.release(c->data() + 8); });
}

BOOST_AUTO_TEST_CASE(a_pointer_into_a_segment_is_refused) {
    auto const c = r.claim(100);
    std::memset(c->data(), 0xff, c->size());
    expect_death("no segment", [&] { r.release(c->data() + 16); });
}

BOOST_AUTO_TEST_CASE(a_second_release_is_refused) {
    auto const c = r.claim(24);
    r.release(*c);
    expect_death("twice", [&] { r.release(*c); });
    expect_death("twice", [&] { r.release(c->data()); });
}

BOOST_AUTO_TEST_CASE(a_second_release_is_refused_after_the_segment_was_merged) {
    auto const c = r.claim(24);
    r.release(*c);
    BOOST_TEST(r.coalesce() == 1U);
    expect_death("no longer", [&] { r.release(*c); });
}

BOOST_AUTO_TEST_CASE(a_release_of_what_has_another_owner_by_now_is_refused) {
    auto const stale = r.claim(24);
    r.release(*stale);
    auto const fresh = r.claim(24);
    BOOST_REQUIRE(fresh->data() == stale->data());
    expect_death("twice", [&] { r.release(*stale); });
    r.release(*fresh);
}

// The place of the stale handle's header is swallowed by a segment that has changed less often, and
// a header is built there again, also when that segment has changed as often as the handle says:
// one of three numbers of changes to begin with is met in steps of three.
BOOST_AUTO_TEST_CASE(a_stale_handle_is_refused_after_any_number_of_merges_and_splits) {
    constexpr std::size_t large = 1000;
    constexpr std::size_t small = 200;
    for (int changes : {20, 21, 22}) {
        region young(memory);
        segment often = *young.claim(large); // the tail
        for (int i = 0; i != changes; ++i) {
            young.release(often);
            often = *young.claim(large);
        }
        segment const rest = *young.claim(young.statistics().largest_free);
        young.release(often);
        segment const stale = *young.claim(small);
        young.release(stale);
        young.release(rest);
        for (int i = 0; i != 30; ++i) {
            young.coalesce();
            segment const fresh = *young.claim(small);
            BOOST_REQUIRE(fresh.data() == stale.data());
            expect_death("twice", [&] { young.release(stale); });
            young.release(fresh);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_byte_beyond_the_end_is_noticed_at_release) {
    auto const c = r.claim(24);
    c->data()[c->size()] ^= std::byte(1);
    expect_death("beyond the end", [&] { r.release(*c); });
}

BOOST_AUTO_TEST_CASE(a_header_that_was_overwritten_is_noticed_by_who_reads_it) {
    auto const c = r.claim(24);
    std::memset(c->data() - 8, 0, 8); // nobody else is here
    expect_death("overwritten", [&] { r.release(*c); });
    expect_death("overwritten", [&] { (void)r.statistics(); });
}

BOOST_AUTO_TEST_SUITE_END()
