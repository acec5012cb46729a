// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_ELLEN_BINTREE_MAP_RCU_H
#define CDSLIB_CONTAINER_ELLEN_BINTREE_MAP_RCU_H

#include <cds/container/impl/ellen_bintree_map.h>
#include <cds/structures/reclaim_rcu.h>

#endif // #ifndef CDSLIB_CONTAINER_ELLEN_BINTREE_MAP_RCU_H
