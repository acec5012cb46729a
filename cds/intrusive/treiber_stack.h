// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_TREIBER_STACK_H
#define CDSLIB_INTRUSIVE_TREIBER_STACK_H

#include <cds/structures/stack/treiber.h>

#endif // #ifndef CDSLIB_INTRUSIVE_TREIBER_STACK_H
