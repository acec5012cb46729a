// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_CONTAINER_FCPRIORITY_QUEUE_H
#define CDSLIB_CONTAINER_FCPRIORITY_QUEUE_H

#include <cds/algo/elimination_opt.h>
#include <cds/structures/combining/priority_queue.h>

#endif // #ifndef CDSLIB_CONTAINER_FCPRIORITY_QUEUE_H
