// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_INTRUSIVE_OPTIMISTIC_QUEUE_H
#define CDSLIB_INTRUSIVE_OPTIMISTIC_QUEUE_H

#include <cds/details/marked_ptr.h>
#include <cds/gc/default_gc.h>
#include <cds/intrusive/details/base.h>
#include <cds/structures/queue/optimistic.h>

#endif // #ifndef CDSLIB_INTRUSIVE_OPTIMISTIC_QUEUE_H
