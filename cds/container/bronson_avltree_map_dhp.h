// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_BRONSON_AVLTREE_MAP_DHP_H
#define CDSLIB_CONTAINER_BRONSON_AVLTREE_MAP_DHP_H

#include <cds/gc/dhp.h>
#include <cds/container/impl/bronson_avltree_map.h>

#endif // #ifndef CDSLIB_CONTAINER_BRONSON_AVLTREE_MAP_DHP_H
