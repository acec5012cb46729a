// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_DETAILS_BASE_H
#define CDSLIB_INTRUSIVE_DETAILS_BASE_H

// What every intrusive container starts from.

#include <cds/algo/backoff_strategy.h>
#include <cds/details/allocator.h>
#include <cds/structures/node_traits.h>
#include <cds/intrusive/options.h>

#include <type_traits>

namespace cds::intrusive {

/// The base of lists whose iterators stay valid under concurrent change.
class iterable_list_tag {};

/// Whether `List` is such a list.
template <class List>
struct is_iterable_list : std::is_base_of<iterable_list_tag, List> {};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_INTRUSIVE_DETAILS_BASE_H
