// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_OPTIONS_H
#define CDSLIB_INTRUSIVE_OPTIONS_H

#include <cds/structures/options.h>

#endif // #ifndef CDSLIB_INTRUSIVE_OPTIONS_H
