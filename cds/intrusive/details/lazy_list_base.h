// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_DETAILS_LAZY_LIST_BASE_H
#define CDSLIB_INTRUSIVE_DETAILS_LAZY_LIST_BASE_H

#include <cds/details/make_const_type.h>
#include <cds/details/marked_ptr.h>
#include <cds/intrusive/details/base.h>
#include <cds/opt/compare.h>
#include <cds/structures/list/lazy.h>
#include <cds/urcu/options.h>

#include <type_traits>

namespace cds::intrusive {

template <class GC, class T, class Traits = lazy_list::traits>
class LazyList;

/// Whether `List` is a `LazyList`.
template <class List>
struct is_lazy_list : std::false_type {};

template <class GC, class T, class Traits>
struct is_lazy_list<LazyList<GC, T, Traits>> : std::true_type {};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_INTRUSIVE_DETAILS_LAZY_LIST_BASE_H
