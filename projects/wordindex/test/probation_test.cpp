// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "probation.h"

#include <boost/test/unit_test.hpp>

namespace {

BOOST_AUTO_TEST_SUITE(wordindex_probation)

BOOST_AUTO_TEST_CASE(nobody_is_due_before_enough_others_wait) {
    wordindex::probation waiting(2);
    waiting.admit("ant", 1);
    waiting.admit("bee", 2);
    BOOST_TEST(!waiting.next_due().has_value());
}

BOOST_AUTO_TEST_CASE(who_waits_longest_is_due_first_with_the_count_he_came_with) {
    wordindex::probation waiting(1);
    waiting.admit("ant", 1);
    waiting.admit("bee", 2);
    waiting.admit("cow", 3);
    auto const first = waiting.next_due();
    auto const second = waiting.next_due();
    BOOST_TEST_REQUIRE((first && second));
    BOOST_TEST(first->word == "ant");
    BOOST_TEST(first->count == 1u);
    BOOST_TEST(second->word == "bee");
    BOOST_TEST(!waiting.next_due().has_value());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
