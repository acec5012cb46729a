// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What stays true of sets of objects over RCU when several threads use them at once: what a section
// protects is alive, and everything dies once.
//
// One translation unit a family: sets, with updates_in_place

#include "rcu_types.h"

#include <cds/structures/reclaim_rcu.h>
#include <cds_test/mortal_sets.h>

#include <boost/test/unit_test.hpp>

namespace {

using namespace rcu_test;

constexpr int keys = 16;

template <class Family>
struct sets_of : mortal_sets<Family> {
    template <class GC>
    using list = typename mortal_sets<Family>::template list<GC>;
    template <class GC>
    using hash = typename mortal_sets<Family>::template hash<GC>;

    using all = join<std::tuple<list<buffered>, list<threaded>>, beyond_cover<list<instant>>,
                     families::hash_tables<Family, hash<by_signal>>>;
};
using sets = for_each_of<sets_of, families::with_updates<families::sets>>;

template <class Set>
struct worker : set_worker<Set> {
    using typename set_worker<Set>::item;

    void act(Set& set, int key, unsigned choice) {
        if (this->act_alike(set, key, choice % 7))
            return;
        switch (choice % 7) {
        case 4: take_out(set, key); break;
        case 5: look_around(set, key); break;
        default: this->erased += set.erase_if([key](item const& i) { return i.key == key; });
        }
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
        ++this->erased;
        this->corpses += !held->sound(key);
    }

    // All that is found in one section is there until its end.
    void look_around(Set& set, int key) {
        typename Set::rcu_lock const section;
        item const* const first = set.get(key);
        for (item const& i : set)
            this->corpses += !i.sound(i.key);
        for (int other = 0; other != keys; ++other)
            if (auto const found = set.get(other))
                this->corpses += !found->sound(other);
        this->corpses += first != nullptr && !first->sound(key);
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(rcu_threads_on_a_set)

BOOST_AUTO_TEST_CASE_TEMPLATE(what_went_in_came_out_or_is_left_and_everything_dies_once, Set,
                              sets) {
    watchdog const limit("threads on a set");
    typename Set::gc const in_use;
    work_on<worker<Set>, Set>(2000, keys);
}

BOOST_AUTO_TEST_SUITE_END()
