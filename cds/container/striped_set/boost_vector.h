// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_STRIPED_SET_BOOST_VECTOR_H
#define CDSLIB_CONTAINER_STRIPED_SET_BOOST_VECTOR_H

// `boost::container::vector` as the buckets of a StripedSet.

#include <boost/container/vector.hpp>

#include <cds/container/striped_set/adapter.h>

#endif // #ifndef CDSLIB_CONTAINER_STRIPED_SET_BOOST_VECTOR_H
