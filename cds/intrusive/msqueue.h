// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_MSQUEUE_H
#define CDSLIB_INTRUSIVE_MSQUEUE_H

#include <cds/structures/queue/ms.h>

#endif // #ifndef CDSLIB_INTRUSIVE_MSQUEUE_H
