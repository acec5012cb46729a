// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Hash tables of lists under more threads than processors, for longer; CDS_TEST_SCALE makes it
// longer still.
//
// One translation unit a family: sets, with hash

#include <cds_test/key_stress.h>
#include <cds_test/parcel_types.h>

#include <boost/test/unit_test.hpp>

namespace {

using namespace cds_test;
using sets = for_each_of<parcel_types::hash_tables_of, families::sets>;
using interrupted_sets = for_each_of<parcel_types::interrupted_hash_tables_of, families::sets>;

} // namespace

BOOST_AUTO_TEST_SUITE(hash_stress)

#include <cds_test/key_stress_cases.h>

BOOST_AUTO_TEST_SUITE_END()
