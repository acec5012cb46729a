// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_CONTAINER_ELLEN_BINTREE_SET_HP_H
#define CDSLIB_CONTAINER_ELLEN_BINTREE_SET_HP_H

#include <cds/container/impl/ellen_bintree_set.h>
#include <cds/gc/hp.h>

#endif // #ifndef CDSLIB_CONTAINER_ELLEN_BINTREE_SET_HP_H
