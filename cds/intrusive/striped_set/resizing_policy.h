// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_STRIPED_SET_RESIZING_POLICY_H
#define CDSLIB_INTRUSIVE_STRIPED_SET_RESIZING_POLICY_H

#include <cds/structures/hash/striped/resizing.h>

#endif // #ifndef CDSLIB_INTRUSIVE_STRIPED_SET_RESIZING_POLICY_H
