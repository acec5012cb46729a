// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What stays true of sets when several threads use them at once.

#include "intrusive_set_types.h"

#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <array>
#include <tuple>

namespace {

constexpr int threads = 4;
constexpr int keys = 16;

// Items that die: what a guard protects must never be found dead.
struct world;
using life = cds_test::mortal<world>;

template <class GC>
struct mortal_item : life, cds::intrusive::michael_list::node<GC> {
    mortal_item(int k) : life(static_cast<std::size_t>(k)), key(k) {}
    [[nodiscard]] bool sound(int k) const { return alive() && key == k; }
    int const key;
};
template <class GC>
struct traits : cds::intrusive::michael_list::traits {
    using hook = cds::intrusive::michael_list::base_hook<cds::opt::gc<GC>>;
    using less = cds_test::less_key;
    using disposer = cds_test::delete_it;
    using item_counter = cds::atomicity::item_counter;
};
template <class GC>
using mortal_list = cds::intrusive::MichaelList<GC, mortal_item<GC>, traits<GC>>;
template <class GC>
struct mortal_locked : life, cds::intrusive::lazy_list::node<GC> {
    mortal_locked(int k) : life(static_cast<std::size_t>(k)), key(k) {}
    [[nodiscard]] bool sound(int k) const { return alive() && key == k; }
    int const key;
};
template <class GC>
struct lazy_traits : cds::intrusive::lazy_list::traits {
    using hook = cds::intrusive::lazy_list::base_hook<cds::opt::gc<GC>>;
    using less = cds_test::less_key;
    using disposer = cds_test::delete_it;
    using item_counter = cds::atomicity::item_counter;
};
template <class GC>
using mortal_lazy = cds::intrusive::LazyList<GC, mortal_locked<GC>, lazy_traits<GC>>;
template <class GC>
struct mortal_hash : cds::intrusive::MichaelHashSet<GC, mortal_list<GC>, cds_test::hash_traits> {
    mortal_hash() : mortal_hash::MichaelHashSet(6, 2) {}
};
using mortal_sets =
    std::tuple<mortal_list<cds::gc::HP>, mortal_list<cds::gc::DHP>, mortal_list<cds_test::tiny_DHP>,
               mortal_hash<cds::gc::DHP>, mortal_hash<cds_test::tiny_DHP>, mortal_lazy<cds::gc::HP>,
               mortal_lazy<cds_test::tiny_DHP>>;

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
        case 3:
            if (auto const taken = set.extract(key)) {
                ++erased;
                corpses += !taken->sound(key);
            }
            break;
        case 4:
            if (auto const held = set.get(key)) {
                corpses += !held->sound(key);
                erased += set.unlink(const_cast<item&>(*held));
                corpses += !held->sound(key);
            }
            break;
        case 5: set.find(key, look); break;
        default:
            for (auto& i : set)
                corpses += !i.sound(i.key);
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

} // namespace

BOOST_AUTO_TEST_SUITE(threads_on_a_set)

BOOST_AUTO_TEST_CASE_TEMPLATE(what_went_in_came_out_or_is_left_and_everything_dies_once, Set,
                              mortal_sets) {
    std::size_t const made_before = life::made;
    std::size_t const destroyed_before = life::destroyed;
    std::array<worker<Set>, threads> workers;
    std::size_t left = 0;
    {
        Set set;
        cds_test::run_threads(threads, [&](std::size_t self) {
            auto random = cds_test::random_stream(self);
            for (std::size_t n = 0; n < 20000 * cds_test::scale(); ++n) {
                auto const r = random();
                workers[self].act(set, static_cast<int>(r % keys), static_cast<unsigned>(r >> 32));
            }
        });
        for ([[maybe_unused]] auto& item : set)
            ++left;
        BOOST_TEST(set.size() == left);
    }
    std::size_t inserted = 0;
    std::size_t erased = 0;
    for (auto const& w : workers) {
        inserted += w.inserted;
        erased += w.erased;
        BOOST_TEST(w.corpses == 0u);
    }
    BOOST_TEST(inserted == erased + left);
    BOOST_TEST(erased > 0u);
    BOOST_TEST(Set::gc::drain(std::chrono::seconds(60)));
    BOOST_TEST(life::made - made_before == life::destroyed - destroyed_before);
    BOOST_TEST(life::killed_twice == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
