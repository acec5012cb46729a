// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Containers of Boost.Intrusive as the buckets of an intrusive striped set.

#include <cds/intrusive/striped_set.h>
#include <cds/intrusive/striped_set/boost_avl_set.h>
#include <cds/intrusive/striped_set/boost_list.h>
#include <cds/intrusive/striped_set/boost_set.h>
#include <cds/intrusive/striped_set/boost_sg_set.h>
#include <cds/intrusive/striped_set/boost_slist.h>
#include <cds/intrusive/striped_set/boost_splay_set.h>
#include <cds/intrusive/striped_set/boost_treap_set.h>
#include <cds/intrusive/striped_set/boost_unordered_set.h>
#include <cds_test/int_keys.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

#pragma GCC diagnostic ignored "-Wdeprecated-declarations" // deprecated members are members

namespace {

namespace bi = boost::intrusive;
namespace ci = cds::intrusive;
using answer = std::pair<bool, bool>;
using cds_test::hash_key;
using cds_test::less_key;

struct equal_key {
    template <class A, class B>
    bool operator()(A const& a, B const& b) const {
        return cds_test::key_of(a) == cds_test::key_of(b);
    }
};

template <class Hook>
struct item : Hook {
    explicit item(int k) : key(k) {}
    int key;
    friend bool priority_order(item const& a, item const& b) { return a.key % 7 < b.key % 7; }
};
template <template <class...> class Container, class Hook, class... Options>
using set = ci::StripedSet<Container<item<Hook>, Options...>, cds::opt::hash<hash_key>,
                           cds::opt::less<less_key>,
                           cds::opt::resizing_policy<ci::striped_set::load_factor_resizing<2>>>;

// Boost's templates have default arguments besides, and some are not variadic everywhere.
template <class T, class... O>
using list = bi::list<T, O...>;
template <class T, class... O>
using slist = bi::slist<T, O...>;
template <class T, class... O>
using tree = bi::set<T, O...>;
template <class T, class... O>
using avl = bi::avl_set<T, O...>;
template <class T, class... O>
using sg = bi::sg_set<T, O...>;
template <class T, class... O>
using splay = bi::splay_set<T, O...>;
template <class T, class... O>
using treap = bi::treap_set<T, O...>;
template <class T, class... O>
using hashed = bi::unordered_set<T, O...>;

using less = bi::compare<less_key>;
using small_buffer = cds::opt::buffer<cds::opt::v::initialized_static_buffer<cds::any_type, 4>>;

using sets =
    std::tuple<set<list, bi::list_base_hook<>>, set<slist, bi::slist_base_hook<>>,
               set<tree, bi::set_base_hook<>, less>, set<avl, bi::avl_set_base_hook<>, less>,
               set<sg, bi::bs_set_base_hook<>, less>, set<splay, bi::bs_set_base_hook<>, less>,
               set<treap, bi::bs_set_base_hook<>, less>,
               set<hashed, bi::unordered_set_base_hook<>, bi::hash<hash_key>, bi::equal<equal_key>,
                   bi::power_2_buckets<true>>,
               ci::StripedSet<bi::unordered_set<item<bi::unordered_set_base_hook<>>,
                                                bi::hash<hash_key>, bi::equal<equal_key>>,
                              cds::opt::hash<hash_key>, small_buffer,
                              cds::opt::resizing_policy<ci::striped_set::load_factor_resizing<2>>>>;

} // namespace

BOOST_AUTO_TEST_SUITE(intrusive_buckets)

BOOST_AUTO_TEST_CASE_TEMPLATE(objects_are_found_and_come_back_while_the_table_grows, Set, sets) {
    using T = typename Set::value_type;
    std::vector<T> all;
    for (int i = 0; i != 300; ++i)
        all.emplace_back(i);
    Set s;
    for (T& object : all) {
        BOOST_REQUIRE(s.insert(object, [&](T& i) { BOOST_CHECK(&i == &object); }));
        T twin(object.key);
        BOOST_REQUIRE(!s.insert(twin));
        BOOST_REQUIRE(!s.unlink(twin));
    }
    BOOST_TEST(s.bucket_count() == 256u);
    BOOST_TEST(s.size() == 300u);
    for (T& object : all)
        BOOST_REQUIRE(s.find(object.key, [&](T& i, int) { BOOST_CHECK(&i == &object); }));
    BOOST_TEST(!s.contains(300));
    for (int i = 0; i != 100; ++i)
        BOOST_REQUIRE(s.erase(i) == &all[static_cast<std::size_t>(i)]);
    for (int i = 100; i != 200; ++i)
        BOOST_REQUIRE(s.unlink(all[static_cast<std::size_t>(i)]));
    for (int i = 0; i != 300; ++i)
        BOOST_REQUIRE(s.contains(i) == (i >= 200));
    std::size_t disposed = 0;
    s.clear_and_dispose([&disposed](T*) { ++disposed; });
    BOOST_TEST(disposed == 100u);
    BOOST_TEST(s.empty());
    BOOST_TEST(s.insert(all[5])); // what was taken out may come again
    s.clear();
    BOOST_TEST(s.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(every_form_of_an_operation_does_the_same, Set, sets) {
    using T = typename Set::value_type;
    Set s(100);
    BOOST_TEST(s.bucket_count() == 128u);
    T one(1);
    T other(1);
    T two(2);
    T three(3);
    int found = 0;
    auto const update = [&](T& given, bool allow) {
        return s.update(
            given, [&](bool made, T& i, T& g) { found += !made && &i == &one && &g == &given; },
            allow);
    };
    BOOST_CHECK(update(one, false) == answer(false, false));
    BOOST_CHECK(update(one, true) == answer(true, true));
    BOOST_CHECK(update(other, true) == answer(true, false));
    BOOST_CHECK(s.ensure(two, [](bool made, T&, T&) { BOOST_CHECK(made); }) == answer(true, true));
    BOOST_CHECK(found == 1);
    BOOST_CHECK(s.insert(three));
    int key = 2;
    less_key const order;
    BOOST_CHECK(s.find_with(key, order, [&](T& i, int& k) { found += &i == &two && &k == &key; }));
    BOOST_CHECK(found == 2);
    BOOST_CHECK((s.contains(3, order) && s.find(3) && s.find_with(3, order)));
    BOOST_CHECK((!s.contains(4, order) && !s.find(4) && !s.find_with(4, order)));
    BOOST_CHECK(s.erase_with(3, order, [&](T& i) { found += &i == &three; }) == &three);
    BOOST_CHECK(s.erase(2, [&](T& i) { found += &i == &two; }) == &two);
    BOOST_CHECK(s.erase_with(1, order) == &one);
    BOOST_CHECK(s.erase_with(1, order) == nullptr);
    BOOST_CHECK(found == 4);
    BOOST_CHECK(s.empty());
}

BOOST_AUTO_TEST_SUITE_END()
