// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Containers of Boost as the buckets of striped sets and maps: what goes in is found, and comes
// out, while the table grows.

#include <cds/container/striped_map/boost_flat_map.h>
#include <cds/container/striped_map/boost_list.h>
#include <cds/container/striped_map/boost_map.h>
#include <cds/container/striped_map/boost_slist.h>
#include <cds/container/striped_map/boost_unordered_map.h>
#include <cds/container/striped_map.h>
#include <cds/container/striped_set/boost_flat_set.h>
#include <cds/container/striped_set/boost_list.h>
#include <cds/container/striped_set/boost_set.h>
#include <cds/container/striped_set/boost_slist.h>
#include <cds/container/striped_set/boost_stable_vector.h>
#include <cds/container/striped_set/boost_unordered_set.h>
#include <cds/container/striped_set/boost_vector.h>
#include <cds/container/striped_set.h>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <string>
#include <tuple>
#include <utility>

namespace {

namespace bc = boost::container;
namespace cc = cds::container;
using text = std::string;
using grows = cds::opt::resizing_policy<cc::striped_set::load_factor_resizing<2>>;
using copies = cds::opt::copy_policy<cc::striped_set::copy_item>;

template <class Container, class... More>
using set = cc::StripedSet<Container, grows, More...>;
template <class Container, class... More>
using map = cc::StripedMap<Container, grows, More...>;
using pair = std::pair<int const, text>;

using sets = std::tuple<set<bc::list<text>>, set<bc::slist<text>>, set<bc::vector<text>>,
                        set<bc::stable_vector<text>>, set<bc::set<text>>, set<bc::flat_set<text>>,
                        set<boost::unordered_set<text>>, set<bc::slist<text>, copies>,
                        set<bc::set<text>, copies>, set<boost::unordered_set<text>, copies>>;
using maps = std::tuple<map<bc::list<pair>>, map<bc::slist<pair>>, map<bc::map<int, text>>,
                        map<bc::flat_map<int, text>>, map<boost::unordered_map<int, text>>>;

} // namespace

BOOST_AUTO_TEST_SUITE(boost_buckets)

BOOST_AUTO_TEST_CASE_TEMPLATE(values_come_out_of_a_table_that_grows, Set, sets) {
    Set s;
    auto const name = [](int i) { return std::to_string(i) + " is long enough for the heap"; };
    for (int i = 0; i != 200; ++i)
        BOOST_REQUIRE((i % 2 != 0 ? s.insert(name(i)) : s.emplace(name(i))));
    BOOST_TEST(s.bucket_count() == 128u);
    for (int i = 0; i != 200; ++i) {
        BOOST_REQUIRE(!s.insert(name(i)));
        bool found = false;
        auto const see = [&](text& item, text const&) { found = item == name(i); };
        BOOST_REQUIRE((s.find(name(i), see) && found));
    }
    auto const is_new = [](bool made, text&, text const&) { BOOST_TEST(made); };
    BOOST_TEST(s.update(name(200), is_new).second);
    for (int i = 0; i <= 200; i += 2)
        BOOST_REQUIRE(s.erase(name(i), [&](text& item) { BOOST_TEST(item == name(i)); }));
    for (int i = 0; i <= 200; ++i)
        BOOST_REQUIRE(s.contains(name(i)) == (i % 2 != 0));
    if constexpr (Set::has_find_with) {
        BOOST_TEST(s.contains(name(1), std::less<text>()));
        BOOST_TEST(s.erase_with(name(1), std::less<text>()));
    }
    s.clear();
    BOOST_TEST(s.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(pairs_come_out_of_a_table_that_grows, Map, maps) {
    Map m;
    for (int i = 0; i != 200; ++i)
        BOOST_REQUIRE((i % 2 != 0 ? m.insert(i, std::to_string(i)) : m.emplace(i, 3u, 'x')));
    BOOST_TEST(m.bucket_count() == 128u);
    for (int i = 0; i != 200; ++i)
        BOOST_REQUIRE(m.get_or(i, "none") == (i % 2 != 0 ? std::to_string(i) : "xxx"));
    BOOST_TEST(m.insert(200));
    BOOST_TEST(m.insert_with(201, [](auto& p) { p.second = "new"; }));
    BOOST_TEST(!m.update(201, [](bool made, auto& p) {
                     BOOST_TEST((!made && p.second == "new"));
                 }).second);
    for (int i = 0; i != 200; i += 2)
        BOOST_REQUIRE(m.erase(i, [i](auto& p) { BOOST_TEST(p.first == i); }));
    for (int i = 0; i != 200; ++i)
        BOOST_REQUIRE(m.contains(i) == (i % 2 != 0));
    m.clear();
    BOOST_TEST(m.empty());
}

BOOST_AUTO_TEST_SUITE_END()
