// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_STRIPED_MAP_BOOST_FLAT_MAP_H
#define CDSLIB_CONTAINER_STRIPED_MAP_BOOST_FLAT_MAP_H

// `boost::container::flat_map` as the buckets of a StripedMap.

#include <boost/container/flat_map.hpp>

#include <cds/container/striped_set/adapter.h>

#endif // #ifndef CDSLIB_CONTAINER_STRIPED_MAP_BOOST_FLAT_MAP_H
