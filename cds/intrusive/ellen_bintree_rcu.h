// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_ELLEN_BINTREE_RCU_H
#define CDSLIB_INTRUSIVE_ELLEN_BINTREE_RCU_H

#include <cds/intrusive/impl/ellen_bintree.h>
#include <cds/structures/reclaim_rcu.h>

#endif // #ifndef CDSLIB_INTRUSIVE_ELLEN_BINTREE_RCU_H
