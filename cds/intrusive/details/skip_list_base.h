// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_DETAILS_SKIP_LIST_BASE_H
#define CDSLIB_INTRUSIVE_DETAILS_SKIP_LIST_BASE_H

#include <cds/details/marked_ptr.h>
#include <cds/intrusive/details/base.h>
#include <cds/opt/compare.h>
#include <cds/os/timer.h>
#include <cds/structures/list/skip.h>
#include <cds/urcu/options.h>

namespace cds::intrusive {

template <class GC, class T, class Traits = skip_list::traits>
class SkipListSet;

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_INTRUSIVE_DETAILS_SKIP_LIST_BASE_H
