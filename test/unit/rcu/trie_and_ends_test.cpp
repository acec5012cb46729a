// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What only some structures have, over RCU: tries whose update replaces, and the two ends of skip
// lists.

#include "rcu_types.h"

#include <cds/container/feldman_hashmap_rcu.h>
#include <cds/container/skip_list_map_rcu.h>
#include <cds/intrusive/feldman_hashset_rcu.h>

#include <boost/test/unit_test.hpp>

#include <array>
#include <string>

using namespace rcu_test;

namespace {

using tries = std::tuple<cds::container::FeldmanHashMap<instant, int, std::string>,
                         cds::container::FeldmanHashMap<buffered, int, std::string>>;
using sorted = std::tuple<cds::container::SkipListMap<instant, int, std::string>,
                          cds::container::SkipListMap<threaded, int, std::string>>;

struct thing : mortal<thing> {
    explicit thing(int k) : hash(k) {}
    int const hash;
};
struct by_hash : cds::intrusive::feldman_hashset::traits {
    struct hash_accessor {
        int const& operator()(thing const& t) const { return t.hash; }
    };
    using disposer = delete_it;
};
using things = cds::intrusive::FeldmanHashSet<buffered, thing, by_hash>;

} // namespace

BOOST_AUTO_TEST_SUITE(rcu_tries_and_ends)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_trie_has_the_members_of_maps, Map, tries) {
    Map m(4, 2);
    for (int key = 0; key != 100; ++key)
        BOOST_TEST(m.insert(key, std::to_string(key)));
    BOOST_TEST(!m.insert(5));
    BOOST_TEST(m.erase(5));
    BOOST_TEST(m.erase(6, [](auto& pair) { BOOST_TEST(pair.second == "6"); }));
    auto const taken = m.extract(7);
    BOOST_TEST((taken && taken->second == "7"));
    {
        typename Map::rcu_lock const section;
        typename Map::raw_ptr const found = m.get(8);
        BOOST_TEST(found->second == "8");
        // what update replaces is there as long as the section
        std::string* before = nullptr;
        BOOST_TEST(m.update(8, "eight", [&](auto&, auto* old) { before = &old->second; }).first);
        BOOST_TEST(*before == "8");
        BOOST_TEST(found->second == "8");
        BOOST_TEST(m.get(8)->second == "eight");
        int forth = 0;
        int back = 0;
        for (auto const& pair : m)
            forth += pair.first;
        for (auto it = m.rbegin(); it != m.rend(); ++it)
            back += it->first;
        BOOST_TEST(forth == 4950 - 5 - 6 - 7);
        BOOST_TEST(back == forth);
        BOOST_CHECK_THROW(m.erase(9), urcu::rcu_deadlock);
        BOOST_CHECK_THROW(m.erase_at(m.begin()), urcu::rcu_deadlock);
        BOOST_CHECK_THROW(m.clear(), urcu::rcu_deadlock);
    }
    BOOST_TEST(m.size() == 97u);
    m.clear();
    BOOST_TEST(m.empty());
}

BOOST_AUTO_TEST_CASE(threads_find_living_things_in_a_trie) {
    watchdog const limit("threads on a trie");
    std::array<std::size_t, 4> corpses{};
    std::array<std::size_t, 4> inserted{};
    {
        things set(4, 2);
        run_threads(4, [&](std::size_t self) {
            auto random = random_stream(self);
            for (std::size_t n = 0; n != 2000 * scale(); ++n) {
                int const key = static_cast<int>(random() % 64);
                auto const look = [&](thing& t) { corpses[self] += !t.alive(); };
                switch (random() % 5) {
                case 0:
                    if (auto* const fresh = new thing(key); set.insert(*fresh, look))
                        ++inserted[self];
                    else
                        delete fresh;
                    break;
                case 1: // replaces
                    ++inserted[self];
                    set.update(*new thing(key));
                    break;
                case 2: set.erase(key, look); break;
                case 3:
                    if (things::exempt_ptr const held = set.extract(key))
                        look(*held);
                    break;
                default: {
                    things::rcu_lock const section;
                    thing const* const first = set.get(key);
                    for (thing& t : set)
                        look(t);
                    corpses[self] += first != nullptr && !first->alive();
                }
                }
            }
        });
    }
    buffered::force_dispose();
    for (std::size_t const n : corpses)
        BOOST_TEST(n == 0u);
    BOOST_TEST(inserted[0] > 0u);
    BOOST_TEST(thing::made == thing::destroyed);
    BOOST_TEST(thing::killed_twice == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_skip_list_gives_its_ends_in_and_out_of_sections, Map, sorted) {
    typename Map::gc const in_use;
    typename Map::exempt_ptr first;
    {
        Map m;
        for (int key = 0; key != 20; ++key)
            BOOST_TEST(m.insert(key, std::to_string(key)));
        first = m.extract_min();
        BOOST_TEST(first->first == 0);
        {
            typename Map::rcu_lock const section;
            typename Map::raw_ptr const least = m.get_min();
            typename Map::exempt_ptr const last = m.extract_max();
            BOOST_TEST(last->second == "19");
            BOOST_TEST(least->first == 1);
            BOOST_TEST(m.get_max()->first == 18);
            BOOST_TEST(m.lower_bound(5)->first == 5);
            typename Map::exempt_ptr const same = m.extract(1);
            BOOST_TEST(least->second == "1");
        }
        int sum = 0;
        m.for_each_in(3, 6, [&](auto& pair) { sum += pair.first; });
        BOOST_TEST(sum == 12);
        int left = 0;
        while (m.extract_min())
            ++left;
        BOOST_TEST(left == 17);
        BOOST_TEST(!m.extract_max());
        BOOST_TEST(m.empty());
    }
    Map::gc::force_dispose();
    BOOST_TEST(first->second == "0");
    first.release();
}

BOOST_AUTO_TEST_SUITE_END()
