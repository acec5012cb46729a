// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_STRIPED_SET_BOOST_LIST_H
#define CDSLIB_INTRUSIVE_STRIPED_SET_BOOST_LIST_H

// `boost::intrusive::list` as the buckets of a StripedSet.

#include <boost/intrusive/list.hpp>

#include <cds/intrusive/striped_set/adapter.h>

#endif // #ifndef CDSLIB_INTRUSIVE_STRIPED_SET_BOOST_LIST_H
