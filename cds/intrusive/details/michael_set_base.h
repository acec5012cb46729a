// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_DETAILS_MICHAEL_SET_BASE_H
#define CDSLIB_INTRUSIVE_DETAILS_MICHAEL_SET_BASE_H

#include <cds/details/marked_ptr.h>
#include <cds/intrusive/details/base.h>
#include <cds/opt/compare.h>
#include <cds/opt/hash.h>
#include <cds/structures/hash/buckets.h>
#include <cds/urcu/options.h>

namespace cds::intrusive {

template <class GC, class OrderedList, class Traits = michael_set::traits>
class MichaelHashSet;

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_INTRUSIVE_DETAILS_MICHAEL_SET_BASE_H
