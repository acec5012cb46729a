// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What cuckoo sets have of their own: probe sets, hash functors, relocation, and how they grow.

#include <cds/container/cuckoo_map.h>
#include <cds/container/cuckoo_set.h>
#include <cds/intrusive/cuckoo_set.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <functional>
#include <limits>
#include <stdexcept>
#include <tuple>
#include <utility>
#include <vector>

namespace {

namespace cc = cds::container;
namespace ci = cds::intrusive;

int key_of(int key) { return key; }
template <class Item>
int key_of(Item const& item) {
    return item.key;
}
struct equal_keys {
    template <class A, class B>
    bool operator()(A const& a, B const& b) const {
        return key_of(a) == key_of(b);
    }
};
struct plain_hash {
    template <class T>
    std::size_t operator()(T const& t) const {
        return static_cast<std::size_t>(key_of(t));
    }
};
struct mixed_hash {
    template <class T>
    std::size_t operator()(T const& t) const {
        return static_cast<std::size_t>(key_of(t)) * 0x9E3779B97F4A7C15u >> 11;
    }
};
// Has few values in its lowest bits: small tables have few places for many keys.
struct narrow_hash {
    std::size_t operator()(int key) const {
        auto const k = static_cast<std::size_t>(key);
        return k % 8 | k / 8 % 8 << 6;
    }
};
struct constant_hash {
    std::size_t operator()(int) const { return 42; }
};

using good = cds::opt::hash<std::tuple<plain_hash, mixed_hash>>;
using narrow = cds::opt::hash<std::tuple<narrow_hash, narrow_hash>>;
using constant = cds::opt::hash<std::tuple<constant_hash, constant_hash>>;
using counted = cds::opt::stat<cc::cuckoo::stat>;
using kept = cc::cuckoo::store_hash<true>;
template <unsigned N>
using arrays = cc::cuckoo::probeset_type<cc::cuckoo::vector<N>>;

template <class... Options>
using set = cc::CuckooSet<int, typename cc::cuckoo::make_traits<Options...>::type>;

template <class Set>
void fill(Set& s, int items) {
    for (int i = 0; i != items; ++i)
        BOOST_REQUIRE(s.insert(i));
    BOOST_REQUIRE(s.size() == static_cast<std::size_t>(items));
    for (int i = 0; i != items; ++i)
        BOOST_REQUIRE(s.contains(i));
    BOOST_REQUIRE(!s.contains(items));
}

// Hash functors with state.
struct salted_hash {
    std::size_t salt = 0;
    std::size_t operator()(int key) const { return mixed_hash()(key) ^ salt; }
};

struct by_base : ci::cuckoo::node<> {
    explicit by_base(int k) : key(k) {}
    int key;
    using hook = ci::cuckoo::base_hook<>;
};
struct by_member {
    explicit by_member(int k) : key(k) {}
    ci::cuckoo::node<ci::cuckoo::vector<4>, 2> link;
    int key;
    using hook = ci::cuckoo::member_hook<0, ci::cuckoo::probeset_type<ci::cuckoo::vector<4>>,
                                         ci::cuckoo::store_hash<2>>;
};
struct by_traits {
    explicit by_traits(int k) : key(k) {}
    ci::cuckoo::node<ci::cuckoo::list, 2> link; // at the front, so that its address is the object's
    int key;
    struct conversions {
        using node_type = ci::cuckoo::node<ci::cuckoo::list, 2>;
        static node_type* to_node_ptr(by_traits& v) { return &v.link; }
        static by_traits* to_value_ptr(node_type* n) { return reinterpret_cast<by_traits*>(n); }
    };
    using hook = ci::cuckoo::traits_hook<conversions, ci::cuckoo::store_hash<2>>;
};
using items = std::tuple<by_base, by_member, by_traits>;

std::size_t disposed = 0;
struct count_disposals {
    template <class T>
    void operator()(T*) const {
        ++disposed;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(cuckoo)

BOOST_AUTO_TEST_CASE(tables_have_the_size_they_are_made_with) {
    using listed = set<good>;
    BOOST_TEST(listed().bucket_count() == 16u);
    BOOST_TEST(listed(0, 4).bucket_count() == 16u);
    BOOST_TEST(listed(1, 4).bucket_count() == 1u);
    BOOST_TEST(listed(17, 4, 2).bucket_count() == 32u);
    BOOST_TEST(listed(17, 4).lock_count() == 32u);
    BOOST_CHECK_THROW(listed(std::numeric_limits<std::size_t>::max(), 4), std::length_error);
    listed small(1, 1); // probe sets of one item, as in the first paper
    fill(small, 100);
}

BOOST_AUTO_TEST_CASE(a_set_has_the_hash_functors_it_is_given) {
    using salted = set<cds::opt::hash<std::tuple<salted_hash, plain_hash>>, counted>;
    using functors = std::tuple<salted_hash, plain_hash>;
    functors const mine{salted_hash{99}, {}};
    salted copied(mine);
    salted moved(functors{salted_hash{7}, {}});
    salted sized(64, 4, 2, mine);
    salted sized_moved(64, 4, 2, functors{salted_hash{7}, {}});
    fill(copied, 300);
    fill(moved, 300);
    fill(sized, 300);
    fill(sized_moved, 300);
}

BOOST_AUTO_TEST_CASE(relocation_makes_room_where_a_probe_set_is_above_its_threshold) {
    set<good, counted> lists(64, 4);
    fill(lists, 380); // of 512 places
    BOOST_TEST(lists.statistics().m_nSuccessRelocateCount.get() > 0u);
    BOOST_TEST(lists.statistics().m_nRelocateCallCount.get() ==
               lists.statistics().m_nInsertRelocateCount.get());
    set<good, counted, arrays<4>, kept> in_arrays(64, 0);
    fill(in_arrays, 380);
    BOOST_TEST(in_arrays.statistics().m_nSuccessRelocateCount.get() > 0u);
}

BOOST_AUTO_TEST_CASE(growing_loses_no_item_though_it_may_have_to_double_more_than_once) {
    set<narrow, arrays<2>> in_arrays(16, 0);
    fill(in_arrays, 64);
    BOOST_TEST(in_arrays.bucket_count() >= 128u);
    set<narrow> lists(16, 2);
    fill(lists, 64);
    set<good, arrays<2>, kept, cds::opt::mutex_policy<cc::cuckoo::refinable<>>> many(1, 0);
    fill(many, 5000);
    BOOST_TEST(many.lock_count() == many.bucket_count());
    BOOST_TEST(many.bucket_count() <= 8192u);
}

BOOST_AUTO_TEST_CASE(equal_hash_values_make_lists_longer_and_arrays_refuse) {
    set<constant> lists;
    fill(lists, 100);
    BOOST_TEST(lists.bucket_count() <= 2048u);
    set<constant, arrays<4>> in_arrays;
    fill(in_arrays, 8);
    BOOST_CHECK_THROW(in_arrays.insert(8), std::length_error);
    BOOST_TEST(in_arrays.size() == 8u);
    BOOST_TEST(!in_arrays.contains(8));
    BOOST_TEST(in_arrays.bucket_count() <= 128u);
    BOOST_TEST(in_arrays.erase(3));
    BOOST_TEST(in_arrays.insert(8));
    BOOST_CHECK_THROW(in_arrays.update(9, [](bool, int&, int) {}), std::length_error);
}

BOOST_AUTO_TEST_CASE(keys_with_equal_hash_values_are_told_apart) {
    set<constant, kept> keeping;
    set<constant> computing;
    for (int key : {1, 2, 3}) {
        BOOST_TEST(keeping.insert(key));
        BOOST_TEST(computing.insert(key));
    }
    BOOST_TEST(!keeping.contains(4));
    BOOST_TEST(!computing.contains(4));
    BOOST_TEST(keeping.erase(2));
    BOOST_TEST((keeping.contains(1) && !keeping.contains(2) && keeping.contains(3)));
}

BOOST_AUTO_TEST_CASE(a_set_without_an_order_takes_equality_for_a_predicate) {
    set<good> unordered;
    static_assert(!decltype(unordered)::c_isSorted);
    BOOST_TEST(unordered.insert(5));
    BOOST_TEST(unordered.contains(5, std::equal_to<int>()));
    BOOST_TEST(!unordered.contains(6, std::equal_to<int>()));
    BOOST_TEST(unordered.find_with(5, std::equal_to<int>(), [](int&, int) {}));
    BOOST_TEST(unordered.erase_with(5, std::equal_to<int>()));
    set<good, cds::opt::less<std::less<int>>> ordered;
    static_assert(decltype(ordered)::c_isSorted);
    BOOST_TEST(ordered.insert(5));
    BOOST_TEST(ordered.contains(5, std::less<int>()));
    BOOST_TEST(!ordered.contains(6, std::less<int>()));
    set<good, cds::opt::compare<cds::opt::v::less_comparator<int>>> compared;
    BOOST_TEST((compared.insert(5) && !compared.insert(5) && compared.contains(5)));
}

BOOST_AUTO_TEST_CASE(what_is_done_is_counted) {
    set<good, counted> s;
    fill(s, 10);
    s.insert(0);
    s.erase(0);
    s.erase(0);
    auto const ignore = [](bool, int&, int) {};
    s.update(0, ignore);
    s.update(0, ignore);
    s.update(20, ignore, false);
    auto const& stat = s.statistics();
    BOOST_TEST(stat.m_nInsertSuccess.get() == 10u);
    BOOST_TEST(stat.m_nInsertFailed.get() == 1u);
    BOOST_TEST(stat.m_nEraseSuccess.get() == 1u);
    BOOST_TEST(stat.m_nEraseFailed.get() == 1u);
    BOOST_TEST(stat.m_nUpdateSuccessCount.get() == 1u);
    BOOST_TEST(stat.m_nUpdateExistCount.get() == 1u);
    BOOST_TEST(stat.m_nFindSuccess.get() == 10u);
    BOOST_TEST(stat.m_nFindFailed.get() == 1u);
    BOOST_TEST(s.mutex_policy_statistics().m_nCellLockCount.get() == 27u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(objects_are_found_by_each_hook, Item, items) {
    using traits = typename ci::cuckoo::make_traits<
        ci::opt::hook<typename Item::hook>, good, ci::opt::equal_to<equal_keys>,
        ci::opt::disposer<count_disposals>, ci::opt::stat<ci::cuckoo::stat>>::type;
    std::vector<Item> all;
    for (int i = 0; i != 500; ++i)
        all.emplace_back(i);
    ci::CuckooSet<Item, traits> s;
    for (Item& item : all)
        BOOST_REQUIRE(s.insert(item));
    Item twin(7);
    BOOST_TEST(!s.insert(twin));
    BOOST_TEST(!s.unlink(twin));
    BOOST_TEST(s.unlink(all[7]));
    BOOST_TEST(!s.unlink(all[7]));
    BOOST_TEST(s.statistics().m_nUnlinkSuccess.get() == 1u);
    BOOST_TEST(s.statistics().m_nUnlinkFailed.get() == 2u);
    auto const updated = s.update(twin, [&](bool is_new, Item& item, Item& given) {
        BOOST_TEST(is_new);
        BOOST_TEST((&item == &twin && &given == &twin));
    });
    BOOST_TEST((updated.first && updated.second));
    BOOST_TEST(s.erase(8) == &all[8]);
    BOOST_TEST(s.erase(8) == nullptr);
    BOOST_TEST(s.erase_with(9, equal_keys(), [](Item& i) { BOOST_TEST(i.key == 9); }) == &all[9]);
    for (Item const& item : all)
        BOOST_REQUIRE(s.contains(item.key) == (item.key != 8 && item.key != 9));
    disposed = 0;
    s.clear();
    BOOST_TEST(disposed == 498u);
    BOOST_TEST(s.empty());
    BOOST_TEST(s.insert(all[0])); // what was taken out may come again
    s.clear_and_dispose([&](Item* item) { BOOST_TEST(item == &all[0]); });
}

BOOST_AUTO_TEST_CASE(three_tables_work_as_two_do) {
    struct third_hash {
        std::size_t operator()(int key) const { return mixed_hash()(key * 31 + 5); }
    };
    using traits = cc::cuckoo::make_traits<
        cds::opt::hash<std::tuple<plain_hash, mixed_hash, third_hash>>,
        cds::opt::mutex_policy<cc::cuckoo::refinable<std::recursive_mutex, 3>>>::type;
    cc::CuckooMap<int, int, traits> map;
    for (int i = 0; i != 2000; ++i)
        BOOST_REQUIRE(map.insert(i, i));
    for (int i = 0; i != 2000; ++i)
        BOOST_REQUIRE(map.get_or(i, -1) == i);
    BOOST_TEST(map.c_nArity == 3u);
    BOOST_TEST(map.c_nRelocateLimit == 5u);
}

BOOST_AUTO_TEST_SUITE_END()
