// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_DETAILS_MICHAEL_LIST_BASE_H
#define CDSLIB_INTRUSIVE_DETAILS_MICHAEL_LIST_BASE_H

#include <cds/details/make_const_type.h>
#include <cds/details/marked_ptr.h>
#include <cds/intrusive/details/base.h>
#include <cds/opt/compare.h>
#include <cds/structures/list/michael.h>
#include <cds/urcu/options.h>

#include <type_traits>

namespace cds::intrusive {

template <class GC, class T, class Traits = michael_list::traits>
class MichaelList;

/// Whether `List` is a `MichaelList`.
template <class List>
struct is_michael_list : std::false_type {};

template <class GC, class T, class Traits>
struct is_michael_list<MichaelList<GC, T, Traits>> : std::true_type {};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_INTRUSIVE_DETAILS_MICHAEL_LIST_BASE_H
