// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_ALL_BAGS_H
#define CDSLIB_TEST_FAMILIES_ALL_BAGS_H

#include <cds_test/families/all_queues.h>
#include <cds_test/families/all_stacks.h>

namespace cds_test::families {

/// Queues and stacks.
using bags = join<queues, stacks>;

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_ALL_BAGS_H
