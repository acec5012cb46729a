// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_ALL_QUEUES_H
#define CDSLIB_TEST_FAMILIES_ALL_QUEUES_H

#include <cds_test/families/family.h>

#include <tuple>

// Every queue whose memory a policy reclaims. A family that is entered here, by its header and its
// name, goes through the suites in unit/queue and unit/bag, through stress/bag and
// model/every_queue_model.cpp.

#if defined CDS_TEST_THE_QUEUE // a translation unit of a suite for this family alone
#    include CDS_TEST_THE_HEADER
namespace cds_test::families {
using queues = std::tuple<CDS_TEST_THE_QUEUE>;
}
#elif defined CDS_TEST_THE_HEADER // for a family of another kind
namespace cds_test::families {
using queues = std::tuple<>;
}
#else
#    include <cds_test/families/basket_queue.h>
#    include <cds_test/families/faa_queue.h>
#    include <cds_test/families/moir_queue.h>
#    include <cds_test/families/ms_queue.h>
#    include <cds_test/families/optimistic_queue.h>
#    include <cds_test/families/segmented_queue.h>
namespace cds_test::families {
using queues =
    std::tuple<ms_queue, moir_queue, basket_queue, optimistic_queue, segmented_queue, faa_queue>;
}
#endif

#endif // #ifndef CDSLIB_TEST_FAMILIES_ALL_QUEUES_H
