// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// BronsonAVLTreeMap over RCU: what differs from the one with guards, and threads in it.

#include "rcu_types.h"

#include <cds/container/bronson_avltree_map_rcu.h>
#include <cds_test/bronson_maps.h>
#include <cds_test/type_lists.h>

#include <boost/test/unit_test.hpp>

#include <array>
#include <functional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

namespace {

using namespace rcu_test;
namespace ba = cds::container::bronson_avltree;
using answer = std::pair<bool, bool>;

struct counting : ba::traits {
    using item_counter = cds::atomicity::item_counter;
};
struct relaxed : counting {
    static constexpr bool relaxed_insert = true;
};
template <class GC, class T, class Traits = counting>
using tree = inspected_tree<GC, int, T, Traits>;

using maps = join<std::tuple<tree<buffered, std::string>>,
                  beyond_cover<tree<instant, std::string>, tree<threaded, std::string, relaxed>,
                               tree<by_signal, std::string>>>;

template <class Map>
void fill(Map& m, int n) {
    for (int key = 0; key != n; ++key)
        BOOST_TEST(m.insert(key, std::to_string(key)));
}
constexpr auto ignore = [](auto const&...) {};

} // namespace

BOOST_AUTO_TEST_SUITE(rcu_balanced_tree)

BOOST_AUTO_TEST_CASE_TEMPLATE(what_needs_no_section_may_be_in_one, Map, maps) {
    Map m;
    fill(m, 8);
    auto const use = [&] {
        std::string seen;
        BOOST_TEST(m.find(1, [&](int, std::string& value) {
            BOOST_TEST(Map::gc::is_locked());
            seen = value;
        }));
        BOOST_TEST(seen == "1");
        BOOST_TEST(m.contains(2));
        BOOST_TEST(!m.contains(9));
        BOOST_TEST((m.update(3, [](bool, int, std::string& value) { value += "+"; }) ==
                    answer(true, false)));
        BOOST_TEST(m.emplace(9, 2u, 'x'));
        BOOST_TEST(!m.insert(9));
        auto const taken = m.extract(9);
        BOOST_TEST((taken && *taken == "xx"));
        BOOST_TEST(!m.extract(9));
        BOOST_TEST(m.size() == 8u);
    };
    use();
    typename Map::rcu_lock const section;
    use();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(get_is_valid_until_the_section_ends, Map, maps) {
    Map m;
    fill(m, 4);
    {
        typename Map::rcu_lock const section;
        std::string* const plain = m.get(1);
        BOOST_TEST(*plain == "1");
        typename Map::exempt_ptr const taken = m.extract(1);
        BOOST_TEST(taken.operator->() == plain);
        BOOST_TEST(*plain == "1"); // erased, and there
        BOOST_TEST(!m.get(1));
        BOOST_TEST(*m.get_with(0, std::less<>()) == "0");
        Map const& unchanging = m;
        BOOST_TEST(*unchanging.get(2) == "2");
    }
    BOOST_TEST(m.size() == 3u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_is_taken_out_outlives_the_section_and_the_map, Map, maps) {
    typename Map::exempt_ptr first;
    typename Map::exempt_ptr last;
    typename Map::exempt_ptr inner;
    {
        Map m;
        fill(m, 9);
        int key = -1;
        first = m.extract_min_key(key);
        BOOST_TEST(key == 0);
        {
            typename Map::rcu_lock const section;
            last = m.extract_max([&key](int k) { key = k; });
            inner = m.extract_with(4, std::less<>());
        }
        BOOST_TEST(key == 8);
        Map::gc::force_dispose();
        BOOST_TEST(*inner == "4");
        BOOST_TEST(m.is_in_order());
    }
    Map::gc::force_dispose();
    BOOST_TEST(*first == "0");
    BOOST_TEST(*last == "8");
    BOOST_TEST(*inner == "4");
    inner.release();
    BOOST_TEST(inner.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_erases_is_refused_in_a_section, Map, maps) {
    Map m;
    fill(m, 3);
    {
        typename Map::rcu_lock const section;
        BOOST_CHECK_THROW(m.erase(1), urcu::rcu_deadlock);
        BOOST_CHECK_THROW(m.erase(1, ignore), urcu::rcu_deadlock);
        BOOST_CHECK_THROW(m.erase_with(1, std::less<>()), urcu::rcu_deadlock);
        BOOST_CHECK_THROW(m.erase_with(1, std::less<>(), ignore), urcu::rcu_deadlock);
        BOOST_CHECK_THROW(m.clear(), urcu::rcu_deadlock);
    }
    BOOST_TEST(m.size() == 3u);
    BOOST_TEST(m.erase(1, [](int, std::string& value) {
        BOOST_TEST(Map::gc::is_locked());
        BOOST_TEST(value == "1");
    }));
    m.clear();
    BOOST_TEST(m.empty());
}

namespace {

struct thing : mortal<thing> {
    thing() = default;
    explicit thing(int k) : mortal(static_cast<std::size_t>(k)) {}
    [[nodiscard]] bool sound(int key) const {
        return alive() && value == static_cast<std::size_t>(key);
    }
};
struct deletes : counting {
    using disposer = delete_it;
};
struct deletes_relaxed : relaxed {
    using disposer = delete_it;
};
// Values of the map's, and of the user's; each dies once.
using mortal_maps =
    join<std::tuple<tree<buffered, thing*, deletes>, tree<instant, thing, relaxed>>,
         beyond_cover<tree<threaded, thing*, deletes_relaxed>, tree<by_signal, thing>>>;

template <class Map>
constexpr bool owns = std::is_same_v<typename Map::mapped_type, thing>;

template <class Map>
bool put(Map& m, int key) {
    if constexpr (owns<Map>)
        return m.emplace(key, key);
    else {
        auto* const fresh = new thing(key);
        bool const inserted = m.insert(key, fresh);
        if (!inserted)
            delete fresh;
        return inserted;
    }
}

template <class Map>
struct worker {
    std::size_t inserted = 0;
    std::size_t erased = 0;
    std::size_t corpses = 0;

    void act(Map& m, int key, unsigned choice) {
        auto const look = [&](int k, thing const& t) { corpses += !t.sound(k); };
        switch (choice % 9) {
        case 0:
        case 1:
        case 2: inserted += put(m, key); break;
        case 3: erased += m.erase(key, look); break;
        case 4: take(m.extract(key), key); break;
        case 5: take_an_end(m, choice / 9 % 2 == 0); break;
        case 6: m.find(key, look); break;
        case 7: replace(m, key); break;
        default: look_around(m, key);
        }
    }
    void take(typename Map::exempt_ptr held, int key) {
        if (!held)
            return;
        ++erased;
        corpses += !held->sound(key);
    }
    void take_an_end(Map& m, bool first) {
        int key = -1;
        typename Map::exempt_ptr held;
        if (first)
            held = m.extract_min_key(key);
        else {
            typename Map::rcu_lock const section;
            held = m.extract_max_key(key);
        }
        take(std::move(held), key);
    }
    // A value that is replaced is there as long as the section.
    void replace(Map& m, int key) {
        if constexpr (!owns<Map>) {
            typename Map::rcu_lock const section;
            thing const* const before = m.get(key);
            auto* const fresh = new thing(key);
            if (!m.update(key, fresh, false).first)
                delete fresh;
            corpses += before != nullptr && !before->sound(key);
        } else
            m.update(key, [&](bool, int k, thing const& t) { corpses += !t.sound(k); }, false);
    }
    // All that is found in one section is there until its end.
    void look_around(Map& m, int key) {
        typename Map::rcu_lock const section;
        thing const* const first = m.get(key);
        for (int other = 0; other != 24; ++other)
            if (thing const* const found = m.get(other))
                corpses += !found->sound(other);
        corpses += first != nullptr && !first->sound(key);
    }
};

} // namespace

BOOST_AUTO_TEST_CASE_TEMPLATE(threads_find_what_lives_and_everything_dies_once, Map, mortal_maps) {
    watchdog const limit("threads in a tree");
    typename Map::gc const in_use;
    std::size_t const made = thing::made;
    std::size_t const destroyed = thing::destroyed;
    std::array<worker<Map>, 4> workers;
    {
        Map m;
        run_threads(workers.size(), [&](std::size_t self) {
            auto random = random_stream(self);
            for (std::size_t n = 0; n != 1500 * scale(); ++n) {
                auto const r = random();
                workers[self].act(m, static_cast<int>(r % 24), static_cast<unsigned>(r >> 32));
            }
        });
        BOOST_TEST(m.is_in_order());
        std::size_t balance = 0;
        for (auto const& w : workers) {
            balance += w.inserted - w.erased;
            BOOST_TEST(w.corpses == 0u);
            BOOST_TEST(w.erased > 0u);
        }
        BOOST_TEST(m.size() == balance);
    }
    Map::gc::force_dispose();
    BOOST_TEST(thing::made - made == thing::destroyed - destroyed);
    BOOST_TEST(thing::killed_twice == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
