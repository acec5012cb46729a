// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_INTRUSIVE_ELLEN_BINTREE_HP_H
#define CDSLIB_INTRUSIVE_ELLEN_BINTREE_HP_H

#include <cds/gc/hp.h>
#include <cds/intrusive/impl/ellen_bintree.h>

#endif // #ifndef CDSLIB_INTRUSIVE_ELLEN_BINTREE_HP_H
