// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_DETAILS_SINGLE_LINK_STRUCT_H
#define CDSLIB_INTRUSIVE_DETAILS_SINGLE_LINK_STRUCT_H

#include <cds/algo/atomic.h>
#include <cds/intrusive/details/base.h>
#include <cds/structures/single_link.h>

#endif // #ifndef CDSLIB_INTRUSIVE_DETAILS_SINGLE_LINK_STRUCT_H
