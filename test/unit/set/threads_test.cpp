// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What stays true of sets when several threads use them at once.
//
// One translation unit a family: sets, with updates_in_place

#include <cds_test/gc_policies.h>
#include <cds_test/mortal_sets.h>

#include <boost/test/unit_test.hpp>

#include <tuple>

namespace {

namespace families = cds_test::families;
using cds::gc::DHP;
using cds::gc::HP;
using cds_test::tiny_DHP;

constexpr int keys = 16;

template <class Family>
struct sets_of : cds_test::mortal_sets<Family> {
    template <class GC>
    using list = typename cds_test::mortal_sets<Family>::template list<GC>;
    template <class GC>
    using hash = typename cds_test::mortal_sets<Family>::template hash<GC>;

    using all =
        cds_test::join<std::tuple<list<HP>, list<tiny_DHP>>, cds_test::beyond_cover<list<DHP>>,
                       families::hash_tables<Family, hash<tiny_DHP>>,
                       families::hash_tables_beyond_cover<Family, hash<DHP>>>;
};
using sets = cds_test::for_each_of<sets_of, families::with_updates<families::sets>>;

template <class Set>
struct worker : cds_test::set_worker<Set> {
    using typename cds_test::set_worker<Set>::item;

    void act(Set& set, int key, unsigned choice) {
        if (this->act_alike(set, key, choice % 7))
            return;
        switch (choice % 7) {
        case 4:
            if (auto const taken = set.extract(key)) {
                ++this->erased;
                this->corpses += !taken->sound(key);
            }
            break;
        case 5:
            if (auto const held = set.get(key)) {
                this->corpses += !held->sound(key);
                this->erased += set.unlink(const_cast<item&>(*held));
                this->corpses += !held->sound(key);
            }
            break;
        default:
            for (auto& i : set)
                this->corpses += !i.sound(i.key);
        }
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(threads_on_a_set)

BOOST_AUTO_TEST_CASE_TEMPLATE(what_went_in_came_out_or_is_left_and_everything_dies_once, Set,
                              sets) {
    cds_test::work_on<worker<Set>, Set>(20000, keys);
}

BOOST_AUTO_TEST_SUITE_END()
