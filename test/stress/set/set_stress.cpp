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

using sets =
    std::tuple<intrusive_list<HP>, intrusive_list<DHP>, intrusive_list<tiny_DHP>, value_list<HP>,
               value_list<DHP>, pair_list<HP>, pair_list<DHP>, intrusive_hash<HP>,
               intrusive_hash<DHP>, intrusive_hash<tiny_DHP>, value_hash<HP>, value_hash<DHP>,
               pair_hash<HP>, pair_hash<DHP>, intrusive_split<HP>, intrusive_split<tiny_DHP>,
               value_split<DHP>, pair_split<DHP>>;

using interrupted_sets = std::tuple<intrusive_list<hesitating<HP>>, intrusive_list<hesitating<DHP>>,
                                    pair_list<hesitating<tiny_DHP>>, value_hash<hesitating<DHP>>,
                                    pair_split<hesitating<DHP>>>;

} // namespace

BOOST_AUTO_TEST_SUITE(set_stress)

#include <cds_test/key_stress_cases.h>

BOOST_AUTO_TEST_SUITE_END()
