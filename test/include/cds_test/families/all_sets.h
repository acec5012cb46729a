// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_ALL_SETS_H
#define CDSLIB_TEST_FAMILIES_ALL_SETS_H

#include <cds_test/families/family.h>

#include <tuple>

// Every set and map. A family that is entered here, by its header and its name, goes through the
// suites in unit/set, unit/map and unit/list, through stress/set and model/every_set_model.cpp.

#if defined CDS_TEST_THE_SET // a translation unit of a suite for this family alone
#    include CDS_TEST_THE_HEADER
namespace cds_test::families {
using sets = std::tuple<CDS_TEST_THE_SET>;
}
#elif defined CDS_TEST_THE_HEADER // for a family of another kind
namespace cds_test::families {
using sets = std::tuple<>;
}
#else
#    include <cds_test/families/ellen_bintree.h>
#    include <cds_test/families/iterable_list.h>
#    include <cds_test/families/lazy_list.h>
#    include <cds_test/families/michael_list.h>
#    include <cds_test/families/skip_list.h>
#    include <cds_test/families/split_iterable_list.h>
#    include <cds_test/families/split_lazy_list.h>
#    include <cds_test/families/split_list.h>
namespace cds_test::families {
using sets = std::tuple<michael_list, lazy_list, iterable_list, skip_list, split_list,
                        split_lazy_list, split_iterable_list, ellen_bintree>;
}
#endif

#endif // #ifndef CDSLIB_TEST_FAMILIES_ALL_SETS_H
