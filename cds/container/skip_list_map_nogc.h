// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_SKIP_LIST_MAP_NOGC_H
#define CDSLIB_CONTAINER_SKIP_LIST_MAP_NOGC_H

#include <cds/gc/nogc.h>
#include <cds/container/impl/skip_list_map.h>
#include <cds/container/skip_list_set_nogc.h>

#endif // #ifndef CDSLIB_CONTAINER_SKIP_LIST_MAP_NOGC_H
