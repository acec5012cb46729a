// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// `c_nHazardPtrCount` guards a thread are enough for all that a container does, and what a thread
// passes on to others does not use them up.
//
// One translation unit a family: sets

#include <cds/gc/hp.h>
#include <cds_test/families/all_sets.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <tuple>
#include <utility>

namespace {

using cds::gc::HP;
namespace families = cds_test::families;

template <class Family>
struct forms {
    struct traits : Family::owning_traits {
        using less = std::less<int>;
    };
    using set = typename Family::template set<HP, int, traits>;
    using map = typename Family::template map<HP, int, int, traits>;
    struct hash_set
        : families::sized<
              typename Family::hash::template set<HP, set, typename Family::hash::set_traits>, 8,
              4> {};
    struct hash_map
        : families::sized<
              typename Family::hash::template map<HP, map, typename Family::hash::map_traits>, 8,
              4> {};
};
using sets = cds_test::for_each_of<families::in<forms>::sets_and_maps, families::sets>;

int key_of(int item) { return item; }
int key_of(std::pair<int const, int> const& item) { return item.first; }

template <class Set>
struct filled {
    filled() {
        for (int key = 0; key < 40; ++key)
            set.insert(key);
    }
    HP const limit{Set::c_nHazardPtrCount};
    Set set;
};

} // namespace

BOOST_AUTO_TEST_SUITE(guard_count)

BOOST_AUTO_TEST_CASE_TEMPLATE(one_may_iterate_while_others_erase_what_is_under_the_iterator, Set,
                              sets) {
    filled<Set> f;
    int seen = 0;
    for (auto it = f.set.begin(); it != f.set.end(); ++it, ++seen) {
        int const key = key_of(*it);
        cds_test::run_thread([&] { BOOST_TEST(f.set.erase(key)); });
    }
    BOOST_TEST(seen == 40);
    BOOST_TEST(f.set.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(every_operation_has_enough, Set, sets) {
    filled<Set> f;
    auto const nothing = [](auto&&...) {};
    BOOST_TEST(!f.set.empty());
    BOOST_TEST(f.set.insert(50));
    BOOST_TEST(f.set.update(51, nothing).second);
    BOOST_TEST(!f.set.update(51, nothing).second);
    BOOST_TEST(f.set.contains(20));
    BOOST_TEST(f.set.find(20, nothing));
    BOOST_TEST(bool(f.set.get(39)));
    BOOST_TEST(f.set.erase(3));
    BOOST_TEST(f.set.erase(4, nothing));
    BOOST_TEST(bool(f.set.extract(5)));
    f.set.clear();
    BOOST_TEST(f.set.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(guarded_pointers_that_are_passed_on_leave_a_thread_its_guards, Set,
                              sets) {
    filled<Set> f;
    for (int round = 0; round < 5; ++round) {
        cds_test::run_thread([&] {
            for (int key = 0; key < 30; ++key) {
                auto item = key == 7 + round ? f.set.extract(key) : f.set.get(key % 7);
                BOOST_TEST(bool(item));
                cds_test::run_thread([&item] { auto const ends_here = std::move(item); });
            }
            BOOST_TEST(f.set.insert(100 + round));
        });
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_family_says_how_many_it_takes, Family, families::sets) {
    BOOST_TEST(Family::guards == forms<Family>::set::c_nHazardPtrCount);
    BOOST_TEST(Family::guards == forms<Family>::map::c_nHazardPtrCount);
}

BOOST_AUTO_TEST_SUITE_END()
