// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a list of any family promises beside the interface of sets: order, hooks, traits, guards.
//
// One translation unit a family: sets, with ordered

#include "../set/intrusive_set_types.h"

#include <boost/intrusive/list.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

namespace {

namespace ci = cds::intrusive;
namespace families = cds_test::families;
using ordered_sets = families::with_order<families::sets>;
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

template <class Family>
struct choices {
    using item = typename families::keyed<Family>::template based<DHP>;
    template <class... Options>
    using made = typename Family::template intrusive<
        DHP, item,
        typename Family::template make_traits<ci::opt::hook<typename item::hook>,
                                              Options...>::type>;
    using less = ci::opt::less<cds_test::less_key>;
    using compare = ci::opt::compare<cds_test::compare_key>;
    template <class Model>
    using in = made<less, ci::opt::memory_model<Model>>;

    template <class>
    struct own;
    template <class... Options>
    struct own<std::tuple<Options...>> {
        using all = std::tuple<made<less, Options>...>;
    };

    using all = cds_test::join<
        std::tuple<made<less>, made<compare>, made<compare, ci::opt::less<void>>,
                   in<ci::opt::v::relaxed_ordering>, in<ci::opt::v::sequential_consistent>,
                   in<ci::opt::v::total_relaxed_ordering>,
                   made<less, ci::opt::back_off<cds::backoff::empty>>,
                   made<less, ci::opt::back_off<cds::backoff::yield>>,
                   made<less, ci::opt::item_counter<cds::atomicity::cache_friendly_item_counter>>>,
        typename own<typename Family::own_options>::all>;
};
using orders = cds_test::for_each_of<choices, ordered_sets>;

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

BOOST_AUTO_TEST_CASE_TEMPLATE(without_an_order_in_the_traits_values_are_compared_by_std_less,
                              Family, ordered_sets) {
    typename Family::template set<cds::gc::HP, std::string, typename Family::owning_traits> list;
    BOOST_TEST(list.insert("b"));
    BOOST_TEST(list.insert("a"));
    BOOST_TEST(*list.begin() == "a");
    BOOST_TEST(list.contains("b"));
}

// --- One object in several lists -----------------------------------------------------------------

namespace {

struct first_tag;
struct second_tag;
template <class Family>
struct many_hooks : Family::template node<DHP, first_tag>,
                    Family::template node<DHP, second_tag>,
                    boost::intrusive::list_base_hook<> {
    explicit many_hooks(int k) : key(k) {}
    int key;
};
template <class Family, class Tag>
struct tagged_traits : Family::intrusive_traits {
    using hook = typename Family::template base_hook<ci::opt::gc<DHP>, ci::opt::tag<Tag>>;
    using less = cds_test::less_key;
};
template <class Family, class Tag>
using tagged_list =
    typename Family::template intrusive<DHP, many_hooks<Family>, tagged_traits<Family, Tag>>;

} // namespace

BOOST_AUTO_TEST_CASE_TEMPLATE(one_object_lives_in_two_of_our_lists_and_in_one_of_boosts, Family,
                              ordered_sets) {
    std::deque<many_hooks<Family>> objects;
    boost::intrusive::list<many_hooks<Family>> boosts;
    tagged_list<Family, first_tag> one;
    tagged_list<Family, second_tag> other;
    for (int key = 0; key < 10; ++key) {
        auto& object = objects.emplace_back(9 - key);
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
    for (auto& object : boosts)
        BOOST_TEST(object.key == expected--);
    one.clear();
    other.clear();
    DHP::force_dispose();
    boosts.clear();
}

BOOST_AUTO_TEST_SUITE_END()
