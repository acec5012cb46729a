// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Lists, hash sets and maps under more threads than processors, for longer; CDS_TEST_SCALE makes
// it longer still.

#include <cds_test/key_stress.h>
#include <cds_test/parcel_types.h>

#include <boost/test/unit_test.hpp>

#include <tuple>

namespace {

using namespace cds_test;
using namespace parcel_types;

using sets = std::tuple<intrusive_list<HP>, intrusive_list<DHP>, intrusive_list<tiny_DHP>,
                        value_list<HP>, value_list<DHP>, pair_list<HP>, pair_list<DHP>,
                        intrusive_hash<HP>, intrusive_hash<DHP>, intrusive_hash<tiny_DHP>,
                        value_hash<HP>, value_hash<DHP>, pair_hash<HP>, pair_hash<DHP>>;

using interrupted_sets = std::tuple<intrusive_list<hesitating<HP>>, intrusive_list<hesitating<DHP>>,
                                    pair_list<hesitating<tiny_DHP>>, value_hash<hesitating<DHP>>>;

} // namespace

BOOST_AUTO_TEST_SUITE(set_stress)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_few_contended_keys_are_all_accounted_for, Set, sets) {
    every_key_is_accounted_for<Set>(6, scaled(15000));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(many_keys_are_all_accounted_for, Set, sets) {
    every_key_is_accounted_for<Set>(200, scaled(6000));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(accounts_hold_when_threads_are_interrupted_where_it_hurts, Set,
                              interrupted_sets) {
    every_key_is_accounted_for<Set>(6, scaled(3000));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(keys_of_ones_own_are_as_one_left_them_whatever_others_do, Set, sets) {
    keys_of_ones_own_are_as_one_left_them<Set>(16, scaled(10000));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_is_guarded_outlives_the_thread_that_got_it, Set, sets) {
    guarded_items_outlive_their_threads<Set>(8, scaled(100));
}

BOOST_AUTO_TEST_SUITE_END()
