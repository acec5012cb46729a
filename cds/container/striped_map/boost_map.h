// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_STRIPED_MAP_BOOST_MAP_H
#define CDSLIB_CONTAINER_STRIPED_MAP_BOOST_MAP_H

// `boost::container::map` as the buckets of a StripedMap.

#include <boost/container/map.hpp>

#include <cds/container/striped_set/adapter.h>

#endif // #ifndef CDSLIB_CONTAINER_STRIPED_MAP_BOOST_MAP_H
