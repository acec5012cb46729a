// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_DETAILS_MAKE_SKIP_LIST_SET_H
#define CDSLIB_CONTAINER_DETAILS_MAKE_SKIP_LIST_SET_H

#include <cds/container/details/make_skip_list.h>
#include <cds/face/owning_set.h>

namespace cds::container::details {

/// The nodes for the values of a `SkipListSet`, and the intrusive list of them.
template <class GC, class T, class Traits>
using make_skip_list_set = make_skip_list<GC, set_item<skip_list_node<GC>, T>, Traits>;

} // namespace cds::container::details

#endif // #ifndef CDSLIB_CONTAINER_DETAILS_MAKE_SKIP_LIST_SET_H
