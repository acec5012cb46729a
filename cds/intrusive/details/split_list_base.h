// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_DETAILS_SPLIT_LIST_BASE_H
#define CDSLIB_INTRUSIVE_DETAILS_SPLIT_LIST_BASE_H

#include <cds/algo/base.h>
#include <cds/intrusive/details/base.h>
#include <cds/intrusive/free_list.h>
#include <cds/opt/hash.h>
#include <cds/structures/hash/split.h>

namespace cds::intrusive {

template <class GC, class OrderedList, class Traits = split_list::traits>
class SplitListSet;

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_INTRUSIVE_DETAILS_SPLIT_LIST_BASE_H
