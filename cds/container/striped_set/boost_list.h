// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_STRIPED_SET_BOOST_LIST_H
#define CDSLIB_CONTAINER_STRIPED_SET_BOOST_LIST_H

// `boost::container::list` as the buckets of a StripedSet.

#include <boost/container/list.hpp>

#include <cds/container/striped_set/adapter.h>

#endif // #ifndef CDSLIB_CONTAINER_STRIPED_SET_BOOST_LIST_H
