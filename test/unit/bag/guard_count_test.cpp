// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// `c_nHazardPtrCount` guards a thread are enough for all that a queue or a stack does.

#include <cds/gc/hp.h>
#include <cds_test/families/all_bags.h>

#include <boost/test/unit_test.hpp>

#include <tuple>

namespace {

namespace families = cds_test::families;
using cds::gc::HP;

} // namespace

BOOST_AUTO_TEST_SUITE(guard_count_of_bags)

BOOST_AUTO_TEST_CASE_TEMPLATE(every_operation_has_enough, Family, families::bags) {
    using bag_type = typename Family::template owning<HP, int, typename Family::owning_traits>;
    bag_type bag;
    HP const limit(bag_type::c_nHazardPtrCount);
    BOOST_TEST(bag.push(1));
    BOOST_TEST(bag.push(2));
    int out = 0;
    BOOST_TEST(bag.pop(out));
    BOOST_TEST(!bag.empty());
    bag.clear();
    BOOST_TEST(bag.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_family_says_how_many_it_takes, Family, families::bags) {
    auto const agree = []<class... Bag>(std::tuple<Bag...> const*) {
        return ((Bag::c_nHazardPtrCount == Family::guards) && ...);
    };
    typename Family::template all_counting<int> const* const all = nullptr;
    BOOST_TEST(agree(all));
}

BOOST_AUTO_TEST_SUITE_END()
