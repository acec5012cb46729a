// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What stays true of sets of objects over RCU when several threads use them at once: what a section
// protects is alive, and everything dies once.
//
// One translation unit a family: sets, with updates_in_place

#include "rcu_types.h"

#include <cds/structures/reclaim_rcu.h>
#include <cds_test/families/all_sets.h>
#include <cds_test/int_keys.h>

#include <boost/test/unit_test.hpp>

#include <array>

namespace {

using namespace rcu_test;

constexpr std::size_t threads = 4;
constexpr int keys = 16;

struct world;
using life = mortal<world>;

template <class Family>
struct sets_of {
    template <class GC>
    struct item : life, Family::template node<GC> {
        item(int k) : life(static_cast<std::size_t>(k)), key(k) {}
        [[nodiscard]] bool sound(int k) const { return alive() && key == k; }
        int const key;
    };
    template <class GC>
    struct traits : Family::intrusive_traits {
        using hook = typename Family::template base_hook<cds::opt::gc<GC>>;
        using less = less_key;
        using hash = hash_key;
        using disposer = delete_it;
        using item_counter = cds::atomicity::item_counter;
    };
    template <class GC>
    using list = typename Family::template intrusive<GC, item<GC>, traits<GC>>;

    struct hash_traits : Family::hash::intrusive_traits {
        using hash = hash_key;
    };
    template <class GC>
    struct hash
        : families::sized<typename Family::hash::template intrusive<GC, list<GC>, hash_traits>, 6,
                          2> {};

    using all = join<std::tuple<list<buffered>, list<threaded>>, beyond_cover<list<instant>>,
                     families::hash_tables<Family, hash<by_signal>>>;
};
using sets = for_each_of<sets_of, families::with_updates<families::sets>>;

// One thread's part, with its accounts.
template <class Set>
struct worker {
    using item = typename Set::value_type;

    void act(Set& set, int key, unsigned choice) {
        auto const look = [&](item& i, auto&&...) { corpses += !i.sound(key); };
        switch (choice % 7) {
        case 0:
        case 1: insert(set, key); break;
        case 2: erased += set.erase(key, look); break;
        case 3: take_out(set, key); break;
        case 4: look_around(set, key); break;
        case 5: set.find(key, look); break;
        default: erased += set.erase_if([key](item const& i) { return i.key == key; });
        }
    }

    void insert(Set& set, int key) {
        auto* const fresh = new item(key);
        auto const look = [&](item& i) { corpses += !i.sound(key); };
        auto const look_twice = [&](bool, item& i, item&) { look(i); };
        bool const in =
            key % 2 != 0 ? set.insert(*fresh, look) : set.update(*fresh, look_twice).second;
        if (in)
            ++inserted;
        else
            delete fresh;
    }

    // Taken out in a section or not, read after it.
    void take_out(Set& set, int key) {
        typename Set::exempt_ptr held;
        if (key % 2 == 0)
            held = set.extract(key);
        else {
            typename Set::rcu_lock const section;
            held = set.extract(key);
        }
        if (!held)
            return;
        ++erased;
        corpses += !held->sound(key);
    }

    // All that is found in one section is there until its end.
    void look_around(Set& set, int key) {
        typename Set::rcu_lock const section;
        item const* const first = set.get(key);
        for (item const& i : set)
            corpses += !i.sound(i.key);
        for (int other = 0; other != keys; ++other)
            if (auto const found = set.get(other))
                corpses += !found->sound(other);
        corpses += first != nullptr && !first->sound(key);
    }

    std::size_t inserted = 0;
    std::size_t erased = 0;
    std::size_t corpses = 0;
};

} // namespace

BOOST_AUTO_TEST_SUITE(rcu_threads_on_a_set)

BOOST_AUTO_TEST_CASE_TEMPLATE(what_went_in_came_out_or_is_left_and_everything_dies_once, Set,
                              sets) {
    watchdog const limit("threads on a set");
    typename Set::gc const in_use;
    std::size_t const made = life::made;
    std::size_t const destroyed = life::destroyed;
    std::array<worker<Set>, threads> workers;
    std::size_t left = 0;
    {
        Set set;
        run_threads(threads, [&](std::size_t self) {
            auto random = random_stream(self);
            for (std::size_t n = 0; n < 2000 * scale(); ++n) {
                auto const r = random();
                workers[self].act(set, static_cast<int>(r % keys), static_cast<unsigned>(r >> 32));
            }
        });
        set.for_each([&](auto&) { ++left; });
        BOOST_CHECK(set.size() == left);
    }
    std::size_t inserted = 0;
    std::size_t erased = 0;
    for (auto const& w : workers) {
        inserted += w.inserted;
        erased += w.erased;
        BOOST_CHECK(w.corpses == 0u);
    }
    BOOST_CHECK(inserted == erased + left);
    BOOST_CHECK(erased > 0u);
    Set::gc::force_dispose();
    BOOST_CHECK(life::made - made == life::destroyed - destroyed);
    BOOST_CHECK(life::killed_twice == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
