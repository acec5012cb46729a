// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_DETAILS_ITERABLE_LIST_BASE_H
#define CDSLIB_INTRUSIVE_DETAILS_ITERABLE_LIST_BASE_H

#include <cds/details/make_const_type.h>
#include <cds/details/marked_ptr.h>
#include <cds/intrusive/details/base.h>
#include <cds/opt/compare.h>
#include <cds/structures/list/iterable.h>
#include <cds/urcu/options.h>

namespace cds::intrusive {

template <class GC, class T, class Traits = iterable_list::traits>
class IterableList;

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_INTRUSIVE_DETAILS_ITERABLE_LIST_BASE_H
