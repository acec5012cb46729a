// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_MORTAL_SETS_H
#define CDSLIB_TEST_MORTAL_SETS_H

#include <cds_test/disposer.h>
#include <cds_test/families/all_sets.h>
#include <cds_test/int_keys.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <array>
#include <chrono>
#include <cstddef>

// Sets of objects that die, and what threads do with them: what one holds must never be found dead.
namespace cds_test {

struct mortal_world;
using mortal_life = mortal<mortal_world>;

/// The sets of one family, under any policy.
template <class Family>
struct mortal_sets {
    template <class GC>
    struct item : mortal_life, Family::template node<GC> {
        int const key;
        item(int k) : mortal_life(static_cast<std::size_t>(k)), key(k) {}
        [[nodiscard]] bool sound(int k) const { return alive() && key == k; }
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
};

/// What one thread does with a set, with its accounts.
template <class Set>
struct set_worker {
    using item = typename Set::value_type;

    /// What is done alike under every policy; false if the choice is another.
    bool act_alike(Set& set, int key, unsigned choice) {
        auto const look = [&](item& i, auto&&...) { corpses += !i.sound(key); };
        switch (choice) {
        case 0:
        case 1: insert(set, key); return true;
        case 2: erased += set.erase(key, look); return true;
        case 3: set.find(key, look); return true;
        default: return false;
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

    std::size_t inserted = 0;
    std::size_t erased = 0;
    std::size_t corpses = 0;
};

/// Four `Worker`s act on a set at once: `act(set, key, choice)` of each so many times. What went in
/// came out or is left, and everything dies once.
template <class Worker, class Set>
void work_on(std::size_t steps, int keys) {
    std::size_t const made_before = mortal_life::made;
    std::size_t const destroyed_before = mortal_life::destroyed;
    std::array<Worker, 4> workers;
    std::size_t left = 0;
    {
        Set set;
        run_threads(workers.size(), [&](std::size_t self) {
            auto random = random_stream(self);
            for (std::size_t n = 0; n < steps * scale(); ++n) {
                auto const r = random();
                workers[self].act(set, static_cast<int>(r % static_cast<unsigned>(keys)),
                                  static_cast<unsigned>(r >> 32));
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
    BOOST_CHECK(Set::gc::drain(std::chrono::seconds(60)));
    BOOST_CHECK(mortal_life::made - made_before == mortal_life::destroyed - destroyed_before);
    BOOST_CHECK(mortal_life::killed_twice == 0u);
}

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_MORTAL_SETS_H
