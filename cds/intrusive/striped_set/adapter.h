// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_STRIPED_SET_ADAPTER_H
#define CDSLIB_INTRUSIVE_STRIPED_SET_ADAPTER_H

#include <cds/intrusive/striped_set/resizing_policy.h>
#include <cds/opt/compare.h>
#include <cds/opt/hash.h>
#include <cds/structures/hash/striped/bucket.h>

#endif // #ifndef CDSLIB_INTRUSIVE_STRIPED_SET_ADAPTER_H
