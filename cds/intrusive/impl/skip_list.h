// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_IMPL_SKIP_LIST_H
#define CDSLIB_INTRUSIVE_IMPL_SKIP_LIST_H

#include <cds/details/binary_functor_wrapper.h>
#include <cds/face/sorted_set.h>
#include <cds/intrusive/details/skip_list_base.h>

namespace cds::intrusive {

/// Sorted lock-free set of objects that the user owns, each found by its key in logarithmic time.
/// The interface is that of `details::sorted_set`, the algorithm that of `skip_list::levels`.
template <class GC, class T, class Traits>
class SkipListSet : public details::sorted_set<skip_list::levels<GC, T, Traits>> {};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_INTRUSIVE_IMPL_SKIP_LIST_H
