// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_DETAILS_NODE_TRAITS_H
#define CDSLIB_INTRUSIVE_DETAILS_NODE_TRAITS_H

#include <cds/structures/node_traits.h>

#endif // #ifndef CDSLIB_INTRUSIVE_DETAILS_NODE_TRAITS_H
