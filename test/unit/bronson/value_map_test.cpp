// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The interface of a BronsonAVLTreeMap that owns its values.

#include "bronson_types.h"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

namespace {

using namespace bronson_types;
using maps = trees<int, std::string>;
using either_traits = std::tuple<counting_traits, relaxed_traits>;

template <class Map>
void fill(Map& m, int n) {
    for (int key = 1; key <= n; ++key)
        m.insert(key, std::to_string(key));
}
template <class Map>
std::string at(Map const& m, int key) {
    std::string seen = "none";
    m.find(key, [&seen](int const&, std::string const& value) { seen = value; });
    return seen;
}

// Keys that can only be moved are looked up by numbers.
struct by_number {
    static int of(int key) { return key; }
    static int of(std::unique_ptr<int> const& key) { return *key; }
    template <class A, class B>
    int operator()(A const& a, B const& b) const {
        return of(a) - of(b);
    }
};
template <class Base>
struct with_numbers : Base {
    using compare = by_number;
};

} // namespace

BOOST_AUTO_TEST_SUITE(bronson_value_map)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_key_is_there_from_its_insertion_until_it_is_erased, Map, maps) {
    Map m;
    BOOST_TEST(m.empty());
    BOOST_TEST(!m.contains(1));
    BOOST_TEST(!m.erase(1));
    BOOST_TEST(m.insert(1));
    BOOST_TEST(m.insert(2, "two"));
    BOOST_TEST(m.emplace(3, 3u, 'x'));
    BOOST_TEST(!m.insert(2, "other"));
    BOOST_TEST(!m.insert(2));
    BOOST_TEST(!m.emplace(2, "other"));
    BOOST_TEST(!m.empty());
    BOOST_TEST(m.size() == 3u);
    BOOST_TEST(at(m, 1) == "");
    BOOST_TEST(at(m, 2) == "two");
    BOOST_TEST(at(m, 3) == "xxx");
    BOOST_TEST(at(m, 4) == "none");
    BOOST_TEST(m.erase(2));
    BOOST_TEST(!m.erase(2));
    BOOST_TEST(!m.contains(2));
    BOOST_TEST(m.insert(2, "again"));
    BOOST_TEST(at(m, 2) == "again");
    m.clear();
    BOOST_TEST(m.empty());
    BOOST_TEST(m.size() == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_functor_of_insert_with_sees_what_nobody_else_does, Map, maps) {
    Map m;
    int calls = 0;
    auto const functor = [&](int const& key, std::string& value) {
        ++calls;
        BOOST_TEST(!m.contains(key));
        value = "filled";
    };
    BOOST_TEST(m.insert_with(1, functor));
    BOOST_TEST(!m.insert_with(1, functor));
    BOOST_TEST(calls == 1);
    BOOST_TEST(at(m, 1) == "filled");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(update_changes_what_is_there_or_inserts_if_it_may, Map, maps) {
    Map m;
    std::vector<bool> calls;
    auto const functor = [&](bool is_new, int const& key, std::string& value) {
        calls.push_back(is_new);
        value += std::to_string(key);
    };
    BOOST_TEST((m.update(1, functor, false) == answer(false, false)));
    BOOST_TEST(calls.empty());
    BOOST_TEST((m.update(1, functor) == answer(true, true)));
    BOOST_TEST((m.update(1, functor) == answer(true, false)));
    BOOST_TEST((m.update(1, functor, false) == answer(true, false)));
    BOOST_TEST((calls == std::vector<bool>{true, false, false}));
    BOOST_TEST(at(m, 1) == "111");
    BOOST_TEST(m.size() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(update_may_not_insert_into_a_routing_node_either, Map, maps) {
    Map m;
    fill(m, 3);
    BOOST_TEST(m.erase(2)); // it has two children, and its node stays
    BOOST_TEST(m.nodes() == 3u);
    bool called = false;
    auto const functor = [&](bool, int const&, std::string&) { called = true; };
    BOOST_TEST((m.update(2, functor, false) == answer(false, false)));
    BOOST_TEST(!called);
    BOOST_TEST(!m.contains(2));
    BOOST_TEST((m.update(2, functor) == answer(true, true)));
    BOOST_TEST(called);
    BOOST_TEST(m.nodes() == 3u);
    BOOST_TEST(m.size() == 3u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_routing_node_is_no_key_and_takes_one_again, Map, maps) {
    Map m;
    fill(m, 3);
    BOOST_TEST(m.erase(2));
    BOOST_TEST(!m.contains(2));
    BOOST_TEST(!m.get(2));
    BOOST_TEST(!m.extract(2));
    BOOST_TEST(!m.erase(2));
    BOOST_TEST(at(m, 2) == "none");
    BOOST_TEST(m.statistics().m_nMakeRoutingNode.get() == 1u);
    BOOST_TEST(m.insert(2, "again"));
    BOOST_TEST(at(m, 2) == "again");
    BOOST_TEST(m.erase(2));
    BOOST_TEST(m.erase(1)); // now it has one child, and is unlinked
    BOOST_TEST(m.nodes() == 1u);
    BOOST_TEST(m.erase(3));
    BOOST_TEST(m.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_functor_of_erase_gets_key_and_value_guarded, Map, maps) {
    Map m;
    fill(m, 5);
    int calls = 0;
    auto const functor = [&](int const& key, std::string& value) {
        ++calls;
        BOOST_TEST(!m.contains(key));
        Map::gc::force_dispose();
        BOOST_TEST(value == std::to_string(key));
    };
    BOOST_TEST(m.erase(4, functor));
    BOOST_TEST(!m.erase(4, functor));
    BOOST_TEST(m.erase_with(1, std::less<int>(), functor));
    BOOST_TEST(m.erase_with(2, std::less<int>()));
    BOOST_TEST(!m.erase_with(2, std::less<int>()));
    BOOST_TEST(calls == 2);
    BOOST_TEST(m.size() == 2u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_is_extracted_or_got_stays_while_it_is_held, Map, maps) {
    typename Map::exempt_ptr taken;
    typename Map::guarded_ptr seen;
    {
        Map m;
        fill(m, 5);
        seen = m.get(3);
        taken = m.extract(3);
        BOOST_TEST(!m.extract(3));
        BOOST_TEST(!m.get(3));
        BOOST_TEST(m.extract_with(2, std::less<int>())->size() == 1u);
        BOOST_TEST(*m.get_with(5, std::less<int>()) == "5");
        Map const& fixed = m;
        static_assert(std::is_const_v<std::remove_reference_t<decltype(*fixed.get(5))>>);
        BOOST_TEST(*fixed.get(5) == "5");
        BOOST_TEST(*fixed.get_with(4, std::less<int>()) == "4");
    }
    Map::gc::force_dispose();
    BOOST_TEST(*taken == "3");
    BOOST_TEST(*seen == "3");
    taken.release();
    BOOST_TEST(taken.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_least_and_the_greatest_key_come_out_in_order, Map, maps) {
    Map m;
    BOOST_TEST(!m.extract_min());
    BOOST_TEST(!m.extract_max());
    fill(m, 20);
    BOOST_TEST(m.erase(8));
    BOOST_TEST(*m.extract_min() == "1");
    BOOST_TEST(*m.extract_max() == "20");
    int seen = 0;
    BOOST_TEST(*m.extract_min([&](int const& key) { seen = key; }) == "2");
    BOOST_TEST(seen == 2);
    BOOST_TEST(*m.extract_max([&](int const& key) { seen = key; }) == "19");
    BOOST_TEST(seen == 19);
    for (int key = 3; key != 19; ++key)
        if (key != 8) {
            BOOST_TEST(*m.extract_min_key(seen) == std::to_string(key));
            BOOST_TEST(seen == key);
        }
    BOOST_TEST(!m.extract_max_key(seen));
    BOOST_TEST(!m.extract_min([](int const&) { BOOST_FAIL("there is nothing"); }));
    BOOST_TEST(seen == 18);
    BOOST_TEST(m.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(find_shows_key_and_value_and_what_it_changes_is_changed, Map, maps) {
    Map m;
    fill(m, 3);
    BOOST_TEST(m.find(2, [](int const& key, std::string& value) {
        BOOST_TEST(key == 2);
        value = "changed";
    }));
    BOOST_TEST(at(m, 2) == "changed");
    BOOST_TEST(m.find_with(2, std::less<int>(), [](int const&, std::string&) {}));
    BOOST_TEST(!m.find(7, [](int const&, std::string&) { BOOST_FAIL("it is not there"); }));
    Map const& fixed = m;
    BOOST_TEST(fixed.find_with(3, std::less<int>(), [](int const&, auto& value) {
        static_assert(std::is_const_v<std::remove_reference_t<decltype(value)>>);
    }));
    BOOST_TEST(m.contains(3, std::less<int>()));
    BOOST_TEST(!m.contains(4, std::less<int>()));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(functors_may_look_without_a_lock, Map, maps) {
    Map m;
    fill(m, 9);
    BOOST_TEST(m.find(5, [&](int const&, std::string&) {
        for (int key = 1; key <= 9; ++key)
            BOOST_TEST(m.contains(key));
        BOOST_TEST(*m.get(5) == "5");
    }));
}

BOOST_AUTO_TEST_CASE(keys_are_found_by_whatever_compares_with_them) {
    struct by_text {
        bool operator()(std::string_view a, std::string_view b) const { return a < b; }
    };
    struct traits : cc::bronson_avltree::traits {
        using less = by_text;
    };
    tree<DHP, std::string, int, traits> m;
    BOOST_TEST(m.insert("one", 1));
    std::string two = "two";
    BOOST_TEST(m.emplace(std::move(two), 2));
    BOOST_TEST(m.contains(std::string_view("one")));
    BOOST_TEST(*m.get(std::string_view("two")) == 2);
    BOOST_TEST(m.erase("two"));
    BOOST_TEST(m.erase_with(std::string("one"), by_text()));
    BOOST_TEST(m.empty());
}

// The node of a key that was moved into it finds its place by that.
BOOST_AUTO_TEST_CASE_TEMPLATE(a_key_and_a_value_that_can_only_be_moved_pass, Traits,
                              either_traits) {
    tree<DHP, std::unique_ptr<int>, std::unique_ptr<int>, with_numbers<Traits>> m;
    for (int n = 0; n != 10; ++n)
        BOOST_TEST(m.emplace(std::make_unique<int>(n), std::make_unique<int>(n * n)));
    BOOST_TEST(!m.emplace(std::make_unique<int>(3), nullptr));
    BOOST_TEST(**m.get(3) == 9);
    BOOST_TEST(**m.extract_max() == 81);
    BOOST_TEST(m.is_in_order());
}

BOOST_AUTO_TEST_CASE(options_and_traits_name_the_same_things) {
    namespace tree_options = cc::bronson_avltree;
    using composed = tree_options::make_traits<
        cds::opt::less<std::greater<int>>, tree_options::relaxed_insert<true>,
        cds::opt::item_counter<cds::atomicity::item_counter>, cds::opt::stat<tree_options::stat<>>,
        cds::opt::back_off<cds::backoff::yield>,
        cds::opt::sync_monitor<cds::sync::injecting_monitor<std::mutex>>,
        cds::opt::memory_model<cds::opt::v::sequential_consistent>,
        cds::opt::allocator<std::allocator<char>>, cds::opt::node_allocator<std::allocator<char>>,
        cds::opt::rcu_check_deadlock<cds::opt::v::rcu_assert_deadlock>>::type;
    using map = tree<HP, int, std::string, composed>;
    static_assert(map::c_bRelaxedInsert && !map::c_bExtractLockExternal && map::counts_items);
    static_assert(!tree<HP, int, int, cc::bronson_avltree::traits>::c_bRelaxedInsert);
    static_assert(!tree<HP, int, int, cc::bronson_avltree::traits>::counts_items);
    map m;
    fill(m, 100);
    BOOST_TEST(m.is_in_order());
    BOOST_TEST(*m.extract_min() == "100");
    BOOST_TEST(m.erase(50));
    BOOST_TEST(m.size() == 98u);
    static_assert(std::is_same_v<decltype(m.monitor()), map::sync_monitor&>);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(statistics_tell_what_happened, Map, maps) {
    Map m;
    auto const& s = m.statistics();
    BOOST_TEST(!m.erase(1)); // libcds counts nothing in an empty tree
    BOOST_TEST(s.m_nRemoveFailed.get() == 0u);
    fill(m, 7);
    m.insert(7, "");
    BOOST_TEST(s.m_nInsertSuccess.get() == 7u);
    BOOST_TEST(s.m_nInsertFailed.get() == 1u);
    BOOST_TEST(s.m_nLeftRotation.get() == 4u);
    m.update(7, [](bool, int const&, std::string&) {});
    BOOST_TEST(s.m_nUpdateSuccess.get() == 1u);
    BOOST_TEST(m.contains(1));
    BOOST_TEST(!m.contains(9));
    BOOST_TEST(s.m_nFindSuccess.get() == 1u);
    BOOST_TEST(s.m_nFindFailed.get() == 1u);
    m.erase(1);
    m.erase(1);
    BOOST_TEST(s.m_nRemoveSuccess.get() == 1u);
    BOOST_TEST(s.m_nRemoveFailed.get() == 1u);
    BOOST_TEST(s.m_nDisposedValue.get() == 1u);
    BOOST_TEST(s.m_nDisposedNode.get() == 1u);
    m.extract(2);
    m.extract_max();
    BOOST_TEST(s.m_nRemoveSuccess.get() == 2u);
    BOOST_TEST(s.m_nExtractSuccess.get() == 2u);
    BOOST_TEST(s.m_nExtractedValue.get() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
