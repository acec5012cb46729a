// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_BAG_TYPES_H
#define CDSLIB_TEST_BAG_TYPES_H

#include <cds_test/bag.h>
#include <cds_test/queue_types.h>
#include <cds_test/stack_types.h>

// The queues and stacks of values that the suites of unit/bag and stress/bag are typed over.
namespace bag_types {

template <class T>
using plain_bags = cds_test::join<queue_types::plain_queues<T>, stack_types::plain_stacks<T>>;
template <class T>
using counting_bags =
    cds_test::join<queue_types::counting_queues<T>, stack_types::counting_stacks<T>>;

} // namespace bag_types

#endif // #ifndef CDSLIB_TEST_BAG_TYPES_H
