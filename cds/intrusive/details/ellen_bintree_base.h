// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_DETAILS_ELLEN_BINTREE_BASE_H
#define CDSLIB_INTRUSIVE_DETAILS_ELLEN_BINTREE_BASE_H

#include <cds/details/marked_ptr.h>
#include <cds/intrusive/details/base.h>
#include <cds/opt/compare.h>
#include <cds/structures/tree/natarajan_mittal.h>
#include <cds/urcu/options.h>

namespace cds::intrusive {

template <class GC, class Key, class T, class Traits = ellen_bintree::traits>
class EllenBinTree;

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_INTRUSIVE_DETAILS_ELLEN_BINTREE_BASE_H
