// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_STRIPED_SET_BOOST_FLAT_SET_H
#define CDSLIB_CONTAINER_STRIPED_SET_BOOST_FLAT_SET_H

// `boost::container::flat_set` as the buckets of a StripedSet.

#include <boost/container/flat_set.hpp>

#include <cds/container/striped_set/adapter.h>

#endif // #ifndef CDSLIB_CONTAINER_STRIPED_SET_BOOST_FLAT_SET_H
