// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_BRONSON_AVLTREE_MAP_RCU_H
#define CDSLIB_CONTAINER_BRONSON_AVLTREE_MAP_RCU_H

#include <cds/container/impl/bronson_avltree_map.h>
#include <cds/structures/reclaim_rcu.h>

#endif // #ifndef CDSLIB_CONTAINER_BRONSON_AVLTREE_MAP_RCU_H
