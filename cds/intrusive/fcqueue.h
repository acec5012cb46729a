// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_FCQUEUE_H
#define CDSLIB_INTRUSIVE_FCQUEUE_H

#include <cds/structures/combining/intrusive_queue.h>

#endif // #ifndef CDSLIB_INTRUSIVE_FCQUEUE_H
