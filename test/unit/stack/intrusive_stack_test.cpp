// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Stacks of the user's own objects, for every kind of hook.

#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/intrusive/treiber_stack.h>

#include <cds_test/linked_items.h>

#include <boost/intrusive/list.hpp>
#include <boost/test/unit_test.hpp>

#include <tuple>
#include <type_traits>

namespace {

using namespace cds_test;
namespace ts = cds::intrusive::treiber_stack;
using cds::gc::DHP;
using cds::gc::HP;
using cds::opt::gc;

template <class GC, template <class> class Hooked>
struct make_stack {
    struct traits : ts::traits {
        using hook = typename Hooked<GC>::hook;
        using disposer = count_disposals;
        using item_counter = cds::atomicity::item_counter;
        using stat = ts::stat<>;
        static constexpr auto link_checker = cds::intrusive::opt::always_check_link;
    };
    using type = cds::intrusive::TreiberStack<GC, typename Hooked<GC>::item, traits>;
};

template <template <class> class Hooked>
using hp_stack = typename make_stack<HP, Hooked>::type;
template <template <class> class Hooked>
using dhp_stack = typename make_stack<DHP, Hooked>::type;

using stacks = std::tuple<hp_stack<base_hooked>, dhp_stack<base_hooked>, hp_stack<tag_hooked>,
                          dhp_stack<tag_hooked>, hp_stack<member_hooked>, dhp_stack<member_hooked>,
                          hp_stack<traits_hooked>, dhp_stack<traits_hooked>>;

template <class Stack>
using items_of = pool<typename Stack::gc, typename Stack::value_type>;

} // namespace

BOOST_AUTO_TEST_SUITE(intrusive_stack)

BOOST_AUTO_TEST_CASE_TEMPLATE(the_objects_themselves_leave_in_opposite_order, Stack, stacks) {
    items_of<Stack> items(100);
    Stack stack;
    BOOST_TEST(stack.empty());
    BOOST_TEST((stack.pop() == nullptr));
    for (auto& item : items)
        BOOST_TEST(stack.push(item));
    BOOST_TEST(stack.size() == 100u);
    for (auto item = items.rbegin(); item != items.rend(); ++item)
        BOOST_TEST(stack.pop() == &*item);
    BOOST_TEST(stack.empty());
    BOOST_TEST(stack.size() == 0u);
    BOOST_TEST(stack.statistics().m_PushCount.get() == 100u);
    BOOST_TEST(stack.statistics().m_PopCount.get() == 100u);
}

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

BOOST_AUTO_TEST_CASE_TEMPLATE(what_is_left_is_disposed_once_by_the_destructor, Stack, stacks) {
    items_of<Stack> items(600);
    {
        Stack stack;
        for (auto& item : items)
            stack.push(item);
        stack.pop();
    }
    Stack::gc::force_dispose();
    BOOST_TEST(disposals(items) == 599u);
    BOOST_TEST(items.back().disposals == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_guarded_object_is_not_disposed, Stack, stacks) {
    items_of<Stack> items(2);
    Stack stack;
    {
        typename Stack::gc::Guard guard;
        guard.assign(&items[0]);
        for (auto& item : items)
            stack.push(item);
        stack.clear();
        Stack::gc::force_dispose();
        BOOST_TEST(items[0].disposals == 0u);
        BOOST_TEST(items[1].disposals == 1u);
    }
    Stack::gc::force_dispose();
    BOOST_TEST(items[0].disposals == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(pop_with_retires_the_object_and_shows_it_alive, Stack, stacks) {
    items_of<Stack> items(1);
    Stack stack;
    stack.push(items[0]);
    BOOST_TEST(stack.pop_with([&](typename Stack::value_type& top) {
        BOOST_TEST(&top == &items[0]);
        Stack::gc::force_dispose();
        BOOST_TEST(top.disposals == 0u);
    }));
    Stack::gc::force_dispose();
    BOOST_TEST(items[0].disposals == 1u);
    BOOST_TEST(!stack.pop_with([](typename Stack::value_type&) { BOOST_ERROR("no object"); }));
}

BOOST_AUTO_TEST_CASE(one_object_is_in_two_stacks_and_a_boost_list_at_once) {
    struct first_tag;
    struct second_tag;
    struct item : record,
                  ts::node<DHP, first_tag>,
                  ts::node<HP, second_tag>,
                  boost::intrusive::list_base_hook<> {
        using record::record;
    };
    struct first : ts::traits {
        using hook = ts::base_hook<gc<DHP>, cds::opt::tag<first_tag>>;
    };
    struct second : ts::traits {
        using hook = ts::base_hook<gc<HP>, cds::opt::tag<second_tag>>;
    };
    pool<DHP, item> items(10);
    boost::intrusive::list<item> list;
    cds::intrusive::TreiberStack<DHP, item, first> stack;
    cds::intrusive::TreiberStack<HP, item, second> reverse;
    for (item& each : items) {
        list.push_front(each);
        stack.push(each);
    }
    for (item& each : list)
        reverse.push(each);
    for (item& each : list)
        BOOST_TEST(stack.pop() == &each);
    for (item& each : items)
        BOOST_TEST(reverse.pop() == &each);
    list.clear();
}

BOOST_AUTO_TEST_CASE(make_traits_composes_what_the_stack_is_told) {
    using item = base_hooked<DHP>::item;
    using composed = ts::make_traits<cds::intrusive::opt::hook<base_hooked<DHP>::hook>,
                                     cds::intrusive::opt::disposer<count_disposals>,
                                     cds::opt::enable_elimination<true>,
                                     cds::opt::elimination_backoff<cds::backoff::pause>>::type;
    using stack_type = cds::intrusive::TreiberStack<DHP, item, composed>;
    static_assert(std::is_same_v<stack_type::disposer, count_disposals>);
    static_assert(std::is_same_v<stack_type::elimination_backoff_type, cds::backoff::pause>);
    static_assert(std::is_same_v<stack_type::stat, ts::empty_stat>);
    static_assert(std::is_same_v<stack_type::node_type, ts::node<DHP>>);
    static_assert(stack_type::enable_elimination && stack_type::c_nHazardPtrCount == 1);
    static_assert(std::is_same_v<stack_type::rebind<HP, base_hooked<HP>::item,
                                                    make_stack<HP, base_hooked>::traits>::other,
                                 hp_stack<base_hooked>>);
    item only(1);
    stack_type stack(16);
    stack.push(only);
    BOOST_TEST(stack.pop() == &only);
}

BOOST_AUTO_TEST_SUITE_END()
