// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// FeldmanHashSet and FeldmanHashMap under more threads than processors, for longer;
// CDS_TEST_SCALE makes it longer still.

#include <cds_test/feldman_parcels.h>
#include <cds_test/hesitating_gc.h>
#include <cds_test/key_stress.h>

#include <boost/test/unit_test.hpp>

#include <tuple>

namespace {

using namespace cds_test;
using namespace feldman_parcels;
using cds::gc::DHP;
using cds::gc::HP;

using sets = std::tuple<intrusive_set<HP>, intrusive_set<DHP>, intrusive_set<tiny_DHP>,
                        value_set<HP>, value_set<DHP>, pair_map<HP>, pair_map<DHP>>;
using interrupted_sets = std::tuple<intrusive_set<hesitating<HP>>, value_set<hesitating<tiny_DHP>>,
                                    pair_map<hesitating<DHP>>>;

} // namespace

BOOST_AUTO_TEST_SUITE(feldman_stress)

// Fresh sets, so that slots turn into arrays all the time.
BOOST_AUTO_TEST_CASE_TEMPLATE(accounts_hold_while_arrays_are_made, Set, sets) {
    for (long round = 0; round < scaled(40); ++round)
        every_key_is_accounted_for<Set>(12, 100);
}

#include <cds_test/key_stress_cases.h>

BOOST_AUTO_TEST_SUITE_END()
