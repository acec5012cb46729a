// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What sets have beside libcds's members, of values and of objects that the user owns.

#include <cds/container/feldman_hashset_dhp.h>
#include <cds/container/feldman_hashset_hp.h>
#include <cds/container/iterable_list_dhp.h>
#include <cds/container/lazy_list_dhp.h>
#include <cds/container/lazy_list_hp.h>
#include <cds/container/lazy_list_nogc.h>
#include <cds/container/michael_list_dhp.h>
#include <cds/container/michael_list_hp.h>
#include <cds/container/michael_list_nogc.h>
#include <cds/container/michael_set.h>
#include <cds/container/michael_set_nogc.h>
#include <cds_test/gc_policies.h>
#include <cds_test/int_keys.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

namespace cc = cds::container;
namespace ci = cds::intrusive;

/// A value of which a part is the key.
struct record {
    record(int k) : key(k) {}
    record(int k, std::string t) : key(k), text(std::move(t)) {}
    int key;
    std::string text{};
};
struct by_key {
    static int key(int k) { return k; }
    static int key(record const& r) { return r.key; }
    template <class A, class B>
    bool operator()(A const& a, B const& b) const {
        return key(a) < key(b);
    }
    template <class A>
    std::size_t operator()(A const& a) const {
        return static_cast<std::size_t>(key(a));
    }
};
template <class Traits>
struct by_key_and_counted : Traits {
    using less = by_key;
    using item_counter = cds::atomicity::item_counter;
};
using list_traits = by_key_and_counted<cc::michael_list::traits>;
struct set_traits : cc::michael_set::traits {
    using hash = by_key;
};
template <class GC>
using list_of = cc::MichaelList<GC, record, list_traits>;
template <class GC>
struct hash_of : cc::MichaelHashSet<GC, list_of<GC>, set_traits> {
    hash_of() : hash_of::MichaelHashSet(6, 2) {}
};
template <class GC>
using lazy_list_of = cc::LazyList<GC, record, by_key_and_counted<cc::lazy_list::traits>>;
template <class GC>
using iterable_list_of =
    cc::IterableList<GC, record, by_key_and_counted<cc::iterable_list::traits>>;
struct key_of {
    int operator()(record const& r) const { return r.key; }
};
struct trie_traits : cc::feldman_hashset::traits {
    using hash_accessor = key_of;
};
template <class GC>
struct trie_of : cc::FeldmanHashSet<GC, record, trie_traits> {
    trie_of() : trie_of::FeldmanHashSet(4, 2) {}
};
using sets =
    std::tuple<list_of<cds::gc::HP>, list_of<cds::gc::DHP>, list_of<cds_test::tiny_DHP>,
               hash_of<cds::gc::HP>, hash_of<cds::gc::DHP>, hash_of<cds_test::tiny_DHP>,
               lazy_list_of<cds::gc::HP>, lazy_list_of<cds_test::tiny_DHP>,
               iterable_list_of<cds::gc::DHP>, trie_of<cds::gc::HP>, trie_of<cds_test::tiny_DHP>>;
using keeping_sets =
    std::tuple<list_of<cds::gc::nogc>, hash_of<cds::gc::nogc>, lazy_list_of<cds::gc::nogc>>;

/// An object that counts what is alive.
template <class GC>
struct object : ci::michael_list::node<GC> {
    object(int k, int v) : key(k), value(v) { ++alive; }
    ~object() { --alive; }
    int key;
    int value;
    static inline std::atomic<int> alive{0};
};
template <class GC>
struct object_traits : ci::michael_list::traits {
    using hook = ci::michael_list::base_hook<cds::opt::gc<GC>>;
    using less = cds_test::less_key;
    using disposer = cds_test::delete_it;
    using item_counter = cds::atomicity::item_counter;
    static constexpr auto link_checker = ci::opt::always_check_link;
};
template <class GC>
using objects = ci::MichaelList<GC, object<GC>, object_traits<GC>>;

std::string text_of(auto& set, int key) { return set.get_or(key, record(0, "none")).text; }

} // namespace

BOOST_AUTO_TEST_SUITE(modern_set)

BOOST_AUTO_TEST_CASE_TEMPLATE(insert_or_assign_replaces_the_item_as_a_whole, Set, sets) {
    Set s;
    static_assert(Set::assigns_in_one_step);
    BOOST_TEST(s.insert_or_assign(1, "old"));
    auto const held = s.get(1);
    BOOST_TEST(!s.insert_or_assign(record(1, "new")));
    Set::gc::force_dispose();
    BOOST_TEST(held->text == "old");
    BOOST_TEST(text_of(s, 1) == "new");
    BOOST_TEST(text_of(std::as_const(s), 2) == "none");
    BOOST_TEST(s.size() == 1u);
    BOOST_TEST(s.erase(1));
    BOOST_TEST(s.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(items_are_visited_and_erased_by_what_they_are, Set, sets) {
    Set s;
    for (int key = 0; key != 30; ++key)
        s.emplace(key, std::to_string(key));
    int sum = 0;
    std::as_const(s).for_each([&sum](record const& r) { sum += r.key; });
    BOOST_TEST(sum == 435);
    s.for_each([](record& r) { r.text += '!'; });
    BOOST_TEST(text_of(s, 7) == "7!");
    BOOST_TEST(s.erase_if([](record const& r) { return r.key >= 10; }) == 20u);
    BOOST_TEST(s.size() == 10u);
    BOOST_TEST(!s.contains(10));
    BOOST_TEST(s.contains(9));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_was_extracted_comes_back_as_a_copy, Set, sets) {
    Set s;
    s.emplace(1, "one");
    auto const taken = s.extract(1);
    BOOST_TEST(s.reinsert(taken));
    BOOST_TEST(!s.reinsert(taken));
    BOOST_TEST(!s.reinsert(s.extract(7)));
    BOOST_TEST((s.get(1).operator->() != taken.operator->()));
    BOOST_TEST(text_of(s, 1) == "one");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(sets_that_only_grow_can_be_visited, Set, keeping_sets) {
    Set s;
    s.emplace(1, "one");
    s.emplace(2, "two");
    int sum = 0;
    s.for_each([&sum](record& r) { sum += r.key; });
    BOOST_TEST(sum == 3);
    BOOST_TEST(text_of(s, 2) == "two");
}

BOOST_AUTO_TEST_CASE(an_allowance_of_one_guard_more_is_enough_for_erase_if) {
    using list = list_of<cds::gc::HP>;
    cds::gc::HP const limit(list::c_nHazardPtrCount + 1);
    list s;
    for (int key = 0; key != 20; ++key)
        s.emplace(key);
    BOOST_TEST(s.erase_if([](record const&) { return true; }) == 20u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_object_takes_the_place_of_another, GC, cds_test::gc_policies) {
    {
        objects<GC> set;
        set.insert(*new object<GC>(1, 0));
        set.insert(*new object<GC>(3, 0));
        auto refused = std::make_unique<object<GC>>(2, 7);
        BOOST_TEST((set.upsert(*refused, false) == std::pair(false, false)));
        BOOST_TEST((set.upsert(*refused) == std::pair(true, true)));
        (void)refused.release();
        auto held = set.get(2);
        auto* const fresh = new object<GC>(2, 8);
        BOOST_TEST((set.upsert(*fresh, false) == std::pair(true, false)));
        BOOST_TEST(set.get(2)->value == 8);
        BOOST_TEST(!set.unlink(*held)); // it is another now
        GC::force_dispose();
        BOOST_TEST(held->value == 7);
        BOOST_TEST(set.size() == 3u);
        std::vector<int> keys;
        set.for_each([&keys](object<GC> const& o) { keys.push_back(o.key); });
        BOOST_TEST(keys == (std::vector<int>{1, 2, 3}), boost::test_tools::per_element());
        BOOST_TEST(set.erase_if([](object<GC> const& o) { return o.value == 8; }) == 1u);
        BOOST_TEST(!set.contains(2));
    }
    BOOST_TEST(GC::drain());
    BOOST_TEST(object<GC>::alive == 0);
}

// Objects are replaced by two threads while a third erases them: each is disposed of once.
BOOST_AUTO_TEST_CASE_TEMPLATE(every_object_that_was_replaced_is_disposed_of, GC,
                              cds_test::gc_policies) {
    {
        objects<GC> set;
        std::atomic<int> inserted{0};
        std::atomic<int> erased{0};
        cds_test::run_threads(3, [&](std::size_t self) {
            for (int i = 0; i != 3000; ++i)
                if (self == 2)
                    erased += set.erase(i % 3);
                else
                    inserted += set.upsert(*new object<GC>(i % 3, i)).second;
        });
        BOOST_TEST(static_cast<int>(set.size()) == inserted - erased);
    }
    BOOST_TEST(GC::drain());
    BOOST_TEST(object<GC>::alive == 0);
}

BOOST_AUTO_TEST_SUITE_END()
