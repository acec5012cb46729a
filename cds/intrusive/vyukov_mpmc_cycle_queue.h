// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_VYUKOV_MPMC_CYCLE_QUEUE_H
#define CDSLIB_INTRUSIVE_VYUKOV_MPMC_CYCLE_QUEUE_H

#include <cds/container/vyukov_mpmc_cycle_queue.h>
#include <cds/intrusive/details/base.h>
#include <cds/structures/queue/vyukov.h>

#endif // #ifndef CDSLIB_INTRUSIVE_VYUKOV_MPMC_CYCLE_QUEUE_H
