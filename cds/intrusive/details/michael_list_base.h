// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_DETAILS_MICHAEL_LIST_BASE_H
#define CDSLIB_INTRUSIVE_DETAILS_MICHAEL_LIST_BASE_H

#include <cds/structures/list/michael.h>

#include <type_traits>

namespace cds::intrusive {

template <class GC, class T, class Traits>
class MichaelList;

/// Whether `List` is a `MichaelList`.
template <class List>
struct is_michael_list : std::false_type {};

template <class GC, class T, class Traits>
struct is_michael_list<MichaelList<GC, T, Traits>> : std::true_type {};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_INTRUSIVE_DETAILS_MICHAEL_LIST_BASE_H
