// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_FREE_LIST_CACHED_H
#define CDSLIB_INTRUSIVE_FREE_LIST_CACHED_H

#include <cds/opt/options.h>
#include <cds/structures/stack/free_list.h>

#endif // #ifndef CDSLIB_INTRUSIVE_FREE_LIST_CACHED_H
