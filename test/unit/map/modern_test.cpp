// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What maps have beside libcds's members, lists of pairs and hash maps alike.

#include <cds/container/feldman_hashmap_dhp.h>
#include <cds/container/iterable_kvlist_dhp.h>
#include <cds/container/iterable_kvlist_hp.h>
#include <cds/container/lazy_kvlist_dhp.h>
#include <cds/container/lazy_kvlist_hp.h>
#include <cds/container/lazy_kvlist_nogc.h>
#include <cds/container/michael_kvlist_dhp.h>
#include <cds/container/michael_kvlist_hp.h>
#include <cds/container/michael_kvlist_nogc.h>
#include <cds/container/michael_map.h>
#include <cds/container/michael_map_nogc.h>
#include <cds_test/gc_policies.h>
#include <cds_test/hesitating_gc.h>
#include <cds_test/linearizability.h>
#include <cds_test/sanitizers.h>
#include <cds_test/seed.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace {

namespace cc = cds::container;

template <class Defaults>
struct counting : Defaults {
    using less = std::less<>;
    using item_counter = cds::atomicity::item_counter;
};
template <class GC, class T>
using list_of = cc::MichaelKVList<GC, int, T, counting<cc::michael_list::traits>>;
template <class GC, class T>
using lazy_list_of = cc::LazyKVList<GC, int, T, counting<cc::lazy_list::traits>>;
template <class GC, class T>
using iterable_list_of = cc::IterableKVList<GC, int, T, counting<cc::iterable_list::traits>>;

template <class List>
struct table_of : cc::MichaelHashMap<typename List::gc, List> {
    table_of() : table_of::MichaelHashMap(6, 2) {}
};
template <class GC, class T>
using hash_of = table_of<list_of<GC, T>>;
template <class GC, class T>
using lazy_hash_of = table_of<lazy_list_of<GC, T>>;
template <class GC, class T>
using iterable_hash_of = table_of<iterable_list_of<GC, T>>;
template <class GC, class T>
struct trie_of : cc::FeldmanHashMap<GC, int, T> {
    trie_of() : trie_of::FeldmanHashMap(4, 2) {}
};

template <class T>
using maps_to =
    std::tuple<list_of<cds::gc::HP, T>, list_of<cds::gc::DHP, T>, list_of<cds_test::tiny_DHP, T>,
               hash_of<cds::gc::HP, T>, hash_of<cds::gc::DHP, T>, hash_of<cds_test::tiny_DHP, T>,
               lazy_list_of<cds::gc::HP, T>, lazy_hash_of<cds_test::tiny_DHP, T>,
               iterable_list_of<cds_test::tiny_DHP, T>, iterable_hash_of<cds::gc::HP, T>,
               trie_of<cds_test::tiny_DHP, T>>;
using maps = maps_to<std::string>;
using owner = std::unique_ptr<int>;
using maps_of_owners = maps_to<owner>;
using keeping_maps =
    std::tuple<list_of<cds::gc::nogc, std::string>, hash_of<cds::gc::nogc, std::string>,
               lazy_list_of<cds::gc::nogc, std::string>>;

template <class Traits>
struct and_hesitates : Traits {
    using less = std::less<int>;
    using item_counter = cds_test::hesitating_counter;
};
template <class Policy>
using hesitating_list = cc::MichaelKVList<cds_test::hesitating<Policy>, int, long,
                                          and_hesitates<cc::michael_list::traits>>;
template <class Policy>
struct hesitating_hash : cc::MichaelHashMap<cds_test::hesitating<Policy>, hesitating_list<Policy>> {
    hesitating_hash() : hesitating_hash::MichaelHashMap(1, 1) {}
};
struct hesitating_trie_traits : cc::feldman_hashmap::traits {
    using item_counter = cds_test::hesitating_counter;
};
template <class Policy>
using hesitating_trie =
    cc::FeldmanHashMap<cds_test::hesitating<Policy>, int, long, hesitating_trie_traits>;
using hesitating_maps =
    std::tuple<hesitating_list<cds::gc::HP>, hesitating_list<cds_test::tiny_DHP>,
               hesitating_hash<cds::gc::DHP>,
               cc::LazyKVList<cds_test::hesitating<cds::gc::HP>, int, long,
                              and_hesitates<cc::lazy_list::traits>>,
               cc::IterableKVList<cds_test::hesitating<cds_test::tiny_DHP>, int, long,
                                  and_hesitates<cc::iterable_list::traits>>,
               hesitating_trie<cds::gc::DHP>>;

struct throws_when_made {
    explicit throws_when_made(int) { throw std::runtime_error("made"); }
    throws_when_made() = default;
};
using maps_that_throw = maps_to<throws_when_made>;

} // namespace

BOOST_AUTO_TEST_SUITE(modern_map)

BOOST_AUTO_TEST_CASE_TEMPLATE(try_emplace_leaves_its_arguments_where_the_key_is_there, Map,
                              maps_of_owners) {
    Map m;
    owner first = std::make_unique<int>(1);
    BOOST_TEST(m.try_emplace(7, std::move(first)));
    BOOST_TEST(!first);
    owner second = std::make_unique<int>(2);
    BOOST_TEST(!m.try_emplace(7, std::move(second)));
    BOOST_TEST((second && *second == 2));
    BOOST_TEST(*m.get(7)->second == 1);
    BOOST_TEST(m.size() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(try_emplace_says_where_nothing_is_erased, Map, keeping_maps) {
    Map m;
    auto const made = m.try_emplace(7, 3u, 'x');
    BOOST_TEST((made != m.end() && made->second == "xxx"));
    BOOST_TEST((m.try_emplace(7, "other") == m.end()));
    BOOST_TEST(m.get_or(7, "none") == "xxx");
    BOOST_TEST(m.get_or(8, "none") == "none");
    int seen = 0;
    m.for_each([&seen](auto& pair) { seen += pair.first; });
    BOOST_TEST(seen == 7);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(insert_or_assign_replaces_the_value_as_a_whole, Map, maps) {
    Map m;
    static_assert(Map::assigns_in_one_step);
    BOOST_TEST(m.insert_or_assign(1, "old"));
    typename Map::guarded_ptr const held = m.get(1);
    BOOST_TEST(!m.insert_or_assign(1, "new"));
    BOOST_TEST(m.size() == 1u);
    BOOST_TEST(m.get_or(1, "none") == "new");
    Map::gc::force_dispose();
    BOOST_TEST(held->second == "old"); // whoever holds it goes on reading it
    BOOST_TEST(!m.insert_or_assign(1, 3u, 'x'));
    BOOST_TEST(m.get_or(1, "none") == "xxx");
    BOOST_TEST(m.erase(1));
    BOOST_TEST(!m.contains(1));
    BOOST_TEST(m.empty());
    BOOST_TEST(m.size() == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_is_replaced_keeps_its_neighbours, Map, maps) {
    Map m;
    for (int key = 0; key != 40; ++key)
        m.insert(key, std::to_string(key));
    for (int key = 0; key < 40; key += 3)
        BOOST_TEST(!m.insert_or_assign(key, "new"));
    BOOST_TEST(m.size() == 40u);
    int met = 0;
    m.for_each([&met](auto const& pair) {
        ++met;
        BOOST_TEST(pair.second == (pair.first % 3 == 0 ? "new" : std::to_string(pair.first)));
    });
    BOOST_TEST(met == 40);
    for (int key = 0; key != 40; ++key)
        BOOST_TEST(m.erase(key));
    BOOST_TEST(m.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(values_that_are_replaced_are_disposed_of_once, Map,
                              maps_to<std::shared_ptr<int>>) {
    auto const first = std::make_shared<int>(1);
    auto const second = std::make_shared<int>(2);
    {
        Map m;
        m.insert(1, first);
        for (int i = 0; i != 10; ++i) {
            m.insert_or_assign(1, second);
            m.insert_or_assign(1, first);
        }
        Map::gc::force_dispose();
        BOOST_TEST(first.use_count() == 2);
        BOOST_TEST(second.use_count() == 1);
    }
    Map::gc::force_dispose();
    BOOST_TEST(first.use_count() == 1);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_value_that_throws_replaces_nothing, Map, maps_that_throw) {
    Map m;
    m.insert(1);
    BOOST_CHECK_THROW(m.insert_or_assign(1, 5), std::runtime_error);
    BOOST_CHECK_THROW(m.insert_or_assign(2, 5), std::runtime_error);
    BOOST_CHECK_THROW(m.try_emplace(2, 5), std::runtime_error);
    BOOST_TEST(!m.try_emplace(1, 5));
    BOOST_TEST(m.contains(1));
    BOOST_TEST(m.size() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_iterator_meets_one_of_old_and_new, Map, maps) {
    Map m;
    for (int key = 0; key != 6; ++key)
        m.insert(key, "old");
    int met = 0;
    for (auto& pair : m) { // each is replaced under the iterator
        ++met;
        m.insert_or_assign(pair.first, "new");
        BOOST_TEST(pair.second == "old");
    }
    BOOST_TEST(met == 6);
    BOOST_TEST(m.size() == 6u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(get_or_copies_the_value_or_takes_the_other, Map, maps) {
    Map m;
    m.insert(1, "one");
    Map const& looked_at = m;
    std::string const copy = looked_at.get_or(1, "none");
    m.erase(1);
    Map::gc::force_dispose();
    BOOST_TEST(copy == "one");
    std::string otherwise = "a string long enough to be moved from";
    BOOST_TEST(looked_at.get_or(1, std::move(otherwise)).size() == 37u);
    BOOST_TEST(otherwise.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(for_each_sees_each_pair_once, Map, maps) {
    Map m;
    for (int key = 0; key != 50; ++key)
        m.insert(key, std::to_string(key));
    std::vector<int> seen(50);
    m.for_each([&](auto& pair) {
        ++seen[static_cast<std::size_t>(pair.first)];
        pair.second += '!';
        m.erase(pair.first); // and `pair` is still there
        BOOST_TEST(pair.second == std::to_string(pair.first) + '!');
    });
    BOOST_TEST(seen == std::vector<int>(50, 1), boost::test_tools::per_element());
    BOOST_TEST(m.empty());
    m.insert(1, "one");
    std::as_const(m).for_each([](auto& pair) {
        static_assert(std::is_const_v<std::remove_reference_t<decltype(pair)>>);
        BOOST_TEST(pair.second == "one");
    });
}

BOOST_AUTO_TEST_CASE_TEMPLATE(erase_if_erases_what_the_predicate_says, Map, maps) {
    Map m;
    for (int key = 0; key != 60; ++key)
        m.insert(key, std::to_string(key));
    int asked = 0;
    BOOST_TEST(m.erase_if([&asked](auto const& pair) {
        ++asked;
        return pair.first % 3 == 0;
    }) == 20u);
    BOOST_TEST(asked == 60);
    BOOST_TEST(m.size() == 40u);
    for (int key = 0; key != 60; ++key)
        BOOST_TEST(m.contains(key) == (key % 3 != 0));
    BOOST_TEST(m.erase_if([](auto const&) { return true; }) == 40u);
    BOOST_TEST(m.empty());
    BOOST_TEST(m.erase_if([](auto const&) { return true; }) == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_predicate_may_throw_and_may_use_the_map, Map, maps) {
    Map m;
    for (int key = 0; key != 10; ++key)
        m.insert(key, "value");
    int left = 4;
    BOOST_CHECK_THROW(m.erase_if([&left](auto const&) {
        if (left-- == 0)
            throw std::runtime_error("predicate");
        return true;
    }),
                      std::runtime_error);
    BOOST_TEST(m.size() == 6u);
    BOOST_TEST(m.erase_if([&m](auto const& pair) {
        m.erase(pair.first); // by itself: what is erased already is not counted again
        return true;
    }) == 0u);
    BOOST_TEST(m.empty());
}

BOOST_AUTO_TEST_CASE(erase_if_leaves_what_was_replaced_behind_its_back) {
    list_of<cds::gc::DHP, std::string> m;
    m.insert(1, "old");
    BOOST_TEST(m.erase_if([&m](auto const& pair) {
        m.insert_or_assign(pair.first, "new");
        return true;
    }) == 0u);
    BOOST_TEST(m.get_or(1, "none") == "new");
}

BOOST_AUTO_TEST_CASE(keys_are_looked_up_by_what_compares_and_hashes_with_them) {
    struct hash_text {
        std::size_t operator()(std::string_view s) const {
            return std::hash<std::string_view>()(s);
        }
    };
    struct hash_traits : cc::michael_map::traits {
        using hash = hash_text;
    };
    using list =
        cc::MichaelKVList<cds::gc::DHP, std::string, int, counting<cc::michael_list::traits>>;
    cc::MichaelHashMap<cds::gc::DHP, list, hash_traits> m(10, 1);
    m.try_emplace("one", 1);
    BOOST_TEST(!m.try_emplace(std::string_view("one"), 2));
    BOOST_TEST(m.contains(std::string_view("one")));
    BOOST_TEST(m.get_or(std::string_view("one"), 0) == 1);
    BOOST_TEST(m.get(std::string_view("one"))->second == 1);
    int found = 0;
    BOOST_TEST(m.find(std::string_view("one"), [&found](auto& pair) { found = pair.second; }));
    BOOST_TEST(found == 1);
    BOOST_TEST(m.erase(std::string_view("one")));
}

BOOST_AUTO_TEST_CASE(a_map_says_whether_it_counts) {
    struct counts_nothing : cc::michael_list::traits {};
    using uncounted = cc::MichaelKVList<cds::gc::DHP, int, int, counts_nothing>;
    static_assert(!uncounted::counts_items);
    static_assert(list_of<cds::gc::DHP, int>::counts_items);
    static_assert(hash_of<cds::gc::DHP, int>::counts_items);
    uncounted m;
    m.insert(1);
    BOOST_TEST(m.size() == 0u);
    BOOST_TEST(!m.empty());
}

// While two threads replace one pair again and again, whoever looks for its key finds it, and a
// whole value; an iterator that goes past meets it, too.
BOOST_AUTO_TEST_CASE_TEMPLATE(nobody_sees_the_key_absent_while_its_value_is_replaced, Map,
                              maps_to<std::string>) {
    Map m;
    for (int key = 0; key != 3; ++key)
        m.insert(key, "0000000000000000000000");
    std::atomic<int> missed{0};
    std::atomic<int> torn{0};
    auto const whole = [](std::string const& value) {
        return value.size() == 22 && value.find_first_not_of(value[0]) == std::string::npos;
    };
    {
        auto const writer = [&m](char from) {
            return [&m, from] {
                for (char c = from; c != from + 5; ++c)
                    m.insert_or_assign(1, 22u, c);
            };
        };
        cds_test::background const first(writer('a'));
        cds_test::background const second(writer('A'));
        cds_test::background const neighbour([&m] { // the links around it change, too
            m.erase(0);
            m.erase(2);
            m.insert(0, "0000000000000000000000");
            m.insert(2, "0000000000000000000000");
        });
        first.wait_for_rounds(1);
        int const rounds = 500 * static_cast<int>(cds_test::scale());
        for (int round = 0; round != rounds; ++round) {
            missed += !m.contains(1);
            auto const held = m.get(1);
            missed += !held;
            torn += held && !whole(held->second);
            missed += m.get_or(1, "none") == "none";
            int met = 0;
            m.for_each([&](auto const& pair) {
                met += pair.first == 1;
                torn += !whole(pair.second);
            });
            missed += met != 1;
        }
    }
    BOOST_TEST(missed == 0);
    BOOST_TEST(torn == 0);
    BOOST_TEST(m.contains(1));
    BOOST_TEST(m.erase(1));
    BOOST_TEST(!m.contains(1));
}

// Two that replace, insert and erase one key: what is in at the end is what they did last, and the
// counter agrees.
BOOST_AUTO_TEST_CASE_TEMPLATE(replacing_and_erasing_threads_lose_and_keep_nothing, Map,
                              maps_to<std::shared_ptr<int>>) {
    auto const token = std::make_shared<int>(0);
    {
        Map m;
        std::atomic<long> inserted{0};
        std::atomic<long> erased{0};
        auto const work = [&](std::size_t self) {
            std::mt19937_64 random(cds_test::seed() + self);
            for (int i = 0; i != 4000; ++i) {
                int const key = static_cast<int>(random() % 3);
                if (random() % 2 == 0)
                    inserted += m.insert_or_assign(key, token);
                else
                    erased += m.erase(key);
            }
        };
        cds_test::run_threads(3, work);
        BOOST_TEST(static_cast<long>(m.size()) == inserted - erased);
        long left = 0;
        m.for_each([&left](auto const&) { ++left; });
        BOOST_TEST(left == inserted - erased);
    }
    Map::gc::force_dispose();
    BOOST_TEST(token.use_count() == 1);
}

// Each operation on a key is as if done at one moment, that which replaces a value included.
BOOST_AUTO_TEST_CASE_TEMPLATE(histories_with_replacements_are_linearizable, Map, hesitating_maps) {
    using spec = cds_test::map_key_spec;
    constexpr unsigned threads = 3;
    std::size_t const runs = (cds_test::sanitized ? 30 : 60) * cds_test::scale();
    for (std::uint64_t run = 0; run != runs; ++run) {
        Map m;
        cds_test::recorder log(threads);
        cds_test::run_threads(threads, [&](std::size_t self) {
            auto const me = static_cast<unsigned>(self);
            auto random = cds_test::random_stream(run * threads + self);
            for (long n = 0; n != 12; ++n) {
                auto const r = random();
                int const key = static_cast<int>(r % 2);
                long const value = n * long{threads} + long{me};
                auto const log_it = [&](int code, auto act) {
                    log.record(me, code, key, value, act);
                };
                switch ((r >> 32) % 4) {
                case 0: log_it(spec::insert, [&] { return m.insert(key, value); }); break;
                case 1:
                    log_it(spec::erase, [&] {
                        auto const taken = m.extract(key);
                        return taken ? taken->second : cds_test::nothing;
                    });
                    break;
                case 2: log_it(spec::find, [&] { return m.get_or(key, cds_test::nothing); }); break;
                default: log_it(spec::update, [&] { return m.insert_or_assign(key, value); });
                }
            }
        });
        cds_test::verdict const found = cds_test::check_each_key<spec>(log.history());
        BOOST_TEST_REQUIRE(found.holds, found);
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_was_extracted_comes_back_as_a_copy, Map, maps) {
    Map m;
    m.insert(1, "one");
    typename Map::guarded_ptr const taken = m.extract(1);
    BOOST_TEST(m.reinsert(taken));
    BOOST_TEST(!m.reinsert(taken));        // its key is there
    BOOST_TEST(!m.reinsert(m.extract(7))); // there was none
    BOOST_TEST((m.get(1).operator->() != taken.operator->()));
    BOOST_TEST(taken->second == "one"); // what was held is as it was
    BOOST_TEST(m.get_or(1, "none") == "one");
    BOOST_TEST(m.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
