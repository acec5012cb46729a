// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_FCDEQUE_H
#define CDSLIB_CONTAINER_FCDEQUE_H

#include <cds/structures/combining/deque.h>

#endif // #ifndef CDSLIB_CONTAINER_FCDEQUE_H
