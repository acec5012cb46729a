// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What stacks of the user's own objects have beside what ../bag tests, for every kind of hook.

#include <cds_test/intrusive_bags.h>

#include <boost/test/unit_test.hpp>

#include <type_traits>

namespace {

using namespace cds_test;
namespace ts = cds::intrusive::treiber_stack;
using cds::gc::DHP;
using cds::gc::HP;
using stacks = intrusive_stacks::all;

} // namespace

BOOST_AUTO_TEST_SUITE(intrusive_stack)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_popped_object_is_not_disposed_and_its_link_is_free, Stack, stacks) {
    items_of<Stack> items(10);
    Stack stack;
    for (int round = 0; round < 3; ++round) { // always_check_link ends a run that is wrong
        for (auto& item : items)
            stack.push(item);
        while (stack.pop() != nullptr) {}
    }
    Stack::gc::force_dispose();
    BOOST_TEST(disposals(items) == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(clear_disposes_every_object_once, Stack, stacks) {
    items_of<Stack> items(600); // more than one block of retired pointers
    Stack stack;
    for (auto& item : items)
        stack.push(item);
    stack.clear();
    BOOST_TEST(stack.empty());
    BOOST_TEST(stack.size() == 0u);
    Stack::gc::force_dispose();
    for (auto const& item : items)
        BOOST_TEST(item.disposals == 1u);
}

BOOST_AUTO_TEST_CASE(make_traits_composes_what_the_stack_is_told) {
    using item = with_one_link::base_hooked<DHP>::item;
    using composed =
        ts::make_traits<cds::intrusive::opt::hook<with_one_link::base_hooked<DHP>::hook>,
                        cds::intrusive::opt::disposer<count_disposals>,
                        cds::opt::enable_elimination<true>,
                        cds::opt::elimination_backoff<cds::backoff::pause>>::type;
    using stack_type = cds::intrusive::TreiberStack<DHP, item, composed>;
    static_assert(std::is_same_v<stack_type::disposer, count_disposals>);
    static_assert(std::is_same_v<stack_type::elimination_backoff_type, cds::backoff::pause>);
    static_assert(std::is_same_v<stack_type::stat, ts::empty_stat>);
    static_assert(std::is_same_v<stack_type::node_type, ts::node<DHP>>);
    static_assert(stack_type::enable_elimination && stack_type::c_nHazardPtrCount == 1);
    static_assert(
        std::is_same_v<
            stack_type::rebind<HP, with_one_link::base_hooked<HP>::item,
                               intrusive_stacks::traits<HP, with_one_link::base_hooked>>::other,
            intrusive_stacks::of<HP, with_one_link::base_hooked>>);
    item only(1);
    stack_type stack(16);
    stack.push(only);
    BOOST_TEST(stack.pop() == &only);
}

BOOST_AUTO_TEST_SUITE_END()
