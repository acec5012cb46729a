// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_STACK_TYPES_H
#define CDSLIB_TEST_STACK_TYPES_H

#include <cds_test/families/all_stacks.h>
#include <cds_test/families/bag_options.h>
#include <cds_test/families/treiber_stack.h>

// The stacks of values that the suites of unit/stack and unit/bag are typed over.
namespace stack_types {

using namespace cds_test;

using counting = families::counting<families::treiber_stack>;
using cached = families::treiber_stack::cached;
using eliminating = families::treiber_stack::eliminating;

template <class T>
using plain_stacks = for_each_of<families::with_values<T>::template plain, families::stacks>;
template <class T>
using counting_stacks = for_each_of<families::with_values<T>::template counting, families::stacks>;

} // namespace stack_types

#endif // #ifndef CDSLIB_TEST_STACK_TYPES_H
