// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What stays true of sets when several threads use them at once.
//
// One translation unit a family: sets, with updates_in_place

#include <cds_test/disposer.h>
#include <cds_test/families/all_sets.h>
#include <cds_test/gc_policies.h>
#include <cds_test/int_keys.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <array>
#include <tuple>

namespace {

namespace families = cds_test::families;
using cds::gc::DHP;
using cds::gc::HP;
using cds_test::tiny_DHP;

constexpr int threads = 4;
constexpr int keys = 16;

// Items that die: what a guard protects must never be found dead.
struct world;
using life = cds_test::mortal<world>;

template <class Family>
struct mortal_sets_of {
    template <class GC>
    struct item : life, Family::template node<GC> {
        item(int k) : life(static_cast<std::size_t>(k)), key(k) {}
        [[nodiscard]] bool sound(int k) const { return alive() && key == k; }
        int const key;
    };
    template <class GC>
    struct traits : Family::intrusive_traits {
        using hook = typename Family::template base_hook<cds::opt::gc<GC>>;
        using less = cds_test::less_key;
        using hash = cds_test::hash_key;
        using disposer = cds_test::delete_it;
        using item_counter = cds::atomicity::item_counter;
    };
    template <class GC>
    using list = typename Family::template intrusive<GC, item<GC>, traits<GC>>;

    struct hash_traits : Family::hash::intrusive_traits {
        using hash = cds_test::hash_key;
    };
    template <class GC>
    struct hash
        : families::sized<typename Family::hash::template intrusive<GC, list<GC>, hash_traits>, 6,
                          2> {};

    using all =
        cds_test::join<std::tuple<list<HP>, list<tiny_DHP>>, cds_test::beyond_cover<list<DHP>>,
                       families::hash_tables<Family, hash<tiny_DHP>>,
                       families::hash_tables_beyond_cover<Family, hash<DHP>>>;
};
using mortal_sets = cds_test::for_each_of<mortal_sets_of, families::with_updates<families::sets>>;

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
    BOOST_CHECK(life::made - made_before == life::destroyed - destroyed_before);
    BOOST_CHECK(life::killed_twice == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
