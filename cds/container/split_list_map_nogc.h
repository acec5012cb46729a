// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_SPLIT_LIST_MAP_NOGC_H
#define CDSLIB_CONTAINER_SPLIT_LIST_MAP_NOGC_H

#include <cds/gc/nogc.h>
#include <cds/container/split_list_map.h>

#endif // #ifndef CDSLIB_CONTAINER_SPLIT_LIST_MAP_NOGC_H
