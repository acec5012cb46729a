// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_STRIPED_SET_BOOST_UNORDERED_SET_H
#define CDSLIB_CONTAINER_STRIPED_SET_BOOST_UNORDERED_SET_H

// `boost::unordered_set` as the buckets of a StripedSet.

#include <boost/unordered_set.hpp>

#include <cds/container/striped_set/adapter.h>

#endif // #ifndef CDSLIB_CONTAINER_STRIPED_SET_BOOST_UNORDERED_SET_H
