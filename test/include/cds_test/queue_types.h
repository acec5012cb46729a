// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_QUEUE_TYPES_H
#define CDSLIB_TEST_QUEUE_TYPES_H

#include <cds_test/families/all_queues.h>
#include <cds_test/families/bag_options.h>
#include <cds_test/families/ms_queue.h>

// The queues of values that the suites of unit/queue and unit/bag are typed over.
namespace queue_types {

using namespace cds_test;

using counting = families::counting<families::ms_queue>;
using cached = families::with_cached_nodes<families::ms_queue>;

template <class T>
using plain_queues = for_each_of<families::with_values<T>::template plain, families::queues>;
template <class T>
using counting_queues = for_each_of<families::with_values<T>::template counting, families::queues>;

} // namespace queue_types

#endif // #ifndef CDSLIB_TEST_QUEUE_TYPES_H
