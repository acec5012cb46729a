// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "word_index.h"

#include "counts.h"
#include "maps.h"

#include <cds_test/seed.h>

#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <vector>

namespace {

using wordindex::maps;

template <class... Maps>
std::tuple<Maps...> types_of(std::tuple<shared::named<Maps>...> const&);

using kinds = decltype(std::tuple_cat(types_of(maps<cds::gc::HP>), types_of(maps<cds::gc::DHP>)));

constexpr std::string_view words[] = {"ant", "bee", "cow", "dog"};

/// Half of the threads count words, the others evict them; returns what was evicted.
template <class Map>
wordindex::counts count_and_evict(wordindex::word_index<Map>& index, unsigned pairs,
                                  std::size_t adds) {
    std::vector<wordindex::counts> evicted(pairs);
    std::vector<std::jthread> evicting;
    std::vector<std::thread> counting;
    for (unsigned i = 0; i < pairs; ++i) {
        evicting.emplace_back([&index, &mine = evicted[i]](std::stop_token const& stop) {
            while (!stop.stop_requested())
                for (std::string_view const word : words)
                    if (std::uint64_t const times = index.evict(word))
                        wordindex::add_to(mine, word, times);
        });
        counting.emplace_back([&index, adds] {
            for (std::size_t n = 0; n < adds; ++n)
                index.add(words[n % std::size(words)]);
        });
    }
    for (std::thread& thread : counting)
        thread.join();
    evicting.clear(); // stops and joins
    wordindex::counts sums;
    for (wordindex::counts const& part : evicted)
        for (auto const& [word, times] : part)
            wordindex::add_to(sums, word, times);
    return sums;
}

BOOST_AUTO_TEST_SUITE(wordindex_index)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_word_counts_from_one_each_time_it_comes_in, Map, kinds) {
    wordindex::word_index<Map> index(16);
    BOOST_TEST(index.count("ox") == 0u);
    BOOST_TEST(index.add("ox"));
    BOOST_TEST(!index.add("ox"));
    BOOST_TEST(index.count("ox") == 2u);
    BOOST_TEST(index.evict("ox") == 2u);
    BOOST_TEST(index.evict("ox") == 0u);
    BOOST_TEST(index.add("ox"));
    BOOST_TEST(index.count("ox") == 1u);
    BOOST_TEST(index.size() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_held_entry_stays_readable_when_it_is_evicted, Map, kinds) {
    wordindex::word_index<Map> index(16);
    index.add("ox");
    auto const held = index.get("ox");
    BOOST_TEST_REQUIRE(!!held);
    BOOST_TEST(index.evict("ox") == 1u);
    Map::gc::force_dispose();
    BOOST_TEST(held->first == "ox");
    BOOST_TEST(!held->second.value().has_value());
    BOOST_TEST(!index.get("ox"));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(who_found_an_entry_before_its_eviction_cannot_count_on_it, Map,
                              kinds) {
    wordindex::word_index<Map> index(16);
    index.add("ox");
    auto const found = index.get("ox");
    BOOST_TEST_REQUIRE(!!found);
    BOOST_TEST(found->second.add());
    BOOST_TEST(index.evict("ox") == 2u);
    BOOST_TEST(!found->second.add());
    BOOST_TEST(index.count("ox") == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(no_count_is_lost_or_doubled_by_eviction, Map, kinds) {
    unsigned const pairs = 2;
    std::size_t const adds = 80'000 * cds_test::scale();
    wordindex::word_index<Map> index(1); // what has buckets has two
    wordindex::counts sums = count_and_evict(index, pairs, adds);
    index.for_each([&sums](std::string_view word, std::uint64_t times) {
        wordindex::add_to(sums, word, times);
    });
    for (std::string_view const word : words)
        BOOST_TEST(sums[std::string(word)] == pairs * adds / std::size(words));
}

BOOST_AUTO_TEST_CASE(a_sealed_tally_refuses_to_count_and_keeps_its_sum) {
    wordindex::tally tally(1);
    BOOST_TEST(tally.add());
    BOOST_TEST(*tally.value() == 2u);
    BOOST_TEST(tally.seal() == 2u);
    BOOST_TEST(!tally.add());
    BOOST_TEST(!tally.value().has_value());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
