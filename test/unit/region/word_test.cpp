// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a header says: its tag, which goes round.

#include <cds/memory/details/region_word.h>

#include <boost/test/unit_test.hpp>

#include <cstdint>

namespace {

using cds::memory::details::region_word;
using cds::memory::details::segment_state;

constexpr std::uint32_t last_tag = (std::uint32_t{1} << 30) - 1;

region_word held(std::uint32_t tag, std::uint32_t length = 1) {
    return region_word(segment_state::held, length, tag);
}

} // namespace

BOOST_AUTO_TEST_SUITE(memory_region_word)

BOOST_AUTO_TEST_CASE(the_tag_after_the_last_is_the_first_and_changes_nothing_else) {
    region_word const next = held(last_tag, 7).then(segment_state::free);
    BOOST_TEST(next.tag() == 0u);
    BOOST_TEST(next.length() == 7u);
    BOOST_TEST(next.is(segment_state::free));
}

BOOST_AUTO_TEST_CASE(two_segments_that_become_one_have_the_length_of_both_and_the_later_tag) {
    region_word const one = held(4, 3).joined(held(9, 2));
    BOOST_TEST(one.is(segment_state::held));
    BOOST_TEST(one.length() == 5u);
    BOOST_TEST(one.tag() == 9u);
    BOOST_TEST(held(9).joined(held(4)).tag() == 9u);
    BOOST_TEST(held(9).joined(held(9)).tag() == 9u);
}

BOOST_AUTO_TEST_CASE(a_tag_that_went_round_is_later_than_one_that_did_not) {
    BOOST_TEST(held(last_tag).joined(held(3)).tag() == 3u);
    BOOST_TEST(held(3).joined(held(last_tag)).tag() == 3u);
}

BOOST_AUTO_TEST_SUITE_END()
