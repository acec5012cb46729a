// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// `c_nHazardPtrCount` guards a thread are enough for all that a BronsonAVLTreeMap does.

#include "bronson_types.h"

#include <boost/test/unit_test.hpp>

namespace {

using namespace bronson_types;
using map = tree<HP, int, int>;

} // namespace

BOOST_AUTO_TEST_SUITE(bronson_guard_count)

BOOST_AUTO_TEST_CASE(every_operation_has_enough) {
    HP const limit(map::c_nHazardPtrCount);
    map m;
    auto const nothing = [](auto&&...) {};
    for (int key = 0; key != 100; ++key)
        BOOST_TEST(m.insert(key, key));
    BOOST_TEST(m.insert_with(100, nothing));
    BOOST_TEST(m.update(101, nothing).second);
    BOOST_TEST(m.find(5, nothing));
    BOOST_TEST(m.contains(5));
    BOOST_TEST(*m.get(5) == 5);
    BOOST_TEST(m.erase(5, nothing));
    BOOST_TEST(*m.extract(6) == 6);
    BOOST_TEST(*m.extract_min() == 0);
    BOOST_TEST(*m.extract_max() == 0); // update() has shown it to a functor that wrote nothing
    m.clear();
    BOOST_TEST(m.empty());
}

BOOST_AUTO_TEST_CASE(a_value_may_be_held_with_one_guard_more) {
    HP const limit(map::c_nHazardPtrCount + 1);
    map m;
    for (int key = 0; key != 20; ++key)
        m.insert(key, key);
    auto const held = m.extract(10);
    for (int key = 0; key != 20; ++key)
        BOOST_TEST(m.erase(key) == (key != 10));
    BOOST_TEST(*held == 10);
}

BOOST_AUTO_TEST_CASE(one_guard_less_is_refused_and_nothing_has_changed) {
    HP const limit(map::c_nHazardPtrCount - 1);
    map m;
    BOOST_CHECK_THROW(m.insert(1, 1), cds::gc::hp::not_enough_hazard_ptr);
    BOOST_TEST(m.empty());
    BOOST_TEST(!m.contains(1));
}

BOOST_AUTO_TEST_SUITE_END()
