// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_FREE_LIST_SELECTOR_H
#define CDSLIB_INTRUSIVE_FREE_LIST_SELECTOR_H

#include <cds/intrusive/free_list.h>

namespace cds::intrusive {

/// The free list that is taken where none is named.
typedef FreeList FreeListImpl;

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_INTRUSIVE_FREE_LIST_SELECTOR_H
