// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "glob.h"
#include "integer.h"
#include "siphash.h"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <string>

namespace {

using cached::matches;
using cached::parse_integer;

BOOST_AUTO_TEST_SUITE(cached_words)

BOOST_AUTO_TEST_CASE(stars_match_any_text) {
    BOOST_TEST(matches("*", ""));
    BOOST_TEST(matches("*", "anything"));
    BOOST_TEST(matches("a*c*", "abbcb"));
    BOOST_TEST(matches("*a*b", "xaab"));
    BOOST_TEST(!matches("*a*b", "xaabc"));
    BOOST_TEST(!matches("", "a"));
    BOOST_TEST(matches("", ""));
}

BOOST_AUTO_TEST_CASE(sets_match_one_character) {
    BOOST_TEST(matches("h[ae]llo", "hallo"));
    BOOST_TEST(!matches("h[ae]llo", "hillo"));
    BOOST_TEST(matches("h[^ae]llo", "hillo"));
    BOOST_TEST(!matches("h[^ae]llo", "hello"));
    BOOST_TEST(matches("[a-c][z-x]", "by"));
    BOOST_TEST(!matches("[a-c]", "d"));
    BOOST_TEST(matches("[\\]]", "]"));
    BOOST_TEST(matches("[a-]", "-"));
    BOOST_TEST(matches("k?", "k1"));
    BOOST_TEST(!matches("k?", "k"));
}

BOOST_AUTO_TEST_CASE(a_backslash_takes_the_next_character_literally) {
    BOOST_TEST(matches("a\\*", "a*"));
    BOOST_TEST(!matches("a\\*", "ab"));
    BOOST_TEST(matches("a\\", "a\\"));
}

BOOST_AUTO_TEST_CASE(patterns_that_end_too_early_match_nothing_they_should_not) {
    BOOST_TEST(matches("[ab", "a"));
    BOOST_TEST(!matches("[", "a"));
    BOOST_TEST(matches("[^", "a"));
    BOOST_TEST(!matches("[a-", "b"));
}

BOOST_AUTO_TEST_CASE(many_stars_take_no_exponential_time) {
    std::string pattern;
    for (int i = 0; i != 50; ++i)
        pattern += "*a";
    BOOST_TEST(!matches(pattern + "b", std::string(1000, 'a')));
}

BOOST_AUTO_TEST_CASE(a_number_has_one_spelling) {
    BOOST_TEST((parse_integer<std::int64_t>("-9223372036854775808") == INT64_MIN));
    BOOST_TEST((parse_integer<std::int64_t>("0") == 0));
    for (char const* no_number : {"", "-", "-0", "00", "01", "-01", "+1", " 1", "1 ", "1x", "0x1",
                                  "9223372036854775808", "--1"})
        BOOST_TEST(!parse_integer<std::int64_t>(no_number));
    BOOST_TEST(!parse_integer<std::uint64_t>("-1"));
    BOOST_TEST((parse_integer<std::uint64_t>("18446744073709551615") == UINT64_MAX));
}

/// Of the authors' test vectors the one in their paper, and the first of their program.
BOOST_AUTO_TEST_CASE(siphash_is_siphash) {
    cached::hash_secret const secret{0x0706050403020100, 0x0f0e0d0c0b0a0908};
    std::string text;
    BOOST_TEST((cached::siphash<2, 4>(secret, text) == 0x726fdb47dd0e0e31));
    for (char c = 0; c != 15; ++c)
        text += c;
    BOOST_TEST((cached::siphash<2, 4>(secret, text) == 0xa129ca6149be45e5));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
