// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What ordinary programs do with sets and maps: algorithms of the standard library, look-ups by
// what converts to a key, sizes that nobody has memory for.

#include <cds/container/michael_kvlist_dhp.h>
#include <cds/container/michael_list_dhp.h>
#include <cds/container/michael_list_nogc.h>
#include <cds/container/michael_map.h>
#include <cds/container/michael_set.h>
#include <cds/container/michael_set_nogc.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <limits>
#include <new>
#include <ranges>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

namespace cc = cds::container;
using cds::gc::DHP;

template <class Key>
using list = cc::MichaelList<DHP, Key>;
template <class Key>
using set = cc::MichaelHashSet<DHP, list<Key>>;
template <class Key>
using map = cc::MichaelHashMap<DHP, cc::MichaelKVList<DHP, Key, int>>;
using keeping_set = cc::MichaelHashSet<cds::gc::nogc, cc::MichaelList<cds::gc::nogc, int>>;

template <class Container>
concept read_once =
    std::input_iterator<typename Container::iterator> &&
    std::input_iterator<typename Container::const_iterator> &&
    !std::forward_iterator<typename Container::iterator> && std::ranges::input_range<Container&> &&
    std::is_same_v<typename std::iterator_traits<typename Container::iterator>::iterator_category,
                   std::input_iterator_tag>;
static_assert(read_once<list<int>> && read_once<set<int>> && read_once<map<int>>);
static_assert(std::forward_iterator<keeping_set::iterator>);

} // namespace

BOOST_AUTO_TEST_SUITE(ordinary_sets)

BOOST_AUTO_TEST_CASE(what_is_read_beside_a_writer_fits_where_it_is_written) {
    set<int> items(64, 1);
    for (int i = 0; i != 64; ++i)
        items.insert(i);
    cds_test::background const writer([&items] {
        for (int i = 64; i != 4096; ++i)
            items.insert(i);
        for (int i = 64; i != 4096; ++i)
            items.erase(i);
    });
    writer.wait_for_rounds(1);
    for (int round = 0; round != 200; ++round) {
        std::vector<int> const copied(items.begin(), items.end());
        BOOST_TEST(copied.size() >= 64u);
    }
}

BOOST_AUTO_TEST_CASE(an_iterator_goes_on_by_either_increment) {
    set<int> items(8, 1);
    items.insert(1);
    items.insert(2);
    auto it = items.begin();
    it++;
    ++it;
    BOOST_TEST((it == items.end()));
    BOOST_TEST(std::ranges::count_if(items, [](int i) { return i > 0; }) == 2);
    BOOST_TEST(std::ranges::distance(items) == 2);
}

BOOST_AUTO_TEST_CASE(what_converts_to_the_key_is_hashed_as_the_key) {
    map<std::string> names(16, 1);
    names.insert("Ada", 1);
    char const* const p = "Ada";
    char const array[] = "Ada";
    BOOST_TEST(names.contains(p));
    BOOST_TEST(names.contains(array));
    BOOST_TEST(names.contains("Ada"));
    BOOST_TEST(names.contains(std::string("Ada")));
    BOOST_TEST(!names.contains("Eve"));
    BOOST_TEST(names.erase("Ada"));

    set<double> numbers(16, 1);
    numbers.insert(1.5);
    numbers.insert(2);
    BOOST_TEST(numbers.contains(1.5f));
    BOOST_TEST(numbers.contains(2));
}

BOOST_AUTO_TEST_CASE(a_size_that_nobody_has_memory_for_is_refused) {
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
    for (std::size_t const items : {most, most / 2, most / 4, most / 16})
        for (std::size_t const load : {std::size_t{0}, std::size_t{1}}) {
            auto const refused = [](std::exception const& e) {
                return dynamic_cast<std::length_error const*>(&e) != nullptr ||
                       dynamic_cast<std::bad_alloc const*>(&e) != nullptr;
            };
            BOOST_CHECK_EXCEPTION(map<int>(items, load), std::exception, refused);
            BOOST_CHECK_EXCEPTION(set<int>(items, load), std::exception, refused);
            BOOST_CHECK_EXCEPTION(keeping_set(items, load), std::exception, refused);
        }
    set<int> small(most, most);
    BOOST_TEST(small.insert(1));
    BOOST_TEST(small.bucket_count() == 2u);
    set<int> none(0, 0);
    BOOST_TEST(none.insert(1));
    set<int> heavy(1, most);
    BOOST_TEST(heavy.bucket_count() == 1u);
    BOOST_TEST(heavy.insert(-1));
    BOOST_TEST(heavy.contains(-1));
}

BOOST_AUTO_TEST_SUITE_END()
