// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_DETAILS_MICHAEL_SET_BASE_H
#define CDSLIB_INTRUSIVE_DETAILS_MICHAEL_SET_BASE_H

#include <cds/structures/hash/buckets.h>

#endif // #ifndef CDSLIB_INTRUSIVE_DETAILS_MICHAEL_SET_BASE_H
