// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_ALL_STACKS_H
#define CDSLIB_TEST_FAMILIES_ALL_STACKS_H

#include <cds_test/families/family.h>

#include <tuple>

// Every stack of nodes. A family that is entered here, by its header and its name, goes through the
// suites in unit/stack and unit/bag, through stress/bag and model/every_stack_model.cpp.

#if defined CDS_TEST_THE_STACK // a translation unit of a suite for this family alone
#    include CDS_TEST_THE_HEADER
namespace cds_test::families {
using stacks = std::tuple<CDS_TEST_THE_STACK>;
}
#elif defined CDS_TEST_THE_HEADER // for a family of another kind
namespace cds_test::families {
using stacks = std::tuple<>;
}
#else
#    include <cds_test/families/treiber_stack.h>
namespace cds_test::families {
using stacks = std::tuple<treiber_stack>;
}
#endif

#endif // #ifndef CDSLIB_TEST_FAMILIES_ALL_STACKS_H
