// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_KEY_STRESS_CASES_H
#define CDSLIB_TEST_KEY_STRESS_CASES_H

#include <cds_test/key_stress.h>

#include <boost/test/unit_test.hpp>

// The stress of sets and maps. A program includes this in its suite, after it has said which types
// are its `sets` and its `interrupted_sets`.

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

#endif // #ifndef CDSLIB_TEST_KEY_STRESS_CASES_H
