// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_STRIPED_SET_BOOST_AVL_SET_H
#define CDSLIB_INTRUSIVE_STRIPED_SET_BOOST_AVL_SET_H

// `boost::intrusive::avl_set` as the buckets of a StripedSet.

#include <boost/intrusive/avl_set.hpp>

#include <cds/intrusive/striped_set/adapter.h>

#endif // #ifndef CDSLIB_INTRUSIVE_STRIPED_SET_BOOST_AVL_SET_H
