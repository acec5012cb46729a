// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "tokenizer.h"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

std::vector<std::string> words_of(std::string text) {
    std::vector<std::string> words;
    wordindex::for_each_word(text, [&words](std::string_view word) { words.emplace_back(word); });
    return words;
}

using list = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(wordindex_tokenizer)

BOOST_AUTO_TEST_CASE(text_without_a_letter_has_no_words) {
    BOOST_TEST(words_of("").empty());
    BOOST_TEST(words_of(" 12,\n\t--[@`{").empty());
}

BOOST_AUTO_TEST_CASE(words_are_the_longest_runs_of_letters) {
    BOOST_TEST(words_of("don't panic2go") == (list{"don", "t", "panic", "go"}));
}

BOOST_AUTO_TEST_CASE(words_at_both_ends_of_the_text_are_found) {
    BOOST_TEST(words_of("first ... last") == (list{"first", "last"}));
    BOOST_TEST(words_of("x") == (list{"x"}));
}

BOOST_AUTO_TEST_CASE(case_does_not_matter) {
    BOOST_TEST(words_of("AZaz Hazard") == (list{"azaz", "hazard"}));
}

BOOST_AUTO_TEST_CASE(bytes_outside_ascii_and_nul_end_a_word) {
    BOOST_TEST(words_of("na\xc3\xafve") == (list{"na", "ve"}));
    BOOST_TEST(words_of(std::string("a\0b", 3)) == (list{"a", "b"}));
}

BOOST_AUTO_TEST_CASE(every_word_points_into_the_text) {
    std::string text = "One two";
    wordindex::for_each_word(text, [&text](std::string_view word) {
        BOOST_TEST((word.data() >= text.data() && word.data() < text.data() + text.size()));
    });
    BOOST_TEST(text == "one two");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
