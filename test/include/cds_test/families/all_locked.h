// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_ALL_LOCKED_H
#define CDSLIB_TEST_FAMILIES_ALL_LOCKED_H

#include <cds_test/families/cuckoo_set.h>
#include <cds_test/families/striped_set.h>

#include <tuple>

// Every set and map with locks inside. A family that is entered here, by its header and its name,
// goes through the suites in unit/locked.
namespace cds_test::families {

using locked = std::tuple<striped_set, cuckoo_set>;

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_ALL_LOCKED_H
