// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a list promises beside the interface of sets: order, hooks, traits, guards.

#include "../set/intrusive_set_types.h"

#include <cds/container/michael_kvlist_dhp.h>
#include <cds/container/michael_list_dhp.h>
#include <cds/container/michael_list_hp.h>

#include <boost/intrusive/list.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

namespace {

namespace ci = cds::intrusive;
namespace cc = cds::container;
using cds::gc::DHP;
using cds_test::intrusive_lists;

template <class List>
std::vector<int> keys_of(List& list) {
    std::vector<int> keys;
    for (auto& item : list)
        keys.push_back(cds_test::key_of(item));
    return keys;
}

} // namespace

BOOST_AUTO_TEST_SUITE(list)

BOOST_AUTO_TEST_CASE_TEMPLATE(items_stand_in_ascending_order, List, intrusive_lists) {
    cds_test::set_and_items<List> f(50);
    for (int i = 0; i < 50; ++i)
        f.set.insert(f[i * 37 % 50]);
    auto const keys = keys_of(f.set);
    BOOST_TEST(keys.size() == 50u);
    BOOST_TEST(std::is_sorted(keys.begin(), keys.end()));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_operation_takes_no_more_guards_than_the_list_says, List,
                              intrusive_lists) {
    using gc = typename List::gc;
    cds_test::set_and_items<List> f(8);
    f.insert_all();
    // HP offers 8 guards to a thread; one more than needed must be enough for everything.
    std::size_t const spare = cds_test::guards_up_to<gc>(9) - (List::c_nHazardPtrCount + 1);
    cds_test::guard_row<gc> taken(spare);
    auto held = f.set.get(7);
    typename List::value_type twin(100);
    BOOST_TEST(f.set.insert(twin, [](auto&) {}));
    BOOST_TEST(f.set.erase(1, [&](auto&) { (void)f.set.contains(2); }));
    BOOST_TEST(f.set.find(2, [](auto&, int) {}));
    held.release();
    auto it = f.set.begin();
    f.set.erase(0);
    BOOST_TEST((++it)->key == 2); // with the long way round, the item under it being erased
    auto const end = f.set.end();
    BOOST_TEST((it != end));
    BOOST_TEST(f.set.unlink(twin));
    f.dispose();
}

// --- Traits ------------------------------------------------------------------------------------

namespace {

using item = cds_test::based_item<DHP>;
using hook = ci::opt::hook<item::hook>;
template <class... Options>
using made =
    ci::MichaelList<DHP, item, typename ci::michael_list::make_traits<hook, Options...>::type>;
using orders = std::tuple<
    made<ci::opt::less<cds_test::less_key>>, made<ci::opt::compare<cds_test::compare_key>>,
    made<ci::opt::compare<cds_test::compare_key>, ci::opt::less<void>>,
    made<ci::opt::less<cds_test::less_key>, ci::opt::memory_model<ci::opt::v::relaxed_ordering>>,
    made<ci::opt::less<cds_test::less_key>,
         ci::opt::memory_model<ci::opt::v::sequential_consistent>>,
    made<ci::opt::less<cds_test::less_key>,
         ci::opt::memory_model<ci::opt::v::total_relaxed_ordering>>,
    made<ci::opt::less<cds_test::less_key>, ci::opt::back_off<cds::backoff::empty>>,
    made<ci::opt::less<cds_test::less_key>, ci::opt::back_off<cds::backoff::yield>>,
    made<ci::opt::less<cds_test::less_key>,
         ci::opt::item_counter<cds::atomicity::cache_friendly_item_counter>>>;

} // namespace

BOOST_AUTO_TEST_CASE_TEMPLATE(every_choice_of_traits_gives_a_working_list, List, orders) {
    cds_test::set_and_items<List> f(10);
    f.insert_all();
    BOOST_TEST(f.set.erase(5));
    BOOST_TEST(f.set.contains(4));
    BOOST_TEST(!f.set.contains(5));
    BOOST_TEST(keys_of(f.set).size() == 9u);
    bool const counts =
        !std::is_same_v<typename List::item_counter, cds::atomicity::empty_item_counter>;
    BOOST_TEST(f.set.size() == (counts ? 9u : 0u));
    BOOST_TEST(!f.set.empty());
}

BOOST_AUTO_TEST_CASE(a_list_counts_into_the_statistics_object_that_it_is_given) {
    using stat = ci::michael_list::stat<>;
    using list = made<ci::opt::less<cds_test::less_key>,
                      ci::opt::stat<ci::michael_list::wrapped_stat<stat>>>;
    static_assert(!std::is_default_constructible_v<list>);
    stat shared;
    item a(1);
    item b(2);
    {
        list first(shared);
        list second(shared);
        first.insert(a);
        second.insert(b);
    }
    BOOST_TEST(shared.m_nInsertSuccess.get() == 2u);
    DHP::force_dispose();

    struct traits : cc::michael_list::traits {
        using stat = cc::michael_list::wrapped_stat<>;
    };
    cc::MichaelList<DHP, int, traits> values(shared);
    cc::MichaelKVList<DHP, int, int, traits> pairs(shared);
    values.insert(1);
    pairs.insert(1);
    BOOST_TEST(shared.m_nInsertSuccess.get() == 4u);
}

BOOST_AUTO_TEST_CASE(traits_can_be_rebound) {
    using counted = cds::opt::item_counter<cds::atomicity::item_counter>;
    using silent = cc::MichaelList<DHP, int>;
    typename silent::rebind_traits<counted>::type list;
    list.insert(1);
    BOOST_TEST(list.size() == 1u);
    typename cc::MichaelKVList<DHP, int, int>::rebind_traits<counted>::type pairs;
    pairs.insert(1);
    BOOST_TEST(pairs.size() == 1u);
    using wrapper = silent::select_stat_wrapper<cc::michael_list::stat<>>;
    static_assert(std::is_same_v<wrapper::wrapped_stat, cc::michael_list::wrapped_stat<>>);
    static_assert(ci::is_michael_list<made<>>::value && !ci::is_michael_list<int>::value);
}

BOOST_AUTO_TEST_CASE(without_an_order_in_the_traits_values_are_compared_by_std_less) {
    cc::MichaelList<cds::gc::HP, std::string> list;
    BOOST_TEST(list.insert("b"));
    BOOST_TEST(list.insert("a"));
    BOOST_TEST(*list.begin() == "a");
    BOOST_TEST(list.contains("b"));
}

// --- One object in several lists -----------------------------------------------------------------

namespace {

struct first_tag;
struct second_tag;
template <class Tag>
using tagged_node = ci::michael_list::node<DHP, Tag>;
struct many_hooks : tagged_node<first_tag>,
                    tagged_node<second_tag>,
                    boost::intrusive::list_base_hook<> {
    explicit many_hooks(int k) : key(k) {}
    int key;
};
template <class Tag>
struct tagged_traits : ci::michael_list::traits {
    using hook = ci::michael_list::base_hook<ci::opt::gc<DHP>, ci::opt::tag<Tag>>;
    using less = cds_test::less_key;
};

} // namespace

BOOST_AUTO_TEST_CASE(one_object_lives_in_two_of_our_lists_and_in_one_of_boosts) {
    std::deque<many_hooks> objects;
    boost::intrusive::list<many_hooks> boosts;
    ci::MichaelList<DHP, many_hooks, tagged_traits<first_tag>> one;
    ci::MichaelList<DHP, many_hooks, tagged_traits<second_tag>> other;
    for (int key = 0; key < 10; ++key) {
        many_hooks& object = objects.emplace_back(9 - key);
        boosts.push_back(object);
        one.insert(object);
        if (key % 2 == 0)
            other.insert(object);
    }
    BOOST_TEST(one.erase(3));
    BOOST_TEST(boosts.size() == 10u);
    BOOST_TEST(keys_of(one).size() == 9u);
    BOOST_TEST(other.contains(3));
    BOOST_TEST(&*other.get(3) == &objects[6]);
    int expected = 9; // Boost's list keeps the order of insertion, ours the order of keys
    for (many_hooks& object : boosts)
        BOOST_TEST(object.key == expected--);
    one.clear();
    other.clear();
    DHP::force_dispose();
    boosts.clear();
}

BOOST_AUTO_TEST_SUITE_END()
