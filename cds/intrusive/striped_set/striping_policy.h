// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_STRIPED_SET_STRIPING_POLICY_H
#define CDSLIB_INTRUSIVE_STRIPED_SET_STRIPING_POLICY_H

#include <cds/structures/hash/striped/striping.h>
#include <cds/sync/lock_array.h>
#include <cds/sync/spinlock.h>

#endif // #ifndef CDSLIB_INTRUSIVE_STRIPED_SET_STRIPING_POLICY_H
